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
from pipelines.contracts.tables import MART_TABLES

SCHEMA: Final = "marts"
# Readers of DuckDB 1.4 and later open it; a newer default would shut out most BI drivers.
STORAGE_VERSION: Final = "v1.4.0"
_LIMITS: Final = {"autoinstall_known_extensions": "false", "memory_limit": "2GB", "threads": "2"}


class SnapshotError(RuntimeError):
    """The build does not hold what a release promises, or the copy is not what was built."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows per table of a snapshot."""

    rows: dict[str, int]


def copy_marts(build_db: Path, database: Path, parquet: Path) -> Snapshot:
    """Copy all promised marts to `database` and to `parquet/<table>.parquet`.

    Raises `SnapshotError` when the build is missing or lacks a promised table. Both targets must be new.
    """
    if not build_db.is_file():
        raise SnapshotError(f"there is no build to publish: {build_db.name} does not exist")
    parquet.mkdir(parents=True)
    rows: dict[str, int] = {}
    with duckdb.connect(config=dict(_LIMITS)) as connection:
        connection.execute(f"attach {_text(build_db)} as build (read_only)")
        connection.execute(f"attach {_text(database)} as release (storage_version '{STORAGE_VERSION}')")
        connection.execute(f"create schema release.{SCHEMA}")
        present = _tables(connection)
        if missing := [name for name in MART_TABLES if name not in present]:
            raise SnapshotError(f"the build lacks {', '.join(missing)}")
        for table in MART_TABLES.values():
            rows[table.name] = _copy(connection, table, parquet / f"{table.name}.parquet")
        connection.execute("checkpoint release")
    return Snapshot(rows)


def verify(snapshot: Snapshot, database: Path, parquet: Path) -> None:
    """Open the copies as a reader would and count again. Raises `SnapshotError` on any difference."""
    with duckdb.connect(str(database), read_only=True, config=dict(_LIMITS)) as connection:
        for name, rows in snapshot.rows.items():
            in_database = _count(connection, f"{SCHEMA}.{name}")
            in_parquet = _count(connection, f"read_parquet({_text(parquet / f'{name}.parquet')})")
            if (in_database, in_parquet) != (rows, rows):
                raise SnapshotError(
                    f"{name}: {rows} rows built, {in_database} in the database, {in_parquet} in Parquet"
                )


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> int:
    target = f"release.{SCHEMA}.{table.name}"
    columns = ", ".join(f'"{name}"' for name in table.field_names)
    order = ", ".join(f'"{name}"' for name in table.key)
    # In the order of the key: equal content gives an equal file, and ranges compress and skip well.
    connection.execute(
        f"create table {target} as select {columns} from build.{SCHEMA}.{table.name} order by {order}"  # noqa: S608
    )
    connection.execute(f"comment on table {target} is {_text(f'{table.zh}: {table.grain}')}")
    for field in table.fields:
        label = _text(f"{field.zh}: {field.doc}")
        connection.execute(f'comment on column {target}."{field.name}" is {label}')
    ordered = f"select * from {target} order by {order}"  # noqa: S608
    connection.execute(f"copy ({ordered}) to {_text(parquet)} (format parquet, compression zstd)")
    return _count(connection, f"build.{SCHEMA}.{table.name}")


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    query = "select table_name from duckdb_tables() where database_name = 'build' and schema_name = ?"
    return {name for (name,) in connection.execute(query, [SCHEMA]).fetchall()}


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608
    assert row is not None
    return int(row[0])


def _text(value: object) -> str:
    """A SQL text literal: these statements take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"
