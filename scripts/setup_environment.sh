#!/bin/sh
# Makes the Python environment in the folder given: exact versions with hashes from requirements.lock, then
# the project itself, editable. uv uses its own settings; where they do not lead to the packages, pip does it.
# PYTHON names the interpreter; GONGKAI_NO_UV=1 uses pip alone.
set -eu

venv=$1
python=${PYTHON:-python3}
uv_version=0.13.9

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
    found=$("$python" -V 2>&1 || true)
    echo "Python 3.11, 3.12 or 3.13 is needed; $python is: $found. Try: make PYTHON=python3.12 ..." >&2
    exit 2
fi
if ! "$venv/bin/python" -c '' 2>/dev/null; then
    echo "Making the environment $venv"
    "$python" -m venv --clear "$venv"
fi
log=$venv/setup.log
: >"$log"

pip() {
    "$venv/bin/python" -m pip --disable-pip-version-check "$@"
}

with_uv() {
    pip install --quiet "uv==$uv_version" >>"$log" 2>&1 || return 1
    certificates=${PIP_CERT:-$(pip config get global.cert 2>/dev/null || true)}
    if [ -n "$certificates" ]; then export SSL_CERT_FILE="${SSL_CERT_FILE:-$certificates}"; fi
    # Safe here: the lock's hashes decide what is accepted, not the index.
    # System certificates, as pip uses them: an index behind a company proxy is signed by the company.
    export UV_INDEX_STRATEGY=unsafe-best-match UV_HTTP_TIMEOUT=120 UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --require-hashes \
        --compile-bytecode -r requirements.lock >>"$log" 2>&1
}

with_pip() {
    pip install --quiet --no-deps --require-hashes -r requirements.lock
}

echo "Installing the locked packages (a minute or two the first time)"
if [ -n "${GONGKAI_NO_UV:-}" ] || ! with_uv; then
    echo "uv could not (see $log); pip does it, more slowly"
    with_pip
fi
pip install --quiet --no-deps --editable .
