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
from typing import Any

from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.home import DBT_PROJECT
from pipelines.orchestration.build_file import unfinished
from pipelines.orchestration.dbt import KEPT_AND_READ


@dataclass(frozen=True, slots=True)
class Built:
    """One build: seconds of clock, processors and nodes, goes, peak resident megabytes, size of the file."""

    seconds: float
    cpu_seconds: float
    model_seconds: float
    goes: int
    peak_mb: float
    file_mb: float
    failed: tuple[str, ...]
    slowest: tuple[tuple[str, float], ...]


def build(
    parts: Path,
    versions: dict[str, str],
    database: Path,
    *,
    memory: str,
    threads: int,
    tests: bool = True,
    at_once: int | None = None,
) -> Built:
    """Build every seed and model, and test them unless told not to, into `database`.

    `at_once` disclosures are worked out in one go, as the pipeline does it with a corpus too large for one; a
    build that lies there already is gone on with.
    """
    started, used, node_seconds, gos = time.perf_counter(), _children_cpu(), 0.0, 0
    slowest: dict[str, float] = {}

    def go(arguments: tuple[str, ...], batch: int | None) -> tuple[str, ...]:
        nonlocal node_seconds, gos
        environment = dbt_environment(
            str(parts), database, versions, threads=threads, memory=memory, batch=batch
        )
        results = _dbt(database.parent, environment, arguments)
        gos += 1
        for result in results:
            name = result["unique_id"].split(".")[2]
            slowest[name] = slowest.get(name, 0.0) + result["execution_time"]
        node_seconds += sum(result["execution_time"] for result in results)
        return tuple(r["unique_id"] for r in results if r["status"] in ("error", "fail"))

    failed: tuple[str, ...] = ()
    while at_once and not failed:
        failed = go(KEPT_AND_READ, at_once)
        print(f"go {gos}: {unfinished(database)} disclosures left", file=sys.stderr, flush=True)
        if unfinished(database) <= at_once:
            break
    if not failed:
        failed = go(() if tests else ("--exclude-resource-type", "test"), None)
    return Built(
        seconds=time.perf_counter() - started,
        cpu_seconds=_children_cpu() - used,
        model_seconds=node_seconds,
        goes=gos,
        # Of the largest child so far: one build per process gives the build's own peak.
        peak_mb=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        file_mb=database.stat().st_size / 2**20,
        failed=failed,
        slowest=tuple(sorted(slowest.items(), key=lambda t: -t[1])[:10]),
    )


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _dbt(folder: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> list[dict[str, Any]]:
    target = folder / "target"
    command = [
        str(Path(sys.executable).with_name("dbt")), "--quiet", "build",
        "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), *arguments,
        "--target-path", str(target), "--log-path", str(folder / "logs"),
    ]  # fmt: skip
    subprocess.run(command, env=os.environ | environment, check=False, stdout=sys.stderr)  # noqa: S603
    return list(json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"])
