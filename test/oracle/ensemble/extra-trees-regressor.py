from sklearn.datasets import load_diabetes
from sklearn.ensemble import ExtraTreesRegressor

from forests import scores
from oracle import save

save(
    "ensemble/extra-trees-regressor",
    {
        "diabetes": scores(ExtraTreesRegressor, load_diabetes(), oob_score=False),
        "diabetesBootstrap": scores(
            ExtraTreesRegressor, load_diabetes(), bootstrap=True, max_samples=0.7, min_samples_leaf=3
        ),
        "diabetesAbsolute": scores(
            ExtraTreesRegressor, load_diabetes(), oob_score=False, max_depth=4, criterion="absolute_error"
        ),
    },
)
