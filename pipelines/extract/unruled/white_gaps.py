"""Columns of a table without upright rules, from the white that runs through its rows.

Belongs here: white gaps common to many lines, which of them part columns, columns only the header shows.
Does not: rows, merged cells, whether the region is a table at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from pipelines.extract.unruled.words import Line, Word, merged

# All in font sizes: a gap that parts columns by its width alone; one that does when the texts beside it
# are aligned; one that does when right-aligned figures end at it.
_WIDE: Final = 1.0
_ALIGNED: Final = 0.45
_NARROW: Final = 0.2
# Edges closer than this (in font sizes) are aligned.
EDGE: Final = 0.12
# Share of lines whose edges must agree, and share of lines that may cross a gap (long names, notes).
_AGREE: Final = 0.6
_CROSSING: Final = 0.05
_JOINT: Final = 2.0


@dataclass(frozen=True, slots=True)
class Gap:
    """White from `start` to `end` that (nearly) no line crosses."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Where a rule would stand."""
        return (self.start + self.end) / 2


def separators(
    lines: list[Line], others: list[Line], joints: list[float], left: float, right: float
) -> list[float]:
    """Places between `left` and `right` where columns part, from left to right.

    `lines` are those of the body that show the columns, `others` those that only continue a text. `joints`
    are ends of pieces of rules or of coloured areas: they part columns even where the body is blank.
    """
    if not lines:
        return sorted(joints)
    gaps = common_gaps(lines)
    ruled = [x for x in joints if left < x < right and not _is_crossed(lines, x)]
    found = []
    for gap in gaps:
        if any(gap.start - _JOINT <= x <= gap.end + _JOINT for x in ruled):
            continue
        if _parts_columns(lines, gap, between_figures=bool(ruled)):
            found.append(_narrowed(gap, others).middle)
    return sorted(found + ruled)


def common_gaps(lines: list[Line]) -> list[Gap]:
    """White that runs through all lines but a few, apart from the margins."""
    allowed = int(len(lines) * _CROSSING)
    edges = sorted(
        [(w.x0, 1) for line in lines for w in line.words] + [(w.x1, -1) for line in lines for w in line.words]
    )
    gaps: list[Gap] = []
    covering, since = 0, None
    for x, step in edges:
        covering += step
        if covering <= allowed and since is None:
            since = x
        elif covering > allowed and since is not None:
            if step > 0 and x - since > 0.5 and since > edges[0][0]:
                gaps.append(Gap(since, x))
            since = None
    return gaps


def _narrowed(gap: Gap, lines: list[Line]) -> Gap:
    """What further lines leave of a gap: texts reach into it from the left or begin in it."""
    start, end = gap.start, gap.end
    for line in lines:
        for word in line.words:
            if word.x0 < end and start < word.x1 < end:
                start = word.x1
            elif start < word.x0 < end <= word.x1:
                end = word.x0
    return Gap(start, end)


def _is_crossed(lines: list[Line], x: float) -> bool:
    crossing = sum(any(w.x0 < x - 0.5 and w.x1 > x + 0.5 for w in line.words) for line in lines)
    return crossing > max(len(lines) * _CROSSING, 0.5)


def _parts_columns(lines: list[Line], gap: Gap, *, between_figures: bool) -> bool:
    before = [_last_before(line, gap.start) for line in lines]
    after = [_first_after(line, gap.end) for line in lines]
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if a is not None and b is not None]
    if between_figures:
        # Rules show the columns; white alone adds one only between two columns of figures.
        figures = [a.is_figure and b.is_figure for a, b in pairs]
        return bool(pairs) and sum(figures) >= 0.8 * len(pairs) and gap.end - gap.start >= _ems(lines)
    width = (gap.end - gap.start) / _ems(lines)
    if width >= _WIDE:
        return True
    if len(pairs) < 3:
        return False
    reach = EDGE * _ems(lines)
    ends = sum(gap.start - a.x1 <= reach for a, _ in pairs) / len(pairs)
    begins = sum(b.x0 - gap.end <= reach for _, b in pairs) / len(pairs)
    if width >= _ALIGNED:
        return max(ends, begins) >= _AGREE
    figures_end = sum(a.is_figure and not b.is_figure for a, b in pairs) >= 0.8 * len(pairs)
    long_enough = median(a.chars for a, _ in pairs) >= 3
    return width >= _NARROW and figures_end and long_enough and ends >= _AGREE and begins >= _AGREE


def _ems(lines: list[Line]) -> float:
    return median(line.size for line in lines)


def _last_before(line: Line, x: float) -> Word | None:
    found = None
    for word in line.words:
        if word.x1 > x + 0.01:
            break
        found = word
    return found


