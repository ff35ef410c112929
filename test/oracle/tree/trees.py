"""What the scripts in this folder record of a tree, and the check that its ties do not depend on the seed."""

import numpy as np

from oracle import plain


def single(values):
    """Rounded to 32 bits, which is what scikit-learn's trees see."""
    return np.asarray(values).astype(np.float32).astype(np.float64)


def structure(model):
    tree = model.tree_
    leaf = tree.children_left < 0
    return {
        "childrenLeft": tree.children_left,
        "childrenRight": tree.children_right,
        "feature": tree.feature,
        "threshold": tree.threshold,
        "missingGoLeft": np.where(leaf, 0, tree.missing_go_to_left),
        "impurity": tree.impurity,
        "nNodeSamples": tree.n_node_samples,
        "weightedNNodeSamples": tree.weighted_n_node_samples,
        "value": tree.value.reshape(tree.node_count, -1),
    }


def record(estimator, X, y, X_new, weights=None, seeds=12, **params):
    """The fitted tree and its answers; fails when another order of the columns gives another tree."""
    fit = lambda seed: estimator(random_state=seed, **params).fit(X, y, sample_weight=weights)
    model = fit(0)
    first = plain(structure(model))
    for seed in range(1, seeds):
        other = plain(structure(fit(seed)))
        for name in ("childrenLeft", "feature", "threshold", "missingGoLeft"):
            assert other[name] == first[name], f"{params}: ties make {name} depend on the seed"
    answers = model.predict_proba(X_new) if hasattr(model, "predict_proba") else model.predict(X_new)
    return {
        **first,
        "importances": model.feature_importances_,
        "depth": model.get_depth(),
        "nLeaves": model.get_n_leaves(),
        "leaves": model.apply(X_new),
        "answers": answers,
    }
