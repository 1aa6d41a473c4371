"""Strokes become clean level and upright rules, grouped into the frameworks of tables.

Belongs here: snapping, joining, dropping invisible strokes, finding which rules hang together.
Does not: cells (`pdf_grid`), text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipelines.extract.model import Box
from pipelines.extract.pdf_marks import Fill, Stroke

# Points. Rules nearer than SNAP are one rule (double borders); ends nearer than JOIN meet.
SNAP = 2.5
JOIN = 3.0
_MIN_LENGTH = 4.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule at `position` (y of a level one, x of an upright one) from `start` to `end`."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Framework:
    """Rules that touch one another: the lines of one table."""

    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The area the rules span."""
        return Box(
            min([r.start for r in self.level] + [r.position for r in self.upright]),
            min([r.position for r in self.level] + [r.start for r in self.upright]),
            max([r.end for r in self.level] + [r.position for r in self.upright]),
            max([r.position for r in self.level] + [r.end for r in self.upright]),
        )


def frameworks(strokes: tuple[Stroke, ...], fills: tuple[Fill, ...]) -> list[Framework]:
    """Groups of touching rules that could be tables: at least two level rules and one upright one."""
    visible = [s for s in strokes if not s.is_white or _lies_on_colour(s.box, fills)]
    level = _joined([_level(s.box) for s in visible if s.is_level])
    upright = _joined([_upright(s.box) for s in visible if not s.is_level])
    groups = _Groups(len(level) + len(upright))
    for i, row in enumerate(level):
        for j, column in enumerate(upright):
            if _touch(row, column):
                groups.unite(i, len(level) + j)
    found = []
    for members in groups.members():
        rows = tuple(level[m] for m in members if m < len(level))
        columns = tuple(upright[m - len(level)] for m in members if m >= len(level))
        if len(rows) >= 2 and columns:
            found.append(Framework(rows, columns))
    return sorted(found, key=lambda f: (f.box.top, f.box.x0))


def _level(box: Box) -> Rule:
    return Rule((box.top + box.bottom) / 2, box.x0, box.x1)


def _upright(box: Box) -> Rule:
    return Rule((box.x0 + box.x1) / 2, box.top, box.bottom)


def _touch(row: Rule, column: Rule) -> bool:
    return (
        row.start - JOIN <= column.position <= row.end + JOIN
        and column.start - JOIN <= row.position <= column.end + JOIN
    )


def _lies_on_colour(box: Box, fills: tuple[Fill, ...]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(not f.is_white and f.box.x0 <= x <= f.box.x1 and f.box.top <= y <= f.box.bottom for f in fills)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules on (nearly) one line with (nearly) touching ends become one; crumbs are dropped."""
    result: list[Rule] = []
    for line in _snapped(rules):
        position = sum(r.position for r in line) / len(line)
        start, end = None, 0.0
        for rule in sorted(line, key=lambda r: r.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + JOIN:
                end = max(end, rule.end)
            else:
                result.append(Rule(position, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            result.append(Rule(position, start, end))
    return [r for r in result if r.end - r.start >= _MIN_LENGTH]


def _snapped(rules: list[Rule]) -> list[list[Rule]]:
    """Rules by common position; a chain of near neighbours is cut before it gets wider than SNAP."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.position):
        if lines and rule.position - lines[-1][0].position <= SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return lines


def grid_lines(positions: list[float]) -> list[float]:
    """Positions in order, those nearer than SNAP taken as one (their first)."""
    ordered = sorted(positions)
    if not ordered:
        return []
    kept = [ordered[0]]
    for _, position in pairwise(ordered):
        if position - kept[-1] > SNAP:
            kept.append(position)
    return kept


class _Groups:
    """Disjoint sets of indices."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def unite(self, left: int, right: int) -> None:
        self._parent[self.find(left)] = self.find(right)

    def members(self) -> list[list[int]]:
        groups: dict[int, list[int]] = {}
        for index in range(len(self._parent)):
            groups.setdefault(self.find(index), []).append(index)
        return list(groups.values())
