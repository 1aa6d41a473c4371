"""The marks of a page read from PDFium by the compiled part, where there is one.

Belongs here: loading the library, its structures, copying its arrays.
Does not: compiling (`native/build.py`), what the library does (`native/page_marks.c`).
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

from pipelines.extract.native.library import copied, library_file
from pipelines.extract.page.columns import GLYPH, MARK, PageMarks
from pipelines.extract.pdf.pdfium_functions import FUNCTIONS, address_of


class _Page(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_double) for name in ("width", "height", "left", "bottom", "right", "top")),
        *((name, ctypes.c_int32) for name in ("rotation", "glyph_count", "mark_count", "truncated")),
        ("glyphs", ctypes.c_void_p),
        ("marks", ctypes.c_void_p),
        ("mark_room", ctypes.c_int32),
        ("path", ctypes.c_int32),
        ("clip_is_set", ctypes.c_int32),
        ("clip_pad", ctypes.c_int32),
        ("clip", ctypes.c_double * 4),
    )


@cache
def library() -> Any | None:
    """The compiled part, bound to PDFium; None where it was not built, does not load, or is switched off."""
    if (file := library_file()) is None:
        return None
    try:
        native = ctypes.CDLL(str(file))
        native.gk_read.restype = ctypes.POINTER(_Page)
        native.gk_read.argtypes = (ctypes.c_void_p, ctypes.c_int)
        native.gk_free.argtypes = (ctypes.POINTER(_Page),)
    except (OSError, AttributeError):
        return None
    addresses = (ctypes.c_void_p * len(FUNCTIONS))(*(address_of(f.symbol) for f in FUNCTIONS))
    return native if native.gk_bind(addresses, len(FUNCTIONS)) else None


def read_page(document: int, index: int) -> PageMarks | None:
    """As `plain.reader.read_page`, with the same result. Call only where `library()` is there."""
    native = library()
    assert native is not None
    pointer = native.gk_read(document, index)
    if not pointer:
        return None
    try:
        page = pointer.contents
        return PageMarks(
            number=index + 1,
            width=page.width,
            height=page.height,
            rotation=page.rotation * 90,
            box=(page.left, page.bottom, page.right, page.top),
            glyphs=copied(page.glyphs, page.glyph_count, GLYPH),
            marks=copied(page.marks, page.mark_count, MARK),
            truncated=bool(page.truncated),
        )
    finally:
        native.gk_free(pointer)
