from sklearn.datasets import load_breast_cancer, load_iris, load_wine
from sklearn.ensemble import ExtraTreesClassifier

from forests import scores
from oracle import save

save(
    "ensemble/extra-trees-classifier",
    {
        "iris": scores(ExtraTreesClassifier, load_iris(), oob_score=False),
        "wine": scores(ExtraTreesClassifier, load_wine(), oob_score=False),
        "breastCancer": scores(ExtraTreesClassifier, load_breast_cancer(), oob_score=False),
        "breastCancerBootstrap": scores(
            ExtraTreesClassifier, load_breast_cancer(), bootstrap=True, class_weight="balanced_subsample"
        ),
        "breastCancerShallow": scores(
            ExtraTreesClassifier,
            load_breast_cancer(),
            oob_score=False,
            max_depth=3,
            max_features=None,
            criterion="entropy",
        ),
    },
)
