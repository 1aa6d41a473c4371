"""The tables of a page as pdfplumber's own table finder sees them: the auditor of our grids.

Belongs here: pdfplumber tuned for these documents, the comparison of two readings of one page.
Does not: choosing pages or saying what follows (`second_reading`). It shares nothing with our reading
but the table of radicals.

Tuning, measured on 13,092 pages: areas larger than a rule are no rules (backgrounds made 15 % of pages
wrong), white and skewed characters are no text, characters doubled for boldness are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from pipelines.extract.model import Grid, Page
from pipelines.extract.radicals import without_radicals

_MAX_RULE: Final = 3.1
_DOUBLE_REACH: Final = 0.5
_SETTINGS: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_BLANK = re.compile(r"[\s\u200b\ufeff]+")


def reference_texts(page: Any) -> Counter[str]:
    """The non-empty cell texts of all ruled tables of a pdfplumber page, without white space."""
    tuned = page.filter(_is_read).dedupe_chars(tolerance=_DOUBLE_REACH)
    texts: Counter[str] = Counter()
    for table in tuned.find_tables(_SETTINGS):
        if len(table.cells) < 2:
            continue
        for row in table.extract():
            texts.update(_plain(without_radicals(text)) for text in row if text)
    del texts[""]
    return texts


def own_texts(page: Page) -> Counter[str]:
    """The same of a page that we read."""
    texts = Counter(_plain(c.text) for item in page.items if isinstance(item, Grid) for c in item.cells)
    del texts[""]
    return texts


def disagreement(own: Counter[str], reference: Counter[str]) -> list[str]:
    """Cells that only one of the two readings has: `ours: …`, `pdfplumber: …`; empty when they agree."""
    return [f"ours: {t}" for t in _each(own - reference)] + [
        f"pdfplumber: {t}" for t in _each(reference - own)
    ]


def _each(texts: Counter[str]) -> Iterable[str]:
    return texts.elements()


def _plain(text: str) -> str:
    return _BLANK.sub("", text)


def _is_read(item: dict[str, Any]) -> bool:
    kind = item["object_type"]
    if kind == "char":
        return bool(item["upright"]) and not _is_white(item.get("non_stroking_color"))
    if kind == "rect":
        return bool(item.get("stroke")) or min(item["width"], item["height"]) <= _MAX_RULE
    return True


def _is_white(colour: Any) -> bool:
    if not isinstance(colour, tuple | list) or not colour:
        return False
    if len(colour) == 4:
        return all(value == 0 for value in colour)
    return all(isinstance(value, int | float) and value >= 0.98 for value in colour)
