"""Time and memory of the comparison behind the gate, on a home's own parts many times over.

    python -m benchmarks.effect HOME [COPIES]

Every document of the home is copied COPIES times (default 20) under other ids, before and after; in every
tenth copy each fiftieth figure is one yuan more after. Prints documents, rows, what differs, seconds and peak
memory. Rows lie in a file per copy, not per document: opening parts is not measured.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES
from pipelines.home import Home
from pipelines.publish.current import current_release
from pipelines.reports.effect import COMPARED, Files, effect_of

_STEP = 50


def main(home: Home, copies: int) -> None:
    """Make the parts in a temporary folder, compare, print."""
    release = current_release(home.releases)
    if release is None:
        raise SystemExit(f"{home.root} has no release")
    store, version = PartStore(str(home.parts)), str(release.manifest["source_versions"]["conform"])
    documents: dict[str, tuple[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        sides: dict[str, dict[str, list[str]]] = {"before": {}, "after": {}}
        for table in COMPARED:
            rows = pl.read_parquet(store.glob("conform", version, table))
            for number in range(copies if rows.height else 0):
                copy = _renamed(rows, table, number)
                documents |= dict.fromkeys(copy["document_id"].unique(), ("-", "copy.pdf"))
                for side, files in sides.items():
                    path = Path(folder) / f"{side}-{table}-{number}.parquet"
                    is_other = side == "after" and table == "lines" and number % 10 == 0
                    (_with_other_figures(copy) if is_other else copy).write_parquet(path)
                    files.setdefault(table, []).append(str(path))
        _compare(sides["before"], sides["after"], documents, Path(folder) / "changes.parquet")


def _renamed(rows: pl.DataFrame, table: str, number: int) -> pl.DataFrame:
    """The same rows as those of other documents."""
    others = [pl.col("document_id").str.slice(0, 60) + f"{number:04d}"]
    (key, *more) = PART_TABLES[table].key
    return rows.with_columns(*others, *([] if more or key == "document_id" else [pl.col(key) + f"-{number}"]))


def _with_other_figures(rows: pl.DataFrame) -> pl.DataFrame:
    amount = pl.col("amount_yuan")
    other = pl.when(pl.int_range(pl.len()) % _STEP == 0).then(amount + 1).otherwise(amount)
    return rows.with_columns(other.cast(rows.schema["amount_yuan"]))


def _compare(before: Files, after: Files, documents: dict[str, tuple[str, str]], changes: Path) -> None:
    began, worked = time.monotonic(), time.process_time()
    found = effect_of(before, after, documents, changes)
    seconds, processor = time.monotonic() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{len(documents):,} documents, {found.total('before'):,} rows, {found.total('changed'):,} changed: "
        f"{seconds:.1f} s ({processor:.1f} s of processor time), peak {peak} MB"
    )


if __name__ == "__main__":
    main(Home.find(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20)
