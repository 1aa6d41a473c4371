"""What changed from one release to the next, row by row.

Belongs here: comparing two release databases, the rows of `changes.parquet`, the counts of the manifest.
Does not: the page people look at (see `difference_page`), deciding what to compare (see `release`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.contracts.model import Table
from pipelines.contracts.tables import MART_TABLES
from pipelines.publish.snapshot import SCHEMA
from pipelines.publish.statements import LIMITS, sql_text

CHANGES: Final = "changes.parquet"


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Rows of one table added, removed and changed, and in which columns they changed (rows per column).

    `state`: `compared`; `new` (the table was not in the old release: all its rows are added); `incomparable`
    (its key is made of other columns now: counted as removed and added). `gone` tables are only in the old
    release. `new_columns` and `lost_columns` take no part in `changed`.
    """

    state: str
    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    columns: dict[str, int] = field(default_factory=dict)
    new_columns: list[str] = field(default_factory=list)
    lost_columns: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing differs, not even the columns."""
        moved = self.added + self.removed + self.changed
        return self.state == "compared" and not (moved or self.new_columns or self.lost_columns)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one release has and another has not, per table."""

    old_release: str
    tables: dict[str, TableDifference]

    def as_manifest(self) -> dict[str, Any]:
        """As it stands in the manifest."""
        return {
            "previous_release": self.old_release,
            "tables": {name: asdict(table) for name, table in self.tables.items()},
        }


def compare(old: Path, new: Path, old_release: str, changes: Path) -> Difference:
    """Compare the marts of two release databases and write every difference to `changes`.

    `changes` is Parquet with `table_name`, `change` (added/removed/changed), `row_key` (the key's values as
    JSON), `column_name`, `before`, `after` (as text): one row per added or removed row, one per changed cell.
    """
    tables: dict[str, TableDifference] = {}
    with duckdb.connect(config=dict(LIMITS)) as connection:
        connection.execute(f"attach {sql_text(old)} as old (read_only)")
        connection.execute(f"attach {sql_text(new)} as new (read_only)")
        connection.execute(
            "create temp table changes (table_name varchar, change varchar, row_key varchar,"
            " column_name varchar, before varchar, after varchar)"
        )
        before, now = _columns(connection, "old"), _columns(connection, "new")
        for table in MART_TABLES.values():
            tables[table.name] = _compare_table(
                connection, table, now[table.name], before.pop(table.name, None)
            )
        for name in sorted(before):
            tables[name] = TableDifference("gone", removed=_count(connection, f"old.{SCHEMA}.{name}"))
        ordered = "select * from changes order by table_name, change, row_key, column_name"
        connection.execute(f"copy ({ordered}) to {sql_text(changes)} (format parquet, compression zstd)")
    return Difference(old_release, tables)


def _compare_table(
    connection: duckdb.DuckDBPyConnection, table: Table, now: dict[str, str], before: dict[str, str] | None
) -> TableDifference:
    """`now` and `before`: columns with their types."""
    name = f"{SCHEMA}.{table.name}"
    if before is None:
        return TableDifference("new", added=_count(connection, f"new.{name}"), new_columns=list(now))
    new_columns = [column for column in now if column not in before]
    lost_columns = [column for column in before if column not in now]
    if not set(table.key) <= set(before):
        return TableDifference(
            "incomparable",
            added=_count(connection, f"new.{name}"),
            removed=_count(connection, f"old.{name}"),
            new_columns=new_columns,
            lost_columns=lost_columns,
        )
    compared = {c: now[c] == before[c] for c in now if c in before and c not in table.key}
    _record_whole_rows(connection, table, "added", "new", "old")
    _record_whole_rows(connection, table, "removed", "old", "new")
    moved = _gather_moved(connection, table, compared)
    columns = {column: _record_cells(connection, table, column) for column in (compared if moved else ())}
    counted = dict(
        connection.execute(
            "select change, count(distinct row_key) from changes where table_name = ? group by change",
            [table.name],
        ).fetchall()
    )
    changed, added = counted.get("changed", 0), counted.get("added", 0)
    return TableDifference(
        "compared",
        added=added,
        removed=counted.get("removed", 0),
        changed=changed,
        unchanged=_count(connection, f"new.{name}") - added - changed,
        columns={column: rows for column, rows in columns.items() if rows},
        new_columns=new_columns,
        lost_columns=lost_columns,
    )


def _record_whole_rows(
    connection: duckdb.DuckDBPyConnection, table: Table, change: str, having: str, lacking: str
) -> None:
    connection.execute(
        f"insert into changes select {sql_text(table.name)}, {sql_text(change)}, {_key(table, 'a')},"  # noqa: S608
        f" null, null, null from {having}.{SCHEMA}.{table.name} as a"
        f" anti join {lacking}.{SCHEMA}.{table.name} as b on {_same_key(table)}"
    )


def _gather_moved(connection: duckdb.DuckDBPyConnection, table: Table, compared: dict[str, bool]) -> int:
    """Gather, as text, the rows of both releases that differ in a column: few as a rule. Returns how many.

    `compared` says of each column whether its type is the same; if not, what readers see is compared.
    """
    differs = " or ".join(
        f'a."{c}" is distinct from b."{c}"' if same else f"{_cell('a', c)} is distinct from {_cell('b', c)}"
        for c, same in compared.items()
    )
    cells = "".join(f', {_cell("b", c)} as "before {c}", {_cell("a", c)} as "after {c}"' for c in compared)
    row = connection.execute(
        f"create or replace temp table moved as select {_key(table, 'a')} as row_key{cells}"  # noqa: S608
        f" from new.{SCHEMA}.{table.name} as a"
        f" inner join old.{SCHEMA}.{table.name} as b on {_same_key(table)}"
        f" where {differs or 'false'}"
    ).fetchone()
    return int(row[0]) if row else 0


def _record_cells(connection: duckdb.DuckDBPyConnection, table: Table, column: str) -> int:
    row = connection.execute(
        f"insert into changes select {sql_text(table.name)}, 'changed', row_key, {sql_text(column)},"  # noqa: S608
        f' "before {column}", "after {column}" from moved'
        f' where "before {column}" is distinct from "after {column}"'
    ).fetchone()
    return int(row[0]) if row else 0


def _cell(alias: str, column: str) -> str:
    return f'{alias}."{column}"::varchar'


def _key(table: Table, alias: str) -> str:
    parts = ", ".join(f'{sql_text(name)}, {alias}."{name}"' for name in table.key)
    return f"json_object({parts})::varchar"


def _same_key(table: Table) -> str:
    return " and ".join(f'a."{name}" is not distinct from b."{name}"' for name in table.key)


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, dict[str, str]]:
    """Table → its columns in order, with their types."""
    found: dict[str, dict[str, str]] = {}
    query = (
        "select table_name, column_name, data_type from duckdb_columns()"
        " where database_name = ? and schema_name = ? order by table_name, column_index"
    )
    for table, column, kind in connection.execute(query, [database, SCHEMA]).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608
    assert row is not None
    return int(row[0])
