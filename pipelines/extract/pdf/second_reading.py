"""The second opinion: doubtful pages are read again with pdfplumber, and a fixed sample is audited.

Belongs here: what puts a page in doubt, opening the file a second time, which reading stands, the sample.
Does not: either reading (`pdfium_file`, `pdf_source`), the page builder, the auditor's table finder.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from pipelines.extract.model import Grid, Outcome, Page
from pipelines.extract.page.builder import build_page, page_of
from pipelines.extract.page.columns import BrokenPageError, PageMarks
from pipelines.extract.pdf.reference_tables import (
    Hidden,
    disagreement,
    hidden_characters,
    own_texts,
    reference_texts,
)

if TYPE_CHECKING:
    from pipelines.extract.pdf.pdfplumber_file import PdfplumberFile

AUDIT_ONE_IN: Final = 500
"""One page in so many is read by both engines, chosen by its content: always the same ones."""

# A page with so many decimal figures and no table is read again.
_DENSE: Final = 25
_FIGURE = re.compile(r"\d[\d,]*\.\d+")
_DOUBTS: Final = ("FIGURES_NOT_CONSERVED", "GRID_NOT_CLOSED")
_SHOWN: Final = 3


class SecondReader:
    """Settles pages; opens the file with pdfplumber only when a page needs it."""

    def __init__(self, content: bytes, audit_one_in: int = AUDIT_ONE_IN) -> None:
        self._content = content
        self._audit_one_in = audit_one_in
        self._file: PdfplumberFile | None = None

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(self, *_: Any) -> None:
        if self._file is not None:
            self._file.close()

    def settled(self, marks: PageMarks) -> Page:
        """The page from the reading that stands; its outcomes say when it was read twice, and why."""
        page = page_of(marks)
        if doubts := doubts_about(page):
            return self._decided(page, doubts)
        if self._is_in_sample(marks) and _has_grid(page):
            return self._audited(page, hidden_characters(marks))
        return page

    def _decided(self, first: Page, doubts: list[str]) -> Page:
        why = "; ".join(doubts)
        try:
            second = build_page(self._opened().page(first.number))
        except BrokenPageError as error:
            return _with(first, f"{why}. pdfplumber cannot read the page: {error.detail}")
        if _figures(first) == _figures(second) and not _unreadable(first):
            # The order of the file explains the difference: both readings place the same figures.
            kept = tuple(o for o in first.outcomes if o.code != "FIGURES_NOT_CONSERVED")
            return _with(replace(first, outcomes=kept), f"{why}. pdfplumber reads the same figures")
        if _weight(second) < _weight(first):
            return _with(second, f"{why}. pdfplumber's reading is used")
        return _with(first, f"{why}. pdfplumber reads it no better")

    def _audited(self, page: Page, hidden: Hidden) -> Page:
        try:
            reference = self._opened().audit(page.number, lambda opened: reference_texts(opened, hidden))
            differing = disagreement(own_texts(page), reference)
        except BrokenPageError as error:
            differing = [f"pdfplumber: {error.detail}"]
        if not differing:
            return page
        shown = "; ".join(text[:60] for text in differing[:_SHOWN])
        detail = f"{len(differing)} cells differ between the two engines: {shown}"
        return replace(
            page, outcomes=(*page.outcomes, Outcome("ENGINES_DIFFER", "warning", detail, page.number))
        )

    def _opened(self) -> PdfplumberFile:
        if self._file is None:
            # Heavy, and most documents never need it.
            from pipelines.extract.pdf.pdfplumber_file import PdfplumberFile

            self._file = PdfplumberFile(self._content)
        return self._file

    def _is_in_sample(self, marks: PageMarks) -> bool:
        digest = hashlib.blake2b(marks.glyphs["code"].tobytes(), digest_size=8).digest()
        return self._audit_one_in > 0 and int.from_bytes(digest, "big") % self._audit_one_in == 0


def doubts_about(page: Page) -> list[str]:
    """Why a page ought to be read a second time; empty when it need not be."""
    found = [o.detail for o in page.outcomes if o.code in _DOUBTS]
    found += [o.detail for o in page.outcomes if o.code == "TEXT_UNREADABLE" and o.severity == "error"]
    if not _has_grid(page) and (count := _figures(page).total()) >= _DENSE:
        found.append(f"{count} decimal figures and no table")
    return found


def unreadable_share(page: Page) -> float:
    """The part of a page's characters that no engine can name; 0 for a page without text."""
    if not any(o.code == "TEXT_UNREADABLE" for o in page.outcomes):
        return 0.0
    count = _unreadable(page)
    return count / sum(len(text) for text in _texts(page)) if count else 0.0


def _weight(page: Page) -> tuple[int, int]:
    """How bad a reading is: unreadable characters first, then doubts."""
    return _unreadable(page), len(doubts_about(page))


def _has_grid(page: Page) -> bool:
    return any(isinstance(item, Grid) for item in page.items)


def _texts(page: Page) -> list[str]:
    texts = [cell.text for item in page.items if isinstance(item, Grid) for cell in item.cells]
    return texts + [item.text for item in page.items if not isinstance(item, Grid)]


def _figures(page: Page) -> Counter[str]:
    return Counter(figure for text in _texts(page) for figure in _FIGURE.findall(text))


def _unreadable(page: Page) -> int:
    return sum(text.count("\ufffd") for text in _texts(page))


def _with(page: Page, detail: str) -> Page:
    return replace(page, outcomes=(*page.outcomes, Outcome("PAGE_READ_TWICE", "info", detail, page.number)))
