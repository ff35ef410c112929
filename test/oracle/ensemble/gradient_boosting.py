import numpy as np
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression

from oracle import save

rng = np.random.RandomState(0)
X = rng.normal(size=(160, 4)).astype(np.float32).astype(float)
value = 2 * X[:, 0] + X[:, 1] * X[:, 2] + 0.4 * rng.normal(size=160)
two = (value > 0.3).astype(int)
three = np.digitize(value, [-1, 1])
weights = rng.uniform(0.2, 3, size=160)
new_rows = rng.normal(size=(25, 4)).astype(np.float32).astype(float)

# Large leaves, so that no two columns split a node alike and the seed decides nothing.
SIZE = {"n_estimators": 12, "min_samples_leaf": 8}


def record(model, y, weights=None, columns=4):
    """
    Gradients of few different values make columns tie, and then the seed decides: such models get one column. Nor
    may a tree find a node whose gradients are all equal, which rounding makes scikit-learn split all the same, or a
    node that two thresholds split alike: so some have few iterations.
    """
    X_new = new_rows[:, :columns]
    model.fit(X[:, :columns], y, sample_weight=weights)
    answers = {
        "trainScore": model.train_score_,
        "importances": model.feature_importances_,
        "iterations": model.n_estimators_,
        "predictions": model.predict(X_new),
        "staged": np.array(list(model.staged_predict(X_new)))[::4],
    }
    if hasattr(model, "predict_proba"):
        answers["probabilities"] = model.predict_proba(X_new)
        answers["decision"] = model.decision_function(X_new)
    if model.subsample < 1:
        answers["oobScores"] = model.oob_scores_
        answers["oobImprovement"] = model.oob_improvement_
    return answers


def classifier(y, weights=None, columns=4, **params):
    return record(GradientBoostingClassifier(random_state=3, **{**SIZE, **params}), y, weights, columns)


def regressor(weights=None, columns=4, **params):
    return record(GradientBoostingRegressor(random_state=3, **{**SIZE, **params}), value, weights, columns)


save(
    "ensemble/gradient-boosting",
    {
        "X": X,
        "value": value,
        "two": two,
        "three": three,
        "weights": weights,
        "XNew": new_rows,
        "regressor": {
            "squared": regressor(),
            "weighted": regressor(weights),
            "absolute": regressor(loss="absolute_error", columns=1),
            "absoluteWeighted": regressor(weights, loss="absolute_error", n_estimators=8),
            "huber": regressor(loss="huber", alpha=0.8),
            "quantile": regressor(loss="quantile", alpha=0.7, columns=1, n_estimators=3),
            "quantileWeighted": regressor(weights, loss="quantile", alpha=0.7),
            "subsample": regressor(subsample=0.6),
            "leaves": regressor(max_leaf_nodes=5, max_depth=None),
            "pruned": regressor(ccp_alpha=0.05),
            "early": regressor(n_estimators=200, n_iter_no_change=3, learning_rate=0.4),
            "zero": regressor(init="zero"),
            "linear": regressor(init=LinearRegression()),
        },
        "classifier": {
            "two": classifier(two, columns=1),
            "twoWeighted": classifier(two, weights),
            "three": classifier(three, columns=1),
            "threeWeighted": classifier(three, weights),
            "exponential": classifier(two, loss="exponential", columns=1),
            "subsample": classifier(three, weights, subsample=0.7),
            "early": classifier(two, columns=1, n_estimators=200, n_iter_no_change=3, learning_rate=0.4),
            "zero": classifier(three, init="zero", columns=1),
            "logistic": classifier(two, init=LogisticRegression(max_iter=1000, tol=1e-10)),
            "exponentialLogistic": classifier(
                two, loss="exponential", init=LogisticRegression(max_iter=1000, tol=1e-10)
            ),
        },
    },
)
