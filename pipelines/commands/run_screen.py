"""Progress of a run on the screen: bars on a terminal, plain lines elsewhere.

Belongs here: showing progress. Does not: knowing what the steps are.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final, Self, TextIO

from rich.console import Console
from rich.progress import Progress, TaskID

from pipelines.commands.bars import columns

_STEPS: Final = {
    "start": "Starting",
    "collect": "Collecting 归档",
    "extract": "Extracting 提取",
    "conform": "Conforming 规范",
    "effect": "Comparing with the release 影响核对",
    "warehouse": "Building the warehouse 建库与勾稽",
    "release": "Publishing 发布",
    "summary": "Summing up 汇总",
    "retention": "Clearing up 清理",
}


class RunScreen:
    """Watches a run (see `orchestration.progress.Progress`). Keeps the stream it was given even when
    `sys.stdout` is redirected meanwhile."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False)
        self._bars: Progress | None = None
        self._task: TaskID | None = None
        self._name = ""
        self._done = 0
        self._total = 0
        self._since = time.monotonic()

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._bars = Progress(
                *columns(),
                console=self._console,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close(finished=kind is None)
        if self._bars is not None:
            self._bars.stop()

    def say(self, text: str) -> None:
        """A line above the bars."""
        self._console.print(text)

    def step(self, name: str, total: int) -> None:
        """A step begins; the one before it is over."""
        self._close(finished=True)
        self._name, self._done, self._total = _STEPS.get(name, name), 0, total
        self._since = time.monotonic()
        if self._bars is not None:
            self._task = self._bars.add_task(self._name, total=total or None, detail="")

    def advance(self, detail: str = "") -> None:
        """One piece of the step is done."""
        self._done += 1
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, completed=self._done, detail=detail)

    def _close(self, *, finished: bool) -> None:
        if not self._name or not finished:
            return
        if self._bars is not None and self._task is not None:
            total = self._total or 1
            self._bars.update(self._task, total=total, completed=total, detail="")
        elif self._bars is None:
            count = f" ({self._done})" if self._done else ""
            self._console.print(f"{self._name}{count}: {time.monotonic() - self._since:.1f} s")
        self._name = ""
