"""Where a fragment's columns stand on the page, and which columns of two fragments are the same.

Belongs here: vertical grid lines of a fragment, matching them with another page's. Does not: text, rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.extract.model import Grid

# The same line may stand this many points further left or right on the next page: programs lay out every
# page anew and round. Narrow columns leave less room for it.
_DRIFT: Final = 4.5
_SHARE_OF_COLUMN: Final = 0.4
# Left and right edge of the whole table.
_FRAME_DRIFT: Final = 8.0
# Drift allowed after scaling a landscape page's columns to a portrait page's, as a share of the width.
_SCALED_DRIFT: Final = 0.02

Lines = tuple[float, ...]


def column_lines(grid: Grid) -> Lines | None:
    """Positions of the grid's column edges along its rows (one more than columns).

    None where the format has no geometry or an edge is touched by no cell. For a table printed sideways
    the rows run up or down the page; its positions then come from the vertical axis.
    """
    count = grid.column_count + 1
    left: list[float | None] = [None] * count
    top: list[float | None] = [None] * count
    bottom: list[float | None] = [None] * count
    for cell in grid.cells:
        box = cell.spot.box
        if box is None:
            return None
        begin, end = cell.column, cell.column + cell.column_span
        if end >= count:
            return None
        left[begin], left[end] = box.x0, box.x1
        top[begin], top[end] = box.top, box.bottom
        bottom[begin], bottom[end] = -box.bottom, -box.top
    for lines in (left, top, bottom):
        if all(p is not None for p in lines) and _ascends(lines):  # type: ignore[arg-type]
            return tuple(lines)  # type: ignore[arg-type]
    return None


def same_frame(left: Lines, right: Lines) -> bool:
    """Whether two fragments begin and end at the same place across the page."""
    return abs(left[0] - right[0]) <= _FRAME_DRIFT and abs(left[-1] - right[-1]) <= _FRAME_DRIFT


def same_columns(left: Lines, right: Lines) -> bool:
    """Whether two fragments have the same columns, as printed or after scaling to the same width."""
    if len(left) != len(right):
        return False
    if same_frame(left, right):
        return all(a is not None for a in matches(left, right))
    room = _SCALED_DRIFT * (left[-1] - left[0])
    return all(abs(a - b) <= room for a, b in zip(left, scaled(right, left), strict=True))


def is_part_of(coarse: Lines, fine: Lines) -> bool:
    """Whether every line of `coarse` is one of `fine`: a fragment whose cells are merged throughout."""
    return len(coarse) <= len(fine) and same_frame(coarse, fine) and None not in matches(fine, coarse)


def scaled(lines: Lines, frame: Lines) -> Lines:
    """`lines` stretched and moved so that they begin and end where `frame` does."""
    factor = (frame[-1] - frame[0]) / (lines[-1] - lines[0])
    return tuple(frame[0] + (p - lines[0]) * factor for p in lines)


def matches(base: Sequence[float], other: Lines) -> list[int | None]:
    """For each line of `other` the index of the same line in `base`, None where `base` has none."""
    found: list[int | None] = []
    start = 0
    for i, position in enumerate(other):
        best = min(range(start, len(base)), key=lambda k: abs(base[k] - position), default=None)
        if best is not None and abs(base[best] - position) <= _room(base, best, other, i):
            found.append(best)
            start = best + 1
        else:
            found.append(None)
    return found


def _room(base: Sequence[float], k: int, other: Lines, i: int) -> float:
    if k in (0, len(base) - 1) and i in (0, len(other) - 1):
        return _FRAME_DRIFT
    gaps = [b - a for lines, at in ((base, k), (other, i)) for a, b in _beside(lines, at)]
    return min(_DRIFT, _SHARE_OF_COLUMN * min(gaps))


def _beside(lines: Sequence[float], at: int) -> list[tuple[float, float]]:
    return [(lines[j], lines[j + 1]) for j in (at - 1, at) if 0 <= j < len(lines) - 1]


def _ascends(lines: Sequence[float]) -> bool:
    return all(a < b for a, b in pairwise(lines))
