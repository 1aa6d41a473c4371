"""The ruled tables of an ordinary page by the compiled part.

Belongs here: calling it, its structures. Does not: the arithmetic (`native/page_grids.c`, and the same in
`rules` and `grid`), pages it declines.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any, Final

import numpy as np

from pipelines.extract.model import Box
from pipelines.extract.native.library import copied, loaded
from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid, Region
from pipelines.extract.page.rules import PageRules

_PLACE: Final = np.dtype(
    [(name, np.int32) for name in ("row", "column", "row_span", "column_span", "is_closed")]
)


class _Rules(ctypes.Structure):
    _fields_ = (("rules", ctypes.c_void_p), ("count", ctypes.c_int32))


class _Grid(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int32) for name in ("columns", "rows", "regions")),
        *((name, ctypes.c_void_p) for name in ("xs", "ys", "places", "boxes", "owner")),
    )


class _Found(ctypes.Structure):
    _fields_ = (
        ("level", _Rules),
        ("upright", _Rules),
        ("grids", ctypes.POINTER(_Grid)),
        ("grid_count", ctypes.c_int32),
        ("pad", ctypes.c_int32),
    )


def native_grids(strokes: Array, fills: Array) -> tuple[PageRules, list[CellGrid]] | None:
    """What `rules` and `grid` find without coloured areas; None where Python has to do it."""
    library = _library()
    if library is None:
        return None
    strokes, fills = (np.ascontiguousarray(marks, np.float64) for marks in (strokes, fills))
    found = library.gk_grids(strokes.ctypes.data, len(strokes), fills.ctypes.data, len(fills))
    if not found:
        return None
    try:
        whole = found.contents
        rules = PageRules(_rules(whole.level), _rules(whole.upright))
        return rules, [_grid(whole.grids[i]) for i in range(whole.grid_count)]
    finally:
        library.gk_free_grids(found)


@cache
def _library() -> Any | None:
    if (native := loaded()) is None:
        return None
    try:
        native.gk_grids.restype = ctypes.POINTER(_Found)
        native.gk_grids.argtypes = (ctypes.c_void_p, ctypes.c_int32, ctypes.c_void_p, ctypes.c_int32)
        native.gk_free_grids.argtypes = (ctypes.POINTER(_Found),)
    except AttributeError:
        return None
    return native


def _rules(found: _Rules) -> Array:
    return copied(found.rules, found.count * 3, np.float64).reshape(-1, 3)


def _grid(found: _Grid) -> CellGrid:
    places = copied(found.places, found.regions, _PLACE)
    boxes = copied(found.boxes, found.regions * 4, np.float64).reshape(-1, 4)
    owner = copied(found.owner, found.rows * found.columns, np.int64)
    is_closed = places["is_closed"].astype(bool)
    spans = (places[name].tolist() for name in ("row", "column", "row_span", "column_span"))
    return CellGrid(
        copied(found.xs, found.columns + 1, np.float64),
        copied(found.ys, found.rows + 1, np.float64),
        tuple(map(Region, *spans, map(Box, *boxes.T.tolist()), is_closed.tolist())),
        owner.reshape(found.rows, found.columns),
    )