def _first_after(line: Line, x: float) -> Word | None:
    return next((word for word in line.words if word.x0 >= x - 0.01), None)


def with_header_columns(parts: list[float], body: list[Line], header: list[Line]) -> list[float]:
    """More separators where the header names columns in which the body is blank.

    The header's lowest texts are matched with the body's columns in order; those that stay over name
    columns of their own.
    """
    leaves = _leaves(header)
    columns = _extents(parts, body)
    if len(leaves) <= len(columns):
        return parts
    matched = _match(leaves, columns)
    spans: list[tuple[float, float]] = []
    for index, leaf in enumerate(leaves):
        column = matched.get(index)
        if column is None:
            spans.append((leaf.x0, leaf.x1))
        else:
            spans.append((min(leaf.x0, columns[column][0]), max(leaf.x1, columns[column][1])))
    spans += [extent for i, extent in enumerate(columns) if i not in matched.values()]
    spans.sort()
    if any(a[1] > b[0] for a, b in pairwise(spans)):
        return parts
    return [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]


def clear_of(parts: list[float], body: list[Line], header: list[Line]) -> list[float]:
    """Separators moved within their white gap so that they do not cut a heading of one column."""
    leaves = _leaves(header)
    words = [w for line in body for w in line.words]
    moved = []
    for x in parts:
        cut = [leaf for leaf in leaves if leaf.x0 < x < leaf.x1]
        low = max((w.x1 for w in words if w.middle < x), default=x)
        high = min((w.x0 for w in words if w.middle > x), default=x)
        places = [p for leaf in cut for p in (leaf.x0 - 0.5, leaf.x1 + 0.5) if low <= p <= high]
        free = [p for p in places if not any(leaf.x0 < p < leaf.x1 for leaf in leaves)]
        moved.append(min(free, key=lambda p: abs(p - x)) if free else x)
    return sorted(moved)


def _leaves(header: list[Line]) -> list[Word]:
    """Header texts with nothing below them, stacked lines of one text taken together."""
    texts = [text for line in header for text in line.texts()]
    leaves: list[Word] = []
    for text in sorted(texts, key=lambda t: -t.bottom):
        below = [i for i, other in enumerate(leaves) if other.x0 < text.x1 and text.x0 < other.x1]
        if not below:
            leaves.append(text)
        elif len(below) == 1 and leaves[below[0]].top - text.bottom < 0.4 * text.size:
            leaves[below[0]] = merged(leaves[below[0]], text)
    leaves.sort()
    return [leaf for leaf in leaves if not _bridges(leaf, leaves)]


def _bridges(text: Word, leaves: list[Word]) -> bool:
    """Whether a heading stands above the white between two lower ones and in their middle: it covers both."""
    lower = [leaf for leaf in leaves if leaf.top > text.bottom - 0.3 * text.size]
    left = [leaf for leaf in lower if leaf.x1 <= text.x0]
    right = [leaf for leaf in lower if leaf.x0 >= text.x1]
    reach = _WIDE * text.size
    return any(abs((a.x0 + b.x1) / 2 - text.middle) < reach for a in left[-3:] for b in right[:3])


def _extents(parts: list[float], body: list[Line]) -> list[tuple[float, float]]:
    found: dict[int, tuple[float, float]] = {}
    for line in body:
        for word in line.words:
            column = sum(word.middle > x for x in parts)
            low, high = found.get(column, (word.x0, word.x1))
            found[column] = min(low, word.x0), max(high, word.x1)
    return [found[column] for column in sorted(found)]


def _match(leaves: list[Word], columns: list[tuple[float, float]]) -> dict[int, int]:
    """Leaf → column, in order, every column matched, the sum of distances least."""
    cost = [[max(a - leaf.x1, leaf.x0 - b, 0.0) for a, b in columns] for leaf in leaves]
    n, m = len(leaves), len(columns)
    best = [[float("inf")] * (m + 1) for _ in range(n + 1)]
    for i in range(n + 1):
        best[i][0] = 0.0
    for i in range(1, n + 1):
        for j in range(1, min(i, m) + 1):
            best[i][j] = min(best[i - 1][j], best[i - 1][j - 1] + cost[i - 1][j - 1])
    matched, i, j = {}, n, m
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            matched[i] = j
    return matched


def inks_of(parts: list[float], lines: list[Line]) -> list[tuple[float, float] | None]:
    """From where to where each column is printed; texts that cross a separator do not count."""
    found: list[tuple[float, float] | None] = [None] * (len(parts) + 1)
    for line in lines:
        for text in line.texts():
            if any(text.x0 < x < text.x1 for x in parts):
                continue
            column = sum(text.middle > x for x in parts)
            low, high = found[column] or (text.x0, text.x1)
            found[column] = min(low, text.x0), max(high, text.x1)
    return found
