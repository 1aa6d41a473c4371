"""Marts about trust: which tables the sets of a region have.

Belongs here: quality as a theme for charts. Does not: outcomes, renditions, publication (see `quality`), rules
(see `checks`).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.tables.marts.fields import DIVISION
from pipelines.contracts.tables.marts.quality import FCT_COVERAGE

MART_COVERAGE = Table(
    name="mart_coverage",
    layer="marts",
    zh="表的覆盖",
    grain="As fct_coverage, with the division: which region's sets have which table.",
    key=FCT_COVERAGE.key,
    fields=(
        *(replace(f, reference="") if f.name == "disclosure_id" else f for f in FCT_COVERAGE.fields),
        *DIVISION,
        Field("is_published", Type.BOOLEAN, "已公开", "A table was found, empty or not.", required=True),
    ),
)

TABLES = (MART_COVERAGE,)
