"""Strokes and thin areas become clean level and upright rules, grouped into the frameworks of tables.

Belongs here: snapping, joining, dropping invisible strokes, finding which rules hang together.
Does not: cells (`pdf_grid`), text, tables without rules (`alignment`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from pipelines.extract.model import Box
from pipelines.extract.page.columns import Array, inside_any

# Points. Rules nearer than SNAP are one rule (double borders); ends nearer than JOIN meet.
SNAP: Final = 2.5
JOIN: Final = 3.0
MAX_THICKNESS: Final = 3.1
_MIN_LENGTH: Final = 4.0
_LEAST_ALPHA: Final = 20
_WHITE: Final = 245
# Areas at least this large in both directions can be a background for white rules.
_BACKGROUND: Final = 6.0
# No table has so many rules in one direction: maps and hatchings have, and would cost their square.
MAX_RULES: Final = 3000

Rules = Array
"""Rows of (position, start, end): y of a level rule or x of an upright one, and where it begins and ends."""


@dataclass(frozen=True)
class Framework:
    """Rules that touch one another: the lines of one table."""

    level: Rules
    upright: Rules

    @cached_property
    def box(self) -> Box:
        """The area the rules span."""
        level, upright = self.level, self.upright
        return Box(
            float(min(level[:, 1].min(), upright[:, 0].min())),
            float(min(level[:, 0].min(), upright[:, 1].min())),
            float(max(level[:, 2].max(), upright[:, 0].max())),
            float(max(level[:, 0].max(), upright[:, 2].max())),
        )


_NONE: Final = np.zeros((0, 3))


@dataclass(frozen=True, slots=True)
class PageRules:
    """All level and upright rules of a page, joined."""

    level: Rules
    upright: Rules
    is_drawing: bool = False


def page_rules(strokes: Array, fills: Array, *, with_areas: bool = False) -> PageRules:
    """The rules a reader sees. Rows of `strokes` and `fills` are (x0, top, x1, bottom, luma, alpha).

    A page with more than `MAX_RULES` in one direction is a drawing and has none. With `with_areas` the edges
    of coloured areas count as rules too: some tables are drawn only as fields of colour. Otherwise an area is
    a rule only when it is thin.
    """
    strokes = _visible(strokes, fills)
    areas = _visible(fills, fills)
    wide, high = strokes[:, 2] - strokes[:, 0], strokes[:, 3] - strokes[:, 1]
    level, upright = [_level(strokes[wide >= high])], [_upright(strokes[wide < high])]
    wide, high = areas[:, 2] - areas[:, 0], areas[:, 3] - areas[:, 1]
    is_dot = (wide <= MAX_THICKNESS) & (high <= MAX_THICKNESS)
    # A dot of a dotted border may belong to a rule in either direction.
    level.append(_level(areas[(high <= MAX_THICKNESS) & ((wide >= high) | is_dot)]))
    upright.append(_upright(areas[(wide <= MAX_THICKNESS) & ((wide < high) | is_dot)]))
    if with_areas:
        fields = areas[(wide > MAX_THICKNESS) & (high > MAX_THICKNESS)]
        for top in (1, 3):
            level.append(fields[:, (top, 0, 2)])
        for side in (0, 2):
            upright.append(fields[:, (side, 1, 3)])
    found = PageRules(_joined(np.concatenate(level)), _joined(np.concatenate(upright)))
    if max(len(found.level), len(found.upright)) > MAX_RULES:
        return PageRules(_NONE, _NONE, is_drawing=True)
    return found


def frameworks(rules: PageRules) -> list[Framework]:
    """Groups of touching rules that could be tables: at least two level rules and one upright one."""
    level, upright = rules.level, rules.upright
    if len(level) < 2 or not len(upright):
        return []
    touch = (
        (upright[None, :, 0] >= level[:, None, 1] - JOIN)
        & (upright[None, :, 0] <= level[:, None, 2] + JOIN)
        & (level[:, None, 0] >= upright[None, :, 1] - JOIN)
        & (level[:, None, 0] <= upright[None, :, 2] + JOIN)
    )
    found = []
    left = np.ones(len(level), bool)
    for start in range(len(level)):
        if not left[start]:
            continue
        rows = np.zeros(len(level), bool)
        rows[start] = True
        while True:
            columns = touch[rows].any(axis=0)
            more = touch[:, columns].any(axis=1) | rows
            if (more == rows).all():
                break
            rows = more
        left &= ~rows
        if rows.sum() >= 2 and columns.any():
            found.append(Framework(level[rows], upright[columns]))
    lone = upright[~touch.any(axis=0)]
    found = [_with_open_columns(f, lone) for f in found]
    return sorted(found, key=lambda f: (f.box.top, f.box.x0))


def _with_open_columns(framework: Framework, lone: Rules) -> Framework:
    """The framework with the upright rules beside it that no level rule meets.

    Cells merged over more than one page have neither a top nor a bottom rule on the pages between. Their
    side rules are known by their ends: exactly at the top and at the bottom of the rest of the table.
    """
    box = framework.box
    reaches = (abs(lone[:, 1] - box.top) <= JOIN) & (abs(lone[:, 2] - box.bottom) <= JOIN)
    if not reaches.any():
        return framework
    return Framework(framework.level, np.concatenate([framework.upright, lone[reaches]]))


def _visible(marks: Array, fills: Array) -> Array:
    """Without what is transparent, and without white marks unless they lie on colour."""
    marks = marks[marks[:, 5] > _LEAST_ALPHA]
    white = marks[:, 4] >= _WHITE
    if not white.any():
        return marks
    ground = fills[(fills[:, 4] < _WHITE) & (fills[:, 5] > _LEAST_ALPHA)]
    ground = ground[(ground[:, 2] - ground[:, 0] > _BACKGROUND) & (ground[:, 3] - ground[:, 1] > _BACKGROUND)]
    if not len(ground):
        return marks[~white]
    x, y = (marks[:, 0] + marks[:, 2]) / 2, (marks[:, 1] + marks[:, 3]) / 2
    ground = ground[:, :4] + np.array([0.0, -1.0, 0.0, 1.0])
    keep = ~white
    keep[white] = inside_any(x[white], y[white], ground)
    return marks[keep]


def _level(marks: Array) -> Rules:
    return np.stack([(marks[:, 1] + marks[:, 3]) / 2, marks[:, 0], marks[:, 2]], axis=1)


def _upright(marks: Array) -> Rules:
    return np.stack([(marks[:, 0] + marks[:, 2]) / 2, marks[:, 1], marks[:, 3]], axis=1)


def _joined(rules: Rules) -> Rules:
    """Rules on (nearly) one line with (nearly) touching ends become one; crumbs are dropped."""
    if not len(rules):
        return rules
    rules = rules[np.argsort(rules[:, 0], kind="stable")]
    line = _lines(rules[:, 0])
    # Weighted by length: a stub beside a long rule must not move it.
    weight = rules[:, 2] - rules[:, 1] + 0.01
    position = np.bincount(line, rules[:, 0] * weight) / np.bincount(line, weight)
    order = np.lexsort((rules[:, 1], line))
    line, start, end = line[order], rules[order, 1], rules[order, 2]
    joined = []
    at, low, high = -1, 0.0, 0.0
    for this, first, last in zip(line.tolist(), start.tolist(), end.tolist(), strict=True):
        if this == at and first <= high + JOIN:
            high = max(high, last)
            continue
        if at >= 0:
            joined.append((position[at], low, high))
        at, low, high = this, first, last
    joined.append((position[at], low, high))
    result: Rules = np.array(joined)
    is_long = result[:, 2] - result[:, 1] >= _MIN_LENGTH
    return np.asarray(result[is_long])


def _lines(positions: Array) -> Array:
    """Number of the line each (sorted) position lies on; a chain of neighbours is cut at SNAP's width."""
    begins = np.zeros(len(positions), np.int64)
    if positions[-1] - positions[0] <= SNAP:
        return begins
    first = positions[0]
    # Only places where a gap opens need a look: within dense runs of equals nothing changes.
    for i in np.flatnonzero(np.diff(positions) > 0.01) + 1:
        if positions[i] - first > SNAP:
            first = positions[i]
            begins[i] = 1
    return np.cumsum(begins)
