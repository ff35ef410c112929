"""Metrics of groupings: against true classes, and by the distances of the rows."""

import warnings

import numpy as np
from sklearn import metrics

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(19)
names = ["a", "b", "c"]
truth = rng.choice(names, size=40)
data = {
    "random": {"labelsTrue": rng.randint(0, 4, size=50), "labelsPred": rng.randint(-1, 3, size=50)},
    "related": {
        "labelsTrue": truth,
        "labelsPred": np.where(rng.uniform(size=40) < 0.7, np.searchsorted(names, truth), rng.randint(0, 5, 40)),
    },
    "equal": {"labelsTrue": np.array([0, 0, 1, 1, 2]), "labelsPred": np.array([5, 5, 3, 3, 4])},
    "split": {"labelsTrue": np.array([0, 0, 0, 1, 1, 1]), "labelsPred": np.array([0, 0, 1, 2, 3, 3])},
    "oneCluster": {"labelsTrue": np.array([0, 0, 1, 1]), "labelsPred": np.zeros(4, dtype=int)},
    "oneClass": {"labelsTrue": np.zeros(4, dtype=int), "labelsPred": np.array([0, 1, 1, 2])},
    "oneOfBoth": {"labelsTrue": np.zeros(4, dtype=int), "labelsPred": np.ones(4, dtype=int)},
    "allApart": {"labelsTrue": np.arange(5), "labelsPred": np.zeros(5, dtype=int)},
    "allApartInBoth": {"labelsTrue": np.arange(5), "labelsPred": np.arange(5)[::-1].copy()},
    "independent": {"labelsTrue": np.array([0, 0, 1, 1]), "labelsPred": np.array([0, 1, 0, 1])},
    "large": {"labelsTrue": rng.randint(0, 10, size=600), "labelsPred": rng.randint(0, 12, size=600)},
}
cases = []
for name, given in data.items():
    args = (given["labelsTrue"], given["labelsPred"])
    value = {
        "randScore": metrics.rand_score(*args),
        "adjustedRandScore": metrics.adjusted_rand_score(*args),
        "fowlkesMallowsScore": metrics.fowlkes_mallows_score(*args),
        "mutualInfoScore": metrics.mutual_info_score(*args),
        "homogeneityScore": metrics.homogeneity_score(*args),
        "completenessScore": metrics.completeness_score(*args),
        "vMeasureScore": metrics.v_measure_score(*args),
    }
    averaged = [
        {
            "averageMethod": method,
            "normalized": metrics.normalized_mutual_info_score(*args, average_method=method),
            "adjusted": metrics.adjusted_mutual_info_score(*args, average_method=method),
        }
        for method in ("arithmetic", "geometric", "min", "max")
    ]
    cases.append({"data": name, "value": value, "averaged": averaged, "beta": metrics.v_measure_score(*args, beta=0.3)})

X = np.concatenate([rng.normal(loc=centre, size=(size, 3)) for centre, size in ((0, 12), (4, 9), (-3, 7))])
labels = np.repeat(["x", "y", "z"], [12, 9, 7])
alone = labels.astype("<U5")
alone[0] = "alone"
mixed = rng.randint(0, 3, size=28)
rows = []
for given in (labels, alone, mixed):
    rows.append(
        {
            "labels": given,
            "samples": metrics.silhouette_samples(X, given),
            "score": metrics.silhouette_score(X, given),
            "sampled": metrics.silhouette_score(X, given, sample_size=15, random_state=0),
            "daviesBouldin": metrics.davies_bouldin_score(X, given),
            "calinskiHarabasz": metrics.calinski_harabasz_score(X, given),
        }
    )
save("metrics/clustering", {"data": data, "cases": cases, "X": X, "rows": rows})
