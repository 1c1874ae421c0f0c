#!/bin/sh
# Makes the environment in the folder $1 from requirements.txt: with uv where the machine has it, else with pip.
set -eu
venv=$1

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Corridor needs Python 3.11, 3.12 or 3.13 with its venv module; none was found (set PYTHON=/path/to/python3)." >&2
    exit 2
fi

rm -f "$venv/ready"
if command -v uv >/dev/null 2>&1; then
    echo "Setting up $venv with uv ($("$python" --version)) ..."
    [ -x "$venv/bin/python" ] || uv venv --quiet --python "$python" "$venv"
    uv pip sync --quiet --require-hashes --compile-bytecode --python "$venv/bin/python" requirements.txt
    uv pip install --quiet --no-deps --no-build-isolation --python "$venv/bin/python" --editable .
else
    echo "Setting up $venv with pip ($("$python" --version)); this takes a few minutes the first time ..."
    [ -x "$venv/bin/pip" ] || "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
fi
date > "$venv/ready"
echo "Ready: $venv"
