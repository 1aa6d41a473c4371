"""One functional class in one year: which units spend on it, item by item.

Belongs here: the page behind a tile of the overview. Does not: one unit (see `unit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.links import period_slug
from pipelines.dashboard.periods import Period, periods
from pipelines.dashboard.source import Row, Source
from pipelines.dashboard.words import term, words

MOST: Final = 300

_ITEMS: Final = """
select
    unit_id, unit_name, report_level, code, row_label as name, amount_yuan, line_id, document_id, page,
    count(*) over () as whole
from fct_line_item
where fiscal_year is not distinct from ? and kind = ?
    and table_type = 'expenditure_detail' and measure = 'total' and code_scheme = 'function'
    and is_leaf and left(code, 3) = ? and amount_yuan is not null
    and coalesce(amount_year, fiscal_year) is not distinct from fiscal_year
order by amount_yuan desc, line_id
limit ?
"""
_UNITS: Final = """
select unit_id, unit_name, report_level, sum(total_yuan)::decimal(20, 2) as total_yuan
from mart_expenditure_by_function
where fiscal_year is not distinct from ? and kind = ? and left(code, 3) = ? and is_leaf
group by all
having sum(total_yuan) is not null
order by total_yuan desc
"""
_NAME: Final = "select name from dim_function where code = ? order by fiscal_year desc limit 1"
_CODES: Final = """
select distinct fiscal_year, kind, left(code, 3) as code
from mart_expenditure_by_function
where code is not null and is_leaf and total_yuan is not null
"""


def build(ask: Ask) -> dict[str, Any]:
    """The class, its units and its items."""
    period = _period(ask)
    code = ask.params["code"]
    units = ask.source.rows(_UNITS, period.fiscal_year, period.kind, code)
    if not units:
        raise PageNotFound(f"nothing was spent on {code} in {period.slug}")
    largest = max((u["total_yuan"] for u in units), default=Decimal(0))
    for unit in units:
        unit["bar"] = float(unit["total_yuan"] * 100 / largest) if unit["total_yuan"] > 0 else 0.0
    return {
        "period": period,
        "code": code,
        "class_name": _name(ask, code),
        "units": units,
        "items": ask.source.rows(_ITEMS, period.fiscal_year, period.kind, code, MOST),
    }


def _name(ask: Ask, code: str) -> str:
    if f"function.{code}" in words():
        return term(ask.language, "function", code)
    printed: Row | None = ask.source.row(_NAME, code)
    return str(printed["name"]) if printed else code


def _period(ask: Ask) -> Period:
    for period in periods(ask.source):
        if period.slug == ask.params["period"]:
            return period
    raise PageNotFound(f"nothing was published for {ask.params['period']}")


def paths(source: Source) -> Iterable[str]:
    """One page per class of every period."""
    if source.has("mart_expenditure_by_function"):
        known = {p.slug for p in periods(source)}
        for row in source.rows(_CODES):
            slug = period_slug(row["fiscal_year"], row["kind"])
            if slug in known:
                yield f"function/{slug}/{row['code']}/"


PAGE: Final = PageKind(
    "function",
    re.compile(r"function/(?P<period>[a-z0-9-]+)/(?P<code>[0-9]{3})/"),
    "function.html.j2",
    build,
    paths,
)
