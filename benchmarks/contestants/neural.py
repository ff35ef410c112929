"""One network of scikit-learn or PyTorch for benchmarks/neural.ts: library and job (JSON) in, one line of JSON out."""

import json
import resource
import sys
import time
import warnings

import numpy as np

library, job = sys.argv[1], json.loads(sys.argv[2])
warnings.simplefilter("ignore")


def numbers(name):
    return np.fromfile(f"{job['folder']}/{name}", dtype=np.float32)


X, X_test = (numbers(name).reshape(-1, job["columns"]) for name in ("X", "XTest"))
y, y_test = (numbers(name).astype(np.int64) for name in ("y", "yTest"))
classes = int(y.max()) + 1


def with_sklearn():
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        hidden_layer_sizes=job["layers"], batch_size=job["batchSize"], max_iter=1, n_iter_no_change=10**9,
        random_state=0, warm_start=True,
    )
    epochs = []
    for _ in range(job["epochs"]):
        start = time.perf_counter()
        model.fit(X, y)
        epochs.append(1000 * (time.perf_counter() - start))
    # Timed epoch by epoch above; learnt anew in one go, as pipefit does.
    whole = model.set_params(warm_start=False, max_iter=job["epochs"]).fit(X, y)
    return epochs, whole.score(X_test, y_test), whole.loss_, lambda row: whole.predict(row)


def with_torch():
    import torch

    torch.manual_seed(0)
    sizes = [job["columns"], *job["layers"], classes]
    parts = []
    for k, (inputs, units) in enumerate(zip(sizes, sizes[1:])):
        parts += [torch.nn.Linear(inputs, units)] + ([torch.nn.ReLU()] if k < len(sizes) - 2 else [])
    model = torch.nn.Sequential(*parts)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss_of = torch.nn.CrossEntropyLoss()
    data, target = torch.from_numpy(X), torch.from_numpy(y)
    epochs, mean = [], 0.0
    for _ in range(job["epochs"]):
        start = time.perf_counter()
        order = torch.randperm(len(data))
        total = 0.0
        for rows in order.split(job["batchSize"]):
            optimizer.zero_grad()
            loss = loss_of(model(data[rows]), target[rows])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(rows)
        mean = float(total) / len(data)
        epochs.append(1000 * (time.perf_counter() - start))
    model.eval()
    with torch.no_grad():
        accuracy = float((model(torch.from_numpy(X_test)).argmax(1).numpy() == y_test).mean())

    def predict(row):
        with torch.inference_mode():
            return int(model(torch.from_numpy(row)).argmax(1))

    return epochs, accuracy, mean, predict


epochs, accuracy, loss, predict = with_sklearn() if library == "sklearn" else with_torch()
single = []
for k in range(1200):
    row = X_test[k % len(X_test)][None, :]
    start = time.perf_counter()
    predict(row)
    if k >= 200:
        single.append(1e6 * (time.perf_counter() - start))
print(
    json.dumps(
        {
            "epochs": epochs[1:],
            "accuracy": accuracy,
            "loss": loss,
            "single": single,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )
)
