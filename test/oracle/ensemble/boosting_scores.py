"""Test scores over ten seeds of boosting whose draws are not pipefit's: held-out rows, rows and columns left out."""

from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble import (
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
)

from forests import split
from oracle import save


def scores(estimator, bunch, **params):
    train, test = split(len(bunch.target))
    found = []
    for seed in range(10):
        model = estimator(random_state=seed, **params).fit(bunch.data[train], bunch.target[train])
        found.append(model.score(bunch.data[test], bunch.target[test]))
    return {"train": train, "test": test, "scores": found, "oobScores": []}


early = {"early_stopping": True, "max_iter": 60, "min_samples_leaf": 10}
drawn = {"subsample": 0.5, "max_features": 0.5, "n_estimators": 60}

save(
    "ensemble/boosting-scores",
    {
        "histRegressor": scores(HistGradientBoostingRegressor, load_diabetes(), **early),
        "histClassifier": scores(HistGradientBoostingClassifier, load_breast_cancer(), **early),
        "regressor": scores(GradientBoostingRegressor, load_diabetes(), **drawn),
        "classifier": scores(GradientBoostingClassifier, load_breast_cancer(), **drawn),
    },
)
