import numpy as np
from sklearn.utils.random import sample_without_replacement

from oracle import save

SEEDS = [0, 1, 42, 12345, 2**32 - 1]
WEIGHTS = np.array([0.5, 0, 2, 1.25, 3, 0.25, 0])
METHODS = ["auto", "tracking_selection", "reservoir_sampling", "pool"]
SHAPES = [(0, 0), (1, 1), (10, 0), (10, 4), (10, 10), (1000, 3), (1000, 15), (300, 299)]


def draw(seed):
    """Each entry comes from a generator of its own, except `mixed`, where the order of the draws matters."""

    def new():
        return np.random.RandomState(seed)

    shuffled = np.arange(20) * 3
    new().shuffle(shuffled)
    mixed = new()
    return {
        "seed": seed,
        "permutations": {n: new().permutation(n) for n in [0, 1, 2, 10, 33, 150, 1000]},
        "shuffled": shuffled,
        "integers": [
            {"low": low, "high": high, "drawn": new().randint(low, high, size=12)}
            for low, high in [(0, 1), (0, 2), (0, 10), (-5, 300), (0, 2**31 - 1), (0, 2**32), (0, 10**12), (7, 2**53)]
        ],
        "random": new().random_sample(9),
        "uniform": new().uniform(-2.5, 7.25, size=9),
        "normal": new().standard_normal(9),
        "choice": new().choice(len(WEIGHTS), size=25, p=WEIGHTS / WEIGHTS.sum()),
        "distinct": new().choice(12, size=5, replace=False),
        "childSeeds": new().randint(np.iinfo(np.int32).max, size=4),
        "samples": [
            {
                "population": population,
                "size": size,
                "method": method,
                "drawn": sample_without_replacement(population, size, method=method, random_state=seed),
            }
            for population, size in SHAPES
            for method in METHODS
        ]
        + [
            {
                "population": 10**12,
                "size": 6,
                "method": "auto",
                "drawn": sample_without_replacement(10**12, 6, random_state=seed),
            }
        ],
        "mixed": [
            mixed.standard_normal(),
            mixed.randint(100),
            mixed.standard_normal(),
            mixed.uniform(),
            mixed.permutation(4),
            mixed.standard_normal(),
            mixed.choice(3, p=[0.2, 0.3, 0.5]),
        ],
    }


save("random/random-state", {"weights": WEIGHTS, "draws": [draw(seed) for seed in SEEDS]})
