"""The tables that rooms hand on, by room.

Belongs here: the list of all tables. Does not: descriptions (one module per room beside this one).
"""

from __future__ import annotations

from pipelines.contracts.model import Table
from pipelines.contracts.tables import collect, conform, extract, marts, reconcile

PART_TABLES: dict[str, Table] = {
    t.name: t for t in (*collect.TABLES, *extract.TABLES, *conform.TABLES, *reconcile.TABLES)
}
"""Tables that rooms produce, by name. Those of `reconcile` are made inside the warehouse, not as parts."""

MART_TABLES: dict[str, Table] = {t.name: t for t in marts.TABLES}
"""Tables that users read in a release, by name."""

ROOM_TABLES: dict[str, tuple[str, ...]] = {
    "collect": (
        "archived_documents",
        "source_units",
        "fetches",
        "document_changes",
        "expected_disclosures",
        "official_codes",
        "outcomes",
        "quarantine",
    ),
    "extract": ("pages", "blocks", "extracted_tables", "cells", "text_changes", "outcomes", "quarantine"),
    "conform": (
        "documents",
        "tables",
        "lines",
        "claims",
        "projects",
        "project_items",
        "indicators",
        "procurements",
        "headcounts",
        "quarantine",
        "outcomes",
    ),
}
"""Tables each room writes as Parquet parts. Any room may have outcomes and records in quarantine."""
