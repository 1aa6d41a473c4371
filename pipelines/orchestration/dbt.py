"""Starting dbt: its environment, its manifest, and what it says went wrong.

Belongs here: everything about dbt that needs no Dagster. Does not: the assets (see `warehouse`).
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.collect.files import write_atomically
from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.home import DBT_PROJECT, Home, ensure
from pipelines.orchestration.plan import dbt_digest

_STAMP = "manifest.stamp"
_SHARED = DBT_PROJECT / "target"
_GOOD = frozenset({"success", "pass", "warn", "skipped", "no-op"})
_ROWS_SHOWN: Final = 3
_ROW_WIDTH: Final = 300


class DbtFailure(Exception):  # noqa: N818 - what dbt said, for people
    """dbt could not do what it was asked; the message holds its own words."""


def environment(
    home: Home, room_versions: Mapping[str, str], *, memory: str = "2GB", batch: int | None = None
) -> dict[str, str]:
    """Variables dbt needs, to be laid over the present ones."""
    ensure(home.logs)
    return {
        **dbt_environment(str(home.compacted), home.build_db, room_versions, memory=memory, batch=batch),
        "DBT_TARGET_PATH": str(ensure(home.dbt)),
        "DBT_LOG_PATH": str(home.logs),
    }


def executable() -> str:
    """The dbt that was installed beside this Python."""
    beside = Path(sys.executable).parent / "dbt"
    return str(beside) if beside.exists() else "dbt"


def ensure_manifest(home: Home, room_versions: Mapping[str, str]) -> Path:
    """The manifest of the dbt project as it is now; parsed when missing or when a project file changed.

    Parsing takes seconds and says the same for every home: what one home parsed, the others copy.
    Raises `DbtFailure` when the project does not parse.
    """
    manifest, stamp = home.dbt / "manifest.json", home.dbt / _STAMP
    wanted = dbt_digest()
    if manifest.exists() and stamp.exists() and stamp.read_text() == wanted:
        return manifest
    shared = _SHARED / f"manifest-{wanted}.json"
    if shared.exists():
        write_atomically(manifest, shared.read_bytes())
    else:
        _parse(home, room_versions)
        _share(manifest, shared)
    write_atomically(stamp, wanted.encode())
    return manifest


def _parse(home: Home, room_versions: Mapping[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own executable, no outside input
        [executable(), "--quiet", "parse", "--profiles-dir", str(DBT_PROJECT)],
        cwd=DBT_PROJECT,
        env={**os.environ, **environment(home, room_versions)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (home.dbt / "manifest.json").exists():
        raise DbtFailure(f"the dbt project does not parse: {(done.stdout + done.stderr).strip()}")


def _share(manifest: Path, shared: Path) -> None:
    """Keep a copy beside the project, the newest only. A checkout that is read-only does without."""
    with contextlib.suppress(OSError):
        for old in _SHARED.glob("manifest-*.json"):
            old.unlink(missing_ok=True)
        write_atomically(shared, manifest.read_bytes())


KEPT_AND_READ = (
    "--select",
    "+config.materialized:incremental",
    "--exclude-resource-types",
    "test",
    "unit_test",
)
"""What one go of several builds: models whose rows are kept, and what they read."""


def start_go(variables: Mapping[str, str], target: Path, logs: Path) -> subprocess.Popen[str]:
    """dbt at work on one go of a corpus that is built in several; whoever starts it waits for it."""
    return subprocess.Popen(  # noqa: S603 - our own executable, no outside input
        [
            *(executable(), "--quiet", "build", *KEPT_AND_READ, "--profiles-dir", str(DBT_PROJECT)),
            *("--target-path", str(target), "--log-path", str(logs)),
        ],
        cwd=DBT_PROJECT,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def build_folder(home: Home) -> Path:
    """Where a build's own artefacts go: compiled SQL, run results."""
    return home.dbt / "build"


def failures(home: Home) -> list[str]:
    """What went wrong in the last build, one line per model or test; empty when there was none.

    A test that found rows shows the first of them: which column, which value.
    """
    return [
        _line(result) + _rows_found(home.build_db, result)
        for result in _results(build_folder(home))
        if result["status"] not in _GOOD
    ]


def failed_nodes(home: Home) -> list[str]:
    """Ids of the nodes that broke in the last build."""
    return [result["unique_id"] for result in _results(build_folder(home)) if result["status"] == "error"]


def done_nodes(home: Home) -> list[str]:
    """Names of the nodes that the last build finished."""
    done = (r for r in _results(build_folder(home)) if r["status"] in _GOOD and r["status"] != "skipped")
    return sorted(str(result["unique_id"]).split(".")[2] for result in done)


def failures_in(folder: Path) -> list[str]:
    """What went wrong in the build that left its results in `folder`."""
    return [_line(result) for result in _results(folder) if result["status"] not in _GOOD]


def _results(folder: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads((folder / "run_results.json").read_text(encoding="utf-8"))["results"])
    except (OSError, ValueError, KeyError):
        return []


def _line(result: Mapping[str, Any]) -> str:
    kind, _, name = str(result["unique_id"]).partition(".")
    message = " ".join(str(result.get("message") or "").split())
    return f"{kind} {name.removeprefix('gongkai.')}: {result['status']}: {message}"


def _rows_found(build_db: Path, result: Mapping[str, Any]) -> str:
    sql = result.get("compiled_code")
    if result["status"] != "fail" or not sql:
        return ""
    try:
        with duckdb.connect(str(build_db), read_only=True) as connection:
            cursor = connection.execute(f"select * from ({sql}) limit {_ROWS_SHOWN}")  # noqa: S608 - our own
            names = [column[0] for column in cursor.description or ()]
            rows = cursor.fetchall()
    except duckdb.Error:
        return ""  # what dbt said has to do
    told = (", ".join(f"{n} {v}" for n, v in zip(names, row, strict=True)) for row in rows)
    return "".join(f"\n    {text[:_ROW_WIDTH]}" for text in told)
