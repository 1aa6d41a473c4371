"""One run at a time in a home.

Belongs here: the lock. Does not: waiting for it; whoever comes second is told.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):  # noqa: N818 - a state, not a fault
    """Another process holds the lock; the message says which."""


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock at `path`. The system lets go of it when the process ends, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise Busy(f"process {file.read().strip() or '?'} is at work on it ({path})") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
