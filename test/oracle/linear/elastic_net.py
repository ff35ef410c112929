"""ElasticNet: coefficients, duality gaps and sweeps, for shares of the L1 penalty from 0 to 1."""

import warnings

import numpy as np
from oracle import save
from scipy.sparse import csr_matrix
from sklearn.linear_model import ElasticNet

rng = np.random.RandomState(12)
X = rng.normal(size=(70, 7)) * [1, 3, 0.2, 5, 0.5, 1, 1] + [0, 10, 0, -3, 1, 0, 2]
X[:, 5] = X[:, 0] + 0.01 * rng.normal(size=70)
y = 3 * X[:, 0] - 0.5 * X[:, 1] + X[:, 3] + rng.normal(size=70) + 4
weights = rng.randint(0, 4, size=70).astype(float)
X_new = rng.normal(size=(6, 7)) * 3
wide = rng.normal(size=(15, 40)) * np.linspace(0.2, 3, 40) + 1
wide_y = wide[:, 3] - 2 * wide[:, 30] + 0.1 * rng.normal(size=15)
wide_weights = rng.uniform(0.5, 3, size=15)
sparse = np.where(rng.uniform(size=(50, 12)) < 0.7, 0.0, rng.normal(size=(50, 12)) + 1)
sparse_y = sparse[:, 0] * 2 - sparse[:, 1] + rng.normal(size=50)
sparse_weights = rng.randint(0, 4, size=50).astype(float)
TIGHT = {"tol": 1e-11, "max_iter": 100000}


def record(X, y, X_new, weights=None, **params):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ElasticNet(**params).fit(X, y, sample_weight=weights)
    return {
        "coef": model.coef_,
        "intercept": model.intercept_,
        "predicted": model.predict(X_new),
        "nIter": model.n_iter_,
        "dualGap": model.dual_gap_,
    }


save(
    "linear/elastic-net",
    {
        "X": X,
        "y": y,
        "weights": weights,
        "XNew": X_new,
        "wideX": wide,
        "wideY": wide_y,
        "wideWeights": wide_weights,
        "sparseX": sparse,
        "sparseY": sparse_y,
        "sparseWeights": sparse_weights,
        "defaults": record(X, y, X_new),
        "plain": record(X, y, X_new, alpha=0.1),
        "tight": record(X, y, X_new, alpha=0.1, **TIGHT),
        "ridge": record(X, y, X_new, alpha=0.1, l1_ratio=0.0),
        "lasso": record(X, y, X_new, alpha=0.1, l1_ratio=1.0),
        "withoutIntercept": record(X, y, X_new, alpha=0.1, l1_ratio=0.2, fit_intercept=False),
        "weighted": record(X, y, X_new, weights, alpha=0.1),
        "positive": record(X, y, X_new, alpha=0.1, positive=True),
        "random": record(X, y, X_new, alpha=0.1, selection="random", random_state=3),
        "wide": record(wide, wide_y, wide, alpha=0.05),
        "wideTight": record(wide, wide_y, wide, alpha=0.05, **TIGHT),
        "wideRidge": record(wide, wide_y, wide, alpha=0.05, l1_ratio=0.0),
        "wideWeighted": record(wide, wide_y, wide, wide_weights, alpha=0.05),
        "sparse": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05),
        "sparseTight": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, **TIGHT),
        "sparseRidge": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, l1_ratio=0.0),
        "sparseWithoutIntercept": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, fit_intercept=False),
        "sparseWeighted": record(csr_matrix(sparse), sparse_y, sparse, sparse_weights, alpha=0.05),
        "sparseRandom": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, selection="random", random_state=5),
    },
)
