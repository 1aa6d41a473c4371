"""The index: SQLite's full-text search over a release, made once per release.

Belongs here: making, finding and asking it. Does not: cutting texts (see `cutting`).
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.dashboard.search.cutting import pieces, question
from pipelines.dashboard.search.texts import KINDS, SearchText

_FORM: Final = 1
"""Raise it when the shape of the index or the cutting of texts changes."""

_TABLES: Final = """
create table texts (
    id integer primary key, kind, title, body, unit_name, fiscal_year, year_kind, path, fragment
);
create virtual table found using fts5(title, body, unit_name, content='', tokenize='unicode61');
"""
# A word in a title says more than the same word in a long text; names of units say least.
_BEST: Final = """
select kind, texts.title, texts.body, texts.unit_name, fiscal_year, year_kind, path, fragment
from found join texts on texts.id = found.rowid
where found match ?1 and (?2 is null or kind = ?2)
order by kind <> 'unit', bm25(found, 4.0, 1.0, 0.5)
limit ?3
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Answers: the best of them, and how many there are of each kind."""

    texts: list[SearchText]
    counts: dict[str, int]


class SearchIndex:
    """An index in a file of its own. Safe for many threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    @staticmethod
    def open(folder: Path, release_id: str, texts: Iterable[SearchText]) -> SearchIndex:
        """The index of a release, made from `texts` where it is not there. Indexes of other releases go."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(folder)
        except OSError:
            folder = Path(tempfile.mkdtemp(prefix="gongkai-search-"))
        path = folder / f"search-{_FORM}-{release_id}.sqlite"
        if not path.is_file():
            _make(path, texts)
            for old in folder.glob("search-*.sqlite"):
                if old != path:
                    with contextlib.suppress(OSError):
                        old.unlink()
        return SearchIndex(path)

    def ask(self, text: str, kind: str | None = None, limit: int = 60) -> Found:
        """Texts that hold every word of `text`, best first."""
        wanted = question(text)
        if not wanted:
            return Found([], {})
        counted = self._rows(
            "select texts.kind, count(*) from found join texts on texts.id = found.rowid where found match ? "
            "group by 1",
            (wanted,),
        )
        rows = self._rows(_BEST, (wanted, kind if kind in KINDS else None, limit))
        return Found([SearchText(*row) for row in rows], dict(counted))

    def _rows(self, sql: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        if not hasattr(self._local, "connection"):
            uri = f"file:{self._path}?mode=ro&immutable=1"
            self._local.connection = sqlite3.connect(uri, uri=True)
        found: list[tuple] = self._local.connection.execute(sql, values).fetchall()  # type: ignore[type-arg]
        return found


def _make(path: Path, texts: Iterable[SearchText]) -> None:
    """Under another name first: whoever opens an index opens a whole one."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        unfinished = Path(file.name)
    connection = sqlite3.connect(unfinished)
    try:
        connection.executescript("pragma journal_mode = off; pragma synchronous = off;" + _TABLES)
        with connection:
            for number, text in enumerate(texts, start=1):
                connection.execute(
                    "insert into texts values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        number,
                        text.kind,
                        text.title,
                        text.body,
                        text.unit_name,
                        text.fiscal_year,
                        text.year_kind,
                        text.path,
                        text.fragment,
                    ),
                )
                connection.execute(
                    "insert into found (rowid, title, body, unit_name) values (?, ?, ?, ?)",
                    (number, pieces(text.title), pieces(text.body), pieces(text.unit_name)),
                )
            connection.execute("insert into found (found) values ('optimize')")
    finally:
        connection.close()
    unfinished.replace(path)
