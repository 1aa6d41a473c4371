"""Reading the current release.

Belongs here: read-only connections and their errors in plain words.
Does not: what is asked, how answers are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.publish.current import current_release

_LIMITS: Final = {"autoinstall_known_extensions": "false", "memory_limit": "2GB"}


class NoReleaseError(RuntimeError):
    """Nothing has been published yet."""


class QueryError(ValueError):
    """The question cannot be answered; the message is DuckDB's first line."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns, their DuckDB types, and the rows."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]


def connect(releases_root: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current release, looking into schema `marts` first.

    It keeps reading the same release however many are published meanwhile. Raises `NoReleaseError`.
    """
    release = current_release(releases_root)
    if release is None:
        raise NoReleaseError("nothing has been published yet; run `gongkai run` (or `make run`) first")
    connection = duckdb.connect(str(release.database), read_only=True, config=dict(_LIMITS))
    connection.execute("set schema = 'marts'")
    return connection


def query(releases_root: Path, sql: str) -> Answer:
    """Answer a question about the current release. Raises `NoReleaseError` and `QueryError`."""
    with connect(releases_root) as connection:
        try:
            cursor = connection.execute(sql)
            description = cursor.description or []
            rows = cursor.fetchall() if description else []
        except duckdb.Error as error:
            raise QueryError(str(error).strip()) from None
        return Answer([c[0] for c in description], [str(c[1]) for c in description], rows)
