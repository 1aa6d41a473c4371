"""The glyphs of a page.

Belongs here: characters, their text objects, what a clip hides of them. Does not: paths (`paths`).
"""

from __future__ import annotations

import ctypes
import math
from typing import Any, Final

from pipelines.extract.page.columns import (
    CLIPPED,
    FAINT,
    INVISIBLE,
    SHIFTED_X,
    SHIFTED_Y,
    UNMAPPED,
    WHITE,
)
from pipelines.extract.pdf.pdfium_functions import FloatRect
from pipelines.extract.pdf.plain.calls import IDENTITY, Calls, Clip

_WELL_INSIDE: Final = 0.15
_BLANK: Final = 32


def read_glyphs(calls: Calls, page: int, small: float) -> list[tuple[Any, ...]] | None:
    """The glyphs of a page in PDFium's order; characters that PDFium made up are left out.

    A clip of at most `small` square points is that of a single cell. None when PDFium cannot read the text.
    """
    pdfium = calls.pdfium
    text = pdfium.TextLoad(page)
    if not text:
        return None
    box, ox, oy = FloatRect(), ctypes.c_double(), ctypes.c_double()
    box_ref, ox_ref, oy_ref = ctypes.byref(box), ctypes.byref(ox), ctypes.byref(oy)
    unicode_of, object_of, loose, origin, map_error = (
        pdfium.TextUnicode,
        pdfium.TextObject,
        pdfium.TextLooseBox,
        pdfium.TextOrigin,
        pdfium.TextMapError,
    )
    glyphs: list[tuple[Any, ...]] = []
    add = glyphs.append
    last, run, run_flags, size, angle, clip = None, -1, 0, 0.0, 0.0, None
    for i in range(pdfium.TextCount(text)):
        code = unicode_of(text, i)
        if code <= _BLANK and pdfium.TextGenerated(text, i) == 1:
            continue
        handle = object_of(text, i)
        if run < 0 or handle != last:
            last, run = handle, run + 1
            run_flags, size, angle, clip = _run(calls, text, i, handle)
        loose(text, i, box_ref)
        ox.value = oy.value = 0.0
        origin(text, i, ox_ref, oy_ref)
        flags = run_flags | UNMAPPED if map_error(text, i) == 1 else run_flags
        corners, shift = (box.left, box.bottom, box.right, box.top), 0.0
        if clip is not None:
            x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            if x < clip[0] or x > clip[2] or y < clip[1] or y > clip[3]:
                flag, shift = _clipped(clip, corners, x, y, small)
                flags |= flag
        add((*corners, ox.value, oy.value, size, angle, code, run, flags, shift))
    pdfium.TextClose(text)
    return glyphs


def _run(calls: Calls, text: int, index: int, handle: int) -> tuple[int, float, float, Clip | None]:
    """Flags, font size, direction and clip of the text object that begins at a character."""
    pdfium = calls.pdfium
    flags = INVISIBLE if pdfium.TextRenderMode(handle) in (3, 7) else 0
    if pdfium.FillColor(handle, *calls.colour_refs):
        r, g, b, a = (c.value for c in calls.colour)
        flags |= INVISIBLE if a == 0 else 0
        flags |= FAINT if a < 128 else 0
        flags |= WHITE if min(r, g, b) >= 250 else 0
    m = calls.matrix
    m.a, m.b, m.c, m.d, m.e, m.f = IDENTITY
    pdfium.TextMatrix(text, index, calls.matrix_ref)
    size = pdfium.TextFontSize(text, index) * math.sqrt(m.c * m.c + m.d * m.d)
    angle = math.atan2(m.b, m.a)
    on_page = (m.a, m.b, m.c, m.d, m.e, m.f)
    m.a, m.b, m.c, m.d, m.e, m.f = IDENTITY
    pdfium.ObjectMatrix(handle, calls.matrix_ref)
    # Inside a form the clip path stands in the form's own space, which is not known here.
    is_on_page = on_page == (m.a, m.b, m.c, m.d, m.e, m.f)
    return flags, size, angle, calls.clip_of(handle, IDENTITY) if is_on_page else None


def _clipped(
    clip: Clip, corners: tuple[float, float, float, float], x: float, y: float, small: float
) -> tuple[int, float]:
    """Flag and shift of a glyph whose middle (x, y) its clip hides.

    It is not read, unless it still shows in the clip of a single cell (at most `small` square points): then
    the shift says how far it must move to lie in that cell. At the clip of a whole page the other half
    stands on the next page.
    """
    left, bottom, right, top = clip
    shows = corners[2] > left and corners[0] < right and corners[3] > bottom and corners[1] < top
    if not shows or (right - left) * (top - bottom) > small:
        return CLIPPED, 0.0
    wide, high = _WELL_INSIDE * (corners[2] - corners[0]), _WELL_INSIDE * (corners[3] - corners[1])
    if y < bottom:
        return SHIFTED_Y, bottom - y + high
    if y > top:
        return SHIFTED_Y, top - y - high
    if x < left:
        return SHIFTED_X, left - x + wide
    return SHIFTED_X, right - x - wide
