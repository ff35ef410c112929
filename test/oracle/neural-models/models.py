"""What the scripts of ready-made models share."""

import os
import platform

import numpy as np

root = os.path.join(os.path.dirname(__file__), "..", "..", "fixtures", "neural-models")
os.makedirs(root, exist_ok=True)


def folder(name):
    """Where a fixture of this name is written."""
    return os.path.join(root, name)


def versions(**modules):
    """The versions that recorded a fixture."""
    return {"python": platform.python_version(), **{name: module.__version__ for name, module in modules.items()}}


def rounded(values):
    """Numbers with as many digits as single precision has."""
    return [[float(f"{value:.9g}") for value in row] for row in np.asarray(values, dtype=np.float64)]
