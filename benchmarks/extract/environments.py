"""Makes the environments that peers live in, one per heading of `requirements-peers.txt`.

Belongs here: parsing that file, making and checking environments under `.bench/env`.
Does not: what runs in them. pip's own settings decide where packages come from.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BENCH: Final = ROOT / ".bench"
PINS: Final = Path(__file__).with_name("requirements-peers.txt")
_HEADING = re.compile(r"^# \[([\w.-]+)\]$")
_PRIVATE = re.compile(r"\(?(/[\w.-]+){2,}\)?|\S+://\S+|\b[\w-]+(\.[\w-]+)*\.(io|org|com|net|dev|cn)\b")
_INSTALL_LIMIT = 900


class NotInstalled(Exception):  # noqa: N818 - what is said of a peer
    """An environment that cannot be made; the text says why, in one line."""


def pins(text: str) -> dict[str, list[str]]:
    """Pinned requirements by environment."""
    found: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            current = found.setdefault(heading[1], [])
        elif line.strip() and not line.startswith("#"):
            if current is None:
                raise ValueError(f"a requirement before the first heading: {line}")
            current.append(line.strip())
    return found


def fingerprint(requirements: list[str]) -> str:
    """Changes when any pin does."""
    return hashlib.sha256("\n".join(requirements).encode()).hexdigest()[:16]


def python_of(name: str) -> Path:
    """The interpreter of an environment, made when it is missing or its pins changed."""
    requirements = pins(PINS.read_text(encoding="utf-8")).get(name)
    if not requirements:
        raise NotInstalled(f"no heading [{name}] in {PINS.name}")
    folder = BENCH / "env" / name
    stamp = folder / ".ready"
    python = folder / "bin" / "python"
    mark = fingerprint(requirements)
    if stamp.exists() and stamp.read_text() == mark:
        return python
    failed = BENCH / "env" / f"{name}.failed"
    if failed.exists() and failed.read_text().startswith(mark):
        raise NotInstalled(failed.read_text().partition("\n")[2])
    try:
        _make(folder, python, requirements)
    except NotInstalled as e:
        failed.write_text(f"{mark}\n{e}", encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        raise
    stamp.write_text(mark)
    return python


def _make(folder: Path, python: Path, requirements: list[str]) -> None:
    print(f"installing {folder.name}: {', '.join(requirements)[:90]}", flush=True)
    venv.EnvBuilder(clear=True, with_pip=False).create(folder)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    command = [*pip, "install", "--quiet", "--no-deps", *requirements]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_LIMIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"pip had not ended after {_INSTALL_LIMIT} s") from None
    if done.returncode:
        raise NotInstalled(_cause(done.stderr))


def _cause(log: str) -> str:
    """The line of pip's output that says most, without hosts and paths."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    # pip's own words around the cause say nothing of it.
    told = [line for line in lines if not re.search(r"subprocess|this error originates|^warning", line)]
    causes = [line for line in told if re.search(r"error|failed|not found|no matching", line, re.IGNORECASE)]
    return _PRIVATE.sub("…", (causes or lines or ["pip gave no reason"])[0])[:200]
