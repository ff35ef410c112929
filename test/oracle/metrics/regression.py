"""Metrics of predicted numbers, with and without weights."""

import warnings

import numpy as np
from sklearn import metrics

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(17)


def named(truth, guess):
    weights = rng.randint(0, 4, size=len(truth)) * 0.5
    weights[:2] = [1.0, 2.5]
    return {"yTrue": truth, "yPred": guess, "weights": weights}


normal = rng.normal(size=31) * 10
positive = rng.gamma(2.0, size=24) + 0.01
counts = rng.poisson(1.5, size=26).astype(float)
data = {
    "normal": named(normal, normal + rng.normal(size=31)),
    "even": named(normal[:20], normal[:20] * 0.9 + 1),
    "ties": named(rng.randint(0, 4, size=20).astype(float), rng.randint(0, 4, size=20).astype(float)),
    "positive": named(positive, positive * rng.uniform(0.5, 1.5, size=24)),
    "counts": named(counts, rng.gamma(2.0, size=26) + 0.05),
    "perfect": named(positive, positive),
    "constantTruth": named(np.full(6, 0.125), np.array([0.125, 0.25, 0.5, 0.125, 0.125, 0.0])),
    "constantBoth": named(np.full(6, 3.0), np.full(6, 3.0)),
    "zeros": named(np.array([0.0, 1.0, 0.0, 2.0]), np.array([0.5, 1.0, 0.0, 3.0])),
}
names = {
    "meanSquaredError": "mean_squared_error",
    "rootMeanSquaredError": "root_mean_squared_error",
    "meanAbsoluteError": "mean_absolute_error",
    "medianAbsoluteError": "median_absolute_error",
    "meanAbsolutePercentageError": "mean_absolute_percentage_error",
    "meanPinballLoss": "mean_pinball_loss",
    "r2Score": "r2_score",
    "explainedVarianceScore": "explained_variance_score",
    "d2PinballScore": "d2_pinball_score",
    "d2AbsoluteErrorScore": "d2_absolute_error_score",
    "meanSquaredLogError": "mean_squared_log_error",
    "rootMeanSquaredLogError": "root_mean_squared_log_error",
    "meanTweedieDeviance": "mean_tweedie_deviance",
    "meanPoissonDeviance": "mean_poisson_deviance",
    "meanGammaDeviance": "mean_gamma_deviance",
    "d2TweedieScore": "d2_tweedie_score",
    "maxError": "max_error",
}
cases = []


def record(metric, name, **params):
    for weighted in (False, True) if metric != "maxError" else (False,):
        given = data[name]
        if weighted:
            params = {**params, "sample_weight": given["weights"]}
        value = getattr(metrics, names[metric])(given["yTrue"], given["yPred"], **params)
        options = {
            "forceFinite" if key == "force_finite" else key: param
            for key, param in params.items()
            if key != "sample_weight"
        }
        cases.append({"metric": metric, "data": name, "weighted": weighted, "options": options, "value": value})


for name in data:
    for metric in list(names)[:5] + ["maxError", "d2AbsoluteErrorScore"]:
        record(metric, name)
    for alpha in (0.0, 0.1, 0.5, 0.9, 1.0):
        record("meanPinballLoss", name, alpha=alpha)
        record("d2PinballScore", name, alpha=alpha)
    record("r2Score", name)
    record("explainedVarianceScore", name)
    if name not in ("constantTruth", "constantBoth"):
        record("r2Score", name, force_finite=False)
        record("explainedVarianceScore", name, force_finite=False)
        record("d2TweedieScore", name)
    record("meanTweedieDeviance", name)
for name in ("ties", "positive", "counts", "zeros"):
    record("meanSquaredLogError", name)
    record("rootMeanSquaredLogError", name)
for name in ("positive", "counts"):
    for power in (-1.5, 0, 1, 1.5) + ((2, 2.5, 3) if name == "positive" else ()):
        record("meanTweedieDeviance", name, power=power)
        record("d2TweedieScore", name, power=power)
    record("meanPoissonDeviance", name)
record("meanGammaDeviance", "positive")
save("metrics/regression", {"data": data, "cases": cases})
