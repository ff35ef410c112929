import numpy as np
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from oracle import save
from trees import record, single

rng = np.random.RandomState(2)
X = single(rng.normal(size=(150, 3)))
# Rises along column 0 and falls along column 1 on the whole, but not everywhere.
score = X[:, 0] - X[:, 1] + np.sin(4 * X[:, 0]) + 0.7 * X[:, 2] ** 2 + 0.4 * rng.normal(size=150)
two = (score > 0.3).astype(int)
counts = rng.poisson(np.exp(0.4 * score)).astype(float)
weights = rng.randint(1, 5, size=150) / 2
X_new = single(rng.normal(size=(40, 3)))

up_down = [1, -1, 0]
down_up = [-1, 1, 0]


def classes(weights=None, cst=up_down, **params):
    params = {"min_samples_leaf": 4, **params}
    return record(DecisionTreeClassifier, X, two, X_new, weights, monotonic_cst=cst, **params)


def numbers(y=score, weights=None, cst=up_down, **params):
    params = {"min_samples_leaf": 4, **params}
    return record(DecisionTreeRegressor, X, y, X_new, weights, monotonic_cst=cst, **params)


save(
    "tree/monotonic-cst",
    {
        "X": X,
        "XNew": X_new,
        "two": two,
        "score": score,
        "counts": counts,
        "weights": weights,
        "classes": {
            "gini": classes(),
            "giniAgainst": classes(cst=down_up),
            "giniWeighted": classes(weights),
            "entropy": classes(criterion="entropy"),
            "leafNodes": classes(max_leaf_nodes=8),
            "balanced": classes(class_weight="balanced"),
        },
        "numbers": {
            "squared": numbers(),
            "squaredAgainst": numbers(cst=down_up),
            "squaredWeighted": numbers(weights=weights),
            "absolute": numbers(criterion="absolute_error", min_samples_leaf=9),
            "absoluteWeighted": numbers(weights=weights, criterion="absolute_error", min_samples_leaf=5),
            "poisson": numbers(counts, criterion="poisson"),
            "leafNodes": numbers(max_leaf_nodes=9),
            "pruned": numbers(ccp_alpha=0.05),
        },
    },
)
