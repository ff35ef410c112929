import numpy as np
from sklearn._loss.loss import (
    AbsoluteError,
    HalfBinomialLoss,
    HalfGammaLoss,
    HalfMultinomialLoss,
    HalfPoissonLoss,
    HalfSquaredError,
    PinballLoss,
)

from oracle import save

rng = np.random.RandomState(3)
rows = 12
raw = np.round(3 * rng.normal(size=(rows, 3)), 3)
raw[0, 0] = 60
raw[1, 0] = -60
numbers = np.round(rng.normal(size=rows), 3)
positive = np.round(np.exp(rng.normal(size=rows)), 3)
counts = rng.poisson(1.5, size=rows).astype(float)
two = (rng.uniform(size=rows) < 0.4).astype(float)
three = rng.randint(0, 3, size=rows).astype(float)
weights = rng.randint(0, 4, size=rows) / 2


def case(make, y, raw):
    recorded = {"y": y, "raw": raw.T if raw.ndim == 2 else raw}
    for name, sample_weight in {"plain": None, "weighted": weights}.items():
        loss = make(sample_weight)
        gradient, hessian = loss.gradient_hessian(y, raw, sample_weight)
        recorded[name] = {
            "initial": np.atleast_1d(loss.fit_intercept_only(y, sample_weight)),
            "value": loss(y, raw, sample_weight),
            "gradient": gradient.T if gradient.ndim == 2 else gradient,
            "hessian": np.broadcast_to(hessian, gradient.shape).T if gradient.ndim == 2 else np.broadcast_to(hessian, gradient.shape),
        }
    return recorded


one = raw[:, 0].copy()
low = np.clip(one, -5, 5)
save(
    "ensemble/losses",
    {
        "weights": weights,
        "cases": {
            "squaredError": case(lambda w: HalfSquaredError(sample_weight=w), numbers, one),
            "absoluteError": case(lambda w: AbsoluteError(sample_weight=w), numbers, one),
            "quantile": case(lambda w: PinballLoss(sample_weight=w, quantile=0.8), numbers, one),
            "poisson": case(lambda w: HalfPoissonLoss(sample_weight=w), counts, low),
            "gamma": case(lambda w: HalfGammaLoss(sample_weight=w), positive, low),
            "binary": case(lambda w: HalfBinomialLoss(sample_weight=w), two, one),
            "multinomial": case(lambda w: HalfMultinomialLoss(sample_weight=w, n_classes=3), three, raw),
        },
    },
)
