"""Metrics of predicted labels: every metric on every data set, with and without weights."""

import warnings

import numpy as np
from sklearn import metrics

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(7)


def noisy(labels, size, right):
    truth = rng.choice(labels, size=size)
    return truth, np.where(rng.uniform(size=size) < right, truth, rng.choice(labels, size=size))


def named(truth, guess):
    weights = rng.randint(0, 5, size=len(truth)) * 0.25
    weights[0] = 1.5
    return {"yTrue": truth, "yPred": guess, "weights": weights}


constant = np.zeros(8, dtype=int)
data = {
    "binary": named(*noisy([0, 1], 40, 0.6)),
    "signed": named(*noisy([-1, 1], 25, 0.5)),
    "oneTwo": named(*noisy([1, 2], 20, 0.7)),
    "booleans": named(*noisy([False, True], 20, 0.7)),
    "twoStrings": named(*noisy(["no", "yes"], 30, 0.7)),
    "many": named(*noisy([0, 1, 2, 3, 10], 60, 0.5)),
    "strings": named(*noisy(["cat", "Dog", "bird", "\u00e9"], 50, 0.6)),
    "neverPredicted": named(np.array([0, 1, 2, 2, 1, 0, 2]), np.array([0, 1, 1, 0, 1, 0, 1])),
    "neverTrue": named(np.array(["a", "b", "b", "a", "b"]), np.array(["a", "c", "b", "c", "b"])),
    "perfect": named(np.array([3, 1, 2, 3, 1, 1]), np.array([3, 1, 2, 3, 1, 1])),
    "allWrong": named(np.array([0, 1, 0, 1]), np.array([1, 0, 1, 0])),
    "constantGuess": named(np.array([0, 1, 0, 1, 1, 1, 0, 0]), constant),
    "constantBoth": named(constant, constant),
    "single": named(np.array([1]), np.array([1])),
}
subsets = {"many": [10, 2, 0], "strings": ["\u00e9", "cat"], "neverPredicted": [2, 1], "neverTrue": ["c", "a"]}
positives = {"oneTwo": 2, "booleans": True, "twoStrings": "yes", "binary": 0}
undefined = {"neverPredicted", "neverTrue", "allWrong", "constantGuess", "constantBoth", "single"}
cases = []


def record(metric, name, python=None, **params):
    function = getattr(metrics, python)
    for weighted in (False, True):
        given = data[name]
        weights = given["weights"] if weighted else None
        value = function(given["yTrue"], given["yPred"], sample_weight=weights, **params)
        if isinstance(value, tuple):
            value = dict(zip(["precision", "recall", "fscore", "support"], value))
        options = {camel(key): param for key, param in params.items()}
        cases.append({"metric": metric, "data": name, "weighted": weighted, "options": options, "value": value})


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


for name, given in data.items():
    two = len(np.unique(np.concatenate([given["yTrue"], given["yPred"]]))) <= 2
    strings = given["yTrue"].dtype.kind == "U"
    for normalize in (True, False):
        record("accuracyScore", name, "accuracy_score", normalize=normalize)
        record("zeroOneLoss", name, "zero_one_loss", normalize=normalize)
    record("hammingLoss", name, "hamming_loss")
    record("matthewsCorrcoef", name, "matthews_corrcoef")
    record("balancedAccuracyScore", name, "balanced_accuracy_score", adjusted=False)
    if len(np.unique(given["yTrue"])) > 1:
        record("balancedAccuracyScore", name, "balanced_accuracy_score", adjusted=True)
    for weights in (None, "linear", "quadratic"):
        record("cohenKappaScore", name, "cohen_kappa_score", weights=weights)
        if name in subsets:
            record("cohenKappaScore", name, "cohen_kappa_score", weights=weights, labels=subsets[name])
    for normalize in (None, "true", "pred", "all"):
        record("confusionMatrix", name, "confusion_matrix", normalize=normalize)
        if name in subsets:
            record("confusionMatrix", name, "confusion_matrix", normalize=normalize, labels=subsets[name])
    variants = [{"average": average} for average in ("micro", "macro", "weighted", None)]
    if name in subsets:
        variants += [{"average": average, "labels": subsets[name]} for average in ("micro", "macro", "weighted", None)]
    if two and not strings:
        variants.append({})
    if two and name in positives:
        variants.append({"pos_label": positives[name], "average": "binary"})
    for params in variants:
        for zero_division in ("warn", 0, 1, np.nan) if name in undefined else ("warn",):
            common = {**params, "zero_division": zero_division}
            record("precisionScore", name, "precision_score", **common)
            record("recallScore", name, "recall_score", **common)
            record("f1Score", name, "f1_score", **common)
            record("fbetaScore", name, "fbeta_score", beta=0.5, **common)
            record("precisionRecallFscoreSupport", name, "precision_recall_fscore_support", beta=2.0, **common)
            if zero_division == zero_division:
                record("jaccardScore", name, "jaccard_score", **common)
    record("fbetaScore", name, "fbeta_score", beta=0.0, average="macro")
    record("fbetaScore", name, "fbeta_score", beta=float("inf"), average="macro")

reports = []


def report(yTrue, yPred, **params):
    numbers = metrics.classification_report(yTrue, yPred, output_dict=True, **params)
    text = metrics.classification_report(yTrue, yPred, **params)
    options = {camel(key): param for key, param in params.items() if key != "sample_weight"}
    weights = params.get("sample_weight")
    rows = [[key, row] for key, row in numbers.items()]
    reports.append(
        {"yTrue": yTrue, "yPred": yPred, "weights": weights, "options": options, "text": text, "rows": rows}
    )


for name in ("binary", "twoStrings", "many", "strings", "neverPredicted", "neverTrue", "perfect", "constantBoth"):
    report(data[name]["yTrue"], data[name]["yPred"])
    report(data[name]["yTrue"], data[name]["yPred"], digits=4, zero_division=1)
for name, labels in subsets.items():
    report(data[name]["yTrue"], data[name]["yPred"], labels=labels)
report(data["many"]["yTrue"], data["many"]["yPred"], sample_weight=data["many"]["weights"])
report(
    np.array([0, 1] * 8),
    np.array([0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1]),
    target_names=["a name that is rather long", "b"],
)
eighths = np.array([0] * 8 + [1] * 8), np.array([0] + [1] * 7 + [1] * 5 + [0] * 3)
report(*eighths)

save("metrics/labels", {"data": data, "cases": cases, "reports": reports})
