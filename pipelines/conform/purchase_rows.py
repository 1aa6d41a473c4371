"""Rows of a table of purchases: which is a purchase, what it is called, what it stands under.

Belongs here: catalogue names over several columns, steps (大类 ▸ 专项 ▸ 经济科目 ▸ 物品), lists by category.
Does not: records of `procurements` (`purchases`), codes of units and projects (`row_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.conform.codes import Code, split_bracketed
from pipelines.conform.columns import Column
from pipelines.conform.hierarchy import TOTAL_LABEL, PrintedRow
from pipelines.extract.model import TableCell
from pipelines.extract.text.cjk import comparable

_NAMED = ("catalogue", "content")
_STEPS = ("category", "project_name", "economic", *_NAMED)
_DEPTH = 5
_PAGES_SHARE = 4
"""At least so many purchases stand on a page for each that repeats the names above it."""
_CODE_BEFORE_NAME = re.compile(r"(?P<code>[A-C]\d{2,8})\s*[-—－]?\s*(?P<name>\D.*)", re.DOTALL)


class PurchaseRows:
    """Reads the rows of one table in their order; what an upper step says holds until it says otherwise."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[TableCell | None]]) -> None:
        """`columns` of the table and its body `rows`, each with one cell or None per column."""
        self._named = [c for c in columns if c.role in _NAMED]
        self._labels = [c for c in columns if c.role in (*_STEPS, "unit_name")]
        self._organised = [c.index for c in columns if c.role == "organisation"]
        self._steps = _steps(columns, rows)
        self._open: dict[str, str] = {}

    @staticmethod
    def are_in(columns: Sequence[Column]) -> bool:
        """Whether a table with these columns lists purchases, or their sums by category."""
        return any(c.role in ("catalogue", "category") for c in columns)

    def read(self, row: PrintedRow) -> bool:
        """Name a purchase, a subtotal of purchases, a total; False when the row is none of them."""
        filled = [(c, text) for c in self._labels if (text := _text(row.cells.get(c.index)))]
        if not filled:
            return self._read_nameless(row)
        if TOTAL_LABEL.fullmatch(comparable(filled[0][1])):
            row.label = filled[0][1]
        elif self._steps:
            self._read_step(row)
        elif names := [text for c, text in filled if c in self._named]:
            row.purchase = _deepest(names)
            row.code, row.label = (
                Code(row.purchase[0] or "", "procurement_catalogue", _DEPTH),
                row.purchase[1],
            )
        elif projects := [text for c, text in filled if c.role == "project_name"]:
            row.purchase = (None, "")
            row.code, row.label = Code("", "procurement_catalogue", _DEPTH), projects[-1]
        elif not self._named and filled[0][0].role == "category":
            row.purchase = _deepest([filled[0][1]])
            row.label = filled[0][1]
        else:
            return False
        return True

    def _read_nameless(self, row: PrintedRow) -> bool:
        """A row that says how it is bought is a purchase on the lowest step, though it has no name."""
        if not self._steps or not any(_text(row.cells.get(i)) for i in self._organised):
            return False
        row.step, row.purchase, row.inherited = len(self._steps), (None, ""), dict(self._open)
        return True

    def _read_step(self, row: PrintedRow) -> None:
        for position, column in enumerate(self._steps):
            text = _text(row.cells.get(column.index))
            if text:
                row.step, row.label = position + 1, text
                self._open = {c.role: t for c in self._steps[:position] if (t := self._open.get(c.role))}
                self._open[column.role] = text
        row.inherited = dict(self._open)
        if row.step == len(self._steps):
            row.purchase = _deepest([row.label])


def _steps(columns: Sequence[Column], rows: Sequence[Sequence[TableCell | None]]) -> list[Column]:
    """The label columns as steps down, where a purchase has its name only, what it is under being above.

    Rows above the lowest step are sums of what follows, so there must be some, and some on the lowest. At the
    head of a page the upper names may be printed again beside a purchase.
    """
    steps = [c for c in columns if c.role in _STEPS]
    if len(steps) < 2 or steps[-1].role not in _NAMED:
        return []
    sums = alone = beside = 0
    for cells in rows:
        named = [c for c in steps if c.index < len(cells) and _text(cells[c.index])]
        if not named or TOTAL_LABEL.fullmatch(comparable(_text(cells[named[0].index]))):
            continue
        on_lowest = named[-1] is steps[-1]
        sums += not on_lowest
        alone += on_lowest and len(named) == 1
        beside += on_lowest and len(named) > 1
    return steps if sums and alone > _PAGES_SHARE * beside else []


def _deepest(names: Sequence[str]) -> tuple[str | None, str]:
    """Code and name of the deepest level printed; a code of an upper level is not the name's.

    Codes are those of the procurement catalogue; the ones of lists of purchasable services stay in the name.
    """
    code, name = split_bracketed(names[-1])
    if code is None and (match := _CODE_BEFORE_NAME.fullmatch(name)):
        return match["code"], match["name"].strip()
    return code, name


def _text(cell: TableCell | None) -> str:
    return cell.text if cell is not None else ""
