"""What the scripts in this folder record of a tree."""

import numpy as np


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


def lowest_ties(fit, seeds=300):
    """
    The tree in which ties go to the lowest column, as they do in pipefit. scikit-learn breaks them by the
    order in which it draws the columns, so the tree is looked for among many seeds, and must come up twice.
    """
    models = [fit(seed) for seed in range(seeds)]
    best = min(models, key=lambda model: model.tree_.feature.tolist())
    found = sum(np.array_equal(model.tree_.feature, best.tree_.feature) for model in models)
    assert found >= 2, "too many ties: no two seeds gave the tree"
    return best


def record(estimator, X, y, X_new, weights=None, **params):
    """The fitted tree and its answers."""
    model = lowest_ties(lambda seed: estimator(random_state=seed, **params).fit(X, y, sample_weight=weights))
    answers = model.predict_proba(X_new) if hasattr(model, "predict_proba") else model.predict(X_new)
    return {
        **structure(model),
        "importances": model.feature_importances_,
        "depth": model.get_depth(),
        "nLeaves": model.get_n_leaves(),
        "leaves": model.apply(X_new),
        "answers": answers,
    }
