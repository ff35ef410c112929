"""Metrics of several columns of numbers at once, and how they become one."""

import numpy as np
from sklearn import metrics

from oracle import save

rng = np.random.RandomState(23)
truth = np.column_stack([10 * rng.normal(size=21), rng.gamma(2.0, size=21), np.full(21, 0.125)])
guess = truth + rng.normal(size=truth.shape) * [1, 0.5, 0.25]
data = {
    "three": {"yTrue": truth, "yPred": guess},
    "two": {"yTrue": truth[:, :2], "yPred": guess[:, :2]},
    "constants": {"yTrue": truth[:, [2, 2]], "yPred": np.column_stack([truth[:, 2], guess[:, 2]])},
    "column": {"yTrue": truth[:, :1], "yPred": guess[:, :1]},
}
weights = rng.randint(1, 5, size=21) * 0.5
names = {
    "meanSquaredError": "mean_squared_error",
    "rootMeanSquaredError": "root_mean_squared_error",
    "meanAbsoluteError": "mean_absolute_error",
    "r2Score": "r2_score",
    "explainedVarianceScore": "explained_variance_score",
}
words = {"raw_values": "rawValues", "uniform_average": "uniformAverage", "variance_weighted": "varianceWeighted"}
cases = []
for metric, name in names.items():
    for key, given in data.items():
        columns = given["yTrue"].shape[1]
        own = [[0.2, 0.5, 2][:columns]] if columns > 1 else []
        shares = ["variance_weighted"] if metric in ("r2Score", "explainedVarianceScore") else []
        for multioutput in ["uniform_average", "raw_values", *own, *shares]:
            for weighted in (False, True):
                params = {"sample_weight": weights} if weighted else {}
                value = getattr(metrics, name)(given["yTrue"], given["yPred"], multioutput=multioutput, **params)
                option = words[multioutput] if isinstance(multioutput, str) else multioutput
                cases.append(
                    {"metric": metric, "data": key, "multioutput": option, "weighted": weighted, "value": value}
                )
save("metrics/several-targets", {"data": data, "weights": weights, "cases": cases})
