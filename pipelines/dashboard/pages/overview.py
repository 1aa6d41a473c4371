"""The district at a glance, for one fiscal year and kind: who published, how much, on what, how reliable.

Belongs here: the overview. Does not: one unit (see `unit`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pipelines.contracts.metrics import metrics
from pipelines.dashboard import charts, numbers
from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.measures import spots
from pipelines.dashboard.periods import Period, latest, periods
from pipelines.dashboard.regions import regions_among, regions_of_units
from pipelines.dashboard.source import Row, Source
from pipelines.dashboard.words import term, words

_HERE: Final = """
fiscal_year is not distinct from $year and kind = $kind
and ($region is null or coalesce(division_code, 'none') = $region)
"""
_UNITS: Final = f"""
select
    disclosure_id, unit_id, unit_name, report_level, is_counted,
    total_budget_yuan, basic_expenditure_yuan, project_expenditure_yuan, three_public_yuan,
    table_count, figure_count, findings,
    checks_passed + checks_rounding as checks_held, checks_failed, checks_cannot_tell
from mart_department_overview
where {_HERE}
order by total_budget_yuan desc nulls last, unit_name
"""  # noqa: S608 - texts of this module
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
    units_here = _units_of(ask.source, period)
    choices = regions_among(ask.source, units_here)
    region = ask.params.get("region")
    if region is not None and region not in {r.slug for r in choices}:
        raise PageNotFound(f"nothing was published in {region} for {period.slug}")
    rows = ask.source.rows(_UNITS, **_where(period, region))
    return {
        "periods": known,
        "period": period,
        "regions": choices,
        "region": next((r for r in choices if r.slug == region), None),
        "units": rows,
        "counted": sum(1 for r in rows if r["is_counted"]),
        "spots": spots(ask.source),
        "unit_ids": {r["unit_id"] for r in ask.source.rows(_KNOWN_UNITS)},
        "figures": sum(r["figure_count"] for r in rows),
        "checks_held": sum(r["checks_held"] for r in rows),
        "checks_failed": sum(r["checks_failed"] for r in rows),
        "checks_in_doubt": sum(r["checks_cannot_tell"] for r in rows),
        **_sums(ask.source, period, region),
        "publication": publication(ask.source, period.fiscal_year, period.kind, region),
        "reliability": reliability(ask.source),
        "tiles": _tiles(ask, period, region),
        "largest": _bars([r for r in rows if r["is_counted"]]),
    }


def _where(period: Period, region: str | None) -> dict[str, Any]:
    return {"year": period.fiscal_year, "kind": period.kind, "region": region}


def _units_of(source: Source, period: Period) -> set[str]:
    return {r["unit_id"] for r in source.rows(_UNITS, **_where(period, None))}


def _sums(source: Source, period: Period, region: str | None) -> dict[str, Any]:
    """Totals and rates, as the metrics define them everywhere else (docs/metrics.md)."""
    is_final = period.kind == "final"
    chosen = {
        "total": "total_final" if is_final else "total_budget",
        "three_public": "three_public_final" if is_final else "three_public_budget",
        "unit_count": "unit_count",
        "findings": "finding_total",
        "held": "check_pass_rate",
    }
    known = metrics()
    asked = ", ".join(f"{known[name].sql} as {key}" for key, name in chosen.items())
    sums = source.row(f"select {asked} from mart_department_overview where {_HERE}", **_where(period, region))  # noqa: S608
    found = sums or dict.fromkeys(chosen)
    held = found.pop("held")
    return {**found, "held_percent": None if held is None else held * 100}


def publication(
    source: Source, fiscal_year: int | None, kind: str, region: str | None = None
) -> dict[str, Any]:
    """Who published, who is late, who has not: counts by state, and everyone a person should ask about."""
    if not source.has("mart_publication_status", "state", "is_expected", "days_late"):
        return {"counts": {}, "open": [], "has_roster": False}
    rows = source.rows(_PUBLICATION, fiscal_year, kind)
    if region is not None:
        there = regions_of_units(source)
        rows = [r for r in rows if r["unit_id"] in there and there[r["unit_id"]].slug == region]
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


def _tiles(ask: Ask, period: Period, region: str | None) -> list[charts.Tile]:
    """The treemap of functional classes."""
    if not ask.source.has("mart_expenditure_by_function"):
        return []
    # The metric is of budgets; final accounts are added up by the same expression.
    total = metrics()["function_budget"].sql.replace("kind = 'budget'", f"kind = '{period.kind}'")
    rows = ask.source.rows(
        f"select left(code, 3) as code, {total} as total_yuan from mart_expenditure_by_function "  # noqa: S608
        f"where {_HERE} group by 1 having {total} > 0 order by 2 desc",
        **_where(period, region),
    )
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
    """The overview, one per period, and one per region of a period."""
    yield ""
    for period in periods(source):
        yield f"year/{period.slug}/"
        for region in regions_among(source, _units_of(source, period)):
            yield f"year/{period.slug}/in/{region.slug}/"


PAGE: Final = PageKind(
    "overview",
    re.compile(r"(?:year/(?P<period>[a-z0-9-]+)/(?:in/(?P<region>\d{6}|none)/)?)?"),
    "overview.html.j2",
    build,
    paths,
)
