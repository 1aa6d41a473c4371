"""Progress of long work: a bar with rate and remaining time on a terminal, silence anywhere else.

Belongs here: bars for commands. Does not: `gongkai run` (see `run_screen`), any work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any


@contextmanager
def bars(names: Mapping[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell of progress (which, done, whole); every one of `names` gets a bar when it begins.

    `whole` is 0 while it is not known: then count, rate and time passed are shown. Bars go to stderr, so that
    what is printed stays clean; where stderr is no terminal nothing is shown.
    """
    if not sys.stderr.isatty():
        yield lambda which, done, whole: None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    tasks: dict[str, TaskID] = {}
    # Lines printed meanwhile stand above the bars, but only where both go to the same terminal.
    shared = sys.stdout.isatty()
    with Progress(
        *columns(), console=Console(stderr=True), redirect_stdout=shared, redirect_stderr=True
    ) as progress:

        def report(which: str, done: int, whole: int) -> None:
            if which not in tasks:
                tasks[which] = progress.add_task(names[which], total=whole or None, detail="")
            progress.update(tasks[which], completed=done, total=whole or None)

        yield report


def columns() -> tuple[Any, ...]:
    """What every bar shows: name, bar, count, rate, time passed, time left, and a remark."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pieces a second, over the last half minute."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.1f}/s" if speed else "")

    return (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[detail]}"),
    )


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Work that cannot be counted: its name and the time passed, gone when it is done; else as `bars`."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *shown, console=Console(stderr=True), transient=True, redirect_stdout=sys.stdout.isatty()
    ) as progress:
        progress.add_task(words, total=None)
        yield
