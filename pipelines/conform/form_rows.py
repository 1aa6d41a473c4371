"""Forms read row by row: their cells in printed order, and the labels that open sections.

Belongs here: what project forms and the overall form share: rows of filled cells, label/value pairs,
private data, joined cells. Does not: the grammar of a particular form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.conform.ledger import Ledger
from pipelines.extract.model import LogicalTable, TableCell
from pipelines.extract.text.cjk import comparable


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: only its filled cells, left to right. `number` counts body rows from 1."""

    number: int
    cells: tuple[TableCell, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Comparable texts of the cells."""
        return tuple(comparable(c.text) for c in self.cells)

    @property
    def first(self) -> str:
        return self.keys[0] if self.cells else ""


def form_rows(table: LogicalTable) -> Iterator[FormRow]:
    """The rows of a form that hold anything."""
    for index, cells in enumerate(table.rows()):
        filled = tuple(c for c in cells if c is not None and c.text)
        if filled:
            yield FormRow(index + 1, filled)


def pairs(row: FormRow, labels: frozenset[str]) -> list[tuple[str, TableCell, TableCell | None]]:
    """Label cells of a row with the value to their right (None when the value is blank)."""
    found: list[tuple[str, TableCell, TableCell | None]] = []
    position = 0
    while position < len(row.cells):
        key = comparable(row.cells[position].text)
        if key not in labels:
            position += 1
            continue
        following = row.cells[position + 1] if position + 1 < len(row.cells) else None
        has_value = following is not None and comparable(following.text) not in labels
        found.append((key, row.cells[position], following if has_value else None))
        position += 2 if has_value else 1
    return found


def ticked(text: str) -> str | None:
    """The option whose box is ticked in `持续性项目 ☑ 新增性项目 ☐`, boxes after or before the words."""
    compact = comparable(text)
    for mark in ("☑", "√", "■"):
        if mark in compact:
            before = compact.split(mark)[0]
            option = before.split("☐")[-1].split("□")[-1]
            if option:
                return option
            after = compact.split(mark)[1]
            return after.split("☐")[0].split("□")[0] or None
    return None


def keep_private(ledger: Ledger, cell: TableCell | None) -> None:
    """Leave a person's name or number out of the facts, and say so without repeating it."""
    if cell is not None:
        ledger.exclude(
            TableCell(cell.row, cell.column, "***", cell.spot, cell.row_span, cell.column_span),
            "PRIVATE_DATA",
            "a person's name or telephone number stays in the original only",
        )
