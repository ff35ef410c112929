"""scikit-learn's, LightGBM's and XGBoost's side of the comparisons: one library a process, named by the argument."""

import json
import os
import sys
import time

import numpy as np

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".data")
TABLES = json.load(open(os.path.join(FOLDER, "tables.json")))["tables"]
LIBRARY = sys.argv[1]
WORKLOADS = {each["name"]: each for each in json.loads(sys.argv[2])}


def read(table, part, start, count):
    path = os.path.join(FOLDER, f"{table}.{part}.bin")
    return np.fromfile(path, dtype=np.float64, count=count, offset=8 * start)


def read_part(table, start, rows):
    info = TABLES[table]
    X = read(table, "X", start * info["cols"], rows * info["cols"]).reshape(rows, info["cols"])
    if "categories" not in info:
        return X
    import pandas as pd

    numbers = info["cols"] - len(info["categories"])
    frame = {f"number{j}": X[:, j] for j in range(numbers)}
    for k, (name, words) in enumerate(info["categories"].items()):
        codes = X[:, numbers + k].astype(int)
        frame[name] = np.array([*words, np.nan], dtype=object)[codes]
    return pd.DataFrame(frame)


def read_data(workload, rows):
    table = workload["table"]
    info = TABLES[table]
    start = 0 if info["testRows"] == 0 else info["rows"] - info["testRows"]
    tests = workload["testRows"]
    return (
        read_part(table, 0, rows),
        read(table, "y", 0, rows),
        read_part(table, start, tests),
        read(table, "y", start, tests),
    )


def columns():
    from sklearn.compose import ColumnTransformer, make_column_selector
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    return ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(), StandardScaler()), make_column_selector("number")),
            (
                "words",
                make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")),
                make_column_selector("^(?!number)"),
            ),
        ]
    )


def sklearn_models():
    from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from sklearn.tree import DecisionTreeClassifier

    return {
        "decision tree": lambda: DecisionTreeClassifier(random_state=0),
        "random forest (100)": lambda: RandomForestClassifier(n_jobs=-1, random_state=0),
        "extra trees (100)": lambda: ExtraTreesClassifier(n_jobs=-1, random_state=0),
        "histogram boosting": lambda: HistGradientBoostingClassifier(early_stopping=False),
        "nearest neighbours": lambda: KNeighborsClassifier(n_jobs=-1),
        "scaler + logistic regression": lambda: make_pipeline(StandardScaler(), LogisticRegression()),
        "Ridge": lambda: Ridge(),
        "LinearRegression": lambda: LinearRegression(),
        "Lasso": lambda: Lasso(alpha=0.1),
        "columns + linear model": lambda: make_pipeline(columns(), Ridge()),
    }


def lightgbm_models():
    from lightgbm import LGBMClassifier

    return {"histogram boosting": lambda: LGBMClassifier(n_estimators=100, num_leaves=31, n_jobs=-1, verbose=-1)}


def xgboost_models():
    from xgboost import XGBClassifier

    options = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0}
    return {"histogram boosting": lambda: XGBClassifier(n_estimators=100, learning_rate=0.1, n_jobs=-1, **options)}


def column_transformer(X, y, X_test, y_test):
    columns().fit_transform(X)
    return None


def grid_search(X, y, X_test, y_test):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import GridSearchCV

    grid = {"n_estimators": [10, 25, 50], "max_depth": [5, 10], "max_features": [0.1, 0.4, 0.8]}
    search = GridSearchCV(RandomForestClassifier(random_state=0), grid, cv=4, n_jobs=-1).fit(X, y)
    return search.score(X_test, y_test)


def cross_validation(X, y, X_test, y_test):
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import cross_validate

    forest = RandomForestClassifier(n_estimators=50, max_depth=10, random_state=0)
    return cross_validate(forest, X, y, cv=4, n_jobs=-1)["test_score"].mean()


JOBS = {
    "ColumnTransformer": column_transformer,
    "GridSearchCV, 72 forests": grid_search,
    "cross_validate, forest (50)": cross_validation,
}
MODELS = {"sklearn": sklearn_models, "lightgbm": lightgbm_models, "xgboost": xgboost_models}

kept = {"key": None, "data": None, "model": None, "workload": None}


def about():
    import importlib

    names = {"sklearn": ["sklearn", "numpy", "scipy", "pandas"]}.get(LIBRARY, [LIBRARY])
    versions = {name: importlib.import_module(name).__version__ for name in names}
    return {"versions": {"python": sys.version.split()[0], **versions}}


def fit(request):
    workload = WORKLOADS[request["workload"]]
    name = workload["name"]
    rows = request.get("rows") or workload["rows"]
    key = (workload["table"], rows, workload["testRows"])
    if kept["key"] != key:
        kept.update(key=None, data=None, model=None)
        kept.update(key=key, data=read_data(workload, rows))
    X, y, X_test, y_test = kept["data"]
    kept["workload"] = workload
    if LIBRARY == "sklearn" and name in JOBS:
        began = time.perf_counter()
        quality = JOBS[name](X, y, X_test, y_test)
        seconds = time.perf_counter() - began
        return {"seconds": seconds} if quality is None else {"seconds": seconds, "quality": float(quality)}
    models = MODELS[LIBRARY]()
    if name not in models:
        return {"skipped": f"{LIBRARY} has no such model"}
    model = models[name]()
    began = time.perf_counter()
    model.fit(X, y)
    # Neighbours learn by keeping the rows: there the queries are the work.
    if name == "nearest neighbours":
        model.predict(X_test)
    seconds = time.perf_counter() - began
    kept["model"] = model
    return {"seconds": seconds, "quality": float(model.score(X_test, y_test))}


def predict(request):
    began = time.perf_counter()
    kept["model"].predict(kept["data"][2])
    return {"seconds": time.perf_counter() - began}


def one(request):
    """The median time of many single predictions, of rows as a service gets them."""
    X_test = kept["data"][2]
    framed = not isinstance(X_test, np.ndarray)
    if framed:
        import pandas as pd
    rows = [X_test.iloc[i].to_dict() if framed else X_test[i].tolist() for i in range(50)]
    model = kept["model"]
    times = []
    until = time.perf_counter() + 3
    while (time.perf_counter() < until and len(times) < 5000) or len(times) < 20:
        row = rows[len(times) % len(rows)]
        began = time.perf_counter()
        model.predict(pd.DataFrame([row]) if framed else [row])
        times.append(time.perf_counter() - began)
    return {"seconds": float(np.median(times))}


for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"about": lambda _: about(), "fit": fit, "predict": predict, "one": one}[request["do"]](request)
    except ImportError as error:
        answer = {"skipped": f"{LIBRARY} is not installed here: {error}"}
    print(json.dumps(answer), flush=True)
