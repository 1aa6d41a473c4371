"""Any measure of any units over the years: the reader chooses, the page computes nothing but ratios.

Belongs here: the page, and its data (one file for all languages). Does not: series (the warehouse's),
choosing and drawing (`static/compare.js`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind
from pipelines.dashboard.links import SHORT_ID, slug
from pipelines.dashboard.measures import HEADLINES, series_name, spots
from pipelines.dashboard.regions import regions_among, regions_of_units
from pipelines.dashboard.source import Row, Source

DATA: Final = "data/compare.js"

_SERIES: Final = """
select
    series.unit_id, series.unit_name, series.report_level, series.kind, series.fiscal_year,
    series.series_measure as measure, series.series_measure_zh as measure_zh,
    series.value_yuan as amount, series.value_basis, series.is_break,
    series.break_reasons_zh, series.break_reasons_en,
    series.real_yuan, series.price_year, series.staff_in_post,
    series.line_id, line.document_id, line.page
from mart_series as series
left join fct_line_item as line using (line_id)
where series.value_yuan is not null
order by series.unit_name, series.fiscal_year
"""
_OVERVIEW: Final = "select * from mart_department_overview where fiscal_year is not null"


def build(ask: Ask) -> dict[str, Any]:
    """The page; its data come from `DATA`."""
    points = series(ask.source)
    measures = {p["measure"] for p in points}
    regions = regions_among(ask.source, {p["unit_id"] for p in points})
    return {"data": DATA, "has_points": bool(points), "measure_count": len(measures), "regions": regions}


def series(source: Source) -> list[Row]:
    """One row per figure that can be compared, from the warehouse's series, else from its overviews."""

    def gather() -> list[Row]:
        if source.has(
            "mart_series", "series_measure", "value_yuan", "is_break", "real_yuan", "break_reasons_en"
        ):
            return source.rows(_SERIES)
        return list(_from_overviews(source)) if source.has("mart_department_overview") else []

    return source.remember("series", gather)


def _from_overviews(source: Source) -> Iterable[Row]:
    """Without series: headline figures, with nothing said of breaks or prices."""
    known = spots(source)
    for row in source.rows(_OVERVIEW):
        for headline in HEADLINES:
            if row[headline.column] is None:
                continue
            spot = known.get((row["disclosure_id"], headline.key)) or {}
            yield {
                **{c: row[c] for c in ("unit_id", "unit_name", "report_level", "kind", "fiscal_year")},
                "measure": headline.key,
                "measure_zh": headline.zh,
                "amount": row[headline.column],
                "value_basis": "published",
                "is_break": False,
                "break_reasons_zh": None,
                "break_reasons_en": None,
                "real_yuan": None,
                "price_year": None,
                "staff_in_post": row["staff_in_post"],
                **{c: spot.get(c) for c in ("line_id", "document_id", "page")},
            }


def data_script(source: Source) -> str:
    """The data as a script: pages read from disk may load scripts and nothing else.

    Amounts are text, exact in yuan. Points are [unit, measure, year, kind, level, amount, real, heads, basis,
    break reasons (Chinese, English; null where none), line id, document, page].
    """
    rows = series(source)
    known = regions_of_units(source)
    units = {
        r["unit_id"]: {
            "name": r["unit_name"],
            "slug": slug(r["unit_id"]),
            "region": known[r["unit_id"]].slug if r["unit_id"] in known else "",
        }
        for r in rows
    }
    measures = {
        r["measure"]: {
            "key": r["measure"],
            "zh": r["measure_zh"],
            "en": series_name("en", r["measure"], r["measure_zh"]),
        }
        for r in rows
    }
    unit_at = {unit_id: i for i, unit_id in enumerate(units)}
    measure_at = {key: i for i, key in enumerate(measures)}
    points = [
        [
            unit_at[r["unit_id"]],
            measure_at[r["measure"]],
            r["fiscal_year"],
            r["kind"],
            r["report_level"],
            _text(r["amount"]),
            _text(r["real_yuan"]),
            r["staff_in_post"],
            r["value_basis"],
            [r["break_reasons_zh"] or "", r["break_reasons_en"] or ""] if r["is_break"] else None,
            r["line_id"],
            r["document_id"][:SHORT_ID] if r["document_id"] else None,
            r["page"],
        ]
        for r in rows
    ]
    shape = {
        "release": source.release.release_id,
        "priceYear": max((r["price_year"] for r in rows if r["price_year"]), default=None),
        "units": list(units.values()),
        "measures": list(measures.values()),
        "points": points,
    }
    return f"window.GONGKAI_SERIES = {json.dumps(shape, ensure_ascii=False, separators=(',', ':'))};\n"


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"


PAGE: Final = PageKind(
    "compare", re.compile(r"compare/"), "compare.html.j2", build, lambda source: ["compare/"]
)
