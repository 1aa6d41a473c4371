"""PDFium's functions ready to be called thousands of times a page.

Belongs here: binding, matrices, colours, clips. Does not: walking a page (`paths`, `text`).
The functions are called without releasing the interpreter's lock and with the fewest conversions: one
function at a time for everything on the page, each call writing straight into its row of an array.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Iterator
from ctypes import c_float, c_int, c_uint, c_void_p
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
    if not count:
        return rows
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


def clips(handles: list[int], outer: list[Matrix]) -> Iterator[Clip | None]:
    """The rectangle in which each object shows: its innermost clip path, if that is upright.

    `outer` is the matrix of what each object stands in.
    """
    functions = pdfium()
    paths = list(map(functions.ClipPath, handles))
    last = [count - 1 for count in map(functions.ClipCount, paths)]
    # Objects that share a clip share its points: each clip is read once.
    known: dict[tuple[int, Matrix], Clip | None] = {}
    for path, n, m in zip(paths, last, outer, strict=True):
        if n < 0 or (first := functions.ClipSegment(path, n, 0)) is None:
            yield None
            continue
        if (first, m) not in known:
            known[first, m] = _rectangle(path, n, m)
        yield known[first, m]


def _rectangle(path: int, index: int, m: Matrix) -> Clip | None:
    """The rectangle of a clip turned by a matrix; None for another shape or one that leans."""
    functions = pdfium()
    # Four corners; the outline may come back to the first.
    if functions.ClipSegments(path, index) not in (4, 5):
        return None
    points = [functions.ClipSegment(path, index, i) for i in range(3)]
    corners: list[list[float]] = written("SegmentPoint", 3, c_float, points).astype(np.float64).tolist()
    ax, bx, cx = (m[0] * x + m[2] * y + m[4] for x, y in corners)
    ay, by, cy = (m[1] * x + m[3] * y + m[5] for x, y in corners)
    if not ((ax == bx and by == cy) or (ay == by and bx == cx)):
        return None
    return min(ax, cx), min(ay, cy), max(ax, cx), max(ay, cy)
