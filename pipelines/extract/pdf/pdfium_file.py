"""Opens PDF bytes with PDFium and yields the marks of each page.

Belongs here: opening, closing, passwords, broken pages, choosing the compiled or the plain reader.
Does not: understanding marks, other PDF libraries.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.page.columns import PageMarks
from pipelines.extract.pdf import pdfium_native
from pipelines.extract.pdf.plain import reader as pdfium_plain

_MAGIC_WITHIN = 1024
_PAGES_AHEAD = 16
_BYTES_AHEAD = 1_000_000


class PdfiumFile:
    """An open PDF. Use as a context manager; pages are read one at a time.

    Raises `UnreadableDocument`: FILE_EMPTY, NOT_A_PDF, PDF_ENCRYPTED (needs a password), PDF_BROKEN.
    """

    def __init__(self, content: bytes) -> None:
        if not content.strip(b"\0 \t\r\n"):
            raise UnreadableDocument("FILE_EMPTY", "the file holds no bytes")
        if b"%PDF-" not in content[:_MAGIC_WITHIN]:
            raise UnreadableDocument("NOT_A_PDF", f"the file begins with {content[:8]!r}")
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                detail = "the file can only be opened with a password"
                raise UnreadableDocument("PDF_ENCRYPTED", detail) from error
            raise UnreadableDocument("PDF_BROKEN", f"PDFium: {error}") from error
        self.page_count = len(self._document)
        if not self.page_count:
            self.close()
            raise UnreadableDocument("PDF_BROKEN", "the file has no pages")
        self.handle = ctypes.cast(self._document.raw, ctypes.c_void_p).value or 0
        is_native = pdfium_native.library() is not None
        self._read = pdfium_native.read_page if is_native else pdfium_plain.read_page

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back."""
        self._document.close()

    def page(self, number: int) -> PageMarks | None:
        """The marks of a page (from 1); None when PDFium cannot load it."""
        return self._read(self.handle, number - 1)

    def pages(self) -> Iterator[PageMarks | None]:
        """Every page in order.

        A few ordinary pages are read ahead: PDFium and the page builder each fill the processor's caches, and
        taking turns after every page costs a tenth of the time.
        """
        waiting: list[PageMarks | None] = []
        held = 0
        for number in range(1, self.page_count + 1):
            page = self.page(number)
            waiting.append(page)
            held += page.glyphs.nbytes + page.marks.nbytes if page is not None else 0
            if len(waiting) == _PAGES_AHEAD or held > _BYTES_AHEAD:
                yield from waiting
                waiting, held = [], 0
        yield from waiting
