"""Metrics of scores: curves and areas, average precision, top k, with ties and weights."""

import warnings

import numpy as np
from sklearn import metrics

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(11)


def binary(labels, size, step):
    truth = rng.choice(labels, size=size)
    scores = np.round((rng.normal(size=size) + (truth == labels[1])) / step) * step
    return {"yTrue": truth, "yScore": scores, "weights": weights_for(size)}


def weights_for(size):
    weights = rng.randint(0, 4, size=size) * 0.5
    weights[:2] = [1.0, 2.5]
    return weights


def proba(size, classes, step=0.0):
    logits = rng.normal(size=(size, classes))
    if step:
        logits = np.round(logits / step) * step
    values = np.exp(logits)
    return values / values.sum(axis=1, keepdims=True)


two = {
    "distinct": binary([0, 1], 30, 1e-9),
    "ties": binary([0, 1], 60, 0.5),
    "signed": binary([-1, 1], 25, 0.25),
    "strings": binary(["ham", "spam"], 40, 0.5),
    "constantScore": {"yTrue": np.array([0, 1, 1, 0, 1]), "yScore": np.ones(5), "weights": weights_for(5)},
    "perfect": {"yTrue": np.array([0, 1, 1, 0]), "yScore": np.array([0.1, 0.9, 0.7, 0.2]), "weights": weights_for(4)},
    "reversed": {"yTrue": np.array([0, 1, 1, 0]), "yScore": np.array([0.9, 0.1, 0.2, 0.7]), "weights": weights_for(4)},
}
curves = []
for name, given in two.items():
    for weighted in (False, True):
        weights = given["weights"] if weighted else None
        args = (given["yTrue"], given["yScore"])
        pos = "spam" if name == "strings" else None
        kwargs = {"pos_label": pos, "sample_weight": weights}
        for drop in (False, True):
            roc = metrics.roc_curve(*args, drop_intermediate=drop, **kwargs)
            precision = metrics.precision_recall_curve(*args, drop_intermediate=drop, **kwargs)
            det = metrics.det_curve(*args, drop_intermediate=drop, **kwargs)
            curves.append(
                {"data": name, "weighted": weighted, "drop": drop, "roc": roc, "precision": precision, "det": det}
            )

areas = []
for name, given in two.items():
    for weighted in (False, True):
        weights = given["weights"] if weighted else None
        args = (given["yTrue"], given["yScore"])
        pos = "spam" if name == "strings" else 1
        areas.append(
            {
                "data": name,
                "weighted": weighted,
                "averagePrecision": metrics.average_precision_score(*args, pos_label=pos, sample_weight=weights),
                "rocAuc": metrics.roc_auc_score(*args, sample_weight=weights),
                "maxFpr": [
                    [bound, metrics.roc_auc_score(*args, sample_weight=weights, max_fpr=bound)]
                    for bound in (0.05, 0.1, 0.25, 0.5, 0.9, 1.0)
                ],
                "topOne": metrics.top_k_accuracy_score(*args, k=1, sample_weight=weights),
                "topOneCount": metrics.top_k_accuracy_score(*args, k=1, sample_weight=weights, normalize=False),
            }
        )
one_class = {"yTrue": np.array([0, 0, 0]), "yScore": np.array([0.1, 0.5, 0.5])}
precision, recall, thresholds = metrics.precision_recall_curve(one_class["yTrue"], one_class["yScore"])
one_class["curve"] = [precision, recall, thresholds]
one_class["roc"] = metrics.roc_curve(one_class["yTrue"], one_class["yScore"])
one_class["averagePrecision"] = metrics.average_precision_score(one_class["yTrue"], one_class["yScore"])

many = {
    "numbers": {"yTrue": rng.choice([0, 1, 2], size=40), "yScore": proba(40, 3), "labels": [0, 1, 2]},
    "ties": {"yTrue": rng.choice([1, 3, 4, 9], size=50), "yScore": proba(50, 4, 1.0), "labels": [1, 3, 4, 9]},
    "strings": {"yTrue": rng.choice(["a", "b", "c"], size=30), "yScore": proba(30, 3), "labels": ["a", "b", "c"]},
}
many["perfect"] = {"yTrue": np.array([0, 1, 2, 1]), "yScore": np.eye(3)[[0, 1, 2, 1]], "labels": [0, 1, 2]}
lacking = {"yTrue": rng.choice(["a", "c"], size=20), "yScore": proba(20, 3), "labels": ["a", "b", "c"]}
for given in [*many.values(), lacking]:
    given["weights"] = weights_for(len(given["yTrue"]))

several = []
for name, given in many.items():
    for weighted in (False, True):
        weights = given["weights"] if weighted else None
        args = (given["yTrue"], given["yScore"])
        ovr = [
            [average, metrics.roc_auc_score(*args, multi_class="ovr", average=average, sample_weight=weights)]
            for average in ("macro", "weighted", "micro", None)
        ]
        ovo = [
            [average, metrics.roc_auc_score(*args, multi_class="ovo", average=average)]
            for average in ("macro", "weighted")
        ]
        precision = [
            [average, metrics.average_precision_score(*args, average=average, sample_weight=weights)]
            for average in ("macro", "weighted", "micro", "samples", None)
        ]
        top = [
            [k, metrics.top_k_accuracy_score(*args, k=k, sample_weight=weights)]
            for k in range(1, len(given["labels"]) + 1)
        ]
        several.append({"data": name, "weighted": weighted, "ovr": ovr, "ovo": ovo, "precision": precision, "top": top})

args = (lacking["yTrue"], lacking["yScore"])
lacking["ovrWeighted"] = metrics.roc_auc_score(*args, multi_class="ovr", average="weighted", labels=lacking["labels"])
lacking["ovrEach"] = metrics.roc_auc_score(*args, multi_class="ovr", average=None, labels=lacking["labels"])
lacking["ovo"] = metrics.roc_auc_score(*args, multi_class="ovo", labels=lacking["labels"])
lacking["topTwo"] = metrics.top_k_accuracy_score(*args, k=2, labels=lacking["labels"])
lacking["topOne"] = metrics.top_k_accuracy_score(*args, k=1, labels=lacking["labels"], sample_weight=lacking["weights"])

thresholds = []
for name in ("distinct", "ties"):
    given = two[name]
    for weighted in (False, True):
        weights = given["weights"] if weighted else None
        f1 = metrics.metric_at_thresholds(
            given["yTrue"], given["yScore"], metrics.f1_score, sample_weight=weights, metric_params={"average": "macro"}
        )
        accuracy = metrics.metric_at_thresholds(
            given["yTrue"], given["yScore"], metrics.accuracy_score, sample_weight=weights
        )
        thresholds.append({"data": name, "weighted": weighted, "f1Macro": f1, "accuracy": accuracy})

x = np.sort(rng.normal(size=20))
y = rng.normal(size=20)
save(
    "metrics/scores",
    {
        "two": two,
        "curves": curves,
        "areas": areas,
        "oneClass": one_class,
        "many": many,
        "several": several,
        "lacking": lacking,
        "thresholds": thresholds,
        "auc": {"x": x, "y": y, "ascending": metrics.auc(x, y), "descending": metrics.auc(x[::-1], y[::-1])},
    },
)
