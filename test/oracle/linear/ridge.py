import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LinearRegression, Ridge

from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(40, 5)) * [1, 3, 0.2, 5, 0.5] + [0, 5, 1, -10, 0]
y = X @ [2.0, -0.3, 5.0, 0.1, 1.0] + 3 + rng.normal(size=40)
weights = rng.randint(0, 4, size=40).astype(float)
X_new = rng.normal(size=(6, 5)) * [1, 3, 0.2, 5, 0.5]
wide = rng.normal(size=(8, 20)) * np.linspace(0.1, 5, 20) + 1
wide_y = rng.normal(size=8)
wide_weights = rng.randint(1, 4, size=8).astype(float)
dependent = X.copy()
dependent[:, 2] = dependent[:, 0] - dependent[:, 1]
least = LinearRegression(tol=1e-12).fit(dependent, y)
sparse = np.where(rng.uniform(size=(50, 7)) < 0.6, 0.0, rng.normal(size=(50, 7)) + 1)
sparse_y = sparse[:, 0] * 2 - sparse[:, 1] + rng.normal(size=50)
sparse_weights = rng.randint(0, 4, size=50).astype(float)
TIGHT = {"tol": 1e-12, "max_iter": 100000}


def record(X, y, X_new, weights=None, **params):
    model = Ridge(**params).fit(X, y, sample_weight=weights)
    iterations = None if model.n_iter_ is None else model.n_iter_[0]
    return {
        "coef": model.coef_,
        "intercept": model.intercept_,
        "predicted": model.predict(X_new),
        "nIter": iterations,
        "solver": model.solver_,
    }


save(
    "linear/ridge",
    {
        "X": X,
        "y": y,
        "weights": weights,
        "XNew": X_new,
        "wideX": wide,
        "wideY": wide_y,
        "wideWeights": wide_weights,
        "dependentX": dependent,
        "sparseX": sparse,
        "sparseY": sparse_y,
        "sparseWeights": sparse_weights,
        "plain": record(X, y, X_new),
        "strong": record(X, y, X_new, alpha=100.0),
        "withoutIntercept": record(X, y, X_new, fit_intercept=False),
        "weighted": record(X, y, X_new, weights, alpha=2.0),
        "lsqrLoose": record(X, y, X_new, solver="lsqr"),
        "lsqrWeighted": record(X, y, X_new, weights, alpha=2.0, solver="lsqr", **TIGHT),
        "positive": record(X, y, X_new, positive=True, **TIGHT),
        "positiveWeighted": record(X, y, X_new, weights, positive=True, alpha=3.0, **TIGHT),
        "positiveWithoutIntercept": record(X, y, X_new, positive=True, fit_intercept=False, **TIGHT),
        "noPenalty": record(X, y, X_new, alpha=0.0),
        # Ridge itself divides by singular values of 1e-15 here; without a penalty this is what it stands for.
        "dependentNoPenalty": {"coef": least.coef_, "intercept": least.intercept_, "predicted": least.predict(X_new)},
        "wide": record(wide, wide_y, wide),
        "wideWithoutIntercept": record(wide, wide_y, wide, fit_intercept=False),
        "wideWeighted": record(wide, wide_y, wide, wide_weights),
        "widePositive": record(wide, wide_y, wide, positive=True, **TIGHT),
        "sparse": record(csr_matrix(sparse), sparse_y, sparse, solver="lsqr", **TIGHT),
        "sparseWithoutIntercept": record(csr_matrix(sparse), sparse_y, sparse, fit_intercept=False, solver="cholesky"),
        "sparseWeighted": record(csr_matrix(sparse), sparse_y, sparse, sparse_weights, solver="lsqr", **TIGHT),
        "sparsePositive": record(csr_matrix(sparse), sparse_y, sparse, positive=True, **TIGHT),
        "sparseWide": record(csr_matrix(sparse[:5]), sparse_y[:5], sparse, solver="lsqr", **TIGHT),
        "sparseWideWeighted": record(csr_matrix(sparse[:5]), sparse_y[:5], sparse, sparse_weights[:5] + 1, solver="lsqr", **TIGHT),
    },
)
