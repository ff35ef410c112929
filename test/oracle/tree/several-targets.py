import numpy as np
from sklearn.tree import DecisionTreeRegressor, export_text

from oracle import save
from trees import lowest_ties, record, single

rng = np.random.RandomState(2)
X = single(rng.normal(size=(120, 4)))
Y = np.column_stack(
    [
        3 * X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=120),
        np.sin(2 * X[:, 1]) + 0.2 * rng.normal(size=120),
        10 * (X[:, 3] > 0.4) + rng.normal(size=120),
    ]
)
counts = rng.poisson(np.exp(np.column_stack([0.7 * X[:, 0] + 0.3 * X[:, 1], 1 + 0.5 * X[:, 2]]))).astype(float)
weights = rng.randint(0, 4, size=120) / 2
X_new = single(rng.normal(size=(30, 4)))

holes = X.copy()
holes[rng.uniform(size=X.shape) < 0.15] = np.nan
holes[(Y[:, 2] > 5) & (rng.uniform(size=120) < 0.7), 3] = np.nan
holes_new = X_new.copy()
holes_new[rng.uniform(size=X_new.shape) < 0.2] = np.nan


def tree(Y, weights=None, X=X, X_new=X_new, **params):
    return record(DecisionTreeRegressor, X, Y, X_new, weights, **params)


absolute = {"criterion": "absolute_error"}
poisson = {"criterion": "poisson"}
whole = lowest_ties(lambda seed: DecisionTreeRegressor(min_samples_leaf=4, random_state=seed).fit(X, Y))
path = whole.cost_complexity_pruning_path(X, Y)
shown = DecisionTreeRegressor(max_depth=2, random_state=0).fit(X, Y)

save(
    "tree/several-targets",
    {
        "X": X,
        "XNew": X_new,
        "Y": Y,
        "counts": counts,
        "weights": weights,
        "holes": holes,
        "holesNew": holes_new,
        "cases": {
            "squared": tree(Y, min_samples_leaf=4),
            "weighted": tree(Y, weights, min_samples_leaf=4),
            "absolute": tree(Y, min_samples_leaf=4, **absolute),
            "absoluteWeighted": tree(Y, weights, min_samples_leaf=4, **absolute),
            "poisson": tree(counts, min_samples_leaf=4, **poisson),
            "poissonWeighted": tree(counts, weights, min_samples_leaf=4, **poisson),
            "weightLeaf": tree(Y, weights, min_weight_fraction_leaf=0.08),
            "leafNodes": tree(Y, max_leaf_nodes=9),
            "decrease": tree(Y, min_impurity_decrease=0.1),
            "pruned": tree(Y, min_samples_leaf=4, ccp_alpha=0.1),
            "missing": tree(Y, X=holes, X_new=holes_new, min_samples_leaf=4),
            "missingAbsolute": tree(Y, X=holes, X_new=holes_new, min_samples_leaf=4, **absolute),
            "missingPoisson": tree(counts, X=holes, X_new=holes_new, min_samples_leaf=4, **poisson),
        },
        "score": whole.score(X, Y),
        "path": {"ccpAlphas": path.ccp_alphas, "impurities": path.impurities},
        "text": export_text(shown),
    },
)
