"""What the web interface shows of the marts, read from the finished build.

Belongs here: row counts and previews of warehouse tables. Does not: anything about parts (see `previews`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from pipelines.contracts.tables import MART_TABLES
from pipelines.orchestration.labels import column_schema
from pipelines.orchestration.previews import preview


def mart_metadata(build_db: Path) -> dict[str, dict[str, Any]]:
    """Metadata per mart: rows, columns with Chinese labels, the first rows."""
    found: dict[str, dict[str, Any]] = {}
    with duckdb.connect(str(build_db), read_only=True) as connection:
        for name, table in MART_TABLES.items():
            rows = connection.execute(f"select count(*) from marts.{name}").fetchone()  # noqa: S608
            columns = ", ".join(f'"{f}"' for f in table.field_names)
            head = connection.execute(f"select {columns} from marts.{name} limit 6").fetchall()  # noqa: S608
            shown = [dict(zip(table.field_names, row, strict=True)) for row in head]
            found[name] = {
                "dagster/row_count": int(rows[0]) if rows else 0,
                "dagster/column_schema": column_schema(table),
                "preview": dg.MetadataValue.md(preview(table, shown)),
            }
    return found
