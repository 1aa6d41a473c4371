"""One page of an open document, as marks.

Belongs here: the order of the calls. Does not: the calls.
"""

from __future__ import annotations

import ctypes

import numpy as np

from pipelines.extract.page.columns import GLYPH, MARK, PageMarks
from pipelines.extract.pdf.pdfium_functions import FloatRect
from pipelines.extract.pdf.plain.calls import pdfium
from pipelines.extract.pdf.plain.paths import PathReader
from pipelines.extract.pdf.plain.text import read_glyphs

# A clip of less than this part of a page is that of a single cell.
_CELL_SHARE = 1 / 8


def read_page(document: int, index: int) -> PageMarks | None:
    """The marks of page `index` (from 0) of an open document; None when PDFium cannot load the page."""
    functions = pdfium()
    handle = functions.LoadPage(document, index)
    if not handle:
        return None
    try:
        paths = PathReader()
        box = FloatRect()
        functions.PageBox(handle, ctypes.byref(box))
        paths.read(handle)
        width, height = functions.PageWidth(handle), functions.PageHeight(handle)
        glyphs = read_glyphs(handle, width * height * _CELL_SHARE)
        return PageMarks(
            number=index + 1,
            width=width,
            height=height,
            rotation=functions.Rotation(handle) * 90,
            box=(box.left, box.bottom, box.right, box.top),
            glyphs=np.zeros(0, GLYPH) if glyphs is None else glyphs,
            marks=np.array(paths.marks, MARK) if paths.marks else np.zeros(0, MARK),
            truncated=paths.truncated or glyphs is None,
        )
    finally:
        functions.ClosePage(handle)
