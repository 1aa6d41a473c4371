"""The district at a glance, for one fiscal year and kind: who published, how much, on what, how reliable.

Belongs here: the overview. Does not: one unit (see `unit`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pipelines.dashboard import charts, numbers
from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.measures import spots
from pipelines.dashboard.periods import Period, latest, periods
from pipelines.dashboard.source import Row, Source
from pipelines.dashboard.words import term, words

_UNITS: Final = """
select
    disclosure_id, unit_id, unit_name, report_level,
    total_budget_yuan, basic_expenditure_yuan, project_expenditure_yuan, three_public_yuan,
    table_count, figure_count, findings,
    checks_passed + checks_rounding as checks_held, checks_failed, checks_cannot_tell
from mart_department_overview
where fiscal_year is not distinct from ? and kind = ?
order by total_budget_yuan desc nulls last, unit_name
"""
# Leaves only: what is summed is printed once, whether or not its class has a row of its own.
_FUNCTIONS: Final = """
select
    left(code, 3) as code,
    sum(total_yuan) as total_yuan,
    count(distinct unit_id) as units
from mart_expenditure_by_function
where fiscal_year is not distinct from ? and kind = ? and report_level = ? and is_leaf
group by 1
order by 2 desc
"""
_KNOWN_UNITS: Final = "select unit_id from dim_unit"
_PUBLICATION: Final = """
select unit_id, unit_name, state, is_expected, due_on, due_basis, published_on, days_late, url
from mart_publication_status
where fiscal_year is not distinct from ? and kind = ?
order by case state when 'missing' then 0 when 'late' then 1 else 2 end, days_late desc nulls last, unit_name
"""
_RELIABILITY: Final = """
select disclosure_id, reliability_percent, rules_owed, rules_held, rules_failed, rules_unproven
from mart_reliability
"""
_FUNCTION_NAMES: Final = "select code, name from dim_function where fiscal_year = ? and length(code) = 3"
_LARGEST: Final = 12


def build(ask: Ask) -> dict[str, Any]:
    """Everything the overview shows."""
    known = periods(ask.source)
    if not known:
        return {"periods": [], "period": None}
    period = _period(ask, known)
    rows = ask.source.rows(_UNITS, period.fiscal_year, period.kind)
    level = "department" if any(r["report_level"] == "department" for r in rows) else "unit"
    counted = [r for r in rows if r["report_level"] == level]
    held = sum(r["checks_held"] for r in rows)
    failed = sum(r["checks_failed"] for r in rows)
    return {
        "periods": known,
        "period": period,
        "units": rows,
        "level": level,
        "counted": counted,
        "spots": spots(ask.source),
        "unit_ids": {r["unit_id"] for r in ask.source.rows(_KNOWN_UNITS)},
        "total": _sum(counted, "total_budget_yuan"),
        "three_public": _sum(counted, "three_public_yuan"),
        "unit_count": len({r["unit_id"] for r in rows}),
        "figures": sum(r["figure_count"] for r in rows),
        "findings": sum(r["findings"] for r in rows),
        "checks_held": held,
        "checks_failed": failed,
        "checks_in_doubt": sum(r["checks_cannot_tell"] for r in rows),
        "held_percent": numbers.ratio_percent(held, held + failed),
        "publication": publication(ask.source, period.fiscal_year, period.kind),
        "reliability": reliability(ask.source),
        "tiles": _tiles(ask, period, level),
        "largest": _bars(counted),
    }


def publication(source: Source, fiscal_year: int | None, kind: str) -> dict[str, Any]:
    """Who published, who is late, who has not: counts by state, and everyone a person should ask about."""
    if not source.has("mart_publication_status", "state", "is_expected", "days_late"):
        return {"counts": {}, "open": [], "has_roster": False}
    rows = source.rows(_PUBLICATION, fiscal_year, kind)
    return {
        "counts": Counter(r["state"] for r in rows),
        "open": [r for r in rows if r["state"] in ("missing", "late")],
        "has_roster": any(r["is_expected"] for r in rows),
    }


def reliability(source: Source) -> dict[str, Row]:
    """Disclosure → its reliability: how many of the rules it owes hold. Empty where the release has none."""
    if not source.has("mart_reliability", "reliability_percent", "rules_owed", "rules_held"):
        return {}
    return source.remember("reliability", lambda: {r["disclosure_id"]: r for r in source.rows(_RELIABILITY)})


def _period(ask: Ask, known: list[Period]) -> Period:
    wanted = ask.params.get("period")
    if wanted is None:
        return latest(known)
    for period in known:
        if period.slug == wanted:
            return period
    raise PageNotFound(f"nothing was published for {wanted}")


def _sum(rows: list[Row], column: str) -> Decimal | None:
    amounts = [r[column] for r in rows if r[column] is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def _tiles(ask: Ask, period: Period, level: str) -> list[charts.Tile]:
    """The treemap of functional classes."""
    if not ask.source.has("mart_expenditure_by_function"):
        return []
    rows = ask.source.rows(_FUNCTIONS, period.fiscal_year, period.kind, level)
    printed = {r["code"]: r["name"] for r in ask.source.rows(_FUNCTION_NAMES, period.fiscal_year)}
    whole = sum((r["total_yuan"] for r in rows), Decimal(0))
    parts = []
    for row in rows:
        key = f"function.{row['code']}"
        name = term(ask.language, "function", row["code"]) if key in words() else printed.get(row["code"])
        told = numbers.short_money(row["total_yuan"], ask.language)
        share = numbers.percent(numbers.ratio_percent(row["total_yuan"], whole))
        parts.append(
            charts.Part(
                label=name or row["code"],
                size=row["total_yuan"],
                title=f"{row['code']} {name or ''} · {numbers.exact(row['total_yuan'])} · {share}",
                href=ask.links.to(f"function/{period.slug}/{row['code']}/"),
                note=f"{told} · {share}",
            )
        )
    return charts.treemap(parts)


def _bars(rows: list[Row]) -> list[dict[str, Any]]:
    """The largest units: basic and project expenditure as parts of the longest bar, in percent."""
    shown = [r for r in rows if r["total_budget_yuan"]][:_LARGEST]
    longest = max((r["total_budget_yuan"] for r in shown), default=Decimal(0))
    bars = []
    for row in shown:
        basic = row["basic_expenditure_yuan"] or Decimal(0)
        project = row["project_expenditure_yuan"] or Decimal(0)
        rest = max(Decimal(0), row["total_budget_yuan"] - basic - project)
        parts = (("basic", basic), ("project", project), ("rest", rest))
        bars.append(
            {"row": row, "parts": [(name, float(amount * 100 / longest), amount) for name, amount in parts]}
        )
    return bars


def paths(source: Source) -> Iterable[str]:
    """The overview, and one per period."""
    yield ""
    for period in periods(source):
        yield f"year/{period.slug}/"


PAGE: Final = PageKind(
    "overview", re.compile(r"(?:year/(?P<period>[a-z0-9-]+)/)?"), "overview.html.j2", build, paths
)
