"""Runs one engine over a list of files in a process of its own.

Belongs here: the process, its limits, what it wrote. Does not: which engine, what files, any measure.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.extract.engines import EngineEntry
from benchmarks.extract.environments import ROOT, python_of

ADAPTERS = Path(__file__).with_name("peers")


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: CPU time after which no further document is begun, and wall time after which it is killed."""

    cpu: float
    wall: float


@dataclass(slots=True)
class Run:
    """What one process did. `documents` are the lines of `peers.common`, in the order of the task."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    startup_cpu: float = 0.0
    peak_mb: float | None = None
    stopped: str = ""

    @property
    def by_file(self) -> dict[str, dict[str, Any]]:
        return {line["file"]: line for line in self.documents}


def interpreter(engine: EngineEntry) -> Path:
    """The Python that this engine runs in; raises `NotInstalled`."""
    return Path(sys.executable) if engine.is_ours else python_of(engine.environment)


def run(engine: EngineEntry, files: list[Path], limits: Limits, keep_cells: bool) -> Run:
    """Read `files` with one engine. What it wrote before a limit or a crash counts."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        task, out, log = (Path(folder) / name for name in ("task.json", "out.jsonl", "log"))
        asked = {
            "files": [str(f) for f in files],
            "keep_cells": keep_cells,
            "cpu_limit": limits.cpu,
            "variant": engine.variant,
        }
        task.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
        ended = _call(engine, [str(task), str(out)], log, limits.wall)
        done = parsed(out.read_text(encoding="utf-8") if out.exists() else "")
        done.stopped = done.stopped or ended
        return done


def _call(engine: EngineEntry, arguments: list[str], log: Path, wall: float) -> str:
    """Why it ended, empty when as it should."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT) if engine.is_ours else "", **dict(engine.variables)}
    script = ADAPTERS / f"{engine.adapter}.py"
    command = [str(interpreter(engine)), str(script), *arguments]
    with log.open("wb") as sink:
        process = subprocess.Popen(  # noqa: S603 - our own adapters
            command, stdout=sink, stderr=sink, env=variables, start_new_session=True
        )
        try:
            code = process.wait(timeout=wall)
        except subprocess.TimeoutExpired:
            return f"killed after {wall:.0f} s"
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code == 0:
        return ""
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or [""]
    return f"ended with code {code}: {last[0][:120]}"


def parsed(text: str) -> Run:
    """The lines an adapter wrote; an unfinished last line is left out."""
    found = Run()
    for line in text.splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if "file" in said:
            found.documents.append(said)
        found.startup_cpu = said.get("startup_cpu", found.startup_cpu)
        found.peak_mb = said.get("peak_mb", found.peak_mb)
        found.stopped = said.get("stopped", found.stopped)
    return found
