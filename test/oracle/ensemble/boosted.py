"""Data and records shared by the scripts of histogram boosting."""

import numpy as np

rng = np.random.RandomState(11)
rows, new_rows = 400, 60


def table(count):
    X = np.round(rng.normal(size=(count, 5)), 4)
    X[:, 3] = np.round(2 * X[:, 3])
    X[:, 4] = rng.randint(0, 9, size=count)
    return X


def truth(X):
    shift = np.array([0.0, 2.0, -1.0, 0.7, 3.0, -2.0, 1.0, -0.5, 0.2])
    return X[:, 0] + X[:, 1] * X[:, 2] + 0.5 * X[:, 3] + shift[X[:, 4].astype(int)]


X, X_new = table(rows), table(new_rows)
y = truth(X) + 0.4 * rng.normal(size=rows)
counts = rng.poisson(np.exp(0.4 * truth(X))).astype(float)
positive = np.exp(0.3 * truth(X)) * rng.gamma(2, 0.5, size=rows)
two = (y > 0.3).astype(int)
three = np.digitize(y, [-0.5, 1.5])
weights = rng.randint(0, 4, size=rows) / 2


def holed(X):
    holes = X.copy()
    holes[rng.uniform(size=X.shape) < 0.15] = np.nan
    holes[(holes[:, 1] > 0.6) & (rng.uniform(size=len(X)) < 0.5), 0] = np.nan
    return holes


holes, holes_new = holed(X), holed(X_new)
holes_new[:5, 2] = np.nan
data = {
    "X": X,
    "XNew": X_new,
    "holes": holes,
    "holesNew": holes_new,
    "y": y,
    "counts": counts,
    "positive": positive,
    "two": two,
    "three": three,
    "weights": weights,
}
categories = {"categorical_features": [4], "min_samples_leaf": 5}


def fitted(Model, y, sample_weight=None, missing=False, **params):
    model = Model(early_stopping=False, random_state=0, **{"max_iter": 30, **params})
    return model.fit(holes if missing else X, y, sample_weight=sample_weight), holes_new if missing else X_new
