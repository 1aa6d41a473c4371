"""Models of the dbt project over hand-made records, in memory.

Belongs here: building a model and what it reads. Does not: records (`records` of the warehouse tests), expectations.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import duckdb

from pipelines.contracts.tables import PART_TABLES
from pipelines.reconcile.loading import load_seed, load_table, records_of
from pipelines.reconcile.rendering import Project
from pipelines.reconcile.runner import DEFAULT_PROJECT

Records = dict[str, list[dict[str, Any]]]
Row = dict[str, Any]


@cache
def project() -> Project:
    """The dbt project, read once."""
    return Project(DEFAULT_PROJECT)


def together(*documents: Records) -> Records:
    """Records of several documents as one set."""
    whole: Records = {}
    for document in documents:
        for table, rows in document.items():
            whole.setdefault(table, []).extend(rows)
    return whole


def rows(records: Records, model: str) -> list[Row]:
    """All rows of `model`, built from `records`."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create schema parts")
        _build(connection, model, records, set())
        cursor = connection.execute(f'select * from "{model}"')
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def by_document(found: Iterable[Row]) -> dict[str, Row]:
    """Rows by the first letter of their document, which is how tests name documents."""
    return {row["document_id"][0]: row for row in found}


def _build(connection: duckdb.DuckDBPyConnection, name: str, records: Records, built: set[str]) -> None:
    if name in built:
        return
    built.add(name)
    if name in project().seeds:
        load_seed(connection, name, project().seeds[name])
        return
    model = project().render(name)
    for source, table in model.sources:
        if source == "bookkeeping":  # nothing was worked out before: everything is due
            connection.execute("create schema if not exists bookkeeping")
            columns = "(disclosure_id varchar, fingerprint varchar)"
            connection.execute(f"create table if not exists bookkeeping.{table} {columns}")
        elif table not in built:
            built.add(table)
            load_table(connection, "parts", PART_TABLES[table], records_of(records.get(table, [])))
    for reference in model.refs:
        _build(connection, reference, records, built)
    kind = "view" if name.startswith("stg_") else "table"
    connection.execute(f'create {kind} "{name}" as {model.sql}')
