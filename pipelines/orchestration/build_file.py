"""The build file, kept from one build to the next: whether it can be gone on with, and in how many goes.

Belongs here: what a file was begun with, when to begin a new one, how much of a corpus fits one go. Does not:
which rows are due (the dbt project's `bookkeeping` models), starting dbt.

    warehouse/build.duckdb       kept; rows of disclosures that did not change are not worked out again
    warehouse/build.basis.json   the code it was begun with, and its size when first it was whole

The file itself says which disclosures are finished, so a killed build is gone on with. A file begun with
other code or seeds, one that a build failed on, one that cannot be opened and one that has grown out of
proportion is thrown away: then everything is worked out.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.collect.files import write_atomically
from pipelines.home import Home
from pipelines.orchestration import writer
from pipelines.orchestration.plan import dbt_digest, release_digest
from pipelines.workers import memory_available

MEMORY_VARIABLE: Final = "GONGKAI_BUILD_MEMORY"
BATCH_VARIABLE: Final = "GONGKAI_BUILD_BATCH"

_LIBRARIES: Final = ("duckdb", "dbt-core", "dbt-duckdb")
_MEGABYTE: Final = 1024 * 1024
_LEAST_MEMORY: Final = 1024 * _MEGABYTE
_MOST_MEMORY: Final = 16 * 1024 * _MEGABYTE
# Measured with 500 disclosures of a thousand figures each at 4 GB: docs/benchmarks/warehouse.md.
_DISCLOSURES_PER_GIGABYTE: Final = 125
# DuckDB reuses the space of deleted rows; a file beyond this many times its first size holds little else.
_GROWTH: Final = 3


def go_on_or_begin(home: Home) -> bool:
    """Keep the build file if it can be gone on with, else remove it. True when there is a file to go on with.

    Nobody may have the file open.
    """
    basis = _read(home)
    if basis.get("code") == _code() and _is_sound(home.build_db) and not _has_outgrown(home, basis):
        return True
    writer.forget_build(home)
    _write(home, {"code": _code()})
    return False


def settle(home: Home, room_versions: Mapping[str, str]) -> None:
    """The build is whole: remember which rooms' parts it holds, and how large it was the first time."""
    basis = _read(home)
    size = basis.get("bytes", home.build_db.stat().st_size)
    _write(home, {**basis, "bytes": size, "rooms": dict(room_versions)})


def distrust(home: Home) -> None:
    """A build on this file failed: the next one begins with a new file."""
    _basis(home).unlink(missing_ok=True)


def memory_limit() -> str:
    """DuckDB's limit: GONGKAI_BUILD_MEMORY, else half of what the machine can spare (1 to 16 GB)."""
    if set_by_hand := os.environ.get(MEMORY_VARIABLE):
        return set_by_hand
    return f"{_clamped(memory_available() // 2) // _MEGABYTE}MB"


def disclosures_at_once() -> int:
    """How many disclosures one go may work out within the memory limit; GONGKAI_BUILD_BATCH overrules."""
    set_by_hand = os.environ.get(BATCH_VARIABLE, "")
    if set_by_hand.isdigit() and int(set_by_hand) > 0:
        return int(set_by_hand)
    with duckdb.connect(config={"memory_limit": memory_limit(), "threads": 1}) as connection:
        row = connection.execute("select current_setting('memory_limit')").fetchone()
    gigabytes = _gigabytes(str(row[0]) if row else "")
    return max(100, int(gigabytes * _DISCLOSURES_PER_GIGABYTE))


def due_at_most(home: Home, documents: int, room_versions: Mapping[str, str]) -> int:
    """At most so many disclosures are due of `documents` documents, as far as can be told before dbt looks.

    A room that changed may have read everything differently; else new documents and what was left unfinished.
    """
    if _read(home).get("rooms") != dict(room_versions):
        return documents
    known = _counts(home.build_db)
    return (
        known["due_fingerprint"]
        - known["finished_disclosures"]
        + max(0, documents - known["due_document_digest"])
    )


def unfinished(build_db: Path) -> int:
    """Disclosures that the last go knew of and nobody has finished yet."""
    known = _counts(build_db)
    return known["due_fingerprint"] - known["finished_disclosures"]


def _counts(build_db: Path) -> dict[str, int]:
    """Rows of the bookkeeping; 0 for what is not there yet."""
    counts = dict.fromkeys(("due_fingerprint", "finished_disclosures", "due_document_digest"), 0)
    with duckdb.connect(str(build_db)) as connection:
        for table in counts:
            with contextlib.suppress(duckdb.CatalogException):
                sql = f"select count(*) from bookkeeping.{table}"  # noqa: S608 - names from above
                counts[table] = int((connection.execute(sql).fetchone() or (0,))[0])
    return counts


def _clamped(memory: int) -> int:
    return min(_MOST_MEMORY, max(_LEAST_MEMORY, memory))


def _gigabytes(text: str) -> float:
    """DuckDB says `1.8 GiB`, `953.6 MiB`."""
    number, _, unit = text.partition(" ")
    return float(number) * {"TiB": 1024, "GiB": 1, "MiB": 1 / 1024}.get(unit, 1)


def _code() -> str:
    """Digest of everything but the inputs that shapes a row of the build."""
    libraries = [f"{name}=={version(name)}" for name in _LIBRARIES]
    return hashlib.sha256(" ".join([dbt_digest(), release_digest(), *libraries]).encode()).hexdigest()[:16]


def _is_sound(build_db: Path) -> bool:
    """Whether the file opens for writing: that also takes in what a killed process left in its log."""
    if not build_db.exists():
        return False
    try:
        with duckdb.connect(str(build_db)) as connection:
            connection.execute("checkpoint")
    except duckdb.Error:
        return False
    return True


def _has_outgrown(home: Home, basis: dict[str, Any]) -> bool:
    return "bytes" in basis and home.build_db.stat().st_size > _GROWTH * int(basis["bytes"])


def _basis(home: Home) -> Path:
    return home.build_db.with_suffix(".basis.json")


def _read(home: Home) -> dict[str, Any]:
    try:
        found = json.loads(_basis(home).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(found) if isinstance(found, dict) else {}


def _write(home: Home, basis: dict[str, Any]) -> None:
    write_atomically(_basis(home), json.dumps(basis).encode())
