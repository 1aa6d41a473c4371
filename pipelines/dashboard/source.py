"""The release the dashboard shows, asked read-only.

Belongs here: the connection, following `current` to a new release, whether a mart is there at all.
Does not: questions (see `pages`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from pipelines.publish.current import current_release
from pipelines.publish.query import NoReleaseError, connect

Row = dict[str, Any]
T = TypeVar("T")


class ReleaseOfOtherCode(RuntimeError):  # noqa: N818 - a state, not a fault
    """The release lacks what this code asks for; the message says what to do."""


class Source:
    """One release. Safe for many threads: every question has a cursor of its own.

    A mart that the release does not have, or a mart without rows, is no error: `has` says so, and pages tell
    their readers plainly.
    """

    def __init__(self, releases_root: Path) -> None:
        release = current_release(releases_root)
        if release is None:
            raise NoReleaseError("nothing has been published yet; run `gongkai run` (or `make run`) first")
        self.release = release
        self._connection = connect(releases_root)
        self._remembered: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._working: dict[str, threading.RLock] = {}
        columns = self.rows(
            "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
        )
        self._columns: dict[str, set[str]] = {}
        for column in columns:
            self._columns.setdefault(column["table_name"], set()).add(column["column_name"])

    def rows(self, sql: str, *values: Any, **named: Any) -> list[Row]:
        """All rows of an answer, by column name. `values` stand for `?`, or `named` for `$name`."""
        cursor = self._connection.cursor()
        try:
            cursor.execute("set schema = 'marts'")
            try:
                cursor.execute(sql, named or list(values))
            except (duckdb.BinderException, duckdb.CatalogException) as error:
                raise ReleaseOfOtherCode(
                    f"release {self.release.release_id} was built by older code and lacks what this "
                    f"dashboard asks for; `gongkai run` builds it anew ({str(error).splitlines()[0]})"
                ) from error
            names = [column[0] for column in cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def row(self, sql: str, *values: Any, **named: Any) -> Row | None:
        """The first row, if there is one."""
        found = self.rows(sql, *values, **named)
        return found[0] if found else None

    def has(self, mart: str, *columns: str) -> bool:
        """Whether the release has that table, those columns, and any row."""
        if mart not in self._columns or not set(columns) <= self._columns[mart]:
            return False
        return bool(self.remember(f"has:{mart}", lambda: self.rows(f'select 1 from "{mart}" limit 1')))  # noqa: S608 - a table of the release

    def remember(self, name: str, work: Callable[[], T]) -> T:
        """`work()`, done once for this release. Whoever asks meanwhile waits for it, and for nothing else."""
        with self._lock:
            working = self._working.setdefault(name, threading.RLock())
        with working:
            if name not in self._remembered:
                self._remembered[name] = work()
            found: T = self._remembered[name]
            return found

    def close(self) -> None:
        """Let the release go."""
        self._connection.close()


class FollowedSource:
    """The source of whatever release is current: a release published meanwhile is shown from then on."""

    def __init__(self, releases_root: Path) -> None:
        self._root = releases_root
        self._lock = threading.Lock()
        self._source = Source(releases_root)

    def now(self) -> Source:
        """The source of the current release. Earlier ones stay open while a page is still being made."""
        link = self._root.parent / "current"
        try:
            folder = link.resolve(strict=True)
        except OSError:
            return self._source
        with self._lock:
            if folder != self._source.release.folder:
                self._source = Source(self._root)
            return self._source


__all__ = ["FollowedSource", "NoReleaseError", "ReleaseOfOtherCode", "Row", "Source"]
