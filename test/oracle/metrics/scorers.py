"""Scorers: what each name gives for classifiers and regressors whose answers are recorded beside."""

import warnings

import numpy as np
from sklearn.base import is_regressor
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import get_scorer, get_scorer_names
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from oracle import save

warnings.simplefilter("ignore")


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def usable(names):
    return [name for name in names if not name.endswith("_samples") and "likelihood" not in name]


def scores(model, X, y, weights):
    found = {}
    names = usable(get_scorer_names())
    if is_regressor(model):
        # Metrics of groupings take continuous values with a warning there, and are an error here.
        names = [name for name in names if name == "r2" or "error" in name or "explained" in name or "deviance" in name]
    for name in names:
        for weight in (None, weights):
            try:
                kwargs = {} if weight is None else {"sample_weight": weight}
                value = get_scorer(name)(model, X, y, **kwargs)
            except (ValueError, TypeError, AttributeError):
                continue
            found[camel(name) + ("" if weight is None else " weighted")] = value
    return found


def classifier(X, y, rows):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01)).fit(X[::3], y[::3])
    X, y = X[rows], y[rows]
    weights = np.arange(len(y)) % 4 * 0.5
    return {
        "classes": model.classes_,
        "y": y,
        "weights": weights,
        "predict": model.predict(X),
        "predictProba": model.predict_proba(X),
        "decisionFunction": model.decision_function(X),
        "scores": scores(model, X, y, weights),
    }


cancer = load_breast_cancer()
iris = load_iris()
diabetes = load_diabetes()
X, y = diabetes.data[:, :4], diabetes.target
ridge = Ridge(alpha=0.1).fit(X[::2], y[::2])
weights = np.arange(40) % 4 * 0.5
save(
    "metrics/scorers",
    {
        "names": [camel(name) for name in usable(get_scorer_names())],
        "binary": classifier(cancer.data[:, :4], cancer.target, slice(100, 160)),
        "strings": classifier(cancer.data[:, :4], cancer.target_names[cancer.target], slice(100, 160)),
        "iris": classifier(iris.data[:, 1:3], iris.target, slice(1, None, 5)),
        "irisNames": classifier(iris.data[:, 1:3], iris.target_names[iris.target], slice(1, None, 5)),
        "diabetes": {
            "y": y[1:80:2],
            "weights": weights,
            "predict": ridge.predict(X[1:80:2]),
            "scores": scores(ridge, X[1:80:2], y[1:80:2], weights),
        },
    },
)
