"""The glyphs of a page whose text all runs level, by the compiled part.

Belongs here: calling it, its structures. Does not: the arithmetic (`native/page_glyphs.c`, and the same in
`columns` and `glyphs`), pages it declines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np

from pipelines.extract.native.library import loaded
from pipelines.extract.page.columns import Array, PageMarks, SeenGlyphs

NUMBERS: Final = ("x0", "x1", "top", "bottom", "base", "ox", "size")


class _Box(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_double) for name in ("left", "bottom", "right", "top"))


class _Tables(ctypes.Structure):
    _fields_ = (("code", ctypes.c_void_p), ("is_hyphen", ctypes.c_void_p))


class _Columns(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("numbers", "code", "run", "flags", "order", "changed")),
        *((name, ctypes.c_int64) for name in ("room", "inked", "may_double", "may_overlap")),
    )


def native_glyphs(page: PageMarks, codes: Array, hyphens: Array) -> SeenGlyphs | None:
    """The glyphs of a page; None where Python has to do it.

    `codes` gives for each code point of the basic plane the one to read, `hyphens` whether it is a hyphen.
    """
    read = _function()
    if read is None or page.rotation % 360 or page.rotation_applied % 360:
        return None
    count = len(page.glyphs)
    numbers: Array = np.empty((len(NUMBERS), count))
    whole: dict[str, Array] = {"code": np.empty(count, np.uint32), "run": np.empty(count, np.int32)}
    whole |= {"flags": np.empty(count, np.uint32), "order": np.empty(count, np.int64)}
    changed = np.empty(count, np.int64)
    places = (array.ctypes.data for array in (numbers, *whole.values(), changed))
    columns = _Columns(*places, count)
    tables = _Tables(codes.ctypes.data, hyphens.ctypes.data)
    kept = read(page.glyphs.ctypes.data, count, _Box(*page.box), tables, ctypes.byref(columns))
    if kept < 0:
        return None
    found: dict[str, Array] = {name: row[:kept] for name, row in zip(NUMBERS, numbers, strict=True)}
    found |= {name: column[:kept] for name, column in whole.items()}
    found["quarter"] = np.zeros(kept, np.int64)
    return SeenGlyphs(
        found, changed[:kept], columns.inked, bool(columns.may_double), bool(columns.may_overlap)
    )


@cache
def _function() -> Callable[..., int] | None:
    read: Any = getattr(loaded(), "gk_glyphs", None)
    if read is None:
        return None
    read.restype = ctypes.c_int64
    read.argtypes = (ctypes.c_void_p, ctypes.c_int64, _Box, _Tables, ctypes.POINTER(_Columns))
    return read  # type: ignore[no-any-return]
