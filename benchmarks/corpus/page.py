"""The corpus report as one HTML page that needs nothing beside it.

Belongs here: turning totals, documents and changes into a page. Does not: counting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2

from benchmarks.corpus.totals import Totals, share

_PAGE = jinja2.Template(Path(__file__).with_name("page.html.j2").read_text(encoding="utf-8"), autoescape=True)
COLUMNS = (
    "documents",
    "statutory found",
    "tables",
    "typed",
    "columns",
    "columns unknown",
    "unit unknown",
    "numbers",
    "fact",
    "label",
    "excluded",
    "quarantined",
    "lost",
    "sums",
    "sums rounding",
    "sums failed",
    "repaired rows",
    "indicators",
    "claims",
)
_BAD = ("columns unknown", "unit unknown", "quarantined", "lost", "sums failed")
_SHARES = {"typed": "tables", "statutory found": "statutory due", "fact": "numbers", "quarantined": "numbers"}


def cell(counts: dict[str, float], column: str) -> str:
    """One count, with its share of the whole where that says more."""
    value = str(int(counts.get(column, 0)))
    whole = _SHARES.get(column)
    return f"{value} ({share(counts, column, whole)})" if whole and counts.get(whole) else value


def render(headline: str, totals: Totals, documents: list[dict[str, Any]], changes: list[str] | None) -> str:
    """The page."""
    return _PAGE.render(
        headline=headline,
        totals=totals,
        documents=documents,
        changes=changes,
        columns=COLUMNS,
        bad=_BAD,
        cell=cell,
    )
