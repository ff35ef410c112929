import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression

from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(40, 5)) * [1, 10, 1e-3, 1e4, 0.5] + [0, 5, 1, -1e4, 0]
y = X @ [2.0, -0.3, 500.0, 1e-4, 1.0] + 3 + rng.normal(size=40)
weights = rng.randint(0, 4, size=40).astype(float)
# The third column is the sum of the first two, the fifth is constant.
dependent = rng.normal(size=(20, 5))
dependent[:, 2] = dependent[:, 0] + dependent[:, 1]
dependent[:, 4] = 7.0
# Indicators of every category add up to the intercept.
category = rng.randint(0, 4, size=30)
indicators = np.column_stack([np.eye(4)[category], rng.normal(size=30)])
wide = rng.normal(size=(8, 20)) * np.linspace(0.1, 5, 20)
sparse = np.where(rng.uniform(size=(50, 7)) < 0.6, 0.0, rng.normal(size=(50, 7)))
# Enough columns for sparse data to be solved by products alone.
large = np.where(rng.uniform(size=(40, 1100)) < 0.98, 0.0, rng.normal(size=(40, 1100)))
large_y = large[:, :3].sum(axis=1) + rng.normal(size=40)


def record(X, y, weights=None, **params):
    model = LinearRegression(**{"tol": 1e-12, **params}).fit(X, y, sample_weight=weights)
    return {
        "coef": model.coef_,
        "intercept": model.intercept_,
        "predicted": model.predict(X[:5]),
        "rank": getattr(model, "rank_", None),
    }


def case(X, y, weights=None, **params):
    return {
        "X": X,
        "y": y,
        "weights": weights,
        "plain": record(X, y, **params),
        "withoutIntercept": record(X, y, fit_intercept=False, **params),
        "weighted": None if weights is None else record(X, y, weights, **params),
    }


diabetes = load_diabetes()
save(
    "linear/linear-regression",
    {
        "full": case(X, y, weights),
        "positive": case(X, y, weights, positive=True),
        "negativeTarget": record(X, -y, positive=True),
        "dependent": case(dependent, dependent[:, 0] * 2 + rng.normal(size=20)),
        "indicators": case(indicators, category + rng.normal(size=30)),
        "wide": case(wide, rng.normal(size=8)),
        "sparse": case(sparse, sparse[:, 0] * 2 + rng.normal(size=50), rng.randint(1, 4, size=50).astype(float)),
        "large": {
            "cells": [[i, j, large[i, j]] for i, j in np.argwhere(large != 0)],
            "y": large_y,
            "plain": record(large, large_y),
        },
        "diabetes": record(diabetes.data, diabetes.target),
    },
)
