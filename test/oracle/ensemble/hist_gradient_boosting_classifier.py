import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from boosted import X, X_new, categories, data, fitted, three, two, weights
from oracle import save


def case(y, sample_weight=None, missing=False, **params):
    model, X = fitted(HistGradientBoostingClassifier, y, sample_weight, missing, **params)
    return {"probabilities": model.predict_proba(X), "decision": model.decision_function(X)}


watched = HistGradientBoostingClassifier(max_iter=100, early_stopping=True, scoring="roc_auc")
watched.fit(X[:300], two[:300], X_val=X[300:], y_val=two[300:])
drawn = HistGradientBoostingClassifier(max_iter=100, early_stopping=True, random_state=3).fit(X, three)
few = {"max_iter": 4}
staged = fitted(HistGradientBoostingClassifier, two, **few)[0]

save(
    "ensemble/hist-gradient-boosting-classifier",
    {
        **data,
        "cases": {
            "two": case(two),
            "twoWeighted": case(two, weights),
            "twoBalanced": case(two, class_weight="balanced"),
            "twoClassWeights": case(two, weights, class_weight={0: 1, 1: 3}),
            "twoCategories": case(two, **categories),
            "twoMissing": case(two, missing=True),
            "twoMissingCategories": case(two, missing=True, **categories),
            "twoMonotonic": case(two, monotonic_cst=[1, 0, 0, 0, 0]),
            "three": case(three),
            "threeWeighted": case(three, weights),
            "threeMissingCategories": case(three, missing=True, **categories),
        },
        "staged": {
            "probabilities": np.array(list(staged.staged_predict_proba(X_new[:10]))).reshape(4, -1),
            "decision": np.array(list(staged.staged_decision_function(X_new[:10]))),
            "labels": np.array(list(staged.staged_predict(X_new[:10]))),
        },
        "watched": {
            "nIter": watched.n_iter_,
            "trainScore": watched.train_score_,
            "validationScore": watched.validation_score_,
        },
        "drawn": {
            "nIter": drawn.n_iter_,
            "trainScore": drawn.train_score_,
            "validationScore": drawn.validation_score_,
            "probabilities": drawn.predict_proba(X_new),
        },
    },
)
