"""Which tables each unit published in one fiscal year and kind, and which it ought to have.

Belongs here: the coverage matrix. Does not: what ought to be published (the warehouse's expectations).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind
from pipelines.dashboard.pages.by_period import paths_below, period_of
from pipelines.dashboard.periods import periods
from pipelines.dashboard.regions import regions_among, regions_of_units
from pipelines.dashboard.source import Row

_STATES: Final = """
select coverage.unit_id, coverage.unit_name, coverage.report_level, coverage.table_type,
    coverage.state, coverage.obligation,
    coverage.disclosure_id, found.document_id, found.first_page as page, found.table_index
from fct_coverage as coverage
left join (
    select * from fct_table
    qualify row_number() over (partition by disclosure_id, table_type order by document_id, table_index) = 1
) as found
    on found.disclosure_id = coverage.disclosure_id and found.table_type = coverage.table_type
where coverage.fiscal_year is not distinct from ? and coverage.kind = ?
order by coverage.unit_name, coverage.report_level, coverage.table_type
"""
MARKS: Final = {
    "published": "●",
    "declared_empty": "○",
    "empty": "◐",
    "table_missing": "✕",
    "tables_not_held": "⋯",
    "not_parsed": "?",
    "partly_read": "◑",
    "no_disclosure": "∅",
    "not_published": "✕",
    "late": "◷",
    "not_applicable": "–",
}


def build(ask: Ask) -> dict[str, Any]:
    """The matrix: a row per unit (two where it publishes as a department too), a column per table type."""
    period = period_of(ask)
    shown: dict[str, Any] = {"periods": periods(ask.source), "period": period, "folder": "coverage"}
    rows = (
        ask.source.rows(_STATES, period.fiscal_year, period.kind)
        if period and ask.source.has("fct_coverage")
        else []
    )
    order = {name: number for number, name in enumerate(_table_order(ask))}
    types = sorted({r["table_type"] for r in rows}, key=lambda name: order.get(name, len(order)))
    known = regions_of_units(ask.source)
    units: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        named = {name: row[name] for name in ("unit_id", "unit_name", "report_level")}
        region = known[row["unit_id"]].slug if row["unit_id"] in known else ""
        unit = units.setdefault(
            (row["unit_id"], row["report_level"]), {**named, "region": region, "states": {}}
        )
        unit["states"].setdefault(row["table_type"], row)
    return {
        **shown,
        "types": types,
        "regions": regions_among(ask.source, {unit_id for unit_id, _ in units}),
        "units": sorted(units.values(), key=_gaps),
        "twice": {name for name, n in Counter(unit_id for unit_id, _ in units).items() if n > 1},
        "counts": Counter(r["state"] for r in rows),
        "marks": MARKS,
    }


def _gaps(unit: dict[str, Any]) -> tuple[int, str]:
    """Units with the most tables missing first."""
    states: dict[str, Row] = unit["states"]
    gaps = sum(r["state"] in ("table_missing", "not_published", "not_parsed") for r in states.values())
    return -gaps, unit["unit_name"]


def _table_order(ask: Ask) -> list[str]:
    from pipelines.contracts.common import TABLE_TYPES

    return list(TABLE_TYPES)


PAGE: Final = PageKind(
    "coverage",
    re.compile(r"coverage/(?:(?P<period>[a-z0-9-]+)/)?"),
    "coverage.html.j2",
    build,
    paths_below("coverage"),
)
