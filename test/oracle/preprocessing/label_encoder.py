import numpy as np
from sklearn.preprocessing import LabelEncoder

from oracle import save


def record(y):
    encoder = LabelEncoder()
    codes = encoder.fit_transform(y)
    return {"y": y, "classes": encoder.classes_, "codes": codes}


save(
    "preprocessing/label-encoder",
    {
        "cases": [
            record(np.array(["paris", "paris", "tokyo", "amsterdam", "Oslo", ""])),
            record(np.array([10, 2, 2, -6, 33])),
            record(np.array([1.5, -0.25, 1.5, 9.0])),
            record(np.array([True, False, True])),
        ]
    },
)
