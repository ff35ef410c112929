"""Lasso: coefficients, duality gaps and sweeps, on dense, wide and sparse data, with weights and with random draws."""

import warnings

import numpy as np
from oracle import save
from scipy.sparse import csr_matrix
from sklearn.linear_model import Lasso

rng = np.random.RandomState(11)
X = rng.normal(size=(60, 8)) * [1, 3, 0.2, 5, 0.5, 1, 1, 2] + [0, 10, 0, -3, 1, 0, 2, 0]
X[:, 5] = X[:, 0] + 0.1 * rng.normal(size=60)
y = 3 * X[:, 0] - 0.5 * X[:, 1] + X[:, 3] + 2 * X[:, 6] + rng.normal(size=60) + 4
weights = rng.randint(0, 4, size=60).astype(float)
X_new = rng.normal(size=(6, 8)) * 3
wide = rng.normal(size=(20, 45)) * np.linspace(0.2, 3, 45) + 1
wide[:, 7] = 2.5
wide_y = wide[:, 3] - 2 * wide[:, 40] + 0.1 * rng.normal(size=20)
wide_weights = rng.uniform(0.5, 3, size=20)
sparse = np.where(rng.uniform(size=(50, 12)) < 0.7, 0.0, rng.normal(size=(50, 12)) + 1)
sparse[:, 4] = 0
sparse_y = sparse[:, 0] * 2 - sparse[:, 1] + rng.normal(size=50)
sparse_weights = rng.randint(0, 4, size=50).astype(float)
TIGHT = {"tol": 1e-11, "max_iter": 100000}


def record(X, y, X_new, weights=None, **params):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = Lasso(**params).fit(X, y, sample_weight=weights)
    return {
        "coef": model.coef_,
        "intercept": model.intercept_,
        "predicted": model.predict(X_new),
        "nIter": model.n_iter_,
        "dualGap": model.dual_gap_,
    }


def warm():
    model = Lasso(alpha=0.5, warm_start=True).fit(X, y)
    model.set_params(alpha=0.1).fit(X, y)
    return {"coef": model.coef_, "intercept": model.intercept_, "predicted": model.predict(X_new), "nIter": model.n_iter_, "dualGap": model.dual_gap_}


save(
    "linear/lasso",
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
        "plain": record(X, y, X_new, alpha=0.1),
        "tight": record(X, y, X_new, alpha=0.1, **TIGHT),
        "strong": record(X, y, X_new, alpha=2.0),
        "tooStrong": record(X, y, X_new, alpha=1e4),
        "withoutIntercept": record(X, y, X_new, alpha=0.1, fit_intercept=False),
        "weighted": record(X, y, X_new, weights, alpha=0.1),
        "positive": record(X, y, X_new, alpha=0.1, positive=True),
        "random": record(X, y, X_new, alpha=0.1, selection="random", random_state=3),
        "limited": record(X, y, X_new, alpha=0.001, max_iter=3),
        "noPenalty": record(X, y, X_new, alpha=0.0, max_iter=20000),
        "warm": warm(),
        "wide": record(wide, wide_y, wide, alpha=0.05),
        "wideTight": record(wide, wide_y, wide, alpha=0.05, **TIGHT),
        "wideWeighted": record(wide, wide_y, wide, wide_weights, alpha=0.05),
        "wideRandom": record(wide, wide_y, wide, alpha=0.05, selection="random", random_state=0),
        "widePositive": record(wide, wide_y, wide, alpha=0.05, positive=True),
        "sparse": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05),
        "sparseTight": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, **TIGHT),
        "sparseWithoutIntercept": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, fit_intercept=False),
        "sparseWeighted": record(csr_matrix(sparse), sparse_y, sparse, sparse_weights, alpha=0.05),
        "sparsePositive": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, positive=True),
        "sparseRandom": record(csr_matrix(sparse), sparse_y, sparse, alpha=0.05, selection="random", random_state=5),
    },
)
