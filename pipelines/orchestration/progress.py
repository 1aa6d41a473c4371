"""Telling whoever watches how far a step is.

Belongs here: the seam between steps and whatever shows them. Does not: showing (see `commands/run_screen`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol


class Progress(Protocol):
    """Someone who watches a run."""

    def step(self, name: str, total: int) -> None:
        """A step begins; it has `total` pieces of work (0 when unknown)."""
        ...

    def advance(self, detail: str = "") -> None:
        """One piece of the current step is done."""
        ...


class Unwatched:
    """Nobody watches, as in a run started from the web interface."""

    def step(self, name: str, total: int) -> None:
        """Nothing."""

    def advance(self, detail: str = "") -> None:
        """Nothing."""


_watcher: ContextVar[Progress | None] = ContextVar("watcher", default=None)


def progress() -> Progress:
    """Whoever watches the present run."""
    return _watcher.get() or Unwatched()


@contextmanager
def watched_by(watcher: Progress) -> Iterator[None]:
    """Within, `progress()` is `watcher`."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
