"""Splits of every splitter on data sets with even and uneven classes and groups, in order and at random."""

import warnings

import numpy as np
from sklearn import model_selection
from sklearn.datasets import load_iris

from oracle import save

warnings.simplefilter("ignore")
rng = np.random.RandomState(7)


def uneven(rows, kinds, power=2.0):
    """Labels of which the first is common and the last rare, in random order, each at least twice."""
    shares = np.arange(kinds, 0, -1) ** power
    drawn = rng.choice(kinds, size=rows - 2 * kinds, p=shares / shares.sum())
    return rng.permutation(np.concatenate([drawn, np.arange(kinds), np.arange(kinds)]))


COLOURS = np.array(["red", "amber", "violet", "blue"])
CITIES = np.array(["Oslo", "Rome", "Bern", "Wien", "Paris", "Berlin", "Lima", "Quito", "Cairo", "Accra", "Tunis"])

DATA = {
    "iris": {"y": load_iris().target, "groups": uneven(150, 20)},
    "colours": {"y": COLOURS[uneven(61, 4)], "groups": CITIES[uneven(61, 11, 1.0)]},
    "flags": {"y": uneven(40, 2, 3.0) == 1, "groups": rng.randint(0, 13, size=40) * 2.5},
    "letters": {"y": uneven(180, 10, 1.0), "groups": rng.randint(0, 60, size=180)},
    "digits": {"y": rng.randint(0, 19, size=400), "groups": rng.randint(0, 90, size=400)},
    "single": {"y": np.zeros(60, dtype=int), "groups": rng.randint(0, 25, size=60)},
    "tiny": {"y": np.array([1, 0, 1, 0, 1, 1, 0]), "groups": np.array([3, 1, 1, 2, 2, 3, 3])},
}
SEEDS = [0, 42, 2**32 - 1]


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


def case(splitter, data, whole=False, **params):
    """The test rows of each split, and the training rows where they are not simply the others in order."""
    y, groups = DATA[data]["y"], DATA[data]["groups"]
    cv = getattr(model_selection, splitter)(**params)
    takes_groups = "Group" in splitter
    splits = list(cv.split(np.zeros(len(y)), y, groups if takes_groups else None))
    if not whole:
        for train, test in splits:
            assert np.array_equal(train, np.setdiff1d(np.arange(len(y)), test))
            assert np.array_equal(test, np.sort(test))
    return {
        "splitter": splitter,
        "data": data,
        "params": {camel(name): value for name, value in params.items()},
        "nSplits": cv.get_n_splits(np.zeros(len(y)), y, groups),
        "test": [test for _, test in splits],
        "train": [train for train, _ in splits] if whole else None,
    }


folds = [
    case(splitter, data, n_splits=n_splits, **random)
    for splitter in ["KFold", "StratifiedKFold", "GroupKFold", "StratifiedGroupKFold"]
    for data, n_splits in [("iris", 5), ("iris", 4), ("colours", 3), ("flags", 4), ("letters", 7), ("tiny", 2)]
    for random in [{}, *({"shuffle": True, "random_state": seed} for seed in SEEDS)]
]
folds += [
    case("StratifiedGroupKFold", data, n_splits=n_splits, **random)
    for data, n_splits in [("digits", 10), ("digits", 17), ("letters", 9), ("single", 12), ("single", 3)]
    for random in [{}, {"shuffle": True, "random_state": 1}]
]
folds += [case("StratifiedKFold", "colours", n_splits=n, shuffle=True, random_state=3) for n in [10, 20]]

repeated = [
    case(splitter, data, n_splits=3, n_repeats=4, random_state=seed)
    for splitter in ["RepeatedKFold", "RepeatedStratifiedKFold"]
    for data in ["colours", "flags"]
    for seed in SEEDS
]

shuffled = [
    case(splitter, data, whole=True, n_splits=3, random_state=seed, **sizes)
    for splitter in ["ShuffleSplit", "StratifiedShuffleSplit", "GroupShuffleSplit"]
    for data, sizes in [
        ("iris", {}),
        ("iris", {"train_size": 0.5}),
        ("colours", {"test_size": 0.35}),
        ("flags", {"test_size": 5, "train_size": 4}),
        ("letters", {"test_size": 0.21, "train_size": 0.37}),
    ]
    for seed in SEEDS
]

series = [
    case("TimeSeriesSplit", data, whole=True, **params)
    for data, params in [
        ("colours", {}),
        ("tiny", {"n_splits": 2}),
        ("tiny", {"n_splits": 6}),
        ("colours", {"n_splits": 3, "gap": 4}),
        ("colours", {"n_splits": 4, "max_train_size": 15}),
        ("flags", {"n_splits": 3, "test_size": 7, "gap": 2, "max_train_size": 9}),
        ("flags", {"n_splits": 3, "test_size": 13}),
    ]
]

left_out = [
    case("LeaveOneOut", "tiny"),
    *(case("LeavePOut", "tiny", p=p) for p in [1, 2, 3, 6]),
    case("LeaveOneGroupOut", "tiny"),
    case("LeaveOneGroupOut", "colours"),
    case("LeaveOneGroupOut", "flags"),
    *(case("LeavePGroupsOut", "tiny", n_groups=n) for n in [1, 2]),
    case("LeavePGroupsOut", "colours", n_groups=2),
    case("PredefinedSplit", "tiny", test_fold=[0, 4, -1, 4, 2, -1, 0]),
    case("PredefinedSplit", "tiny", test_fold=[-1, -1, -1, -1, 0, 0, 0]),
]

save("model-selection/splitters", {"data": DATA, "cases": folds + repeated + shuffled + series + left_out})
