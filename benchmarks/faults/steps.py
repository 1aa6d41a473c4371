"""A run without Dagster and dbt: archiving, reading, conforming, gathering; and publishing a build.

Belongs here: these steps as a process that can be killed. Does not: killing (see `kills`).

    python -m benchmarks.faults.steps rooms HOME
    python -m benchmarks.faults.steps publish HOME

They are what the assets call. A whole run takes most of its time to start and to build, where a kill meets
little else than dbt: killed here, every moment is one at which files are written.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping

import polars as pl

from benchmarks.faults.home import State
from pipelines.collect.archive import open_archive
from pipelines.collect.register import collect_raw
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import open_parts
from pipelines.contracts.tables import ROOM_TABLES
from pipelines.home import CHECKOUT, Home
from pipelines.orchestration.plan import DOCUMENT_ROOMS, versions
from pipelines.orchestration.rooms import work_through
from pipelines.publish.release import publish


def step(name: str, home: Home, extra: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A step as a process of its own; what it says goes to `run.out` in the home."""
    command = [sys.executable, "-m", "benchmarks.faults.steps", name, str(home.root)]
    with (home.root / "run.out").open("ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own module
            command,
            cwd=CHECKOUT,
            env={**os.environ, **(extra or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def rooms(home: Home) -> None:
    """From raw/ to gathered parts."""
    collect_raw(home)
    for room in DOCUMENT_ROOMS:
        work_through(room, home, jobs=2)
        Compaction(home.compacted).gather(open_parts(home.parts), room, versions()[room])


def rooms_state(home: Home) -> State:
    """Archived files, and per table of the gathered parts rows and a digest that does not mind order."""
    documents = frozenset(r.document_id for r in open_archive(home.archive).documents())
    tables = {}
    for room in DOCUMENT_ROOMS:
        for table in ROOM_TABLES[room]:
            pattern = Compaction(home.compacted).readable.glob(room, versions()[room], table)
            rows = pl.read_parquet(pattern)
            digest = int(rows.hash_rows(seed=8).cast(pl.Int128).sum() or 0) if rows.height else 0
            tables[f"{room}/{table}"] = (rows.height, digest)
    return State(documents, tables)


def rooms_whole(home: Home, expected: State) -> list[str]:
    """One more go, then: what is not as it should be."""
    if code := step("rooms", home).wait():
        return [f"the next ended with {code}"]
    return rooms_state(home).unlike(expected)


def publish_build(home: Home) -> None:
    """Make a release of the build as it lies there."""
    stamp = json.loads(home.build_db.with_suffix(".json").read_text(encoding="utf-8"))
    publish(home.build_db, home.releases, stamp["fingerprint"], stamp["source_versions"])


if __name__ == "__main__":
    {"rooms": rooms, "publish": publish_build}[sys.argv[1]](Home.find(sys.argv[2]))
