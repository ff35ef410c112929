import numpy as np
from sklearn.preprocessing import OrdinalEncoder

from camel import nones
from camel import params as camel_params
from oracle import save

nan = np.nan
walls = ["brick", "wood", nan, "brick", "stone", "brick", "wood", "brick", "Ärz", "brick", "wood", "stone"]
floors = [2, 1, 1, 3, 10, 1, 2, 2, 2, -1, 1, 1]
heated = ["yes", "no"] * 6
X = np.array([walls, floors, heated], dtype=object).T
new = np.array([["straw", nan, "wood", "stone"], [7, 1, 2, 10], ["yes", "no", "maybe", "yes"]], dtype=object).T
numbers = np.array([[1, 0.5], [2, nan], [1, -3], [nan, 0.5], [10, 0.5], [1, 2e6]])
unknown = {"handle_unknown": "use_encoded_value"}

cases = [
    {},
    {"encoded_missing_value": -1},
    {"encoded_missing_value": 99},
    {**unknown, "unknown_value": -1},
    {**unknown, "unknown_value": nan},
    {**unknown, "unknown_value": 50, "encoded_missing_value": 60},
    {**unknown, "unknown_value": -1, "min_frequency": 3},
    {**unknown, "unknown_value": -1, "min_frequency": 0.2, "encoded_missing_value": -2},
    {**unknown, "unknown_value": nan, "max_categories": 2},
    {"max_categories": 3},
    {"max_categories": 1},
    {"categories": [["wood", "straw", "stone", "brick", "Ärz", nan], [-1, 1, 2, 3, 7, 10], ["yes", "no", "maybe"]]},
    {**unknown, "unknown_value": -1, "categories": [["wood", "brick"], [1, 2], ["no", "yes"]]},
]


def record(params, data=X, other=new):
    encoder = OrdinalEncoder(**params).fit(data)
    out = encoder.transform(data)
    result = {
        "params": camel_params(params),
        "categories": nones(encoder.categories_),
        "transformed": out,
    }
    try:
        # A copy: inverse_transform writes into what it is given.
        result["inverse"] = nones(encoder.inverse_transform(out.copy()))
    except IndexError:
        # It miscounts the categories where a column has both a missing and infrequent ones.
        result["inverse"] = None
    try:
        result["infrequent"] = nones(encoder.infrequent_categories_)
    except AttributeError:
        result["infrequent"] = [None] * len(encoder.categories_)
    try:
        result["new"] = encoder.transform(other)
    except ValueError:
        result["new"] = None
    return result


save(
    "preprocessing/ordinal-encoder",
    {
        "X": nones(X),
        "new": nones(new),
        "cases": [record(params) for params in cases],
        "numbers": numbers,
        "onNumbers": [
            record(params, numbers, np.array([[3, nan]])) for params in [{}, {**unknown, "unknown_value": 7}]
        ],
    },
)
