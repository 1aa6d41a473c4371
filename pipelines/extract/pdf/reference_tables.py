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
from dataclasses import dataclass
from typing import Any, Final

from pipelines.extract.model import Grid, Page, TextLine
from pipelines.extract.page.columns import CLIPPED, INVISIBLE, SHIFTED_X, SHIFTED_Y, PageMarks
from pipelines.extract.text.radicals import without_radicals

_MAX_RULE: Final = 3.1
_DOUBLE_REACH: Final = 0.5
_SETTINGS: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}
_BLANK = re.compile(r"[\s\u200b\ufeff]+")


Hidden = frozenset[tuple[str, int, int]]
"""Characters that a clip hides, with their origins in whole points: pdfplumber does not know of clips."""


def hidden_characters(marks: PageMarks) -> Hidden:
    """What of a page's text does not show."""
    hidden = marks.glyphs[marks.glyphs["flags"] & (CLIPPED | INVISIBLE | SHIFTED_X | SHIFTED_Y) != 0]
    return frozenset(
        (chr(code), round(x), round(y))
        for code, x, y in zip(
            hidden["code"].tolist(), hidden["ox"].tolist(), hidden["oy"].tolist(), strict=True
        )
    )


def reference_texts(page: Any, hidden: Hidden = frozenset()) -> Counter[str]:
    """The non-empty cell texts of all ruled tables of a pdfplumber page, without white space."""

    def shows(item: dict[str, Any]) -> bool:
        if item["object_type"] == "char" and hidden:
            return (item["text"], round(item["matrix"][4]), round(item["matrix"][5])) not in hidden
        return True

    tuned = page.filter(_is_read).filter(shows).dedupe_chars(tolerance=_DOUBLE_REACH)
    texts: Counter[str] = Counter()
    for table in tuned.find_tables(_SETTINGS):
        if len(table.cells) < 2:
            continue
        for row in table.extract():
            texts.update(_plain(without_radicals(text)) for text in row if text)
    del texts[""]
    return texts


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """What we read on a page: sound cells, cells open or overflowing at an edge, the text around tables."""

    closed: Counter[str]
    open: Counter[str]
    around: str


def own_texts(page: Page) -> OwnTexts:
    """The cells and lines of a page that we read, in the form in which they can be compared."""
    closed: Counter[str] = Counter()
    opened: Counter[str] = Counter()
    for item in page.items:
        if isinstance(item, Grid):
            for cell in item.cells:
                if text := _plain(cell.text):
                    doubtful = set(cell.reading.flags) & {"open_edge", "overflow"}
                    (opened if doubtful else closed)[text] += 1
    around = "".join(_plain(item.text) for item in page.items if isinstance(item, TextLine))
    return OwnTexts(closed, opened, around)


def disagreement(own: OwnTexts, reference: Counter[str]) -> list[str]:
    """Cells that only one of the two readings has: `ours: …`, `pdfplumber: …`; empty when they agree.

    What pdfplumber's table finder cannot know is no disagreement: it drops cells that a page break leaves
    open on one side, cuts text where it crosses a rule, and takes captions in a box of their own for cells.
    """
    theirs = reference - own.closed - own.open
    elsewhere = own.around + "".join(own.open)
    beyond = [text for text in theirs.elements() if text not in elsewhere]
    return [f"ours: {text}" for text in (own.closed - reference).elements()] + [
        f"pdfplumber: {text}" for text in beyond
    ]


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
