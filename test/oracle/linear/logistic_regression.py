import warnings

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)
TIGHT = {"tol": 1e-10, "max_iter": 10000}

X = rng.normal(size=(60, 4)) * [1, 3, 0.5, 2] + [0, 1, -1, 0]
noise = rng.normal(size=60)
y = (X @ [1.0, -0.5, 2.0, 0.3] + 2 * noise > -2).astype(int)
y3 = np.digitize(X @ [1.0, -0.5, 2.0, 0.3] + noise, [-3.5, -1.0])
words = np.array(["no", "yes"])[y]
weights = rng.randint(0, 4, size=60).astype(float)
sparse = np.where(rng.uniform(size=(60, 6)) < 0.6, 0.0, rng.normal(size=(60, 6)))
wide = rng.normal(size=(12, 30))
X_new = rng.normal(size=(8, 4)) * [1, 3, 0.5, 2]


def record(X, y, X_new, weights=None, **params):
    model = LogisticRegression(**params).fit(X, y, sample_weight=weights)
    return {
        "coef": model.coef_,
        "intercept": model.intercept_,
        "nIter": model.n_iter_[0],
        "decision": model.decision_function(X_new),
        "proba": model.predict_proba(X_new),
        "predicted": model.predict(X_new),
    }


def both(**given):
    params = {**TIGHT, **given}
    return {"binary": record(X, y, X_new, **params), "multinomial": record(X, y3, X_new, **params)}


iris = load_iris()
cancer = load_breast_cancer()
scaled_iris = StandardScaler().fit_transform(iris.data)
scaled_cancer = StandardScaler().fit_transform(cancer.data)

save(
    "linear/logistic-regression",
    {
        "X": X,
        "y": y,
        "y3": y3,
        "words": words,
        "weights": weights,
        "sparse": sparse,
        "XNew": X_new,
        "plain": both(),
        "loose": {
            "binary": record(X, y, X_new),
            "multinomial": record(X, y3, X_new),
            "iris": record(iris.data, iris.target, iris.data[::15], max_iter=20),
            "cancer": record(scaled_cancer, cancer.target, scaled_cancer[::50]),
        },
        "strongPenalty": both(C=0.01),
        "weakPenalty": both(C=100.0),
        "noPenalty": both(C=np.inf),
        "withoutIntercept": both(fit_intercept=False),
        "balanced": both(class_weight="balanced"),
        "weighted": both(weights=weights),
        "balancedWeighted": both(class_weight="balanced", weights=weights),
        "classWeights": {
            "binary": record(X, y, X_new, class_weight={0: 2.0, 1: 0.5}, **TIGHT),
            "multinomial": record(X, y3, X_new, class_weight={0: 2.0, 2: 0.5}, **TIGHT),
        },
        "strings": record(X, words, X_new, **TIGHT),
        "sparsePlain": {
            "binary": record(csr_matrix(sparse), y, csr_matrix(sparse[:8]), **TIGHT),
            "multinomial": record(csr_matrix(sparse), y3, csr_matrix(sparse[:8]), **TIGHT),
        },
        "wideX": wide,
        "wide": {
            "binary": record(wide, y[:12], wide, **TIGHT),
            "multinomial": record(wide, y3[:12], wide, **TIGHT),
        },
        "iris": record(scaled_iris, iris.target, scaled_iris[::15], **TIGHT),
    },
)
