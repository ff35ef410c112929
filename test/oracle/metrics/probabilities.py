"""Metrics of probabilities: log loss, Brier score and their explained shares."""

import warnings

import numpy as np
from sklearn import metrics

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(13)


def proba(size, classes):
    values = rng.dirichlet(np.ones(classes), size=size)
    return values


def weights_for(size):
    weights = rng.randint(0, 4, size=size) * 0.5
    weights[:2] = [1.0, 2.5]
    return weights


def data(labels, size, classes, truth=None):
    truth = rng.choice(labels, size=size) if truth is None else truth
    return {"yTrue": truth, "yProba": proba(len(truth), classes), "weights": weights_for(len(truth)), "labels": labels}


sets = {
    "binary": data([0, 1], 30, 2),
    "strings": data(["ham", "spam"], 30, 2),
    "many": data([0, 1, 2, 5], 40, 4),
    "manyStrings": data(["a", "b", "c"], 25, 3),
    "lacking": data(["a", "b", "c"], 12, 3, rng.choice(["a", "c"], size=12)),
    "sure": {
        "yTrue": np.array([0, 1, 1, 0]),
        "yProba": np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.25, 0.75]]),
        "weights": np.array([1.0, 2.0, 0.5, 1.0]),
        "labels": [0, 1],
    },
    "perfect": {
        "yTrue": np.array([0, 1, 2]),
        "yProba": np.eye(3),
        "weights": np.array([1.0, 2.0, 0.5]),
        "labels": [0, 1, 2],
    },
}
cases = []
for name, given in sets.items():
    for weighted in (False, True):
        weights = given["weights"] if weighted else None
        args = (given["yTrue"], given["yProba"])
        common = {"sample_weight": weights, "labels": given["labels"]}
        row = {
            "data": name,
            "weighted": weighted,
            "logLoss": metrics.log_loss(*args, **common),
            "logLossSum": metrics.log_loss(*args, normalize=False, **common),
            "brier": metrics.brier_score_loss(*args, **common),
            "brierHalf": metrics.brier_score_loss(*args, scale_by_half=True, **common),
            "brierWhole": metrics.brier_score_loss(*args, scale_by_half=False, **common),
            "d2LogLoss": metrics.d2_log_loss_score(*args, **common),
            "d2Brier": metrics.d2_brier_score(*args, **common),
        }
        if len(given["labels"]) == 2:
            vector = given["yProba"][:, 1]
            row["vectorLogLoss"] = metrics.log_loss(given["yTrue"], vector, **common)
            row["vectorBrier"] = metrics.brier_score_loss(
                given["yTrue"], vector, sample_weight=weights, pos_label=given["labels"][1]
            )
            row["vectorBrierOther"] = metrics.brier_score_loss(
                given["yTrue"], given["yProba"][:, 0], sample_weight=weights, pos_label=given["labels"][0]
            )
            row["vectorD2Brier"] = metrics.d2_brier_score(
                given["yTrue"], vector, sample_weight=weights, pos_label=given["labels"][1]
            )
        cases.append(row)
save("metrics/probabilities", {"sets": sets, "cases": cases})
