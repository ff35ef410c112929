import pandas as pd
from scipy.sparse import issparse
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

from oracle import save

rows = [
    {"a": float(i), "b": float((i * 7) % 5), "c": "xyz"[i % 3], "d": ["red", "green"][i % 2]} for i in range(8)
]
frame = pd.DataFrame(rows)


def record(transformer):
    out = transformer.fit_transform(frame)
    return {"names": list(transformer.get_feature_names_out()), "out": out, "sparse": bool(issparse(out))}


save(
    "compose/column-transformer",
    {
        "rows": rows,
        "plain": record(ColumnTransformer([("cat", OneHotEncoder(), ["d", "c"]), ("num", StandardScaler(), ["b", "a"])])),
        "passed": record(ColumnTransformer([("cat", OneHotEncoder(), ["c", "d"])], remainder="passthrough")),
        "short": record(
            ColumnTransformer(
                [("num", MinMaxScaler(), ["a", "b"]), ("cat", OneHotEncoder(), ["c", "d"])],
                verbose_feature_names_out=False,
            )
        ),
        "sparse": record(ColumnTransformer([("cat", OneHotEncoder(), ["c", "d"])], sparse_threshold=0.9)),
        "weighted": record(
            ColumnTransformer(
                [("num", MinMaxScaler(), ["a", "b"]), ("cat", OneHotEncoder(sparse_output=False), ["c"])],
                transformer_weights={"num": 10},
            )
        ),
    },
)
