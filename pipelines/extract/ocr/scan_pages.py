"""Pictures of PDF pages: rendering a page that holds only an image, at that image's own resolution.

Belongs here: every call into PDFium for pictures. Does not: deciding which pages need it, reading them.
PDFium is not thread-safe: one process renders one page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipelines.extract.ocr.picture import POINTS_PER_INCH, Pixels

DEFAULT_DPI = 200.0
# An image that covers this share of its page is the page; rendering at its own resolution neither blurs nor
# invents pixels. Resolutions beyond the bounds cost time or say nothing more.
_WHOLE_PAGE = 0.8
_LEAST_DPI, _MOST_DPI = 100.0, 400.0
# A poster at 200 dpi must not fill the memory.
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A rendered page: RGB pixels as a viewer shows it, its size in points, its /Rotate, the resolution."""

    pixels: Pixels
    width_pt: float
    height_pt: float
    rotation: int
    dpi: float


def render(content: bytes, page_index: int, dpi: float | None = None) -> PagePicture:
    """Render page `page_index` (0-based) of a PDF.

    Without `dpi`: the resolution of the image that makes up the page, else 200. Raises `pdfium.PdfiumError`
    where the file or page cannot be opened.
    """
    document = pdfium.PdfDocument(content)
    try:
        page = document[page_index]
        width, height = page.get_size()
        chosen = dpi or _own_resolution(page) or DEFAULT_DPI
        chosen = min(chosen, POINTS_PER_INCH * (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=chosen / POINTS_PER_INCH, rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        return PagePicture(pixels, float(width), float(height), int(page.get_rotation()), float(chosen))
    finally:
        document.close()


def _own_resolution(page: pdfium.PdfPage) -> float | None:
    """Dots per inch of the one image that covers the page; None where there is no such image."""
    images = list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))
    if len(images) != 1:
        return None
    left, bottom, right, top = images[0].get_bounds()
    width, height = page.get_size()
    if (right - left) * (top - bottom) < _WHOLE_PAGE * width * height:
        return None
    across, down = images[0].get_px_size()
    dpi = ((across * down) / ((right - left) * (top - bottom))) ** 0.5 * POINTS_PER_INCH
    return min(max(float(dpi), _LEAST_DPI), _MOST_DPI)
