import itertools

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import PolynomialFeatures

from camel import params as camel_params
from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(4, 4)).round(3)
sparse = np.where(rng.uniform(size=(6, 5)) < 0.6, 0.0, rng.normal(size=(6, 5)).round(3))
sparse[2] = 0

cases = [
    {"degree": degree, "interaction_only": interaction_only, "include_bias": include_bias}
    for degree, interaction_only, include_bias in itertools.product(
        [0, 1, 2, 3, 5, (0, 2), (2, 2), (2, 3), (3, 4), (1, 1)], [False, True], [False, True]
    )
    if not (degree == 0 and not include_bias)
]


def record(data, params):
    poly = PolynomialFeatures(**params).fit(data)
    names = ["a", "b", "c", "d", "e"][: data.shape[1]]
    return {
        "params": camel_params(params),
        "powers": poly.powers_ if data is X else None,
        "names": poly.get_feature_names_out(names),
        "transformed": poly.transform(data),
    }


save(
    "preprocessing/polynomial-features",
    {
        "X": X,
        "sparse": sparse,
        "dense": [record(X, params) for params in cases],
        "csr": [record(csr_matrix(sparse), params) for params in cases],
    },
)
