"""The marks of a page read from PDFium in Python, one call after the other.

Belongs here: what `native/page_marks.c` does, digit by digit, for machines without a compiler.
Does not: opening files (`pdfium_file`), understanding marks. Change both or neither: a test compares them.

PDFium's functions are called without releasing the interpreter's lock and with the fewest conversions:
several thousand calls make one page.
"""

from __future__ import annotations

import ctypes
import math
from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, Final

import numpy as np

from pipelines.extract.page_marks import (
    CLIPPED,
    FAINT,
    FILL,
    GLYPH,
    IMAGE,
    INVISIBLE,
    MARK,
    SHIFTED_X,
    SHIFTED_Y,
    STROKE,
    UNMAPPED,
    WHITE,
    PageMarks,
)
from pipelines.extract.pdfium_functions import FUNCTIONS, FloatMatrix, FloatRect, address_of

STRAIGHT: Final = 0.6
THIN: Final = 3.1
LONG_IN_CURVE: Final = 8.0
_WELL_INSIDE: Final = 0.15
_MAX_DEPTH: Final = 16
_MAX_SEGMENTS: Final = 100_000
_MAX_MARKS: Final = 400_000
_OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 2, 3, 5
_SEGMENT_BEZIER, _SEGMENT_MOVE = 1, 2
_BLANK: Final = 32

Matrix = tuple[float, float, float, float, float, float]
Clip = tuple[float, float, float, float]
_IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@cache
def _pdfium() -> Any:
    """PDFium's functions by their short names."""
    bound = {f.name: ctypes.PYFUNCTYPE(f.result, *f.arguments)(address_of(f.symbol)) for f in FUNCTIONS}
    return SimpleNamespace(**bound)


def read_page(document: int, index: int) -> PageMarks | None:
    """The marks of page `index` (from 0) of an open document; None when PDFium cannot load the page."""
    pdfium = _pdfium()
    handle = pdfium.LoadPage(document, index)
    if not handle:
        return None
    try:
        reader = _Reader(pdfium)
        box = FloatRect()
        pdfium.PageBox(handle, ctypes.byref(box))
        for i in range(pdfium.CountObjects(handle)):
            reader.read_object(pdfium.GetObject(handle, i), _IDENTITY, 0)
        small = pdfium.PageWidth(handle) * pdfium.PageHeight(handle) / 8
        glyphs = reader.read_text(handle, small)
        return PageMarks(
            number=index + 1,
            width=pdfium.PageWidth(handle),
            height=pdfium.PageHeight(handle),
            rotation=pdfium.Rotation(handle) * 90,
            box=(box.left, box.bottom, box.right, box.top),
            glyphs=np.array(glyphs, GLYPH) if glyphs else np.zeros(0, GLYPH),
            marks=np.array(reader.marks, MARK) if reader.marks else np.zeros(0, MARK),
            truncated=reader.truncated,
        )
    finally:
        pdfium.ClosePage(handle)


