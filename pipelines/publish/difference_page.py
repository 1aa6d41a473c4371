"""What changed since the last release, as one page in two languages.

Belongs here: choosing what the page shows, filling its template. Does not: comparing (see `difference`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import jinja2

from pipelines.contracts.tables import MART_TABLES
from pipelines.publish.difference import Difference, TableDifference
from pipelines.publish.statements import LIMITS, sql_text

PAGE: Final = "changes.html"
SHOWN: Final = 200
"""Rows of a table and kind of change that the page lists; `changes.parquet` has them all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the page. `key` is the row's key in words."""

    change: str
    key: str
    column: str
    column_zh: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the page: its changes in the order added, removed, changed, at most `SHOWN` each."""

    name: str
    zh: str
    counts: TableDifference
    changes: list[Change]

    @property
    def is_cut(self) -> bool:
        return max(self.counts.added, self.counts.removed, sum(self.counts.columns.values())) > SHOWN


def difference_page(difference: Difference, changes: Path, release_id: str, created: str) -> str:
    """The page. `changes` is the file that `compare` wrote."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    with duckdb.connect(config=dict(LIMITS)) as connection:
        sections = [
            Section(name, _zh(name), counts, _changes(connection, changes, name))
            for name, counts in difference.tables.items()
            if not counts.is_empty
        ]
    return environment.get_template("changes.html.j2").render(
        release_id=release_id,
        created=created,
        previous=difference.old_release,
        sections=sections,
        same=[(n, _zh(n), t.unchanged) for n, t in difference.tables.items() if t.is_empty],
        shown=SHOWN,
    )


def _changes(connection: duckdb.DuckDBPyConnection, changes: Path, name: str) -> list[Change]:
    rows = connection.execute(
        f"""
        select change, row_key, column_name, before, after from read_parquet({sql_text(changes)})
        where table_name = ?
        qualify row_number() over (partition by change order by row_key, column_name) <= {SHOWN}
        order by case change when 'changed' then 0 when 'added' then 1 else 2 end, row_key, column_name
        """,  # noqa: S608
        [name],
    ).fetchall()
    labels = {f.name: f.zh for f in MART_TABLES[name].fields} if name in MART_TABLES else {}
    return [
        Change(change, _words(key), column or "", labels.get(column, ""), before or "", after or "")
        for change, key, column, before, after in rows
    ]


def _words(key: str) -> str:
    """`{"line_id": "ab"}` → `ab`; several values keep their names, so that they can be told apart."""
    values = json.loads(key)
    if len(values) == 1:
        return str(next(iter(values.values())))
    return " · ".join(f"{name}={value}" for name, value in values.items())


def _zh(name: str) -> str:
    return MART_TABLES[name].zh if name in MART_TABLES else ""
