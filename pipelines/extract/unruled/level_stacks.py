"""Level rules without upright ones that belong to one table: same left and right end, text between.

Belongs here: grouping rules into stacks, where their pieces join, parting stacks of different tables.
Does not: columns and rows inside a stack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid
from pipelines.extract.page.rules import MAX_THICKNESS, Rules
from pipelines.extract.unruled.words import Line

# Points: how far the ends of rules of one table may differ, the widest break within one rule, the nearest
# two joints may stand, and the least width of a table.
_SAME_END: Final = 4.0
_BREAK: Final = 25.0
_LEAST_COLUMN: Final = 8.0
_LEAST_WIDTH: Final = 80.0
_ON_RULE: Final = 2.0
_MOST_JOINTS: Final = 60
# More rules than this make a drawing, no table.
_MOST_RULES: Final = 1000


@dataclass(frozen=True, slots=True)
class Stack:
    """Full rules at heights `ys` from `left` to `right`, `partial` rules between them, and `joints`."""

    left: float
    right: float
    ys: list[float]
    partial: Rules
    joints: list[float]


def free_rules(rules: Rules, grids: list[CellGrid]) -> Rules:
    """Rules that are no part of a ruled table."""
    for grid in grids:
        box = grid.box
        inside = (rules[:, 0] > box.top - _SAME_END) & (rules[:, 0] < box.bottom + _SAME_END)
        inside &= (rules[:, 1] < box.x1) & (rules[:, 2] > box.x0)
        rules = rules[~inside]
    return rules


def stacks(rules: Rules, marks: Array) -> list[Stack]:
    """Groups of at least two rules with the same ends. `marks` are the strokes or areas they are made of."""
    whole = [r for r in _across_breaks(rules) if r[2] - r[1] >= _LEAST_WIDTH]
    if not 2 <= len(whole) <= _MOST_RULES:
        return []
    found: list[Stack] = []
    left = _with_partners(whole)
    while left:
        # The widest first: narrower ones inside it are its partial rules.
        widest = max(left, key=lambda r: r[2] - r[1])
        same = [r for r in left if abs(r[1] - widest[1]) < _SAME_END and abs(r[2] - widest[2]) < _SAME_END]
        left = [r for r in left if r not in same]
        ys = sorted(r[0] for r in same)
        if len(ys) < 2:
            continue
        is_inside = (rules[:, 0] > ys[0] - 1) & (rules[:, 0] < ys[-1] + 1)
        is_inside &= (rules[:, 1] > widest[1] - _SAME_END) & (rules[:, 2] < widest[2] + _SAME_END)
        is_full = np.abs(rules[:, 0, None] - np.array(ys)[None, :]).min(axis=1) < 0.01
        partial = rules[is_inside & ~is_full]
        left = [
            r for r in left if not (ys[0] < r[0] < ys[-1] and widest[1] - 4 < r[1] and r[2] < widest[2] + 4)
        ]
        joints = _joints(marks, ys, widest[1], widest[2])
        found.append(Stack(widest[1], widest[2], ys, partial, joints))
    return found


def _with_partners(rules: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Rules whose ends some other rule shares."""
    ends = np.array(rules)[:, 1:]
    alike = (np.abs(ends[:, None, :] - ends[None, :, :]) < _SAME_END).all(axis=2).sum(axis=1) > 1
    return [rule for rule, has_partner in zip(rules, alike.tolist(), strict=True) if has_partner]


def _across_breaks(rules: Rules) -> list[tuple[float, float, float]]:
    """Rules on one line with small breaks (each column underlined by itself) taken as one."""
    found: list[tuple[float, float, float]] = []
    covered = 0.0
    for y, start, end in sorted(map(tuple, rules.tolist())):
        if found and found[-1][0] == y and start - found[-1][2] < _BREAK:
            covered += end - start
            found[-1] = (y, found[-1][1], end)
        else:
            covered = end - start
            found.append((y, start, end))
    return found


def _joints(marks: Array, ys: list[float], left: float, right: float) -> list[float]:
    """Where pieces of rules meet: many programs draw the border of every cell by itself."""
    thin = marks[(marks[:, 3] - marks[:, 1] <= MAX_THICKNESS) & (marks[:, 2] - marks[:, 0] > MAX_THICKNESS)]
    found: list[float] = []
    for y in ys:
        on = thin[np.abs((thin[:, 1] + thin[:, 3]) / 2 - y) < _ON_RULE]
        on = on[(on[:, 0] > left - _SAME_END) & (on[:, 2] < right + _SAME_END)]
        here, end = [], None
        for start, stop in sorted(map(tuple, on[:, (0, 2)].tolist())):
            if end is not None and start > end - 1.0:
                here.append((start + end) / 2)
            end = max(stop, end if end is not None else stop)
        if len(here) <= _MOST_JOINTS:
            found += here
    return spaced(found, left, right)


def spaced(places: list[float], left: float, right: float) -> list[float]:
    """Places in order, none nearer to the next or to an end than the narrowest column."""
    kept: list[float] = []
    for x in sorted(places):
        if x - (kept[-1] if kept else left) >= _LEAST_COLUMN and right - x >= _LEAST_COLUMN:
            kept.append(x)
    return kept


def parted(stack: Stack, lines: list[Line]) -> list[Stack]:
    """One stack per table: between two tables stand a title, a unit line or text of the narrative."""
    bands = [
        [x for x in lines if a < (x.top + x.bottom) / 2 < b]
        for a, b in zip(stack.ys, stack.ys[1:], strict=False)
    ]
    has_amounts = [any(w.is_amount for line in band for w in line.words) for band in bands]
    cuts = [
        i
        for i, band in enumerate(bands)
        if 0 < i < len(bands) - 1
        and has_amounts[i - 1]
        and not has_amounts[i]
        and not has_amounts[i + 1]
        and _is_between_tables(band, stack)
    ]
    found = []
    for start, end in zip([0, *(c + 1 for c in cuts)], [*(c + 1 for c in cuts), len(stack.ys)], strict=True):
        ys = stack.ys[start:end]
        if len(ys) >= 2:
            inside = (stack.partial[:, 0] > ys[0]) & (stack.partial[:, 0] < ys[-1])
            found.append(Stack(stack.left, stack.right, ys, stack.partial[inside], stack.joints))
    return found


def _is_between_tables(band: list[Line], stack: Stack) -> bool:
    if len(band) < 2:
        return False
    single = [line for line in band if len(line.texts()) == 1]
    wide = [s for s in single if s.words[-1].x1 - s.words[0].x0 > 0.25 * (stack.right - stack.left)]
    return bool(wide)
