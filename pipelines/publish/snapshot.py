"""Schema `marts` of a build database, copied into a fresh DuckDB file and into Parquet.

Belongs here: reading the build, writing the release's data files, comparing the two.
Does not: names and places of releases (see `release`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from pipelines.contracts.model import Table
from pipelines.contracts.release_macros import MACROS
from pipelines.contracts.tables import MART_TABLES
from pipelines.publish.statements import LIMITS, sql_text
from pipelines.publish.storage import STORAGE_NUMBER, STORAGE_VERSION, storage_number

SCHEMA: Final = "marts"


class SnapshotError(RuntimeError):
    """The build does not hold what a release promises, or the copy is not what was built."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows per table of a snapshot, and per table a fingerprint of its content whatever the order of rows."""

    rows: dict[str, int]
    contents: dict[str, int]


def copy_marts(build_db: Path, database: Path, parquet: Path) -> Snapshot:
    """Copy all promised marts to `database` and to `parquet/<table>.parquet`.

    Raises `SnapshotError` when the build is missing or lacks a promised table. Both targets must be new.
    """
    if not build_db.is_file():
        raise SnapshotError(f"there is no build to publish: {build_db.name} does not exist")
    parquet.mkdir(parents=True)
    rows: dict[str, int] = {}
    contents: dict[str, int] = {}
    with duckdb.connect(config=dict(LIMITS)) as connection:
        connection.execute(f"attach {sql_text(build_db)} as build (read_only)")
        connection.execute(f"attach {sql_text(database)} as release (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"create schema release.{SCHEMA}")
        present = _tables(connection)
        if missing := [name for name in MART_TABLES if name not in present]:
            raise SnapshotError(f"the build lacks {', '.join(missing)}")
        for table in MART_TABLES.values():
            _copy(connection, table, parquet / f"{table.name}.parquet")
            rows[table.name], contents[table.name] = _measured(
                connection, table, f"build.{SCHEMA}.{table.name}"
            )
        _create_macros(connection)
        connection.execute("checkpoint release")
    return Snapshot(rows, contents)


def verify(snapshot: Snapshot, database: Path, parquet: Path) -> None:
    """Open the copies as a reader would: count again, compare contents, run the macros, look at the header.

    Raises `SnapshotError` on any difference.
    """
    if (number := storage_number(database)) != STORAGE_NUMBER:
        raise SnapshotError(f"{database.name} has storage version {number}; promised is {STORAGE_NUMBER}")
    with duckdb.connect(str(database), read_only=True, config=dict(LIMITS)) as connection:
        for name, rows in snapshot.rows.items():
            table = MART_TABLES[name]
            in_database = _measured(connection, table, f"{SCHEMA}.{name}")
            file = parquet / f"{name}.parquet"
            in_parquet = _measured(connection, table, f"read_parquet({sql_text(file)})")
            if (in_database[0], in_parquet[0]) != (rows, rows):
                raise SnapshotError(
                    f"{name}: {rows} rows built, {in_database[0]} in the database, {in_parquet[0]} in Parquet"
                )
            if not in_database[1] == in_parquet[1] == snapshot.contents[name]:
                raise SnapshotError(f"{name}: as many rows as were built, but not the same")
        for macro in MACROS:
            try:
                connection.execute(macro.example).fetchall()
            except duckdb.Error as error:
                raise SnapshotError(f"macro {macro.name} does not run: {error}") from error


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> None:
    target = f"release.{SCHEMA}.{table.name}"
    columns = ", ".join(f'"{name}"' for name in table.field_names)
    order = ", ".join(f'"{name}"' for name in table.key)
    # In the order of the key: equal content gives an equal file, and ranges compress and skip well.
    connection.execute(
        f"create table {target} as select {columns} from build.{SCHEMA}.{table.name} order by {order}"  # noqa: S608
    )
    connection.execute(f"comment on table {target} is {sql_text(f'{table.zh}: {table.grain}')}")
    for field in table.fields:
        label = sql_text(f"{field.zh}: {field.doc}")
        connection.execute(f'comment on column {target}."{field.name}" is {label}')
    ordered = f"select * from {target} order by {order}"  # noqa: S608
    connection.execute(f"copy ({ordered}) to {sql_text(parquet)} (format parquet, compression zstd)")


def _create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Macros name their tables by schema alone, so they are made where `marts` means the release."""
    connection.execute(f"use release.{SCHEMA}")
    for macro in MACROS:
        connection.execute(f"create macro {SCHEMA}.{macro.sql}")
    connection.execute("use memory.main")


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    query = "select table_name from duckdb_tables() where database_name = 'build' and schema_name = ?"
    return {name for (name,) in connection.execute(query, [SCHEMA]).fetchall()}


def _measured(connection: duckdb.DuckDBPyConnection, table: Table, relation: str) -> tuple[int, int]:
    """Rows of a relation, and the sum of the hashes of its rows: the same whatever their order."""
    columns = ", ".join(f'"{name}"' for name in table.field_names)
    row = connection.execute(
        f"select count(*), coalesce(sum(hash({columns})), 0) from {relation}"  # noqa: S608
    ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])
