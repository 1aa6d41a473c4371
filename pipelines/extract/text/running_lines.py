"""Tells page numbers and running headers and footers from the text of a page.

Belongs here: recognising them by form, place and repetition on the neighbouring page.
Does not: reading pages. Nothing is thrown away: recognised lines are kept apart from the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from pipelines.extract.model import Page, TextLine

# Shares of the page height in which running lines stand. A page number is known by its form and may
# stand a little higher, as it does on landscape pages. The sides are for pages printed sideways.
_HEADER_ZONE: Final = 0.08
_FOOTER_ZONE: Final = 0.90
_NUMBER_ZONE: Final = 0.87
_DASHES = r"[-—–―－·•~～_\s]*"
_PAGE_NUMBER = re.compile(
    rf"^(?:{_DASHES}\d{{1,4}}{_DASHES}|第\s*\d{{1,4}}\s*页(?:[,，、/\s]*共\s*\d{{1,4}}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?|共\s*\d{1,4}\s*页[,，、\s]*第\s*\d{1,4}\s*页"
    rf"|{_DASHES}[ivxlcIVXLCⅠ-ⅿ]{{1,7}}{_DASHES}|{_DASHES}[一二三四五六七八九十]{{1,3}}{_DASHES})$"
)
_NEEDS_DASHES = re.compile(r"[一二三四五六七八九十]")
_CAPTION = re.compile(r"单位[:：]|部门[:：]|名称[:：]|[表书]$|[（(]?续表?[)）]?$|附[件表]\d*$|公开\d+表")
_DIGITS = re.compile(r"\d+")
# Running lines stand at the same distance from their edge on both pages, give or take a little.
_SAME_HEIGHT: Final = 4.0

Edge = Literal["top", "bottom", "left", "right"]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line by what stays the same from page to page: its text but for digits, its distance to an edge."""

    text: str
    edge: Edge
    distance: float


@dataclass(slots=True)
class RunningLines:
    """Sorts the lines of a document's pages, page by page; knows the page before and what ran already.

    The first page of a run cannot know that its header will come again: `sort` therefore takes the
    next page as well. Pages of other formats count: a header keeps its distance to the page's edge.
    """

    _before: list[_Mark] = field(default_factory=list)
    _known: set[tuple[str, Edge]] = field(default_factory=set)

    def sort(self, page: Page, following: Page | None) -> tuple[list[TextLine], list[TextLine]]:
        """Split a page's lines into (text, running lines)."""
        neighbours = [*self._before, *(_marks(following) if following else ())]
        text: list[TextLine] = []
        running: list[TextLine] = []
        for line in lines_of(page):
            (running if self._is_running(line, page, neighbours) else text).append(line)
        self._before = _marks(page)
        return text, running

    def _is_running(self, line: TextLine, page: Page, neighbours: Iterable[_Mark]) -> bool:
        mark = _mark(line, page)
        if mark is None:
            return False
        if is_page_number(line.text):
            return True
        if mark.edge in ("top", "bottom") and not _is_outermost(line, page):
            return False
        # A caption that every page of a table repeats is no running line.
        if _CAPTION.search(line.text.strip()):
            return False
        is_again = (mark.text, mark.edge) in self._known or any(
            mark.text == n.text and mark.edge == n.edge and abs(mark.distance - n.distance) <= _SAME_HEIGHT
            for n in neighbours
        )
        if is_again:
            self._known.add((mark.text, mark.edge))
        return is_again


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number in one of the usual forms."""
    stripped = text.strip()
    if not _PAGE_NUMBER.match(stripped):
        return False
    # A Chinese numeral alone is a heading or a cell; between dashes it is a page number.
    return not _NEEDS_DASHES.search(stripped) or bool(re.match(r"^[第共\d]|^[-—–―－~·]", stripped))


def lines_of(page: Page) -> list[TextLine]:
    """The text lines among a page's items."""
    return [item for item in page.items if isinstance(item, TextLine)]


def _is_outermost(line: TextLine, page: Page) -> bool:
    """Whether a line stands in the narrow zones of headers and footers (page numbers have wider ones)."""
    box = line.spot.box
    assert box is not None
    return box.bottom <= _HEADER_ZONE * page.height or box.top >= _FOOTER_ZONE * page.height


def _marks(page: Page) -> list[_Mark]:
    return [mark for line in lines_of(page) if (mark := _mark(line, page))]


def _mark(line: TextLine, page: Page) -> _Mark | None:
    """The line as a candidate for a running line; None when it stands in the middle of the page."""
    box = line.spot.box
    if box is None or page.height <= 0:
        return None
    if box.bottom <= _HEADER_ZONE * page.height:
        return _Mark(_without_digits(line), "top", (box.top + box.bottom) / 2)
    if box.top >= _NUMBER_ZONE * page.height:
        return _Mark(_without_digits(line), "bottom", page.height - (box.top + box.bottom) / 2)
    is_left, is_right = box.x1 <= _HEADER_ZONE * page.width, box.x0 >= (1 - _HEADER_ZONE) * page.width
    # Lines beside the text run up or down the page; a page number is too short to tell.
    if not (is_left or is_right) or not (box.bottom - box.top > box.x1 - box.x0 or is_page_number(line.text)):
        return None
    if is_left:
        return _Mark(_without_digits(line), "left", (box.x0 + box.x1) / 2)
    return _Mark(_without_digits(line), "right", page.width - (box.x0 + box.x1) / 2)


def _without_digits(line: TextLine) -> str:
    return _DIGITS.sub("0", line.text)
