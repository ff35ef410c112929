#!/usr/bin/env bash
# Records every fixture anew with the versions of requirements.txt. Tests read the committed JSON and need no Python.
set -euo pipefail
cd "$(dirname "$0")"
venv="${TMPDIR:-/tmp}/pipefit-oracle"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement requirements.txt
# Ready-made models need packages of their own: see neural-models/make.sh.
find . -mindepth 2 -name '*.py' -not -path './neural-models/*' | sort | while read -r script; do
  PYTHONPATH=. "$venv/bin/python" "$script"
done