def _followed_by(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


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


class _Reader:
    """Collects the marks of one page; the output arguments of PDFium's functions are made once."""

    def __init__(self, pdfium: Any) -> None:
        self._pdfium = pdfium
        self.marks: list[tuple[float, ...]] = []
        self.truncated = False
        self._path = 0
        self._clip: Clip | None = None
        self._matrix = FloatMatrix()
        self._matrix_ref = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(c) for c in self._colour]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._fill_ref, self._stroke_ref = ctypes.byref(self._fill), ctypes.byref(self._stroke)

    def read_object(self, handle: int, outer: Matrix, depth: int) -> None:
        """A path, an image, or everything in a form."""
        kind = self._pdfium.ObjectType(handle)
        if kind == _OBJECT_PATH:
            self._read_path(handle, outer)
        elif kind == _OBJECT_IMAGE:
            self._clip = self._clip_of(handle, outer)
            self._read_image(self._matrix_of(handle, outer))
        elif kind == _OBJECT_FORM:
            if depth >= _MAX_DEPTH:
                self.truncated = True
                return
            matrix = self._matrix_of(handle, outer)
            for i in range(self._pdfium.FormCount(handle)):
                self.read_object(self._pdfium.FormObject(handle, i), matrix, depth + 1)

    def _clip_of(self, handle: int, m: Matrix) -> Clip | None:
        """The rectangle in which an object shows: its innermost clip path, if that is upright."""
        pdfium = self._pdfium
        path = pdfium.ClipPath(handle)
        last = (pdfium.ClipCount(path) if path else 0) - 1
        if last < 0 or pdfium.ClipSegments(path, last) not in (4, 5):
            return None
        corners = []
        for i in range(3):
            self._x.value = self._y.value = 0.0
            pdfium.SegmentPoint(pdfium.ClipSegment(path, last, i), self._x_ref, self._y_ref)
            px, py = self._x.value, self._y.value
            corners.append((m[0] * px + m[2] * py + m[4], m[1] * px + m[3] * py + m[5]))
        (ax, ay), (bx, by), (cx, cy) = corners
        if not ((ax == bx and by == cy) or (ay == by and bx == cx)):
            return None
        return min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy)

    def _matrix_of(self, handle: int, outer: Matrix) -> Matrix:
        m = self._matrix
        m.a, m.b, m.c, m.d, m.e, m.f = _IDENTITY
        self._pdfium.ObjectMatrix(handle, self._matrix_ref)
        return _followed_by((m.a, m.b, m.c, m.d, m.e, m.f), outer)

    def _add(self, kind: int, x0: float, y0: float, x1: float, y1: float, luma: float, alpha: float) -> None:
        if len(self.marks) >= _MAX_MARKS:
            self.truncated = True
            return
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        if self._clip:
            left, bottom, right, top = self._clip
            x0, y0, x1, y1 = max(x0, left), max(y0, bottom), min(x1, right), min(y1, top)
            if x0 > x1 or y0 > y1:
                return
        self.marks.append((kind, x0, y0, x1, y1, luma, alpha, self._path))

    def _read_image(self, m: Matrix) -> None:
        xs = (m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2])
        ys = (m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3])
        self._path += 1
        self._add(IMAGE, min(xs), min(ys), max(xs), max(ys), 0.0, 255.0)

    def _luma_alpha(self, read: Any, handle: int) -> tuple[float, float]:
        if not read(handle, *self._colour_refs):
            return 0.0, 255.0
        r, g, b, a = (c.value for c in self._colour)
        return 0.3 * r + 0.59 * g + 0.11 * b, float(a)

    def _read_path(self, handle: int, outer: Matrix) -> None:
        pdfium = self._pdfium
        if not pdfium.DrawMode(handle, self._fill_ref, self._stroke_ref):
            return
        fill, stroke = self._fill.value, self._stroke.value
        if not fill and not stroke:
            return
        count = pdfium.CountSegments(handle)
        if count < 2:
            return
        if count > _MAX_SEGMENTS:
            self.truncated = True
            return
        m0, m1, m2, m3, m4, m5 = self._matrix_of(handle, outer)
        width, stroke_ink, fill_ink = 1.0, (0.0, 255.0), (0.0, 255.0)
        if stroke:
            self._x.value = 1.0
            pdfium.StrokeWidth(handle, self._x_ref)
            width = self._x.value * math.sqrt(abs(m0 * m3 - m1 * m2))
            stroke_ink = self._luma_alpha(pdfium.StrokeColor, handle)
        if fill:
            fill_ink = self._luma_alpha(pdfium.FillColor, handle)
        pen = (stroke, fill, width, stroke_ink, fill_ink)
        self._path += 1
        self._clip = self._clip_of(handle, outer)
        points: list[tuple[float, float]] = []
        curved = False
        x, y, x_ref, y_ref = self._x, self._y, self._x_ref, self._y_ref
        get, point, type_of, closes = (
            pdfium.GetSegment,
            pdfium.SegmentPoint,
            pdfium.SegmentType,
            pdfium.SegmentClose,
        )
        for i in range(count):
            segment = get(handle, i)
            x.value = y.value = 0.0
            point(segment, x_ref, y_ref)
            kind = type_of(segment)
            if kind == _SEGMENT_MOVE:
                self._outline(points, curved, pen)
                points, curved = [], False
            elif kind == _SEGMENT_BEZIER:
                curved = True
            px, py = x.value, y.value
            points.append((m0 * px + m2 * py + m4, m1 * px + m3 * py + m5))
            if closes(segment) and len(points) > 1 and points[0] != points[-1]:
                points.append(points[0])
        self._outline(points, curved, pen)

    def _outline(self, points: list[tuple[float, float]], curved: bool, pen: tuple[Any, ...]) -> None:
        count = len(points)
        if count < 2:
            return
        stroke, fill, width, stroke_ink, fill_ink = pen
        square = not curved
        least = LONG_IN_CURVE if curved else 0.01
        ax, ay = points[0]
        for bx, by in points[1:]:
            dx, dy = abs(bx - ax), abs(by - ay)
            if dx > STRAIGHT and dy > STRAIGHT:
                square = False
            elif stroke and dx + dy > least:
                self._edge(ax, ay, bx, by, width, stroke_ink)
            ax, ay = bx, by
        if not fill or curved:
            return
        xs = [p[0] for p in points]
        ys = [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if (square and count <= 6) or (count <= 8 and (x1 - x0 < THIN or y1 - y0 < THIN)):
            self._add(FILL, x0, y0, x1, y1, *fill_ink)
        elif square:
            for (ax, ay), (bx, by) in pairwise(points):
                self._add(STROKE, ax, ay, bx, by, *fill_ink)

    def _edge(
        self, ax: float, ay: float, bx: float, by: float, width: float, ink: tuple[float, float]
    ) -> None:
        if width <= THIN:
            self._add(STROKE, ax, ay, bx, by, *ink)
            return
        half = width / 2
        if abs(bx - ax) >= abs(by - ay):
            self._add(FILL, ax, ay - half, bx, by + half, *ink)
        else:
            self._add(FILL, ax - half, ay, bx + half, by, *ink)

    def read_text(self, page: int, small: float) -> list[tuple[Any, ...]]:
        """The glyphs of a page in PDFium's order; characters that PDFium made up are left out.

        A clip of at most `small` square points is that of a single cell.
        """
        pdfium = self._pdfium
        text = pdfium.TextLoad(page)
        if not text:
            self.truncated = True
            return []
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
                run_flags, size, angle, clip = self._run(text, i, handle)
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

    def _run(self, text: int, index: int, handle: int) -> tuple[int, float, float, Clip | None]:
        """Flags, font size, direction and clip of the text object that begins at a character."""
        pdfium = self._pdfium
        flags = INVISIBLE if pdfium.TextRenderMode(handle) in (3, 7) else 0
        if pdfium.FillColor(handle, *self._colour_refs):
            r, g, b, a = (c.value for c in self._colour)
            flags |= INVISIBLE if a == 0 else 0
            flags |= FAINT if a < 128 else 0
            flags |= WHITE if min(r, g, b) >= 250 else 0
        m = self._matrix
        m.a, m.b, m.c, m.d, m.e, m.f = _IDENTITY
        pdfium.TextMatrix(text, index, self._matrix_ref)
        size = pdfium.TextFontSize(text, index) * math.sqrt(m.c * m.c + m.d * m.d)
        angle = math.atan2(m.b, m.a)
        on_page = (m.a, m.b, m.c, m.d, m.e, m.f)
        m.a, m.b, m.c, m.d, m.e, m.f = _IDENTITY
        pdfium.ObjectMatrix(handle, self._matrix_ref)
        # Inside a form the clip path stands in the form's own space, which is not known here.
        is_on_page = on_page == (m.a, m.b, m.c, m.d, m.e, m.f)
        return flags, size, angle, self._clip_of(handle, _IDENTITY) if is_on_page else None
