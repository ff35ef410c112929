"""The 1797 handwritten digits that come with scikit-learn: a letter a pixel, 'a' for 0 to 'q' for 16."""

from sklearn.datasets import load_digits

from oracle import save

digits = load_digits()
save(
    "neural/digits",
    {
        "pixels": "".join(chr(ord("a") + int(value)) for value in digits.data.ravel()),
        "labels": "".join(str(label) for label in digits.target),
    },
)
