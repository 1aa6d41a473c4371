"""The glyphs of a page.

Belongs here: characters, their text objects, what a clip hides of them. Does not: paths (`paths`).
"""

from __future__ import annotations

import math
from ctypes import c_double, c_float
from itertools import pairwise, repeat
from typing import Final

import numpy as np

from pipelines.extract.page.columns import (
    CLIPPED,
    FAINT,
    GLYPH,
    INVISIBLE,
    SHIFTED_X,
    SHIFTED_Y,
    UNMAPPED,
    WHITE,
    Array,
)
from pipelines.extract.pdf.plain.calls import IDENTITY, Clip, clips, colours, pdfium, written

_WELL_INSIDE: Final = 0.15
_BLANK: Final = 32
_NO_CLIP: Final[Clip] = (-math.inf, -math.inf, math.inf, math.inf)


def read_glyphs(page: int, small: float) -> Array | None:
    """The glyphs of a page in PDFium's order; characters that PDFium made up are left out.

    A clip of at most `small` square points is that of a single cell. None when PDFium cannot read the text.
    """
    functions = pdfium()
    text = functions.TextLoad(page)
    if not text:
        return None
    try:
        return _columns(text, functions.TextCount(text), small)
    finally:
        functions.TextClose(text)


def _columns(text: int, count: int, small: float) -> Array:
    functions = pdfium()
    code = np.fromiter(map(functions.TextUnicode, repeat(text), range(count)), np.uint32, count)
    made_up = [i for i in np.flatnonzero(code <= _BLANK).tolist() if functions.TextGenerated(text, i) == 1]
    kept = np.delete(np.arange(count), made_up)
    at = kept.tolist()
    glyphs = np.zeros(len(at), GLYPH)
    if not at:
        return glyphs
    # FS_RECTF holds left, top, right, bottom.
    box = written("TextLooseBox", len(at), c_float, repeat(text), at)
    glyphs["x0"], glyphs["y1"], glyphs["x1"], glyphs["y0"] = box.T
    glyphs["ox"], glyphs["oy"] = written("TextOrigin", len(at), c_double, repeat(text), at).T
    handles = list(map(functions.TextObject, repeat(text), at))
    begins = [0, *(i for i, (a, b) in enumerate(pairwise(handles), start=1) if a != b)]
    run = np.zeros(len(at), np.int64)
    run[begins[1:]] = 1
    run = np.cumsum(run)
    flags, size, angle, shown = _runs(text, [at[i] for i in begins], [handles[i] for i in begins])
    unmapped = np.fromiter(map(functions.TextMapError, repeat(text), at), np.int32, len(at)) == 1
    glyphs["code"], glyphs["run"], glyphs["size"], glyphs["angle"] = code[kept], run, size[run], angle[run]
    glyphs["flags"] = flags[run] | np.where(unmapped, np.uint32(UNMAPPED), np.uint32(0))
    _clip(glyphs, shown[run], small)
    return glyphs


def _runs(text: int, at: list[int], handles: list[int]) -> tuple[Array, Array, Array, Array]:
    """Flags, font size, direction and clip of the text objects that begin at the characters `at`."""
    functions, count = pdfium(), len(at)
    mode = np.fromiter(map(functions.TextRenderMode, handles), np.int32, count)
    red, green, blue, alpha = colours("FillColor", handles).T
    flags = np.where((mode == 3) | (mode == 7) | (alpha == 0), np.uint32(INVISIBLE), np.uint32(0))
    flags[alpha < 128] |= FAINT
    flags[(red >= 250) & (green >= 250) & (blue >= 250)] |= WHITE
    on_page = written("TextMatrix", count, c_float, repeat(text), at, blank=IDENTITY)
    a, b, c, d = on_page.astype(np.float64).T[:4]
    size = np.fromiter(map(functions.TextFontSize, repeat(text), at), np.float64, count)
    size *= np.sqrt(c * c + d * d)
    # numpy's arctangent may differ from C's in the last digit; there are few directions on a page.
    directions = list(zip(b.tolist(), a.tolist(), strict=True))
    angle_of = {pair: math.atan2(*pair) for pair in set(directions)}
    angle = np.fromiter(map(angle_of.__getitem__, directions), np.float64, count)
    of_runs = list(clips(handles, [IDENTITY] * count))
    shown = np.array([clip or _NO_CLIP for clip in of_runs])
    # Inside a form the clip path stands in the form's own space, which is not known here.
    if clipped := [i for i, clip in enumerate(of_runs) if clip]:
        own = written("ObjectMatrix", len(clipped), c_float, [handles[i] for i in clipped], blank=IDENTITY)
        shown[clipped] = np.where((on_page[clipped] == own).all(axis=1)[:, None], shown[clipped], _NO_CLIP)
    return flags, size, angle, shown


def _clip(glyphs: Array, clips: Array, small: float) -> None:
    """Mark the glyphs whose middle their clip hides."""
    x, y = (glyphs["x0"] + glyphs["x1"]) / 2, (glyphs["y0"] + glyphs["y1"]) / 2
    left, bottom, right, top = clips.T
    for i in np.flatnonzero((x < left) | (x > right) | (y < bottom) | (y > top)).tolist():
        corners = tuple(float(glyphs[name][i]) for name in ("x0", "y0", "x1", "y1"))
        flag, shift = _clipped(tuple(clips[i].tolist()), corners, float(x[i]), float(y[i]), small)
        glyphs["flags"][i] |= flag
        glyphs["shift"][i] = shift


def _clipped(
    clip: tuple[float, ...], corners: tuple[float, ...], x: float, y: float, small: float
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
