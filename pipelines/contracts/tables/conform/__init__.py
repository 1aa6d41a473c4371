"""What `conform/` hands on: documents understood, tables identified, figures with meaning and unit.

Belongs here: the list of the room"s tables. Does not: their descriptions (modules beside this one).
"""

from __future__ import annotations

from pipelines.contracts.tables.conform.lines import LINES
from pipelines.contracts.tables.conform.narrative import CLAIMS, HEADCOUNTS
from pipelines.contracts.tables.conform.projects import INDICATORS, PROJECT_ITEMS, PROJECTS
from pipelines.contracts.tables.conform.purchases import PROCUREMENTS
from pipelines.contracts.tables.conform.quarantine import QUARANTINE
from pipelines.contracts.tables.conform.understanding import DOCUMENTS, TABLES_FOUND

__all__ = [
    "CLAIMS",
    "DOCUMENTS",
    "HEADCOUNTS",
    "INDICATORS",
    "LINES",
    "PROCUREMENTS",
    "PROJECTS",
    "PROJECT_ITEMS",
    "QUARANTINE",
    "TABLES",
    "TABLES_FOUND",
]

TABLES = (
    DOCUMENTS,
    TABLES_FOUND,
    LINES,
    CLAIMS,
    PROJECTS,
    PROJECT_ITEMS,
    INDICATORS,
    PROCUREMENTS,
    HEADCOUNTS,
    QUARANTINE,
)
