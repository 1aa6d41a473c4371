"""One unit: its years side by side, its plan against its accounts, what it spends on, what was found.

Belongs here: the page about a unit. Does not: comparing units (see `compare`), single figures (see `viewer`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from pipelines.dashboard import numbers
from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.charts import Column, columns_chart
from pipelines.dashboard.links import slug, unit_path
from pipelines.dashboard.measures import AGENCY_OPERATING_COST, HEADLINES, Headline, spots
from pipelines.dashboard.pages import unit_parts as parts
from pipelines.dashboard.pages.overview import reliability
from pipelines.dashboard.source import Row, Source
from pipelines.dashboard.words import term

_UNITS: Final = "select unit_id, unit_name from dim_unit order by unit_name"
_DISCLOSURES: Final = """
select *
from mart_department_overview
where unit_id = ?
order by report_level, fiscal_year nulls first, kind
"""
_THREE_PUBLIC: Final = ("overseas_travel", "official_vehicles", "official_reception")


def build(ask: Ask) -> dict[str, Any]:
    """Everything the page about a unit shows."""
    unit = _unit(ask)
    rows = ask.source.rows(_DISCLOSURES, unit["unit_id"])
    ids = [r["disclosure_id"] for r in rows]
    series = parts.series(ask.source, unit["unit_id"])
    newest = max(rows, key=lambda r: (r["fiscal_year"] or 0, r["kind"] == "final"), default=None)
    return {
        "unit": unit,
        "disclosures": rows,
        "newest": newest,
        "measures": [_measure_row(ask, h, rows, series) for h in (*HEADLINES, AGENCY_OPERATING_COST)],
        "executions": _executions(ask, rows),
        "three_public_chart": _three_public_chart(ask, rows),
        "functions": parts.functions(ask.source, newest["disclosure_id"]) if newest else [],
        "projects": parts.projects(ask.source, newest["disclosure_id"]) if newest else [],
        "procurement": parts.procurement(ask.source, newest["disclosure_id"]) if newest else [],
        "indicators": parts.indicators(ask.source, newest["disclosure_id"]) if newest else {},
        "staff": parts.staff(ask.source, ids),
        "reliability": reliability(ask.source),
        "matched": parts.executions(ask.source, unit["unit_id"]),
        "per_head": parts.per_head(ask.source, ids),
        "series_notes": parts.series_notes(ask.source, unit["unit_id"]),
        "findings": parts.findings(ask.source, ids),
        "documents": parts.documents(ask.source, ids),
        "coverage": parts.coverage(ask.source, unit["unit_id"]),
    }


def _unit(ask: Ask) -> Row:
    units = ask.source.remember("units", lambda: {slug(r["unit_id"]): r for r in ask.source.rows(_UNITS)})
    unit = units.get(ask.params["unit"])
    if unit is None:
        raise PageNotFound(f"no unit {ask.params['unit']} in this release")
    return unit


def _measure_row(
    ask: Ask, headline: Headline, rows: list[Row], series: dict[tuple[str, str], Row]
) -> dict[str, Any]:
    """One measure over all disclosures, each amount with its spot and its change from the year before.

    Where a break lies between, the change is no growth: `is_break` stands in its place.
    """
    known = spots(ask.source)
    cells = []
    for row in rows:
        told = series.get((row["disclosure_id"], headline.series_measure))
        amount = _amount(headline, row, series)
        before = _year_before(row, rows)
        growth = numbers.growth_percent(amount, _amount(headline, before, series)) if before else None
        spot = known.get((row["disclosure_id"], headline.key))
        if spot is None and told is not None and told["amount_yuan"] == amount:
            spot = told
        is_break = growth is not None and told is not None and bool(told["is_break"])
        cells.append({"amount": amount, "spot": spot, "growth": growth, "is_break": is_break})
    return {
        "headline": headline,
        "cells": cells,
        "is_known": any(c["amount"] is not None for c in cells),
    }


def _amount(headline: Headline, row: Row, series: dict[tuple[str, str], Row]) -> Any:
    """From the overview, or, for a measure it does not have, from the series."""
    if headline.column in row:
        return row[headline.column]
    told = series.get((row["disclosure_id"], headline.series_measure))
    return told["amount_yuan"] if told else None


def _year_before(row: Row, rows: list[Row]) -> Row | None:
    """The disclosure one year earlier of the same kind and level; no other is compared without saying so."""
    if row["fiscal_year"] is None:
        return None
    same = (r for r in rows if all(r[c] == row[c] for c in ("kind", "report_level")))
    return next((r for r in same if r["fiscal_year"] == row["fiscal_year"] - 1), None)


def _executions(ask: Ask, rows: list[Row]) -> list[dict[str, Any]]:
    """Budget beside final accounts of the same year and level, per measure both state."""
    found = []
    for final in (r for r in rows if r["kind"] == "final"):
        budget = next(
            (
                r
                for r in rows
                if r["kind"] == "budget"
                and r["fiscal_year"] == final["fiscal_year"]
                and r["report_level"] == final["report_level"]
            ),
            None,
        )
        if budget is None:
            continue
        lines = [
            {
                "headline": h,
                "budget": budget[h.column],
                "final": final[h.column],
                "rate": numbers.ratio_percent(final[h.column], budget[h.column]),
                "budget_spot": spots(ask.source).get((budget["disclosure_id"], h.key)),
                "final_spot": spots(ask.source).get((final["disclosure_id"], h.key)),
            }
            for h in HEADLINES
            if budget[h.column] is not None and final[h.column] is not None
        ]
        if lines:
            found.append({"year": final["fiscal_year"], "lines": lines})
    return found


def _three_public_chart(ask: Ask, rows: list[Row]) -> Any:
    """三公 per disclosure as stacked bars."""
    columns = []
    previous: Row | None = None
    for row in (r for r in rows if r["three_public_yuan"]):
        pieces = [
            (
                name,
                row[f"{name}_yuan"],
                f"{term(ask.language, 'three_public', name)} {numbers.exact(row[f'{name}_yuan'])}",
            )
            for name in _THREE_PUBLIC
            if row[f"{name}_yuan"]
        ]
        label = f"{row['fiscal_year'] or '?'}\n{term(ask.language, 'kind', row['kind'])}"
        broken = previous is not None and (
            previous["kind"] != row["kind"] or previous["report_level"] != row["report_level"]
        )
        total = numbers.table_money(row["three_public_yuan"], ask.language)
        columns.append(Column(label, tuple(pieces), total, broken))
        previous = row
    return columns_chart(columns, ask.word("unit.three_public")) if columns else ""


def paths(source: Source) -> Iterable[str]:
    """One page per unit."""
    if source.has("dim_unit"):
        yield from (unit_path(r["unit_id"]) for r in source.rows(_UNITS))


PAGE: Final = PageKind("unit", re.compile(r"unit/(?P<unit>u[0-9a-f]+)/"), "unit.html.j2", build, paths)
