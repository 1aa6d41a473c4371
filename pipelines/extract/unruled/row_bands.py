"""Rows of a table without upright rules: from level rules where there are any, else from baselines.

Belongs here: which lines make one row, labels beside several rows. Does not: columns, header cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final

from pipelines.extract.unruled.words import Line, Word, line_of

# In font sizes: lines overlapping by more stand in one row; white below which two lines are one text.
_OVERLAP: Final = 0.15
_TIGHT: Final = 0.4
# A line within a row follows closer than rows follow one another.
_CLOSER: Final = 0.7
# A text that ends this near (font sizes) to the right end of its column may go on in the next line.
_FULL: Final = 1.3
_FIGURES: Final = 0.6


@dataclass(slots=True)
class Row:
    """Lines of one row (none in a blank row between two rules).

    `beside` are labels that stand beside this and the following row; `start` is the rule above, if any.
    """

    lines: list[Line]
    beside: list[Word] = field(default_factory=list)
    start: float | None = None

    @property
    def top(self) -> float:
        """Where its text begins."""
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        """Where its text ends."""
        return max(line.bottom for line in self.lines)

    def words(self) -> list[Word]:
        """All words of the row."""
        return [word for line in self.lines for word in line.words]


def column_of(word: Word, parts: list[float]) -> int:
    """The column that holds the middle of a word."""
    return sum(word.middle > x for x in parts)


def figure_columns(lines: list[Line], parts: list[float]) -> set[int]:
    """Columns that mostly hold figures; the first only when there is no other."""
    seen: dict[int, list[bool]] = {}
    for line in lines:
        for word in line.words:
            seen.setdefault(column_of(word, parts), []).append(word.is_figure)
    found = {c for c, kinds in seen.items() if sum(kinds) >= _FIGURES * len(kinds)}
    return found - {0} or found


def banded_rows(lines: list[Line], parts: list[float], barriers: list[float]) -> list[Row]:
    """Rows from lines in order and the level rules (`barriers`) between them."""
    if not lines:
        return [Row([], start=y) for y in (None, *barriers)]
    figures = figure_columns(lines, parts)
    bands: list[list[Line]] = [[] for _ in range(len(barriers) + 1)]
    for line in lines:
        bands[sum((line.top + line.bottom) / 2 > y for y in barriers)].append(line)
    counts = [_row_count(band, parts, figures) for band in bands]
    one_row_each = len(bands) >= 2 and sum(n <= 1 for n in counts) >= 0.7 * len(bands)
    found: list[Row] = []
    for start, band, count in zip([None, *barriers], bands, counts, strict=True):
        if one_row_each and count <= 1:
            found.append(Row(band, start=start))
        elif band:
            rows = free_rows(band, parts, figures)
            rows[0].start = start
            found += rows
    return found


def free_rows(lines: list[Line], parts: list[float], figures: set[int]) -> list[Row]:
    """Rows from baselines alone."""
    units: list[Row] = []
    for chain in _chains(lines):
        units += _parted(chain, parts, figures)
    return _with_fragments(units, parts, figures)


def _row_count(lines: list[Line], parts: list[float], figures: set[int]) -> int:
    """How many rows the figures of some lines make: the usual number of lines in a column of figures."""
    per_column: dict[int, int] = {}
    for line in lines:
        for column in {column_of(w, parts) for w in line.words if w.is_figure} & figures:
            per_column[column] = per_column.get(column, 0) + 1
    return int(median(per_column.values())) if per_column else 0


def _chains(lines: list[Line]) -> list[list[Line]]:
    """Lines that overlap from top to bottom."""
    chains: list[list[Line]] = []
    bottom = float("-inf")
    for line in sorted(lines, key=lambda x: x.top):
        if chains and bottom - line.top > _OVERLAP * line.size:
            chains[-1].append(line)
        else:
            chains.append([line])
            bottom = float("-inf")
        bottom = max(bottom, line.bottom)
    return chains


def _parted(chain: list[Line], parts: list[float], figures: set[int]) -> list[Row]:
    """A chain of overlapping lines is one row, or several that a label stands beside."""
    if _row_count(chain, parts, figures) < 2:
        return [Row(chain)]
    rows: list[Row] = []
    others: list[Line] = []
    for line in chain:
        of_figures = [w for w in line.words if w.is_figure and column_of(w, parts) in figures]
        if of_figures:
            rows.append(Row([line]))
        else:
            others.append(line)
    for line in others:
        shared = [min(line.bottom, r.bottom) - max(line.top, r.top) for r in rows]
        best = max(range(len(rows)), key=lambda i: shared[i])
        near = [i for i, s in enumerate(shared) if s > 0 and abs(s - shared[best]) < 0.3 * line.size]
        if len(near) > 1 and len({column_of(w, parts) for w in line.words}) == 1:
            rows[near[0]].beside += line.words
        else:
            rows[best].lines.append(line)
    return rows


def _with_fragments(units: list[Row], parts: list[float], figures: set[int]) -> list[Row]:
    """Lines without figures go to the row they continue, or stay rows of their own."""
    is_anchor = [_is_anchor(u, parts, figures) for u in units]
    if all(is_anchor) or not any(is_anchor):
        return units if any(is_anchor) else _by_white(units)
    white = [b.top - a.bottom for a, b in pairwise(units)]
    em = median(line.size for u in units for line in u.lines)
    between = [w for w, a, b in zip(white, is_anchor, is_anchor[1:], strict=False) if a and b]
    usual = median(between) if between else 0.0
    limit = _CLOSER * usual if usual > 0.2 * em else None
    if not between:
        limit = _natural_limit(white, 0.12 * em)
    # For each pair of neighbours whether they are one row.
    joined = [_is_one_row(i, units, is_anchor, white, limit, em, parts) for i in range(len(white))]
    found = [Row(list(units[0].lines), list(units[0].beside))]
    has_anchor = is_anchor[0]
    for i, unit in enumerate(units[1:]):
        if joined[i] and not (has_anchor and is_anchor[i + 1]):
            found[-1].lines += unit.lines
            found[-1].beside += unit.beside
            has_anchor |= is_anchor[i + 1]
        else:
            found.append(Row(list(unit.lines), list(unit.beside)))
            has_anchor = is_anchor[i + 1]
    return found


def _natural_limit(white: list[float], least: float) -> float | None:
    """Between the narrow whites within rows and the wide ones between them; None when all are alike."""
    steps = sorted(white)
    widest = max(range(len(steps) - 1), key=lambda i: steps[i + 1] - steps[i], default=None)
    if widest is None or steps[widest + 1] - steps[widest] < least:
        return None
    return (steps[widest] + steps[widest + 1]) / 2


def _is_one_row(
    i: int,
    units: list[Row],
    is_anchor: list[bool],
    white: list[float],
    limit: float | None,
    em: float,
    parts: list[float],
) -> bool:
    above, below = units[i], units[i + 1]
    if is_anchor[i] and is_anchor[i + 1]:
        return False
    if limit is not None and white[i] < limit:
        return True
    if limit is None:
        # Rows are not spaced apart: only full lines go on.
        return not is_anchor[i + 1] and white[i] < _TIGHT * em and _goes_on(above, below, units, parts, em)
    return False


def _goes_on(above: Row, below: Row, units: list[Row], parts: list[float], em: float) -> bool:
    """Whether every text of `below` may continue one above it that fills its column."""
    for word in line_of(below.words()).texts():
        column = column_of(word, parts)
        over = [w for w in above.words() if column_of(w, parts) == column]
        if not over or max(w.x1 for w in over) < word.x1 - 0.1 * em:
            return False
        edge = max(w.x1 for u in units for w in u.words() if column_of(w, parts) == column)
        if max(w.x1 for w in over) < edge - _FULL * em or word.x0 < min(w.x0 for w in over) - 0.3 * em:
            return False
    return True


def _is_anchor(unit: Row, parts: list[float], figures: set[int]) -> bool:
    return any(w.is_figure and column_of(w, parts) in figures for w in unit.words())


def _by_white(units: list[Row]) -> list[Row]:
    """Rows of text only: lines closer than the others are one row."""
    white = [b.top - a.bottom for a, b in pairwise(units)]
    if not white or max(white) - min(white) < 0.15 * units[0].lines[0].size:
        return units
    limit = (max(white) + min(white)) / 2
    found = [units[0]]
    for gap, unit in zip(white, units[1:], strict=True):
        if gap < limit:
            found[-1] = Row(found[-1].lines + unit.lines, found[-1].beside + unit.beside)
        else:
            found.append(unit)
    return found
