import numpy as np
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.utils import Bunch

from forests import scores
from oracle import save

rng = np.random.RandomState(3)
X = rng.normal(size=(150, 3)).astype(np.float32).astype(float)
Y = np.column_stack(
    [3 * X[:, 0] + X[:, 1] * X[:, 2] + 0.3 * rng.normal(size=150), X[:, 2] ** 2 - X[:, 0] + 0.3 * rng.normal(size=150)]
)
weights = rng.uniform(0.2, 3, size=150)
X_new = rng.normal(size=(30, 3)).astype(np.float32).astype(float)


def forest(weights=None, **params):
    """All columns are tried and leaves are large, so that there are no ties and the forests agree tree by tree."""
    model = RandomForestRegressor(20, min_samples_leaf=8, random_state=7, **params)
    model.fit(X, Y, sample_weight=weights)
    oob = {"oobScore": model.oob_score_, "oobPrediction": model.oob_prediction_} if model.oob_score else {}
    return {
        "predictions": model.predict(X_new),
        "importances": model.feature_importances_,
        "leaves": model.apply(X_new),
        **oob,
    }


inputs = rng.uniform(size=(400, 8)).round(6)
waves = Bunch(
    data=inputs,
    target=np.column_stack(
        [
            10 * np.sin(np.pi * inputs[:, 0] * inputs[:, 1]) + 20 * (inputs[:, 2] - 0.5) ** 2 + rng.normal(size=400),
            5 * inputs[:, 3] + 2 * inputs[:, 4] * inputs[:, 0] + 0.5 * rng.normal(size=400),
            np.cos(6 * inputs[:, 5]) + 0.2 * rng.normal(size=400),
        ]
    ).round(6),
)

save(
    "ensemble/several-targets",
    {
        "X": X,
        "Y": Y,
        "weights": weights,
        "XNew": X_new,
        "allColumns": {
            "plain": forest(oob_score=True),
            "weighted": forest(weights, oob_score=True),
            "absolute": forest(criterion="absolute_error", max_depth=3),
            "wholeSample": forest(bootstrap=False),
        },
        "waves": {"X": waves.data, "Y": waves.target},
        "forest": scores(RandomForestRegressor, waves, max_features=0.5),
        "extraTrees": scores(ExtraTreesRegressor, waves, oob_score=False),
        "extraTreesBootstrap": scores(ExtraTreesRegressor, waves, bootstrap=True, min_samples_leaf=2),
    },
)
