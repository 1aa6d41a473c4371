"""The process that writes the build, when the run that started it was killed.

Belongs here: remembering it, ending it, clearing its file away. Does not: starting it.
dbt runs as a process of its own and outlives a run that is killed; two of them on one file would spoil it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import time
from pathlib import Path
from typing import Final

from pipelines.collect.files import write_atomically
from pipelines.home import Home

_PATIENCE: Final = 120.0  # seconds
_PAUSE: Final = 0.2


class StillWriting(Exception):  # noqa: N818 - a state, not a fault
    """Another process holds the build and does not end."""


def remember(home: Home, pid: int) -> None:
    """Note which process writes the build."""
    write_atomically(_note(home), str(pid).encode())


def forget(home: Home) -> None:
    """It has ended by itself."""
    _note(home).unlink(missing_ok=True)


def end_orphan(home: Home, patience: float = _PATIENCE) -> None:
    """End the dbt process of a killed run, and wait until nobody holds the build. Raises `StillWriting`."""
    pid = _remembered(home)
    if pid is not None and _is_dbt(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + patience
    while (pid is not None and _is_dbt(pid)) or _is_locked(home.build_db):
        if time.monotonic() > until:
            raise StillWriting(f"another process still holds {home.build_db}; end it and run again")
        time.sleep(_PAUSE)
    forget(home)


def forget_build(home: Home) -> None:
    """Remove the last build: every build starts with a fresh file, since DuckDB's never shrink."""
    for path in (home.build_db, home.build_db.with_name(home.build_db.name + ".wal")):
        path.unlink(missing_ok=True)


def _note(home: Home) -> Path:
    return home.warehouse / "build.pid"


def _remembered(home: Home) -> int | None:
    try:
        return int(_note(home).read_text())
    except (OSError, ValueError):
        return None


def _is_dbt(pid: int) -> bool:
    """Whether the process is (still) a dbt: numbers are given anew after a process has ended."""
    try:
        return b"dbt" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False  # ended; or no /proc here, and the lock below has to do


def _is_locked(build_db: Path) -> bool:
    """Whether a DuckDB has the file open for writing: it holds a POSIX lock on it then."""
    try:
        with build_db.open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except (BlockingIOError, PermissionError):
        return True
    return False
