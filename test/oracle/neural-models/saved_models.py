"""SavedModels of TensorFlow with several signatures, and what they answer."""

import json
import os
import shutil

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
import numpy as np
import tensorflow as tf

from models import folder, rounded, versions

rng = np.random.RandomState(0)


class Network(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(rng.normal(size=(4, 5)).astype(np.float32))
        self.head = tf.Variable(rng.normal(size=(5, 3)).astype(np.float32))

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32, name="x")])
    def serve(self, x):
        hidden = tf.nn.relu(x @ self.kernel)
        return {"hidden": hidden, "scores": tf.nn.softmax(hidden @ self.head)}

    @tf.function(
        input_signature=[
            tf.TensorSpec([None, 2], tf.float32, name="amounts"),
            tf.TensorSpec([None, 1], tf.int64, name="code"),
        ]
    )
    def price(self, amounts, code):
        factors = tf.gather(self.head[:, 0], tf.squeeze(code, 1))
        return {"price": tf.reduce_sum(amounts, axis=1) * factors}


network = Network()
target = folder("saved-model")
shutil.rmtree(target, ignore_errors=True)
tf.saved_model.save(network, target, signatures={"serving_default": network.serve, "price": network.price})
os.remove(os.path.join(target, "fingerprint.pb"))

X = rng.normal(size=(6, 4)).astype(np.float32)
amounts = rng.normal(size=(6, 2)).astype(np.float32)
code = rng.randint(0, 5, size=(6, 1))
served = network.serve(X)
answers = {
    "versions": versions(tensorflow=tf, numpy=np),
    "X": rounded(X),
    "hidden": rounded(served["hidden"]),
    "scores": rounded(served["scores"]),
    "priced": rounded(np.hstack([amounts, code])),
    "price": [float(each) for each in network.price(amounts, code.astype(np.int64))["price"]],
}
with open(folder("saved-model.json"), "w") as file:
    json.dump(answers, file)
    file.write("\n")
