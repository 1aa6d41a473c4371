"""`dbt build` of a home's or a district's parts, and what it took.

Belongs here: time, memory, file sizes of one build. Does not: making parts (see `district`).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.home import DBT_PROJECT


@dataclass(frozen=True, slots=True)
class Built:
    """One build: seconds on the clock and in the nodes, peak resident megabytes, size of the file."""

    seconds: float
    model_seconds: float
    peak_mb: float
    file_mb: float
    failed: tuple[str, ...]
    slowest: tuple[tuple[str, float], ...]


def build(
    parts: Path, versions: dict[str, str], database: Path, *, memory: str, threads: int, tests: bool = True
) -> Built:
    """Build every seed and model, and test them unless told not to, into `database`."""
    target = database.parent / "target"
    environment = os.environ | dbt_environment(str(parts), database, versions, threads=threads, memory=memory)
    command = [
        str(Path(sys.executable).with_name("dbt")), "--quiet", "build",
        "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT),
        *([] if tests else ["--exclude-resource-type", "test"]),
        "--target-path", str(target), "--log-path", str(database.parent / "logs"),
    ]  # fmt: skip
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=False, stdout=sys.stderr)  # noqa: S603
    seconds = time.perf_counter() - started
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    times = sorted(
        ((r["unique_id"].split(".")[2], r["execution_time"]) for r in results), key=lambda t: -t[1]
    )
    return Built(
        seconds=seconds,
        model_seconds=sum(r["execution_time"] for r in results),
        # Of the largest child so far: one build per process gives the build's own peak.
        peak_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        file_mb=database.stat().st_size / 2**20,
        failed=tuple(r["unique_id"] for r in results if r["status"] in ("error", "fail")),
        slowest=tuple(times[:10]),
    )
