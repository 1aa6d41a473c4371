"""Columns at the side of a ruled table whose cells are taller than the page: uprights without level rules.

Belongs here: giving such uprights to the table they stand beside. Does not: rules that touch (`pdf_rules`).

A name merged over thirty rows leaves, on the pages it runs through, two uprights and nothing across: no rule
touches them, yet they part columns of the table to their right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array
from pipelines.extract.page.rules import JOIN, Framework, PageRules, Rules

# Points: how far such uprights may begin and end from the table's own, and the widest such column.
_SAME_END: Final = 4.0
_WIDEST: Final = 300.0
_LEAST_HEIGHT: Final = 20.0


def with_open_sides(frameworks: list[Framework], rules: PageRules) -> list[Framework]:
    """The frameworks, each with the uprights at its side that run from its top to its bottom."""
    if not frameworks:
        return frameworks
    taken = sum(len(f.upright) for f in frameworks)
    if taken == len(rules.upright):
        return frameworks
    owned = np.concatenate([f.upright for f in frameworks])
    is_free = ~(rules.upright[:, None, :] == owned[None, :, :]).all(axis=2).any(axis=1)
    free = rules.upright[is_free & (rules.upright[:, 2] - rules.upright[:, 1] > _LEAST_HEIGHT)]
    free = free[~_touches(free, rules.level)]
    if not len(free):
        return frameworks
    return [_widened(f, free, [g for g in frameworks if g is not f]) for f in frameworks]


def _touches(upright: Rules, level: Rules) -> Array:
    """Whether uprights meet a level rule: then they belong to something else."""
    x, y = upright[:, 0, None], level[None, :, 0]
    across = (x > level[None, :, 1] - JOIN) & (x < level[None, :, 2] + JOIN)
    along = (y > upright[:, 1, None] - JOIN) & (y < upright[:, 2, None] + JOIN)
    return np.asarray((across & along).any(axis=1))


def _widened(framework: Framework, free: Rules, others: list[Framework]) -> Framework:
    box = framework.box
    is_beside = (np.abs(free[:, 1] - box.top) < _SAME_END) & (np.abs(free[:, 2] - box.bottom) < _SAME_END)
    places = np.sort(free[is_beside, 0])
    barriers = [g.box for g in others if g.box.top < box.bottom and g.box.bottom > box.top]
    found: list[float] = []
    for edge, side in ((box.x0, places[places < box.x0][::-1]), (box.x1, places[places > box.x1])):
        for x in side.tolist():
            low, high = min(x, edge), max(x, edge)
            if high - low > _WIDEST or any(low < b.x1 and high > b.x0 for b in barriers):
                break
            found.append(x)
            edge = x
    if not found:
        return framework
    added = np.array([(x, box.top, box.bottom) for x in found])
    return replace(framework, upright=np.concatenate([framework.upright, added]))
