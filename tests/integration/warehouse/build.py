"""Parts written and `dbt build` run the way the pipeline does it: a fresh file, one writer, a subprocess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

PROJECT = Path(__file__).parents[3] / "dbt_project"
VERSIONS = {room: f"{room}-v1" for room in ROOM_TABLES}
Records = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Build:
    """What a build left: its database, its exit code, what each node came to."""

    database: Path
    exit_code: int
    output: str
    nodes: dict[str, str]

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def write_parts(root: Path, documents: dict[str, Records]) -> PartStore:
    """Each document's records in the rooms they belong to; `documents` maps a part name to its records."""
    store = PartStore(str(root))
    for room, tables in ROOM_TABLES.items():
        store.prepare(room, VERSIONS[room])
        for name, records in documents.items():
            frames = {
                t: to_frame(PART_TABLES[t], records[t]) for t in tables if records.get(t) and _home(t, room)
            }
            store.write(room, VERSIONS[room], name, frames)
    return store


def _home(table: str, room: str) -> bool:
    """Outcomes and quarantine may come from any room; in tests they come from `conform`."""
    return room == "conform" if table in {"outcomes", "quarantine"} else True


def build(work: Path, documents: dict[str, Records], *, target: Path, select: str = "") -> Build:
    """Write the parts below `work` and build the project from them, or what `select` says of it.

    `target` is dbt's own folder: shared by the builds of a session, so that the project is parsed once.
    """
    write_parts(work / "parts", documents)
    database = work / "build.duckdb"
    database.unlink(missing_ok=True)
    return build_on(work, target=target, arguments=["--select", select] if select else [])


def build_on(work: Path, *, target: Path, arguments: Sequence[str] = (), batch: int | None = None) -> Build:
    """Build from the parts below `work`, going on with the build that lies there, if one does."""
    database = work / "build.duckdb"
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "build",
        *arguments,
        "--project-dir", str(PROJECT),
        "--profiles-dir", str(PROJECT),
        "--target-path", str(target),
        "--log-path", str(work / "logs"),
    ]  # fmt: skip
    environment = os.environ | dbt_environment(str(work / "parts"), database, VERSIONS, batch=batch)
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert results.exists(), finished.stdout + finished.stderr
    nodes = {
        result["unique_id"].split(".")[2]: result["status"]
        for result in json.loads(results.read_text(encoding="utf-8"))["results"]
    }
    return Build(database, finished.returncode, finished.stdout + finished.stderr, nodes)
