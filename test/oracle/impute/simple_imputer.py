import itertools
import warnings

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.impute import SimpleImputer

from camel import nones
from camel import params as camel_params
from oracle import save

warnings.simplefilter("ignore")

nan = np.nan
X = np.array(
    [
        [1.5, nan, 3, nan, 0.1],
        [nan, nan, -2, nan, 0.2],
        [4, nan, 3, 7, 0.3],
        [-1.5, nan, -2, nan, 0.1],
        [4, nan, 5, 7, nan],
        [1.5, nan, nan, 2, 0.7],
        [9, nan, 0, nan, 0.9],
    ]
)
new = np.array([[nan, nan, nan, nan, nan], [1, 2, 3, 4, 5], [nan, 8, 1, nan, nan]])
names = ["a", "b", "c", "d", "e"]
marked = np.where(np.isnan(X), -1, X)
sparse = np.where(np.isnan(X), nan, np.where(X == 3, 0, X))
sparse[:, 3] = [0, 0, nan, 0, 5, 0, 0]
words = np.array(
    [["a", nan, "x"], ["b", nan, "y"], [nan, nan, "x"], ["b", nan, "y"], ["a", nan, nan], ["c", nan, "z"]],
    dtype=object,
)
newWords = np.array([[nan, nan, nan], ["q", "r", nan]], dtype=object)
asked = np.where(words == words, words, "?")


def statistics(imputer):
    return nones(imputer.statistics_.tolist())


def record(params, data, other, names):
    imputer = SimpleImputer(**params).fit(data)
    out = imputer.transform(data)
    result = {
        "params": camel_params(params),
        "statistics": statistics(imputer),
        "names": imputer.get_feature_names_out(names),
        "transformed": out,
        "new": imputer.transform(other),
    }
    # With kept empty columns inverse_transform runs past the end.
    invertible = params.get("add_indicator") and not params.get("keep_empty_features")
    if invertible and not hasattr(out, "tocsr") and data.dtype != object:
        result["inverse"] = imputer.inverse_transform(out)
    return result


options = [
    {"add_indicator": add_indicator, "keep_empty_features": keep_empty_features}
    for add_indicator, keep_empty_features in itertools.product([False, True], [False, True])
]
strategies = [
    {},
    {"strategy": "median"},
    {"strategy": "most_frequent"},
    {"strategy": "constant"},
    {"strategy": "constant", "fill_value": -3.5},
]
wordStrategies = [{"strategy": "constant"}, {"strategy": "constant", "fill_value": "none"}]

save(
    "impute/simple-imputer",
    {
        "X": X,
        "new": new,
        "marked": marked,
        "sparse": sparse,
        "words": nones(words),
        "newWords": nones(newWords),
        "asked": asked,
        "dense": [record({**s, **o}, X, new, names) for s in strategies for o in options],
        "numbers": [
            record({**s, **o, "missing_values": -1}, marked, np.where(np.isnan(new), -1, new), names)
            for s in strategies
            for o in options
        ],
        "csr": [record({**s, **o}, csr_matrix(sparse), csr_matrix(new), names) for s in strategies for o in options],
        "strings": [record({**s, **o}, words, newWords, names[:3]) for s in wordStrategies for o in options]
        + [
            # Filled with 0 where an empty column is kept, which no column of strings holds here.
            record({"strategy": "most_frequent", "add_indicator": flag}, words, newWords, names[:3])
            for flag in [False, True]
        ],
        "stringMarks": [
            record({"strategy": "most_frequent", "missing_values": "?", "add_indicator": flag}, asked, asked, names[:3])
            for flag in [False, True]
        ],
        "maximum": record({"strategy": np.max}, X[:, [0, 2, 3]], new[:, [0, 2, 3]], names[:3])["new"],
    },
)
