"""ONNX files: networks exported from PyTorch, and a pipeline of ai.onnx.ml operators, and what they answer."""

import json
import os

import numpy as np
import onnx
import sklearn
import torch
from onnx import TensorProto, helper
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from models import folder, rounded, versions

rng = np.random.RandomState(0)
torch.manual_seed(0)
answers = {"versions": versions(torch=torch, onnx=onnx, scikit_learn=sklearn, numpy=np)}


def export(name, model, example, **options):
    model.eval()
    torch.onnx.export(model, (example,), folder(f"{name}.onnx"), input_names=["rows"], dynamo=False, **options)
    return model


# Networks of PyTorch: one that takes any number of rows, one that takes two at a time, one with two results.
mlp = export(
    "mlp",
    torch.nn.Sequential(
        torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 3)
    ),
    torch.zeros(1, 4),
    output_names=["logits"],
    dynamic_axes={"rows": {0: "n"}, "logits": {0: "n"}},
)
X = rng.normal(size=(7, 4)).astype(np.float32)
with torch.no_grad():
    logits = mlp(torch.from_numpy(X))
    answers["mlp"] = {"X": rounded(X), "logits": rounded(logits), "probabilities": rounded(torch.softmax(logits, 1))}

# The newer exporter, which puts the weights of networks larger than this one in a file beside the model.
torch.onnx.export(
    mlp,
    (torch.zeros(2, 4),),
    folder("mlp-beside.onnx"),
    input_names=["rows"],
    output_names=["logits"],
    dynamic_shapes=({0: torch.export.Dim("n")},),
    dynamo=True,
    external_data=False,
    verbose=False,
)
data = "mlp-beside.onnx.data"
if os.path.exists(folder(data)):
    os.remove(folder(data))
onnx.save(
    onnx.load(folder("mlp-beside.onnx")),
    folder("mlp-beside.onnx"),
    save_as_external_data=True,
    location=data,
    size_threshold=16,
)

images = export(
    "images",
    torch.nn.Sequential(
        torch.nn.Conv2d(2, 3, 3), torch.nn.Tanh(), torch.nn.Flatten(), torch.nn.Linear(3 * 3 * 2, 1), torch.nn.Sigmoid()
    ),
    torch.zeros(2, 2, 5, 4),
    output_names=["chance"],
)
pixels = rng.normal(size=(5, 2, 5, 4)).astype(np.float32)
with torch.no_grad():
    answers["images"] = {"X": rounded(pixels.reshape(5, -1)), "chance": rounded(images(torch.from_numpy(pixels)))}


class Heads(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.body = torch.nn.Linear(4, 5)
        self.head = torch.nn.Linear(5, 1)

    def forward(self, rows):
        features = torch.relu(self.body(rows))
        score = self.head(features)
        return features, score, (score[:, 0] > 0).long()


heads = export(
    "heads",
    Heads(),
    torch.zeros(1, 4),
    output_names=["features", "score", "label"],
    dynamic_axes={"rows": {0: "n"}, "features": {0: "n"}, "score": {0: "n"}, "label": {0: "n"}},
)
with torch.no_grad():
    features, score, label = heads(torch.from_numpy(X))
    answers["heads"] = {
        "X": rounded(X),
        "features": rounded(features),
        "score": rounded(score),
        "label": [int(each) for each in label],
    }


def tree_attributes(forest, classifier, sizes):
    """The nodes of a forest as TreeEnsemble operators take them."""
    nodes = {key: [] for key in "treeids nodeids featureids modes values truenodeids falsenodeids".split()}
    leaves = {key: [] for key in "treeids nodeids ids weights".split()}
    for number, estimator in enumerate(forest.estimators_):
        tree = estimator.tree_
        for node in range(tree.node_count):
            leaf = tree.children_left[node] == -1
            nodes["treeids"].append(number)
            nodes["nodeids"].append(node)
            nodes["featureids"].append(0 if leaf else int(tree.feature[node]))
            nodes["modes"].append("LEAF" if leaf else "BRANCH_LEQ")
            nodes["values"].append(0.0 if leaf else float(np.float32(tree.threshold[node])))
            nodes["truenodeids"].append(0 if leaf else int(tree.children_left[node]))
            nodes["falsenodeids"].append(0 if leaf else int(tree.children_right[node]))
            if leaf:
                for output in range(sizes):
                    leaves["treeids"].append(number)
                    leaves["nodeids"].append(node)
                    leaves["ids"].append(output)
                    leaves["weights"].append(float(tree.value[node, 0, output]) / len(forest.estimators_))
    prefix = "class" if classifier else "target"
    return {
        **{f"nodes_{key}": value for key, value in nodes.items()},
        **{f"{prefix}_{key}": value for key, value in leaves.items()},
    }


# A pipeline as converters of scikit-learn write it: a column of text and two of numbers, each an input of its own.
rows = 80
city = rng.choice(["Bonn", "Köln", "Mainz"], size=rows)
numbers = rng.normal(size=(rows, 2)).astype(np.float32)
kind = np.where(numbers[:, 0] + (city == "Bonn") > 0.4, "yes", np.where(numbers[:, 1] > 0.5, "maybe", "no"))
table = np.empty((rows, 3), dtype=object)
table[:, 0] = city
table[:, 1:] = numbers
prepare = ColumnTransformer(
    [("city", OneHotEncoder(sparse_output=False), [0]), ("numbers", StandardScaler(), [1, 2])]
)
pipeline = make_pipeline(prepare, RandomForestClassifier(6, max_depth=4, random_state=0)).fit(table, kind)
forest = pipeline[-1]
encoder, scaler = prepare.named_transformers_["city"], prepare.named_transformers_["numbers"]
size = rng.normal(size=rows) + numbers[:, 0]
regressor = RandomForestRegressor(4, max_depth=4, random_state=0).fit(prepare.transform(table), size)

inputs = [
    helper.make_tensor_value_info("city", TensorProto.STRING, [None, 1]),
    helper.make_tensor_value_info("age", TensorProto.FLOAT, [None, 1]),
    helper.make_tensor_value_info("income", TensorProto.FLOAT, [None, 1]),
]
before = [
    helper.make_node("OneHotEncoder", ["city"], ["hot"], domain="ai.onnx.ml", cats_strings=list(encoder.categories_[0])),
    helper.make_node("Flatten", ["hot"], ["flat"]),
    helper.make_node("Concat", ["age", "income"], ["numbers"], axis=1),
    helper.make_node(
        "Scaler",
        ["numbers"],
        ["scaled"],
        domain="ai.onnx.ml",
        offset=scaler.mean_.astype(np.float32).tolist(),
        scale=(1 / scaler.scale_).astype(np.float32).tolist(),
    ),
    helper.make_node("Concat", ["flat", "scaled"], ["features"], axis=1),
]
opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]


