"""The small data sets that come with scikit-learn, for the tests that run whole scenarios."""

from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris, load_wine

from oracle import save

for name, load in [
    ("iris", load_iris),
    ("wine", load_wine),
    ("breast-cancer", load_breast_cancer),
    ("diabetes", load_diabetes),
]:
    bunch = load()
    content = {"X": bunch.data, "y": bunch.target, "featureNames": list(bunch.feature_names)}
    if "target_names" in bunch:
        content["targetNames"] = list(bunch.target_names)
    save(f"data/{name}", content)
