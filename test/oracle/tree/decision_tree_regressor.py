import numpy as np
from sklearn.tree import DecisionTreeRegressor, export_text

from oracle import save
from trees import lowest_ties, record, single

rng = np.random.RandomState(1)
X = single(rng.normal(size=(120, 4)))
y = 3 * X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=120)
counts = rng.poisson(np.exp(0.7 * X[:, 0] + 0.3 * X[:, 1])).astype(float)
weights = rng.randint(0, 4, size=120) / 2
X_new = single(rng.normal(size=(40, 4)))

holes = X.copy()
holes[rng.uniform(size=X.shape) < 0.15] = np.nan
holes[(y > 1) & (rng.uniform(size=120) < 0.7), 3] = np.nan
holes_new = X_new.copy()
holes_new[rng.uniform(size=X_new.shape) < 0.2] = np.nan


def tree(y, weights=None, X=X, X_new=X_new, **params):
    return record(DecisionTreeRegressor, X, y, X_new, weights, **params)


absolute = {"criterion": "absolute_error"}
poisson = {"criterion": "poisson"}
whole = lowest_ties(lambda seed: DecisionTreeRegressor(min_samples_leaf=4, random_state=seed).fit(X, y))
path = whole.cost_complexity_pruning_path(X, y)
shown = DecisionTreeRegressor(max_depth=3, random_state=0).fit(X, y)

save(
    "tree/decision-tree-regressor",
    {
        "X": X,
        "XNew": X_new,
        "y": y,
        "counts": counts,
        "weights": weights,
        "holes": holes,
        "holesNew": holes_new,
        "cases": {
            "squared": tree(y, min_samples_leaf=4),
            "squaredShifted": tree(y + 100, min_samples_leaf=4),
            "weighted": tree(y, weights, min_samples_leaf=4),
            "absolute": tree(y, min_samples_leaf=4, **absolute),
            "absoluteWeighted": tree(y, weights, min_samples_leaf=4, **absolute),
            "poisson": tree(counts, min_samples_leaf=4, **poisson),
            "poissonWeighted": tree(counts, weights, min_samples_leaf=4, **poisson),
            "depth": tree(y, max_depth=3),
            "leafNodes": tree(y, max_leaf_nodes=9),
            "leafNodesAbsolute": tree(y, max_leaf_nodes=8, min_samples_leaf=4, **absolute),
            "decrease": tree(y, min_impurity_decrease=0.1),
            "pruned": tree(y, min_samples_leaf=4, ccp_alpha=0.1),
            "missing": tree(y, X=holes, X_new=holes_new, min_samples_leaf=4),
            "missingWeighted": tree(y, weights, X=holes, X_new=holes_new, min_samples_leaf=4),
            "missingAbsolute": tree(y, X=holes, X_new=holes_new, min_samples_leaf=4, **absolute),
            "missingPoisson": tree(counts, X=holes, X_new=holes_new, min_samples_leaf=4, **poisson),
        },
        "path": {"ccpAlphas": path.ccp_alphas, "impurities": path.impurities},
        "text": export_text(shown),
    },
)
