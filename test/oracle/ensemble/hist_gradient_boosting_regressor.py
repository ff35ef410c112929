import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from boosted import X, X_new, categories, counts, data, fitted, positive, weights, y
from oracle import save


def case(y, sample_weight=None, missing=False, **params):
    model, X = fitted(HistGradientBoostingRegressor, y, sample_weight, missing, **params)
    return model.predict(X)


stopped = HistGradientBoostingRegressor(max_iter=200, early_stopping=True, validation_fraction=None, tol=0.05)
stopped.fit(X, y)
watched = HistGradientBoostingRegressor(max_iter=200, early_stopping=True, n_iter_no_change=5)
watched.fit(X[:300], y[:300], X_val=X[300:], y_val=y[300:])
scored = HistGradientBoostingRegressor(max_iter=40, early_stopping=True, scoring="neg_mean_absolute_error")
scored.fit(X[:300], y[:300], X_val=X[300:], y_val=y[300:])
few = {"max_iter": 200, "n_iter_no_change": 3, "tol": 0.02, "validation_fraction": 0.2}
drawn = HistGradientBoostingRegressor(early_stopping=True, random_state=3, **few)
drawn.fit(X, y, sample_weight=weights)

# The same numbers come from the same seed in the test, so that many rows need no room here.
rng = np.random.RandomState(5)
many = rng.normal(size=(20000, 6))
target = many[:, 0] * many[:, 1] + np.sin(3 * many[:, 2]) + 0.5 * rng.normal(size=20000)
large = HistGradientBoostingRegressor(early_stopping=False, max_iter=50).fit(many[:15000], target[:15000])

save(
    "ensemble/hist-gradient-boosting-regressor",
    {
        **data,
        "cases": {
            "squared": case(y),
            "squaredWeighted": case(y, weights),
            "absolute": case(y, loss="absolute_error"),
            "absoluteWeighted": case(y, weights, loss="absolute_error"),
            "quantile": case(y, loss="quantile", quantile=0.8),
            "quantileWeighted": case(y, weights, loss="quantile", quantile=0.8),
            "poisson": case(counts, loss="poisson"),
            "poissonWeighted": case(counts, weights, loss="poisson"),
            "gamma": case(positive, loss="gamma"),
            "gammaWeighted": case(positive, weights, loss="gamma"),
            "depth": case(y, max_depth=3),
            "leaves": case(y, max_leaf_nodes=5, learning_rate=0.3),
            "unlimited": case(y, max_leaf_nodes=None, max_depth=6),
            "regularised": case(y, l2_regularization=5),
            "bins": case(y, max_bins=17),
            "smallLeaves": case(y, min_samples_leaf=3),
            "categories": case(y, **categories),
            "categoriesWeighted": case(y, weights, **categories),
            "categoriesPoisson": case(counts, loss="poisson", **categories),
            "missing": case(y, missing=True),
            "missingWeighted": case(y, weights, missing=True),
            "missingCategories": case(y, missing=True, **categories),
            "monotonic": case(y, monotonic_cst=[1, 0, -1, 1, 0]),
            "monotonicMissing": case(y, missing=True, monotonic_cst=[-1, 0, 0, 1, 0]),
            "monotonicPoisson": case(counts, loss="poisson", monotonic_cst=[1, 0, 0, -1, 0]),
            "interactions": case(y, interaction_cst=[[0, 1], [1, 2, 3]]),
            "noInteractions": case(y, interaction_cst="no_interactions"),
            "pairwise": case(y, interaction_cst="pairwise"),
        },
        "staged": np.array(list(fitted(HistGradientBoostingRegressor, y, max_iter=4)[0].staged_predict(X_new[:10]))),
        "stopped": {"nIter": stopped.n_iter_, "trainScore": stopped.train_score_},
        "watched": {
            "nIter": watched.n_iter_,
            "trainScore": watched.train_score_,
            "validationScore": watched.validation_score_,
        },
        "drawn": {
            "nIter": drawn.n_iter_,
            "trainScore": drawn.train_score_,
            "validationScore": drawn.validation_score_,
            "predictions": drawn.predict(X_new),
        },
        "large": {
            "r2": large.score(many[15000:], target[15000:]),
            "predictions": large.predict(many[15000:15050]),
        },
        "scored": {"trainScore": scored.train_score_, "validationScore": scored.validation_score_},
    },
)
