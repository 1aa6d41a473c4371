"""The tables that rooms hand on, by room.

Belongs here: the list of all tables. Does not: descriptions (one module per room beside this one).
"""

from __future__ import annotations

from pipelines.contracts.model import Table
from pipelines.contracts.tables import collect, conform, extract, marts, reconcile

PART_TABLES: dict[str, Table] = {
    t.name: t for t in (*collect.TABLES, *extract.TABLES, *conform.TABLES, *reconcile.TABLES)
}
"""Tables written as Parquet parts, by name."""

MART_TABLES: dict[str, Table] = {t.name: t for t in marts.TABLES}
"""Tables that users read in a release, by name."""
