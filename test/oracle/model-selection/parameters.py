"""Candidates of ParameterGrid and ParameterSampler, with the matching distributions of SciPy."""

import warnings

from scipy.stats import loguniform, norm, randint, uniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

from oracle import save

warnings.simplefilter("ignore")

GRIDS = {
    "one": {"C": [1, 10, 100], "kernel": ["linear", "rbf"], "B": [True, False]},
    "empty": {},
    "list": [{"kernel": ["linear"]}, {"kernel": ["rbf"], "gamma": [1, 10]}, {}, {"a": [1, 2, 3]}],
}
LISTS = {
    "wide": {"depth": list(range(30)), "leaf": list(range(40)), "alpha": [1, 2, 4, 8]},
    "list": [{"a": list(range(200))}, {"b": list(range(50)), "c": ["x", "y"]}],
    "small": {"a": [1, 2], "b": ["x", "y", "z"]},
}
MIXED = {
    "alpha": loguniform(1e-4, 1e3),
    "depth": [2, 4, 8, None],
    "leaf": randint(1, 100),
    "rate": uniform(0.5, 2.25),
    "shift": norm(-3, 0.5),
}
SPACES = [{"alpha": loguniform(0.1, 10)}, {"beta": [1, 2, 3], "rate": uniform(0, 1)}, {"only": [7]}]
SEEDS = [0, 1, 42, 12345, 2**32 - 1]


def sample(space, n_iter, seed):
    return {"nIter": n_iter, "seed": seed, "candidates": list(ParameterSampler(space, n_iter, random_state=seed))}


save(
    "model-selection/parameters",
    {
        "grids": {name: {"grid": grid, "candidates": list(ParameterGrid(grid))} for name, grid in GRIDS.items()},
        "lists": {
            name: {"space": space, "draws": [sample(space, n, seed) for n in [3, 6, 60] for seed in SEEDS]}
            for name, space in LISTS.items()
        },
        "mixed": [sample(MIXED, 8, seed) for seed in SEEDS],
        "spaces": [sample(SPACES, 8, seed) for seed in SEEDS],
    },
)
