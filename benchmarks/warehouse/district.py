"""A district made of copies of a home's parts: each copy is other units with other documents.

Belongs here: multiplying parts. Does not: building or measuring (see `build`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

_KEYS: Final = {
    "line_id",
    "claim_id",
    "procurement_key",
    "project_key",
    "item_key",
    "indicator_key",
    "headcount_key",
    "annual_budget_line_id",
}
"""Ids that begin with twelve digits of their document's id."""

_PLACES: Final = {"publication_id", "container_id", "found_at", "source_url", "unit_code"}
"""What would tie copies together: files of one place or publication may be parts of one disclosure."""

_NOT_READ: Final = {("extract", "cells")}
"""Parts that no model of the warehouse reads; they keep one empty file."""

_NEW_ID: Final = "md5(document_id || '#' || copy) || md5(copy || '#' || document_id)"


def multiply(parts: Path, versions: dict[str, str], target: Path, copies: int) -> int:
    """Write `copies` of all parts below `target`, one file per table and copy; the number of lines written.

    The first copy is the original, so that what is true of it stays true. Units carry the copy's number in
    their name, so that no two copies are revisions of one disclosure.
    """
    lines = 0
    with duckdb.connect() as connection:
        for room, tables in ROOM_TABLES.items():
            for table in tables:
                folder = target / room / versions[room] / table
                folder.mkdir(parents=True, exist_ok=True)
                files = f"{parts}/{room}/{versions[room]}/{table}/*.parquet"
                copied = 0 if (room, table) in _NOT_READ else copies
                # Hundreds of small files are read once, not once a copy.
                connection.execute(
                    f"create or replace temp table original as "
                    f"from read_parquet('{files}', union_by_name = true) {'' if copied else 'where false'}"
                )
                for copy in range(max(1, copied)):
                    select = f"select {_columns(table)} from (select *, {copy} as copy from original)"  # noqa: S608
                    file = folder / f"copy{copy:03d}.parquet"
                    written = connection.execute(f"copy ({select}) to '{file}' (format parquet)").fetchone()
                    lines += int(written[0]) if written and table == "lines" else 0
    return lines


def _columns(table: str) -> str:
    return ", ".join(_column(field.name) for field in PART_TABLES[table].fields)


def _column(name: str) -> str:
    if name == "document_id":
        # Outcomes of a whole source name no document.
        return (
            "case when copy = 0 or length(document_id) <> 64 then document_id "
            f"else {_NEW_ID} end as document_id"
        )
    if name in _KEYS:
        return (
            f'case when copy = 0 then "{name}" '
            f'else left({_NEW_ID}, 12) || substr("{name}", 13) end as "{name}"'
        )
    if name in _PLACES:
        return f'case when copy = 0 then "{name}" else "{name}" || \'#\' || copy end as "{name}"'
    if name in ("unit_name", "unit_name_full"):
        return f'case when copy = 0 then "{name}" else "{name}" || \'第\' || copy || \'号\' end as "{name}"'
    return f'"{name}"'
