import warnings

import numpy as np
from sklearn.preprocessing import OneHotEncoder

from camel import nones
from camel import params as camel_params
from oracle import save

warnings.simplefilter("ignore")

nan = np.nan
walls = ["brick", "wood", nan, "brick", "stone", "brick", "wood", "brick", "Ärz", "brick", "wood", "stone"]
floors = [2, 1, 1, 3, 10, 1, 2, 2, 2, -1, 1, 1]
heated = ["yes", "no"] * 6
X = np.array([walls, floors, heated], dtype=object).T
new = np.array([["straw", nan, "wood", "stone"], [7, 1, 2, 10], ["yes", "no", "maybe", "yes"]], dtype=object).T
names = ["wall", "floor", "heated"]
numbers = np.array([[1, 0.5], [2, nan], [1, -3], [nan, 0.5], [10, 0.5], [1, 2e6]])

cases = [
    {},
    {"sparse_output": False},
    {"drop": "first"},
    {"drop": "if_binary"},
    {"drop": ["stone", 10, "yes"]},
    {"drop": [nan, -1, "no"]},
    {"handle_unknown": "ignore"},
    {"handle_unknown": "ignore", "drop": "first"},
    {"handle_unknown": "warn"},
    {"handle_unknown": "infrequent_if_exist"},
    {"min_frequency": 3, "handle_unknown": "infrequent_if_exist"},
    {"min_frequency": 3, "handle_unknown": "warn", "drop": "if_binary"},
    {"min_frequency": 0.2, "handle_unknown": "ignore"},
    {"min_frequency": 2},
    {"max_categories": 3, "handle_unknown": "infrequent_if_exist", "drop": "first"},
    {"max_categories": 2, "min_frequency": 2, "handle_unknown": "ignore"},
    {"max_categories": 1, "handle_unknown": "infrequent_if_exist"},
    {"max_categories": 3, "drop": ["brick", 1, "no"]},
    {
        "categories": [["wood", "straw", "stone", "brick", "Ärz", nan], [-1, 1, 2, 3, 7, 10], ["yes", "no", "maybe"]],
        "drop": "first",
    },
    {"categories": [["wood", "brick"], [1, 2], ["no"]], "handle_unknown": "ignore"},
    {"categories": [["wood", "brick", "tin"], [1, 2, 99], ["no", "yes"]], "handle_unknown": "warn", "min_frequency": 1},
]


def record(params, data=X, other=new, names=names):
    encoder = OneHotEncoder(**params).fit(data)
    out = encoder.transform(data)
    result = {
        "params": camel_params(params),
        "categories": nones(encoder.categories_),
        "dropIdx": nones(encoder.drop_idx_),
        "names": encoder.get_feature_names_out(names),
        "transformed": out,
    }
    try:
        result["infrequent"] = nones(encoder.infrequent_categories_)
    except AttributeError:
        result["infrequent"] = [None] * len(encoder.categories_)
    result["inverse"] = nones(encoder.inverse_transform(out))
    try:
        result["new"] = encoder.transform(other)
        result["newInverse"] = nones(encoder.inverse_transform(result["new"]))
    except ValueError:
        result["new"] = None
    return result


save(
    "preprocessing/one-hot-encoder",
    {
        "X": nones(X),
        "new": nones(new),
        "names": names,
        "cases": [record(params) for params in cases],
        "numbers": numbers,
        "onNumbers": [
            record(params, numbers, np.array([[3, nan]]), None)
            for params in [{}, {"handle_unknown": "ignore", "max_categories": 2}, {"drop": "first"}]
        ],
    },
)
