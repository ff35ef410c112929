import numpy as np
from scipy.sparse import csr_matrix
from sklearn.impute import MissingIndicator

from camel import nones
from camel import params as camel_params
from oracle import save

nan = np.nan
X = np.array([[nan, 1, 3, 0], [4, 0, nan, 0], [8, 1, 0, 0]])
new = np.array([[5, 1, nan, 0], [nan, 2, 3, 0], [2, 4, 0, 1]])
words = np.array([["a", nan], ["b", "x"], [nan, "y"]], dtype=object)
asked = np.where(words == words, words, "?")


def record(params, data, other, names):
    indicator = MissingIndicator(**params).fit(data)
    return {
        "params": camel_params(params),
        "features": indicator.features_,
        "names": indicator.get_feature_names_out(names),
        "transformed": indicator.transform(data).astype(float),
        "new": indicator.transform(other).astype(float),
    }


dense = [
    {},
    {"features": "all"},
    {"sparse": True},
    {"features": "all", "sparse": True},
    {"missing_values": 1, "error_on_new": False},
    {"missing_values": 0, "features": "all"},
]
csr = [{}, {"features": "all"}, {"sparse": False}, {"missing_values": 1, "error_on_new": False}]


def finite(params, data):
    return np.nan_to_num(data, nan=9) if "missing_values" in params else data


save(
    "impute/missing-indicator",
    {
        "X": X,
        "new": new,
        "words": nones(words),
        "asked": asked,
        "dense": [record(p, finite(p, X), finite(p, new), list("abcd")) for p in dense],
        "csr": [record(p, csr_matrix(finite(p, X)), csr_matrix(finite(p, new)), list("abcd")) for p in csr],
        "strings": [
            record({}, words, words, ["a", "b"]),
            record({"missing_values": "?"}, asked, asked[::-1], ["a", "b"]),
        ],
    },
)
