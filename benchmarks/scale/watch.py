"""Runs a command and says what it and all its children took.

Belongs here: wall and processor seconds, peak memory of a tree of processes. Does not: what is run.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

_EVERY = 0.1  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the clock and of processors, and the most memory (proportional set, MB) at one moment."""

    wall: float
    cpu: float
    peak_mb: int

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


def watched(command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> tuple[Taken, str]:
    """Run to the end; what it took and what it printed. Raises RuntimeError when it failed."""
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - the benchmark's own commands
        command, cwd=cwd, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    look = _Look(process.pid)
    with look:
        printed, _ = process.communicate()
    taken = Taken(round(time.monotonic() - started, 2), round(look.cpu, 2), look.peak // (1 << 20))
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}: {printed[-3000:]}")
    return taken, printed


class _Look:
    """Looks at a tree of processes from a thread."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._seconds: dict[tuple[int, float], float] = {}
        self.peak = 0

    @property
    def cpu(self) -> float:
        """Processor seconds of every process seen; one shorter than a tenth of a second may be missed."""
        return sum(self._seconds.values())

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(_EVERY):
            memory = 0
            for process in self._tree():
                with contextlib.suppress(psutil.Error, OSError):
                    times = process.cpu_times()
                    self._seconds[process.pid, process.create_time()] = times.user + times.system
                    memory += process.memory_full_info().pss  # pages shared by forked workers count once
            self.peak = max(self.peak, memory)

    def _tree(self) -> list[psutil.Process]:
        try:
            root = psutil.Process(self._pid)
            return [root, *root.children(recursive=True)]
        except psutil.Error:
            return []
