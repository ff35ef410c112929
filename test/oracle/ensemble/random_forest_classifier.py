import numpy as np
from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.ensemble import RandomForestClassifier

from forests import scores
from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(150, 3)).astype(np.float32).astype(float)
y = np.digitize(X[:, 0] + 0.5 * X[:, 1] + 0.3 * rng.normal(size=150), [-0.5, 0.8])
weights = rng.uniform(0.2, 3, size=150)
X_new = rng.normal(size=(30, 3)).astype(np.float32).astype(float)


def forest(weights=None, **params):
    """With one column there is nothing to draw, so that the forests agree tree by tree."""
    model = RandomForestClassifier(30, max_features=None, random_state=7, oob_score=True, **params)
    model.fit(X[:, :1], y, sample_weight=weights)
    return {
        "probabilities": model.predict_proba(X_new[:, :1]),
        "oobScore": model.oob_score_,
        "oobDecisionFunction": model.oob_decision_function_,
        "leaves": model.apply(X_new[:, :1]),
        "leafCounts": [tree.get_n_leaves() for tree in model.estimators_],
    }


save(
    "ensemble/random-forest-classifier",
    {
        "X": X,
        "y": y,
        "weights": weights,
        "XNew": X_new,
        "oneColumn": {
            "plain": forest(),
            "entropy": forest(criterion="entropy", min_samples_leaf=3),
            "weighted": forest(weights),
            "balanced": forest(class_weight="balanced", min_samples_leaf=6),
            "balancedSubsample": forest(class_weight="balanced_subsample", max_depth=2),
            "maxSamples": forest(max_samples=40, min_samples_leaf=4),
            "shareWeighted": forest(weights, max_samples=0.5, min_samples_leaf=9),
        },
        "iris": scores(RandomForestClassifier, load_iris()),
        "wine": scores(RandomForestClassifier, load_wine()),
        "breastCancer": scores(RandomForestClassifier, load_breast_cancer()),
        "breastCancerShallow": scores(
            RandomForestClassifier, load_breast_cancer(), max_depth=3, max_features="log2", criterion="entropy"
        ),
    },
)
