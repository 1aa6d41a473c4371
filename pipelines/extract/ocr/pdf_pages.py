"""A page of a PDF that holds only a picture: rendered, then read.

Belongs here: the one call for engines of PDFs, pages that cannot be rendered. Does not: deciding which pages
need it, rendering (`scan_pages`), reading (`scan`).
"""

from __future__ import annotations

import pypdfium2 as pdfium

from pipelines.extract.model import Outcome, Page
from pipelines.extract.ocr.scan import METHOD, read_picture
from pipelines.extract.ocr.scan_pages import render


def read_pdf_page(content: bytes, number: int, *, dpi: float | None = None, threads: int = 1) -> Page:
    """Read page `number` (1-based) of a PDF from its picture.

    Without `dpi` the page is rendered at the resolution of the image it consists of, else at 200. A page
    that cannot be rendered comes back empty with the outcome PAGE_UNREADABLE, one without ink with
    PAGE_BLANK, and where the models are missing with OCR_MISSING.
    """
    try:
        picture = render(content, number - 1, dpi)
    except (pdfium.PdfiumError, IndexError, MemoryError) as error:
        detail = f"the page cannot be rendered: {type(error).__name__}: {error}"[:300]
        return Page(
            number, 0.0, 0.0, 0, METHOD, (), outcomes=(Outcome("PAGE_UNREADABLE", "error", detail, number),)
        )
    return read_picture(
        picture.pixels,
        page=number,
        width_pt=picture.width_pt,
        height_pt=picture.height_pt,
        rotation=picture.rotation,
        threads=threads,
    )
