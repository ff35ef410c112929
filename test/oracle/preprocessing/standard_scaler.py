import numpy as np
from scipy.sparse import csr_matrix
from sklearn.preprocessing import StandardScaler

from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(12, 4)) * [1, 10, 1e-3, 1e6] + [0, 5, 1, -1e6]
X[:, 3] = 7.0
X[3, 0] = np.nan
weights = rng.randint(1, 5, size=12).astype(float)
sparse = np.where(rng.uniform(size=(10, 3)) < 0.5, 0.0, rng.normal(size=(10, 3)))


def record(X, weights=None, **params):
    scaler = StandardScaler(**params).fit(X, sample_weight=weights)
    out = scaler.transform(X)
    return {"mean": scaler.mean_, "var": scaler.var_, "scale": scaler.scale_, "transformed": out}


save(
    "preprocessing/standard-scaler",
    {
        "X": X,
        "weights": weights,
        "sparse": sparse,
        "plain": record(X),
        "weighted": record(X, weights),
        "withoutMean": record(X, with_mean=False),
        "withoutStd": record(X, with_std=False),
        "sparsePlain": record(csr_matrix(sparse), with_mean=False),
    },
)
