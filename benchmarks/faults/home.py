"""A small home to be hurt: making it, running it, telling whether it is whole.

Belongs here: the home, the run as a process, the state that is compared. Does not: trouble.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.collect.archive import open_archive
from pipelines.home import CHECKOUT, Home

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
PATIENCE = 900
# Said of the moment, not of the documents: differs between two runs on the same files.
_MOMENTS = frozenset({"fetched_at", "first_seen_at"})
_YEARS = (2020, 2021, 2022, 2024)


def make_home(folder: Path, *, inbox: bool = True) -> Home:
    """The sample input, and its text again as that of other years, dropped into the inbox."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CHECKOUT / "raw" / "sources", folder / "raw" / "sources")
    home = Home.find(folder)
    if inbox:
        fill_inbox(home)
    return home


def fill_inbox(home: Home) -> None:
    """The sample's text as that of four other years."""
    (text,) = home.sources.glob("*/documents/*.txt")
    words = text.read_text(encoding="utf-8")
    home.inbox.mkdir(parents=True)
    for year in _YEARS:
        (home.inbox / f"{year}.txt").write_text(words.replace("2023", str(year)), encoding="utf-8")


def start(home: Home, extra: Mapping[str, str] | None = None, *, jobs: int = 2) -> subprocess.Popen[bytes]:
    """`gongkai run` in a process group of its own; what it says goes to `run.out` in the home."""
    with (home.root / "run.out").open("ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own executable
            [GONGKAI, "--home", str(home.root), "run", "--jobs", str(jobs)],
            env={**os.environ, **(extra or {})},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def run(home: Home, extra: Mapping[str, str] | None = None) -> int:
    """`gongkai run` to its end; returns its exit code."""
    return start(home, extra).wait(PATIENCE)


def said(home: Home) -> str:
    """What runs have said so far."""
    path = home.root / "run.out"
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


@dataclass(frozen=True, slots=True)
class State:
    """What a home holds: archived files, and per table of its release rows and a digest of their content."""

    documents: frozenset[str]
    tables: Mapping[str, tuple[int, int]]

    def unlike(self, other: State) -> list[str]:
        """How it differs from what it should be, in words; empty when it does not."""
        told = []
        if lost := other.documents - self.documents:
            told.append(f"{len(lost)} document(s) lost from the archive")
        if more := self.documents - other.documents:
            told.append(f"{len(more)} document(s) that were never given")
        for table in sorted({*self.tables, *other.tables}):
            mine, theirs = self.tables.get(table), other.tables.get(table)
            if mine != theirs:
                told.append(f"{table}: {mine and mine[0]} rows, not {theirs and theirs[0]}, or other content")
        return told


def state(home: Home) -> State:
    """The state of a home, read as any reader would. Raises when there is no release that opens."""
    documents = frozenset(r.document_id for r in open_archive(home.archive).documents())
    with duckdb.connect(str(home.current.resolve() / "gongkai.duckdb"), read_only=True) as connection:
        names = connection.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where schema_name = 'marts' group by table_name order by table_name"
        ).fetchall()
        tables = {}
        for table, columns in names:
            row = ", ".join(f'"{c}"' for c in columns if c not in _MOMENTS)
            sql = f'select count(*), coalesce(sum(hash(row({row}))::hugeint), 0) from marts."{table}"'  # noqa: S608
            count, digest = connection.execute(sql).fetchall()[0]
            tables[table] = (int(count), int(digest))
    return State(documents, tables)


def whole(home: Home, expected: State) -> list[str]:
    """One more run, then: what is not as it should be. Also a second run must find nothing to do."""
    code = run(home)
    if code:
        return [f"the run ended with {code}: {said(home).strip().splitlines()[-1:]}"]
    before = home.current.readlink()
    told = state(home).unlike(expected)
    if run(home) or home.current.readlink() != before:
        told.append("a further run found something to do")
    return told
