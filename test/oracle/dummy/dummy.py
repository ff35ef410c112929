import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor

from oracle import save

rng = np.random.RandomState(0)
y = np.array(["ash", "elm", "fir", "oak"])[rng.choice(4, p=[0.1, 0.55, 0.05, 0.3], size=40)]
weights = rng.randint(0, 4, size=40).astype(float)
target = np.round(rng.normal(size=40) * 10, 1)
fractions = rng.uniform(size=40)
X = np.zeros((40, 1))
many = np.zeros((200, 1))


def classify(y=y, weights=None, **params):
    dummy = DummyClassifier(**params).fit(X[: len(y)], y, sample_weight=weights)
    return {
        "prior": dummy.class_prior_,
        "predicted": dummy.predict(many),
        "probabilities": dummy.predict_proba(many)[:30],
    }


def regress(weights=None, y=target, **params):
    dummy = DummyRegressor(**params).fit(X[: len(y)], y, sample_weight=weights)
    return dummy.constant_[0, 0]


quantiles = [0.0, 0.07, 0.1, 0.25, 0.5, 0.6, 0.9, 1.0]
save(
    "dummy/dummy",
    {
        "y": y,
        "weights": weights,
        "fractions": fractions,
        "target": target,
        "quantiles": quantiles,
        "classifier": {
            "prior": classify(),
            "priorWeighted": classify(weights=weights),
            "mostFrequent": classify(strategy="most_frequent"),
            "constant": classify(strategy="constant", constant="fir"),
            "stratified": classify(strategy="stratified", random_state=0),
            "stratified7": classify(strategy="stratified", random_state=7),
            "stratifiedWeighted": classify(strategy="stratified", random_state=3, weights=weights),
            "uniform": classify(strategy="uniform", random_state=0),
            "uniform42": classify(strategy="uniform", random_state=42),
            "stratifiedTwo": classify(np.array([0, 1, 1, 1, 1]), strategy="stratified", random_state=1),
            "uniformOne": classify(np.array([3, 3]), strategy="uniform", random_state=1),
        },
        "regressor": {
            "mean": regress(),
            "meanWeighted": regress(fractions),
            "median": regress(strategy="median"),
            "medianOdd": regress(y=target[:39], strategy="median"),
            "medianWeighted": regress(weights, strategy="median"),
            "medianFractions": regress(fractions, strategy="median"),
            "medianOnes": regress(np.ones(40), strategy="median"),
            "quantile": [regress(strategy="quantile", quantile=q) for q in quantiles],
            "quantileWeighted": [regress(weights, strategy="quantile", quantile=q) for q in quantiles],
            "quantileFractions": [regress(fractions, strategy="quantile", quantile=q) for q in quantiles],
        },
    },
)
