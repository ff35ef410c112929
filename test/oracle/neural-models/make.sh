#!/usr/bin/env bash
# Makes the ready-made models among the fixtures anew, and records what they answer. Tests need no Python.
set -euo pipefail
cd "$(dirname "$0")"
venv="${TMPDIR:-/tmp}/pipefit-models"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement requirements.txt
for script in keras_models onnx_models saved_models; do "$venv/bin/python" "$script.py"; done
node tfjs_models.mjs
