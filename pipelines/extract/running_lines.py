"""Tells page numbers and running headers and footers from the text of a page.

Belongs here: recognising them by form, place and repetition on the neighbouring page.
Does not: reading pages. Nothing is thrown away: recognised lines are kept apart from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.extract.model import Page, TextLine

# Shares of the page height in which running lines stand. A page number is known by its form and may
# stand a little higher, as it does on landscape pages.
_HEADER_ZONE = 0.08
_FOOTER_ZONE = 0.90
_NUMBER_ZONE = 0.87
_PAGE_NUMBER = re.compile(
    r"^(?:[-—–―－·~\s]*\d{1,4}[-—–―－·~\s]*|第\s*\d{1,4}\s*页(?:[,，/\s]*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$"
)
_CAPTION = re.compile(r"单位|部门|表$|[（(]续[)）]|附件")
_DIGITS = re.compile(r"\d+")
# Running lines stand at the same height on both pages, give or take a little.
_SAME_HEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    middle: float


@dataclass(slots=True)
class RunningLines:
    """Sorts the lines of a document's pages, page by page; knows only the page before.

    The first page of a run cannot know that its header will come again: `sort` therefore takes the
    next page's lines as well.
    """

    _before: list[_Mark] = field(default_factory=list)

    def sort(
        self, lines: list[TextLine], height: float, following: list[TextLine]
    ) -> tuple[list[TextLine], list[TextLine]]:
        """Split a page's lines into (text, running lines)."""
        neighbours = [*self._before, *_marks(following)]
        text: list[TextLine] = []
        running: list[TextLine] = []
        for line in lines:
            (running if _is_running(line, height, neighbours) else text).append(line)
        self._before = _marks(lines)
        return text, running


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number in one of the usual forms."""
    return bool(_PAGE_NUMBER.match(text.strip()))


def _is_running(line: TextLine, height: float, neighbours: Iterable[_Mark]) -> bool:
    box = line.spot.box
    if box is None or height <= 0:
        return False
    in_header = box.bottom <= _HEADER_ZONE * height
    if is_page_number(line.text):
        return in_header or box.top >= _NUMBER_ZONE * height
    if not in_header and box.top < _FOOTER_ZONE * height:
        return False
    # A caption that every page of a table repeats is no running line.
    if _CAPTION.search(line.text):
        return False
    mark = _mark(line)
    return any(mark.text == n.text and abs(mark.middle - n.middle) <= _SAME_HEIGHT for n in neighbours)


def _marks(lines: Iterable[TextLine]) -> list[_Mark]:
    return [_mark(line) for line in lines if line.spot.box]


def _mark(line: TextLine) -> _Mark:
    assert line.spot.box is not None
    return _Mark(_DIGITS.sub("0", line.text), (line.spot.box.top + line.spot.box.bottom) / 2)


def lines_of(page: Page) -> list[TextLine]:
    """The text lines among a page's items."""
    return [item for item in page.items if isinstance(item, TextLine)]
