import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from oracle import save

rng = np.random.RandomState(0)
X = np.round(rng.normal(size=(80, 4)) * [1, 2, 0.5, 3] + [0, 1, 0, -2], 5)
y = np.array(["ash", "elm", "oak"])[rng.randint(0, 3, size=80)]
target = np.round(X @ [1.0, -2.0, 0.5, 0.1] + rng.normal(size=80), 4)
queries = np.round(rng.normal(size=(20, 4)) * [1, 2, 0.5, 3] + [0, 1, 0, -2], 5)
# Training rows among the queries, one of them there twice: distances of zero.
twice = np.vstack([X, X[:3]])
twice_y = np.concatenate([y, ["oak", "oak", "oak"]])
twice_target = np.concatenate([target, [5.0, 6.0, 7.0]])
meeting = np.vstack([queries[:5], X[[0, 1, 2, 10]]])
# In 60 columns brute force is what 'auto' takes.
wide = np.round(rng.normal(size=(50, 60)), 3)
wide_y = rng.randint(0, 4, size=50)


def record(params, X=X, y=y, target=target, queries=queries):
    classifier = KNeighborsClassifier(**params).fit(X, y)
    regressor = KNeighborsRegressor(**params).fit(X, target)
    distances, indices = classifier.kneighbors(queries)
    return {
        "distances": distances,
        "indices": indices,
        "predicted": classifier.predict(queries),
        "probabilities": classifier.predict_proba(queries),
        "values": regressor.predict(queries),
        "score": regressor.score(queries, regressor.predict(queries) + np.arange(len(queries)) % 3),
    }


cases = {
    "defaults": {},
    "brute": {"algorithm": "brute"},
    "tree": {"algorithm": "kd_tree", "leaf_size": 2, "n_neighbors": 7},
    "one": {"n_neighbors": 1},
    "manhattan": {"metric": "manhattan"},
    "manhattanBrute": {"p": 1, "algorithm": "brute", "weights": "distance"},
    "chebyshev": {"metric": "chebyshev", "algorithm": "kd_tree"},
    "chebyshevBrute": {"metric": "chebyshev", "algorithm": "brute"},
    "minkowski3": {"p": 3, "algorithm": "kd_tree", "leaf_size": 5},
    "minkowskiBrute": {"p": 1.5, "algorithm": "brute", "n_neighbors": 9},
    "belowOne": {"p": 0.5, "algorithm": "brute"},
    "cosine": {"metric": "cosine", "weights": "distance"},
    "distance": {"weights": "distance", "n_neighbors": 4},
}
own_distances, own_indices = KNeighborsClassifier(n_neighbors=3).fit(X, y).kneighbors()
squared = {"weights": lambda distances: 1 / (1 + distances**2), "n_neighbors": 6}
zeros = {"weights": "distance", "n_neighbors": 4, "algorithm": "kd_tree"}

save(
    "neighbors/k-neighbors",
    {
        "X": X,
        "y": y,
        "target": target,
        "queries": queries,
        "cases": {name: record(params) for name, params in cases.items()},
        "function": record(squared),
        "twice": {
            "X": twice,
            "y": twice_y,
            "target": twice_target,
            "queries": meeting,
            **record(zeros, twice, twice_y, twice_target, meeting),
        },
        "wide": {"X": wide, "y": wide_y, **record({}, wide, wide_y, wide[:, 0], wide[:10] + 0.01)},
        "own": {"distances": own_distances, "indices": own_indices},
    },
)
