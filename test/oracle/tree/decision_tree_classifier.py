import numpy as np
from sklearn.tree import DecisionTreeClassifier, export_text

from oracle import save
from trees import lowest_ties, record, single

rng = np.random.RandomState(0)
X = single(rng.normal(size=(120, 4)))
score = X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=120)
two = (score > 0).astype(int)
three = np.digitize(score, [-0.6, 0.6])
weights = rng.randint(0, 4, size=120) / 2
X_new = single(rng.normal(size=(40, 4)))

holes = X.copy()
holes[rng.uniform(size=X.shape) < 0.15] = np.nan
# Missing says something: in column 3 it goes with the last class.
holes[(three == 2) & (rng.uniform(size=120) < 0.8), 3] = np.nan
holes_new = X_new.copy()
holes_new[rng.uniform(size=X_new.shape) < 0.2] = np.nan


def tree(y, weights=None, X=X, X_new=X_new, **params):
    return record(DecisionTreeClassifier, X, y, X_new, weights, **params)



def lowest(y, **params):
    return lowest_ties(lambda seed: DecisionTreeClassifier(random_state=seed, **params).fit(X, y))


path = lowest(three, min_samples_leaf=4).cost_complexity_pruning_path(X, three)
shown = lowest(three, max_depth=4, min_samples_leaf=5)
names = ["age", "dose", "pulse", "height"]

save(
    "tree/decision-tree-classifier",
    {
        "X": X,
        "XNew": X_new,
        "two": two,
        "three": three,
        "weights": weights,
        "holes": holes,
        "holesNew": holes_new,
        "cases": {
            "giniTwo": tree(two, min_samples_leaf=4),
            "giniThree": tree(three, min_samples_leaf=4),
            "entropy": tree(three, min_samples_leaf=7, criterion="entropy"),
            "entropyTwo": tree(two, min_samples_leaf=4, criterion="entropy"),
            "weighted": tree(three, weights, min_samples_leaf=4),
            "weightedEntropy": tree(two, weights + 0.25, min_samples_leaf=4, criterion="entropy"),
            "balanced": tree(three, min_samples_leaf=4, class_weight="balanced"),
            "balancedWeighted": tree(three, weights, min_samples_leaf=4, class_weight="balanced"),
            "shareLeaf": tree(three, min_samples_leaf=0.035),
            "shareSplit": tree(three, min_samples_split=0.25, min_samples_leaf=4),
            "weightLeaf": tree(three, weights, min_weight_fraction_leaf=0.08),
            "depth": tree(three, max_depth=4),
            "decrease": tree(three, min_impurity_decrease=0.02),
            "leafNodes": tree(three, max_leaf_nodes=7, min_samples_leaf=4),
            "leafNodesWeighted": tree(two, weights, max_leaf_nodes=6, min_samples_leaf=4),
            "pruned": tree(three, min_samples_leaf=4, ccp_alpha=0.015),
            "missing": tree(three, X=holes, X_new=holes_new, min_samples_leaf=4),
            "missingWeighted": tree(two, weights, X=holes, X_new=holes_new, min_samples_leaf=4),
            "missingEntropy": tree(two, X=holes, X_new=holes_new, min_samples_leaf=4, criterion="entropy"),
            "missingAtPredict": tree(three, X_new=holes_new, min_samples_leaf=4),
        },
        "path": {"ccpAlphas": path.ccp_alphas, "impurities": path.impurities},
        "text": {
            "plain": export_text(shown),
            "named": export_text(shown, feature_names=names, class_names=["low", "middle", "high"], decimals=1),
            "weights": export_text(shown, show_weights=True, spacing=5, decimals=0),
            "short": export_text(shown, max_depth=1),
        },
        "paths": shown.decision_path(X_new),
    },
)
