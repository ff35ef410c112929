"""Keras 3 files of many kinds of layers, and what they answer. Weights are drawn, not trained."""

import json
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import keras
import numpy as np
import tensorflow as tf
from keras import layers

from models import folder, rounded, versions

rng = np.random.RandomState(0)
answers = {"versions": versions(keras=keras, tensorflow=tf, numpy=np), "models": {}}


def draw(model):
    """Gives every weight values that show when they land in the wrong place."""
    for weight in model.weights:
        if "seed" not in weight.path and "normal/" not in weight.path:
            low, high = (0.5, 1.5) if "variance" in weight.name or weight.name == "gamma" else (-0.5, 0.5)
            weight.assign(rng.uniform(low, high, size=weight.shape).astype(str(weight.dtype)))


def record(name, model, inputs, extensions=("keras",)):
    """Saves a model, and what it answers to rows whose columns are its inputs side by side."""
    draw(model)
    for extension in extensions:
        model.save(folder(f"{name}.{extension}"))
    model = keras.models.load_model(folder(f"{name}.keras"))
    given = inputs if isinstance(inputs, list) else [inputs]
    outputs = model.predict(given if len(given) > 1 else given[0], verbose=0)
    outputs = outputs if isinstance(outputs, (list, dict)) else [outputs]
    names = [model.layers[-1].name] if isinstance(model, keras.Sequential) else list(model.output_names)
    if isinstance(outputs, dict):
        outputs = [outputs[key] for key in names]
    rows = len(given[0])
    answers["models"][name] = {
        "X": rounded(np.hstack([each.reshape(rows, -1) for each in given])),
        "outputs": [[key, rounded(each.reshape(rows, -1))] for key, each in zip(names, outputs)],
    }


def uniform(*shape):
    return rng.uniform(-1, 1, size=shape).astype(np.float32)


normalization = layers.Normalization(name="normal")
normalization.adapt(uniform(50, 6) * 3 + 1)
record(
    "dense",
    keras.Sequential(
        [
            keras.Input((6,)),
            layers.Rescaling(0.5, offset=0.25),
            normalization,
            layers.Dense(16, activation="relu", kernel_regularizer="l2"),
            layers.BatchNormalization(),
            layers.Dropout(0.3),
            layers.Dense(8, activation="elu", use_bias=False, name="features"),
            layers.Dense(3, activation="softmax", name="classes"),
        ]
    ),
    uniform(7, 6),
)

record(
    "images",
    keras.Sequential(
        [
            keras.Input((9, 8, 2)),
            layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"),
            layers.Conv2D(4, (2, 3), dilation_rate=2, padding="same", groups=1),
            layers.DepthwiseConv2D(3, depth_multiplier=2, padding="same"),
            layers.SeparableConv2D(6, 2, padding="valid", activation="tanh"),
            layers.BatchNormalization(),
            layers.UpSampling2D(2),
            layers.UpSampling2D((1, 2), interpolation="bilinear"),
            layers.ZeroPadding2D(((1, 0), (0, 2))),
            layers.Cropping2D(1),
            layers.Conv2DTranspose(3, 3, strides=2, padding="same"),
            layers.MaxPooling2D(2),
            layers.AveragePooling2D(3, strides=2, padding="same"),
            layers.SpatialDropout2D(0.2),
            layers.Flatten(),
            layers.Dense(4, activation="softmax"),
        ]
    ),
    uniform(3, 9, 8, 2),
)

sequence = np.where(rng.uniform(size=(6, 10)) < 0.3, 0, rng.randint(1, 20, size=(6, 10))).astype(np.float32)
record(
    "text",
    keras.Sequential(
        [
            keras.Input((10,), dtype="int32"),
            layers.Embedding(20, 6, mask_zero=True),
            layers.Bidirectional(layers.LSTM(5, return_sequences=True)),
            layers.Bidirectional(layers.GRU(3, return_sequences=True), merge_mode="sum"),
            layers.GRU(4, reset_after=False, return_sequences=True, go_backwards=True),
            layers.SimpleRNN(4, return_sequences=True),
            layers.LSTM(3),
            layers.Dense(1, activation="sigmoid"),
        ]
    ),
    sequence,
    ("keras", "h5"),
)

record(
    "ends",
    keras.Sequential(
        [
            keras.Input((10,), dtype="int32"),
            layers.Embedding(20, 4, mask_zero=True),
            layers.Bidirectional(layers.GRU(3), merge_mode="concat"),
            layers.Dense(2, activation="softmax"),
        ]
    ),
    np.where(np.arange(10) < rng.randint(1, 11, size=(6, 1)), rng.randint(1, 20, size=(6, 10)), 0).astype(np.float32),
    ("keras", "h5"),
)

