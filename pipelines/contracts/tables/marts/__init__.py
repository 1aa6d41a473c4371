"""The tables users read in a release, schema `marts`.

Belongs here: the list of them. Does not: their descriptions (modules beside this one, by kind).
"""

from __future__ import annotations

from pipelines.contracts.model import Table
from pipelines.contracts.tables.marts import checks, dimensions, facts, overviews, quality

TABLES: tuple[Table, ...] = (
    *dimensions.TABLES,
    *facts.TABLES,
    *checks.TABLES,
    *quality.TABLES,
    *overviews.TABLES,
)
