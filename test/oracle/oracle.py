"""Shared by the scripts that record what scikit-learn answers: one script an estimator, one JSON file a script."""

import json
import math
from pathlib import Path

import numpy
import scipy
import sklearn

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


def plain(value):
    """JSON-ready form of numpy values; JSON has no NaN and no infinities, so they become tagged strings."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if scipy.sparse.issparse(value):
        return plain(value.toarray())
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, numpy.ndarray):
        return plain(value.tolist())
    if isinstance(value, numpy.generic):
        return plain(value.item())
    if isinstance(value, float) and math.isnan(value):
        return "#NaN"
    if isinstance(value, float) and math.isinf(value):
        return "#Infinity" if value > 0 else "#-Infinity"
    return value


def save(name, content):
    """Writes fixtures/<name>.json with the versions it was made with."""
    target = FIXTURES / f"{name}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    made_with = {"scikit-learn": sklearn.__version__, "numpy": numpy.__version__, "scipy": scipy.__version__}
    target.write_text(json.dumps({"madeWith": made_with, **plain(content)}, separators=(",", ":")) + "\n")
    print(f"{name}: {target.stat().st_size} bytes")
