"""The tables users read in a release, schema `marts`.

Belongs here: the list of them. Does not: their descriptions (modules beside this one, by kind).
"""

from __future__ import annotations

from pipelines.contracts.model import Table
from pipelines.contracts.tables.marts import (
    checks,
    codes,
    dimensions,
    execution,
    facts,
    identity,
    overviews,
    quality,
    series,
    themes,
    trust,
)

TABLES: tuple[Table, ...] = (
    *dimensions.TABLES,
    *identity.TABLES,
    *codes.TABLES,
    *facts.TABLES,
    *checks.TABLES,
    *quality.TABLES,
    *overviews.TABLES,
    *series.TABLES,
    *execution.TABLES,
    *themes.TABLES,
    *trust.TABLES,
)
