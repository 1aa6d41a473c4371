"""PDFium's functions ready to be called thousands of times a page.

Belongs here: binding, matrices, colours, clips. Does not: walking a page (`paths`, `text`).
The functions are called without releasing the interpreter's lock and with the fewest conversions: one
function at a time for everything on the page, each call writing straight into its row of an array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from ctypes import c_int, c_uint, c_void_p
from functools import cache
from types import SimpleNamespace
from typing import Any, Final

import numpy as np

from pipelines.extract.page.columns import Array
from pipelines.extract.pdf.pdfium_functions import FUNCTIONS, address_of

Matrix = tuple[float, float, float, float, float, float]
Clip = tuple[float, float, float, float]
IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# How many numbers the structures hold that some functions write.
_WIDTHS: Final = {"TextLooseBox": 4, "TextMatrix": 6, "ObjectMatrix": 6}


@cache
def pdfium() -> Any:
    """PDFium's functions by their short names."""
    bound = {f.name: ctypes.PYFUNCTYPE(f.result, *f.arguments)(address_of(f.symbol)) for f in FUNCTIONS}
    return SimpleNamespace(**bound)


def followed_by(a: Matrix, b: Matrix) -> Matrix:
    """The matrix that applies `a` first, then `b`; of columns of numbers, row by row."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def written(
    name: str, count: int, kind: Any, *arguments: Iterable[int], blank: tuple[float, ...] | None = None
) -> Array:
    """What a function writes for each of `count` calls, a row each; `blank` stands where it writes nothing.

    `arguments` are the function's inputs, call by call; `kind` is the type of the numbers it writes, all to
    one structure or each to a place of its own.
    """
    function = next(f for f in FUNCTIONS if f.name == name)
    inputs = len(arguments)
    outputs = function.arguments[inputs:]
    width = _WIDTHS.get(name, len(outputs))
    rows = np.zeros((count, width), np.dtype(kind))
    if blank is not None:
        rows[:] = blank
    begin, step = rows.ctypes.data, rows.strides[0]
    places = [
        range(begin + i * rows.itemsize, begin + i * rows.itemsize + count * step, step)
        for i in range(len(outputs))
    ]
    deque(map(_writer(name, inputs), *arguments, *places), maxlen=0)
    return rows


@cache
def _writer(name: str, inputs: int) -> Any:
    """A function that takes addresses as numbers where it writes."""
    function = next(f for f in FUNCTIONS if f.name == name)
    addresses = (c_void_p,) * (len(function.arguments) - inputs)
    kinds = (c_int, *function.arguments[:inputs], *addresses)
    return ctypes.PYFUNCTYPE(*kinds)(address_of(function.symbol))


def colours(name: str, handles: list[int]) -> Array:
    """Red, green, blue and opacity (0 to 255) of each object; one without a colour of its own is black."""
    return written(name, len(handles), c_uint, handles, blank=(0, 0, 0, 255))


class Calls:
    """PDFium's functions with what they write into."""

    def __init__(self) -> None:
        self.pdfium = pdfium()
        self.x, self.y = ctypes.c_float(), ctypes.c_float()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)

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
