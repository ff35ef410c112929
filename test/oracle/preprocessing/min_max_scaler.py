import numpy as np
from sklearn.preprocessing import MinMaxScaler

from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(12, 5)) * [1, 10, 1e-3, 1e6, 1] + [0, 5, 1, -1e6, 0]
X[:, 3] = 7.0
X[:, 4] = 3 + 1e-16 * np.arange(12)
X[3, 0] = np.nan
new = X[:4] * 3 - 1


def record(**params):
    scaler = MinMaxScaler(**params).fit(X)
    return {
        "min": scaler.min_,
        "scale": scaler.scale_,
        "dataMin": scaler.data_min_,
        "dataMax": scaler.data_max_,
        "dataRange": scaler.data_range_,
        "transformed": scaler.transform(X),
        "new": scaler.transform(new),
        "inverse": scaler.inverse_transform(scaler.transform(new)),
    }


save(
    "preprocessing/min-max-scaler",
    {
        "X": X,
        "new": new,
        "plain": record(),
        "ranged": record(feature_range=(-2, 5)),
        "clipped": record(feature_range=(-1, 1), clip=True),
    },
)
