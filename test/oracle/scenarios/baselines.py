"""The scenarios of scikit-learn's documentation that pipefit's estimators can express, with scikit-learn's own numbers."""

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from oracle import save

tight = dict(tol=1e-10, max_iter=100000)
X, y = load_iris(return_X_y=True)
split = train_test_split(X, y, random_state=0)
started = make_pipeline(StandardScaler(), LogisticRegression()).fit(split[0], split[2]).score(split[1], split[3])

X, y = load_diabetes(return_X_y=True)
ols = LinearRegression().fit(X[:-20, [2]], y[:-20])
predicted = ols.predict(X[-20:, [2]])
diabetes = {
    "ols": cross_val_score(LinearRegression(), X, y).mean(),
    "ridge": cross_val_score(Ridge(0.1), X, y).mean(),
    "tree": [cross_val_score(DecisionTreeRegressor(max_depth=3, random_state=s), X, y).mean() for s in range(5)],
    "forest": [cross_val_score(RandomForestRegressor(random_state=s), X, y).mean() for s in range(3)],
    "knn": cross_val_score(make_pipeline(StandardScaler(), KNeighborsRegressor()), X, y).mean(),
}

digits = load_digits()
half = len(digits.data) // 2
train = digits.data[:half], digits.target[:half]
test = digits.data[half:], digits.target[half:]

baselines = {}
for name, load in [("iris", load_iris), ("wine", load_wine), ("breast-cancer", load_breast_cancer)]:
    X, y = load(return_X_y=True)
    baselines[name] = {
        "dummy": cross_val_score(DummyClassifier(), X, y).mean(),
        "logistic": cross_val_score(make_pipeline(StandardScaler(), LogisticRegression(**tight)), X, y).mean(),
        "tree": [cross_val_score(DecisionTreeClassifier(random_state=s), X, y).mean() for s in range(5)],
        "forest": [cross_val_score(RandomForestClassifier(random_state=s), X, y).mean() for s in range(3)],
        "knn": cross_val_score(make_pipeline(StandardScaler(), KNeighborsClassifier()), X, y).mean(),
    }

save(
    "scenarios/baselines",
    {
        "gettingStarted": started,
        "ols": {"coef": ols.coef_[0], "mse": mean_squared_error(y_true := load_diabetes().target[-20:], predicted), "r2": r2_score(y_true, predicted)},
        "digits": {
            "knn": KNeighborsClassifier().fit(*train).score(*test),
            "logistic": make_pipeline(StandardScaler(), LogisticRegression(**tight)).fit(*train).score(*test),
            "forest": [RandomForestClassifier(random_state=s).fit(*train).score(*test) for s in range(3)],
        },
        "diabetes": diabetes,
        "baselines": baselines,
    },
)