def save(name, nodes, outputs):
    graph = helper.make_graph([*before, *nodes], name, inputs, outputs)
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="pipefit fixtures")
    onnx.checker.check_model(model)
    onnx.save(model, folder(f"{name}.onnx"))


classify = helper.make_node(
    "TreeEnsembleClassifier",
    ["features"],
    ["output_label", "scores"],
    domain="ai.onnx.ml",
    classlabels_strings=list(forest.classes_),
    post_transform="NONE",
    **tree_attributes(forest, True, 3),
)
labels = helper.make_tensor_value_info("output_label", TensorProto.STRING, [None])
zipped = helper.make_value_info(
    "output_probability",
    helper.make_sequence_type_proto(
        helper.make_map_type_proto(TensorProto.STRING, helper.make_tensor_type_proto(TensorProto.FLOAT, []))
    ),
)
zipmap = helper.make_node(
    "ZipMap", ["scores"], ["output_probability"], domain="ai.onnx.ml", classlabels_strings=list(forest.classes_)
)
save("forest-zipmap", [classify, zipmap], [labels, zipped])
save("forest", [classify], [labels, helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 3])])
save(
    "forest-regressor",
    [
        helper.make_node(
            "TreeEnsembleRegressor",
            ["features"],
            ["variable"],
            domain="ai.onnx.ml",
            n_targets=1,
            post_transform="NONE",
            **tree_attributes(regressor, False, 1),
        )
    ],
    [helper.make_tensor_value_info("variable", TensorProto.FLOAT, [None, 1])],
)
# Rows near no threshold, for ONNX compares in single precision.
answers["forest"] = {
    "rows": [
        {"city": str(row[0]), "age": float(row[1]), "income": float(row[2])} for row in table[:40]
    ],
    "kind": [str(each) for each in kind[:40]],
    "classes": list(forest.classes_),
    "labels": list(pipeline.predict(table[:40])),
    "probabilities": rounded(pipeline.predict_proba(table[:40])),
    "size": [float(each) for each in size[:40]],
    "sizes": [float(each) for each in regressor.predict(prepare.transform(table[:40]))],
}

# Whole numbers and doubles as inputs, of one column each and of several.
mixed = helper.make_graph(
    [
        helper.make_node("Cast", ["codes"], ["asDouble"], to=TensorProto.DOUBLE),
        helper.make_node("Mul", ["asDouble", "values"], ["product"]),
        helper.make_node("Cast", ["flag"], ["asNumber"], to=TensorProto.DOUBLE),
        helper.make_node("Add", ["product", "asNumber"], ["sum"]),
    ],
    "mixed",
    [
        helper.make_tensor_value_info("codes", TensorProto.INT64, ["n", 2]),
        helper.make_tensor_value_info("values", TensorProto.DOUBLE, ["n", 2]),
        helper.make_tensor_value_info("flag", TensorProto.BOOL, ["n", 1]),
    ],
    [helper.make_tensor_value_info("sum", TensorProto.DOUBLE, ["n", 2])],
)
onnx.save(helper.make_model(mixed, opset_imports=opsets[:1], ir_version=8), folder("mixed.onnx"))

# Takes any number of columns, and so any table: the mean of each row, and its largest number.
wide = helper.make_graph(
    [
        helper.make_node("ReduceMean", ["rows"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("ReduceMax", ["rows"], ["most"], axes=[1], keepdims=1),
    ],
    "wide",
    [helper.make_tensor_value_info("rows", TensorProto.DOUBLE, ["n", "m"])],
    [helper.make_tensor_value_info(name, TensorProto.DOUBLE, ["n", 1]) for name in ("mean", "most")],
)
onnx.save(helper.make_model(wide, opset_imports=opsets[:1], ir_version=8), folder("wide.onnx"))

with open(folder("onnx.json"), "w") as file:
    json.dump(answers, file)
    file.write("\n")