a = keras.Input((4,), name="a")
b = keras.Input((3,), name="b")
left = layers.Dense(5, activation="gelu", name="left")(a)
shared = layers.Dense(5, name="shared")
right = layers.LeakyReLU(negative_slope=0.2)(shared(b))
joined = layers.Concatenate()([left, right, layers.Add()([left, right]), layers.Multiply()([left, right])])
joined = layers.LayerNormalization()(joined)
again = layers.Maximum()([left, layers.Average()([right, shared(layers.Dense(3, name="turn")(left))])])
inner = keras.Sequential([keras.Input((5,)), layers.Dense(4, activation="selu"), layers.Dense(4)], name="inner")
record(
    "branches",
    keras.Model(
        [a, b],
        [
            layers.Dense(2, activation="softmax", name="kind")(joined),
            layers.Dense(1, name="size")(layers.Concatenate()([joined, inner(again), layers.Subtract()([left, right])])),
        ],
    ),
    [uniform(5, 4), uniform(5, 3)],
    ("keras", "h5"),
)

record(
    "sequences",
    keras.Sequential(
        [
            keras.Input((12, 3)),
            layers.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"),
            layers.SeparableConv1D(5, 3, padding="same"),
            layers.MaxPooling1D(2, padding="same"),
            layers.TimeDistributed(layers.Dense(4, activation="tanh")),
            layers.ZeroPadding1D(1),
            layers.UpSampling1D(2),
            layers.Cropping1D((1, 2)),
            layers.Conv1D(4, 2, strides=2),
            layers.AveragePooling1D(2),
            layers.LayerNormalization(axis=-1, center=False),
            layers.Permute((2, 1)),
            layers.Reshape((-1, 2)),
            layers.GlobalAveragePooling1D(),
            layers.RepeatVector(3),
            layers.GlobalMaxPooling1D(),
            layers.Dense(2),
        ]
    ),
    uniform(4, 12, 3),
)

x = keras.Input((5,))
functions = "relu relu6 elu selu gelu sigmoid hard_sigmoid tanh softplus softsign swish mish exponential linear leaky_relu log_softmax softmax"
parts = [layers.Activation(name)(x) for name in functions.split()]
parts += [
    layers.ReLU(max_value=0.6, negative_slope=0.1, threshold=0.2)(x),
    layers.ELU(alpha=0.7)(x),
    layers.PReLU()(x),
    layers.Softmax()(x),
    layers.Minimum()([x, parts[5]]),
    layers.GaussianNoise(0.1)(x),
    layers.Dot(axes=1)([x, parts[5]]),
]
record("activations", keras.Model(x, layers.Concatenate()(parts)), uniform(4, 5) * 3)

lengths = np.array([6, 2, 4, 1])
padded = np.where(np.arange(6)[None, :, None] < lengths[:, None, None], uniform(4, 6, 4), 0)
steps = keras.Input((6, 4), name="steps")
masked = layers.Masking(0.0)(steps)
record(
    "masked",
    keras.Model(
        steps,
        layers.Concatenate()(
            [
                layers.GlobalAveragePooling1D()(masked),
                layers.Bidirectional(layers.LSTM(3, recurrent_activation="hard_sigmoid"), merge_mode="ave")(masked),
                layers.Bidirectional(layers.SimpleRNN(2, use_bias=False), merge_mode="mul")(masked),
                layers.GRU(2, go_backwards=True)(layers.Dropout(0.5)(layers.Dense(3)(masked))),
            ]
        ),
    ),
    padded,
    ("keras", "h5"),
)

steps = keras.Input((6, 4), name="steps")
pixels = layers.Reshape((4, 3, 2))(steps)
flat = [
    layers.Softmax(axis=1)(steps),
    layers.Normalization(mean=[0.1, 0.2, 0.3, 0.4], variance=[2.0, 1.0, 0.5, 3.0])(steps),
    layers.LayerNormalization(axis=[1, 2])(steps),
    layers.ZeroPadding2D((1, 0))(layers.AveragePooling2D(2, strides=1)(pixels)),
    layers.TimeDistributed(keras.Sequential([keras.Input((4,)), layers.Dense(2)]))(steps),
]
record(
    "more",
    keras.Model(
        steps,
        layers.Concatenate()(
            [
                layers.GlobalMaxPooling1D()(layers.DepthwiseConv1D(3, strides=2, padding="same", depth_multiplier=2)(steps)),
                layers.GlobalAveragePooling2D()(layers.BatchNormalization(axis=1)(pixels)),
                layers.GlobalMaxPooling2D()(layers.DepthwiseConv2D(2, dilation_rate=2, use_bias=False)(pixels)),
                *[layers.Flatten()(each) for each in flat],
            ]
        ),
    ),
    padded,
    ("keras", "h5"),
)

keras.Sequential([keras.Input((2,)), layers.Dense(2), layers.Lambda(lambda value: value * 2, name="twice")]).save(
    folder("lambda.keras")
)
keras.Sequential([keras.Input((4, 2)), layers.GroupNormalization(1, name="grouped")]).save(
    folder("unsupported.keras")
)


@keras.saving.register_keras_serializable("mine")
class Doubler(layers.Layer):
    def call(self, value):
        return value * 2


keras.Sequential([keras.Input((2,)), Doubler(name="doubler")]).save(folder("custom.keras"))
keras.Sequential([keras.Input((2,)), layers.Dense(2)]).save_weights(folder("only.weights.h5"))

with open(folder("keras.json"), "w") as file:
    json.dump(answers, file)
    file.write("\n")
