"""Rows of one pane of a summary: what each is, and which is part of which.

Belongs here: keys of rows by the vocabulary, hierarchy by numbering, indentation and known names.
Does not: panes, cells, amounts (`summary_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipelines.conform.catalogue import summary_items
from pipelines.conform.codes import without_numbering
from pipelines.conform.header_words import read_label
from pipelines.conform.lines import Row
from pipelines.extract.text.cjk import comparable

GROUP_ITEMS = ("current_income_total", "carryover_in", "current_expenditure_total")
_ENDS = (*GROUP_ITEMS, "carryover_out", "surplus_used", "surplus_distribution")
_NUMBERINGS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"\([一二三四五六七八九十]+\)"),
    re.compile(r"\d+[.、]"),
    re.compile(r"\(\d+\)"),
)
# Two indents that differ by less are one: justified print moves characters by a fraction of their width.
_SAME_INDENT = 4.0


def item_of(label: str, lane: str) -> str:
    """Key of a row by its name: an item of summaries, else a fund or kind by header words; or empty."""
    name = without_numbering(label)
    side = "income" if lane == "income" else "expenditure"
    for item in summary_items():
        if item.lane == side and item.label.fullmatch(name):
            return item.item
    said = read_label(name)
    if said is None or said.word is None:
        return ""
    if said.word.facet == "fund" and side == "income":
        return f"income_{said.word.value}"
    return said.word.value if said.word.facet == "kind" and side == "expenditure" else ""


def place_summary_rows(rows: Sequence[Row], indents: Mapping[int, float]) -> None:
    """Levels and parents of one pane, in place.

    Two layouts exist: group rows above their items (一、本年收入 / （一）…) and a subtotal below them
    (一、… / 本年收入合计). Within either, a deeper numbering (（一）, 1.), a deeper indent, or a name that
    is neither numbered nor known belongs to the row above it.
    """
    total = next((r for r in rows if r.item.startswith("total_")), None)
    subtotal = next(
        (r for r in rows if r.item in ("current_income_total", "current_expenditure_total")), None
    )
    items = [r for r in rows if r is not total and r.item not in GROUP_ITEMS]
    spread = max((indents[r.number] for r in items), default=0) - min(
        (indents[r.number] for r in items), default=0
    )
    by_indent = spread > _SAME_INDENT
    group: Row | None = None
    above: list[Row] = []
    for row in rows:
        if row is total:
            row.level, row.is_total = 0, True
            continue
        if row.item in _ENDS:
            row.level, row.parent = 1, total.number if total else None
            row.is_total = row is subtotal
            group, above = row, []
            continue
        while above and not _is_part_of(row, above[-1], indents, by_indent):
            above.pop()
        parent = above[-1] if above else _holder(row, group, subtotal, indents, by_indent)
        row.level = parent.level + 1 if parent and parent is not subtotal else 2
        row.parent = parent.number if parent else None
        above.append(row)
    parents = {r.parent for r in rows}
    for row in rows:
        row.is_leaf = row.number not in parents


def _holder(
    row: Row, group: Row | None, subtotal: Row | None, indents: Mapping[int, float], by_indent: bool
) -> Row | None:
    """What a row without a row above it is part of: the open group, or the subtotal of all."""
    if group is None or group is subtotal:
        return subtotal
    nested = row.item.startswith("carryover_") or (by_indent and _deeper(row, group, indents))
    return group if nested or _depth(row) > 1 else subtotal


def _is_part_of(row: Row, above: Row, indents: Mapping[int, float], by_indent: bool) -> bool:
    own, other = _numbering(row), _numbering(above)
    if own and other:
        return own > other
    if by_indent:
        return _deeper(row, above, indents)
    return _depth(row) > _depth(above)


def _deeper(row: Row, above: Row, indents: Mapping[int, float]) -> bool:
    return indents[row.number] - indents[above.number] > _SAME_INDENT


def _numbering(row: Row) -> int:
    """Depth by numbering: 一、 1, （一） 2, 1. 3, (1) 4; 0 without one."""
    key = re.sub(r"^其中[:：]?", "", comparable(row.label))
    return next((depth for depth, p in enumerate(_NUMBERINGS, start=1) if p.match(key)), 0)


def _depth(row: Row) -> int:
    """Numbering where there is one; a plain name is 1 when the vocabulary knows it, else deepest."""
    return _numbering(row) or (1 if row.item else len(_NUMBERINGS) + 1)
