"""What scikit-learn's networks learn from the same seeds: in 32 bits, as pipefit's do, but for 'lbfgs'."""

import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

from camel import camel
from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)

X = rng.normal(size=(90, 4)).astype(np.float32)
noise = 0.5 * rng.normal(size=90)
score = np.sin(X[:, 0] * 2) + X[:, 1] * X[:, 2] - 0.5 * X[:, 3]
targets = {
    "binary": (score + noise > 0).astype(int),
    "multi": np.digitize(score + noise, [-0.7, 0.7]),
    "number": (score + noise).astype(np.float32),
    "pair": np.column_stack([score, X[:, 0] - noise]).astype(np.float32),
    "count": rng.poisson(np.exp(score / 2)).astype(np.float32),
}
weights = rng.randint(0, 4, size=90).astype(np.float32)
X_new = rng.normal(size=(6, 4)).astype(np.float32)

SMALL = {"hidden_layer_sizes": [7, 5], "batch_size": 16, "max_iter": 12, "random_state": 3, "learning_rate_init": 0.01}
LBFGS = {**SMALL, "solver": "lbfgs", "alpha": 1.0, "max_iter": 1000, "tol": 1e-7}
CONVEX = {**LBFGS, "hidden_layer_sizes": [], "max_iter": 10000, "tol": 1e-9}
SGD = {**SMALL, "solver": "sgd", "learning_rate_init": 0.05}


def record(target, weighted=False, partial=0, fits=1, wide=False, **params):
    classifies = target in ("binary", "multi")
    model = (MLPClassifier if classifies else MLPRegressor)(**params)
    data = X.astype(np.float64) if wide else X
    y = targets[target]
    given = weights if weighted else None
    if partial:
        for k in range(partial):
            rows = slice(30 * k, 30 * k + 30)
            more = {"classes": np.unique(y)} if classifies and k == 0 else {}
            model.partial_fit(data[rows], y[rows], **more)
    else:
        for _ in range(fits):
            model.fit(data, y, sample_weight=given)
    stochastic = params.get("solver") != "lbfgs"
    return {
        "target": target,
        "weighted": weighted,
        "partial": partial,
        "fits": fits,
        "params": {camel(name): words(value) for name, value in params.items()},
        "coefs": model.coefs_,
        "intercepts": model.intercepts_,
        "nIter": model.n_iter_,
        "loss": model.loss_,
        "lossCurve": model.loss_curve_ if stochastic else [],
        "bestLoss": model.best_loss_ if stochastic else None,
        "validationScores": model.validation_scores_ if stochastic else None,
        "bestValidationScore": model.best_validation_score_ if stochastic else None,
        "t": model.t_,
        "nLayers": model.n_layers_,
        "outActivation": model.out_activation_,
        "predicted": model.predict_proba(X_new) if classifies else model.predict(X_new),
    }


def words(value):
    return "squaredError" if value == "squared_error" else value


save(
    "neural/mlp",
    {
        "X": X,
        "XNew": X_new,
        "weights": weights,
        **targets,
        "stochastic": {
            "adam, three classes": record("multi", **SMALL),
            "adam, two classes": record("binary", **SMALL),
            "adam, numbers": record("number", **SMALL),
            "adam, two targets": record("pair", **SMALL),
            "adam, counts": record("count", loss="poisson", **SMALL),
            "adam with its own betas": record("number", **{**SMALL, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
            "no hidden layer": record("multi", **{**SMALL, "hidden_layer_sizes": []}),
            "tanh, strong penalty": record("number", **{**SMALL, "activation": "tanh", "alpha": 5.0}),
            "logistic": record("multi", **{**SMALL, "activation": "logistic"}),
            "identity": record("binary", **{**SMALL, "activation": "identity"}),
            "weights": record("binary", weighted=True, **SMALL),
            "weights, three classes": record("multi", weighted=True, **SMALL),
            "weights, two targets": record("pair", weighted=True, **SMALL),
            "rows as they come": record("number", **{**SMALL, "shuffle": False}),
            "all rows at once": record("multi", **{**SMALL, "batch_size": "auto"}),
            "sgd": record("multi", **SGD),
            "sgd without Nesterov": record("multi", **{**SGD, "nesterovs_momentum": False}),
            "sgd without momentum": record("binary", **{**SGD, "momentum": 0.0}),
            "sgd, numbers": record("number", **SGD),
            "sgd, invscaling": record("multi", **{**SGD, "learning_rate": "invscaling", "power_t": 0.3}),
            "sgd, adaptive": record(
                "multi", **{**SGD, "learning_rate": "adaptive", "max_iter": 40, "tol": 0.05, "n_iter_no_change": 2}
            ),
            "standstill": record("binary", **{**SMALL, "max_iter": 60, "tol": 0.02, "n_iter_no_change": 3}),
            "early stopping, two classes": record(
                "binary", **{**SMALL, "early_stopping": True, "validation_fraction": 0.2, "max_iter": 25, "n_iter_no_change": 5}
            ),
            "early stopping, three classes": record(
                "multi", weighted=True, **{**SMALL, "early_stopping": True, "validation_fraction": 0.2, "max_iter": 25, "n_iter_no_change": 5}
            ),
            "early stopping, numbers": record(
                "number", **{**SMALL, "early_stopping": True, "validation_fraction": 0.3, "max_iter": 25, "n_iter_no_change": 4}
            ),
            "partial fits, adam": record("multi", partial=3, **SMALL),
            "partial fits, sgd invscaling": record("number", partial=3, **{**SGD, "learning_rate": "invscaling"}),
            "warm start": record("multi", fits=2, **{**SMALL, "warm_start": True, "max_iter": 5}),
            "warm start, sgd invscaling": record(
                "number", fits=2, **{**SGD, "warm_start": True, "max_iter": 5, "learning_rate": "invscaling"}
            ),
        },
        "lbfgs": {
            "three classes": record("multi", wide=True, **LBFGS),
            "two classes, weights": record("binary", weighted=True, wide=True, **{**LBFGS, "activation": "tanh"}),
            "two targets": record("pair", wide=True, **{**LBFGS, "alpha": 3.0}),
            "counts": record("count", wide=True, loss="poisson", **{**LBFGS, "alpha": 3.0, "activation": "logistic"}),
        },
        # Without a hidden layer there is one minimum.
        "convex": {
            "three classes": record("multi", weighted=True, wide=True, **CONVEX),
            "two classes": record("binary", wide=True, **CONVEX),
            "numbers, weights": record("number", weighted=True, wide=True, **CONVEX),
            "counts": record("count", wide=True, loss="poisson", **CONVEX),
        },
    },
)
