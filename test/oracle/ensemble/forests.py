"""What the scripts in this folder share: scores over ten seeds on rows that were set aside."""

import numpy as np


def split(rows):
    """Two thirds of the rows to train on, the others to test."""
    order = np.random.RandomState(0).permutation(rows)
    return order[: 2 * rows // 3], order[2 * rows // 3 :]


def scores(estimator, bunch, oob_score=True, **params):
    """Test and out-of-bag scores for ten seeds."""
    train, test = split(len(bunch.target))
    test_scores, oob_scores = [], []
    for seed in range(10):
        model = estimator(n_estimators=50, oob_score=oob_score, random_state=seed, **params)
        model.fit(bunch.data[train], bunch.target[train])
        test_scores.append(model.score(bunch.data[test], bunch.target[test]))
        if oob_score:
            oob_scores.append(model.oob_score_)
    return {"train": train, "test": test, "scores": test_scores, "oobScores": oob_scores}
