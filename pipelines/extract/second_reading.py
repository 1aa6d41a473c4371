"""The reference reading: pages that are in doubt are read again with pdfplumber.

Belongs here: what puts a page in doubt, opening the file a second time, choosing between two readings.
Does not: either reading (`pdfium_file`, `pdf_source`), the page builder (`pdf_page`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.extract.model import Grid, Outcome, Page
from pipelines.extract.page_marks import PageMarks
from pipelines.extract.pdf_page import build_page, page_of
from pipelines.extract.pdf_source import BrokenPageError, PdfplumberFile


class SecondReader:
    """Settles pages; opens the file with pdfplumber only when a page needs it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._file: PdfplumberFile | None = None

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(self, *_: Any) -> None:
        if self._file is not None:
            self._file.close()

    def settled(self, marks: PageMarks) -> Page:
        """The page from the reading that stands; says so when it is the second one."""
        first = page_of(marks)
        if not (doubt := _doubt(first)):
            return first
        try:
            second = self._read(marks.number)
        except BrokenPageError as error:
            return _told(first, f"{doubt}; pdfplumber cannot read the page: {error.detail}")
        if _unreadable(second) < _unreadable(first):
            return _told(second, f"{doubt}: pdfplumber's reading is used")
        return _told(first, f"{doubt}: pdfplumber reads it no better")

    def _read(self, number: int) -> Page:
        if self._file is None:
            self._file = PdfplumberFile(self._content)
        return build_page(self._file.page(number))


def _doubt(page: Page) -> str:
    """Why a page ought to be read a second time; empty when it need not be."""
    for outcome in page.outcomes:
        if outcome.code == "TEXT_UNREADABLE" and outcome.severity == "error":
            return "characters without a known meaning"
    return ""


def _unreadable(page: Page) -> int:
    texts = [c.text for item in page.items if isinstance(item, Grid) for c in item.cells]
    texts += [item.text for item in page.items if not isinstance(item, Grid)]
    return sum(text.count("\ufffd") for text in texts)


def _told(page: Page, detail: str) -> Page:
    outcome = Outcome("PAGE_READ_TWICE", "info", detail, page.number)
    return replace(page, outcomes=(*page.outcomes, outcome))
