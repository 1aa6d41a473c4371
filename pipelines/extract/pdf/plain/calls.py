"""PDFium's functions ready to be called thousands of times a page, with their output arguments made once.

Belongs here: binding, matrices, colours, clips. Does not: walking a page (`paths`, `text`).
The functions are called without releasing the interpreter's lock and with the fewest conversions.
"""

from __future__ import annotations

import ctypes
from functools import cache
from types import SimpleNamespace
from typing import Any, Final

from pipelines.extract.pdf.pdfium_functions import FUNCTIONS, FloatMatrix, address_of

Matrix = tuple[float, float, float, float, float, float]
Clip = tuple[float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@cache
def pdfium() -> Any:
    """PDFium's functions by their short names."""
    bound = {f.name: ctypes.PYFUNCTYPE(f.result, *f.arguments)(address_of(f.symbol)) for f in FUNCTIONS}
    return SimpleNamespace(**bound)


def followed_by(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that applies `a` first, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


class Calls:
    """PDFium's functions with what they write into."""

    def __init__(self) -> None:
        self.pdfium = pdfium()
        self.matrix = FloatMatrix()
        self.matrix_ref = ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_refs = [ctypes.byref(c) for c in self.colour]
        self.fill, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.fill_ref, self.stroke_ref = ctypes.byref(self.fill), ctypes.byref(self.stroke)

    def matrix_of(self, handle: int, outer: Matrix) -> Matrix:
        """An object's matrix, followed by that of what it stands in."""
        m = self.matrix
        m.a, m.b, m.c, m.d, m.e, m.f = IDENTITY
        self.pdfium.ObjectMatrix(handle, self.matrix_ref)
        return followed_by((m.a, m.b, m.c, m.d, m.e, m.f), outer)

    def luma_alpha(self, read: Any, handle: int) -> tuple[float, float]:
        """Lightness and opacity of an object's stroke or fill, 0 to 255; black where none is stated."""
        if not read(handle, *self.colour_refs):
            return 0.0, 255.0
        r, g, b, a = (c.value for c in self.colour)
        return 0.3 * r + 0.59 * g + 0.11 * b, float(a)

    def clip_of(self, handle: int, m: Matrix) -> Clip | None:
        """The rectangle in which an object shows: its innermost clip path, if that is upright."""
        pdfium = self.pdfium
        path = pdfium.ClipPath(handle)
        last = (pdfium.ClipCount(path) if path else 0) - 1
        if last < 0 or pdfium.ClipSegments(path, last) not in (4, 5):
            return None
        corners = []
        for i in range(3):
            self.x.value = self.y.value = 0.0
            pdfium.SegmentPoint(pdfium.ClipSegment(path, last, i), self.x_ref, self.y_ref)
            px, py = self.x.value, self.y.value
            corners.append((m[0] * px + m[2] * py + m[4], m[1] * px + m[3] * py + m[5]))
        (ax, ay), (bx, by), (cx, cy) = corners
        if not ((ax == bx and by == cy) or (ay == by and bx == cx)):
            return None
        return min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy)
