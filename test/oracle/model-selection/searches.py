import numpy as np
from scipy.stats import loguniform, randint
from sklearn.datasets import load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    RandomizedSearchCV,
    cross_val_predict,
    cross_validate,
)
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from oracle import save

iris = load_iris()
diabetes = load_diabetes()


def plain(search):
    results = search.cv_results_
    keep = [key for key in results if key.startswith(("split", "mean_test", "std_test", "rank", "mean_train", "std_train"))]
    return {
        **{key: results[key] for key in keep},
        "params": [{key: str(value) if hasattr(value, "fit") else value for key, value in one.items()} for one in results["params"]],
        "bestIndex": search.best_index_,
        "bestScore": getattr(search, "best_score_", None),
    }


pipe = Pipeline([("scale", StandardScaler()), ("knn", KNeighborsClassifier())])
single = GridSearchCV(
    pipe, {"knn__n_neighbors": [1, 5, 15], "scale__with_mean": [True, False]}, return_train_score=True
).fit(iris.data, iris.target)
multi = GridSearchCV(
    KNeighborsRegressor(),
    [{"n_neighbors": [3, 9], "weights": ["uniform", "distance"]}, {"p": [1]}],
    scoring=["r2", "neg_mean_absolute_error"],
    refit="neg_mean_absolute_error",
    cv=KFold(4, shuffle=True, random_state=3),
).fit(diabetes.data, diabetes.target)
steps = GridSearchCV(
    pipe, [{"scale": ["passthrough", StandardScaler(), MinMaxScaler()]}, {"knn": [KNeighborsClassifier(3)]}], cv=3
).fit(iris.data, iris.target)
random = RandomizedSearchCV(
    Ridge(tol=1e-10),
    {"alpha": loguniform(1e-4, 1e2), "fit_intercept": [True, False]},
    n_iter=6,
    random_state=0,
).fit(diabetes.data, diabetes.target)
lists = RandomizedSearchCV(
    KNeighborsRegressor(), {"n_neighbors": [1, 2, 3, 5, 8], "p": [1, 2]}, n_iter=4, random_state=1
).fit(diabetes.data, diabetes.target)
cv = cross_validate(pipe, iris.data, iris.target, scoring=["accuracy", "f1_macro"], return_train_score=True)
logistic = make_pipeline(StandardScaler(), LogisticRegression(tol=1e-10, max_iter=10000))

save(
    "model-selection/searches",
    {
        "single": plain(single),
        "multi": plain(multi),
        "steps": plain(steps),
        "random": plain(random),
        "lists": plain(lists),
        "cv": {key: value for key, value in cv.items() if "time" not in key},
        "predict": cross_val_predict(pipe, iris.data, iris.target),
        "proba": cross_val_predict(logistic, iris.data, iris.target, method="predict_proba", cv=3),
    },
)
