"""Reads PDFs: PDFium first, pdfplumber where its reading is in doubt, the picture where there is no text.

Belongs here: the order of the steps and what a document as a whole needs (running lines, broken pages).
Does not: PDF libraries (`pdfium_file`, `pdf_source`), geometry (`pdf_rules`, `pdf_grid`), what makes a
page doubtful (`second_reading`), reading pictures (`ocr`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.extract.model import Outcome, Page
from pipelines.extract.page.builder import METHOD
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from pipelines.extract.pdf.second_reading import SecondReader, unreadable_share
from pipelines.extract.text.paged import without_running_lines

_END_MARK = b"%%EOF"
_END_WITHIN = 2048
# From this share of unknown characters on, pixels say more than the text.
_MOSTLY = 0.5


class DigitalPdfEngine:
    """Engine for digital PDFs; holds two pages at a time (running headers show on the next page)."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield pages in order.

        Raises `UnreadableDocument` with FILE_EMPTY, NOT_A_PDF, PDF_ENCRYPTED or PDF_BROKEN. A page that
        cannot be parsed is yielded empty with the outcome PAGE_UNREADABLE.
        """
        yield from without_running_lines(self._read(content))

    def _read(self, content: bytes) -> Iterator[Page]:
        with PdfiumFile(content) as file, SecondReader(content) as second:
            for number, marks in enumerate(file.pages(), start=1):
                page = _unreadable_page(number) if marks is None else second.settled(marks)
                if _is_picture(page):
                    page = _read_from_picture(content, number)
                if number == 1 and _END_MARK not in content[-_END_WITHIN:]:
                    page = replace(page, outcomes=(*page.outcomes, _incomplete()))
                yield page


def _is_picture(page: Page) -> bool:
    """Whether only a picture of the page can tell what it says: a scan, or text that no engine can name."""
    if any(o.code == "PAGE_WITHOUT_TEXT" for o in page.outcomes):
        return True
    return unreadable_share(page) > _MOSTLY


def _read_from_picture(content: bytes, number: int) -> Page:
    # Models and image libraries are heavy, and most documents have no scan.
    from pipelines.extract.ocr.pdf_pages import read_pdf_page

    return read_pdf_page(content, number)


def _unreadable_page(number: int) -> Page:
    outcome = Outcome("PAGE_UNREADABLE", "error", "PDFium cannot load the page", number)
    return Page(number, 0.0, 0.0, 0, METHOD, (), outcomes=(outcome,))


def _incomplete() -> Outcome:
    return Outcome("PDF_INCOMPLETE", "warning", "the file lacks its end mark: it may have been cut off", 1)
