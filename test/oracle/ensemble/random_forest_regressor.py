import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor

from forests import scores
from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(150, 3)).astype(np.float32).astype(float)
y = 3 * X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=150)
weights = rng.uniform(0.2, 3, size=150)
X_new = rng.normal(size=(30, 3)).astype(np.float32).astype(float)


def forest(weights=None, **params):
    """All columns are tried and leaves are large, so that there are no ties and the forests agree tree by tree."""
    model = RandomForestRegressor(30, min_samples_leaf=8, random_state=7, **params)
    model.fit(X, y, sample_weight=weights)
    oob = {"oobScore": model.oob_score_, "oobPrediction": model.oob_prediction_} if model.oob_score else {}
    return {
        "predictions": model.predict(X_new),
        "importances": model.feature_importances_,
        "leaves": model.apply(X_new),
        **oob,
    }


save(
    "ensemble/random-forest-regressor",
    {
        "X": X,
        "y": y,
        "weights": weights,
        "XNew": X_new,
        "allColumns": {
            "plain": forest(oob_score=True),
            "weighted": forest(weights, oob_score=True),
            "absolute": forest(criterion="absolute_error", max_depth=3),
            "pruned": forest(ccp_alpha=0.1, max_samples=0.8, oob_score=True),
            "wholeSample": forest(bootstrap=False),
        },
        "diabetes": scores(RandomForestRegressor, load_diabetes()),
        "diabetesThird": scores(RandomForestRegressor, load_diabetes(), max_features=0.33, min_samples_leaf=3),
    },
)
