"""Progress of long work: a bar with rate and remaining time on a terminal, silence anywhere else.

Belongs here: bars for commands. Does not: `gongkai run` (see `run_screen`), any work.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def bars(names: Mapping[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """A function to tell of progress (which, done, whole); every one of `names` gets a bar when it begins.

    Bars go to stderr, so that what is printed stays clean; where stderr is no terminal nothing is shown.
    """
    if not sys.stderr.isatty():
        yield lambda which, done, whole: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def report(which: str, done: int, whole: int) -> None:
            if which not in tasks:
                tasks[which] = progress.add_task(names[which], total=whole, rate="")
            speed = progress.tasks[progress.task_ids.index(tasks[which])].speed
            rate = f"{speed:,.1f}/s" if speed else ""
            progress.update(tasks[which], completed=done, total=whole, rate=rate)

        yield report
