"""Accounts for every non-blank body cell of a table exactly once.

Belongs here: the four ways a cell can end, and the proof that nothing was skipped.
Does not: deciding which way a cell goes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pipelines.conform.money import read_amount
from pipelines.extract.model import LogicalTable, Outcome, Severity, TableCell

Disposition = Literal["fact", "label", "excluded", "failed"]


class Ledger:
    """One table's cells and what became of each. Cells never mentioned end as `CELL_UNACCOUNTED`."""

    def __init__(self, table: LogicalTable) -> None:
        self._table = table
        self._open = {(c.row, c.column): c for c in table.cells if c.text}
        self._cells_in = len(self._open)
        self._ends: dict[tuple[int, int], Disposition] = {}
        self._reasons: dict[tuple[int, int], tuple[str, str]] = {}
        self.outcomes: list[Outcome] = []

    def fact(self, cell: TableCell | None) -> None:
        """The cell became a figure or an attribute of a record."""
        self._end(cell, "fact")

    def label(self, cell: TableCell | None) -> None:
        """The cell names or classifies its row or section."""
        self._end(cell, "label")

    def exclude(self, cell: TableCell | None, code: str, detail: str) -> None:
        """The cell is left out on purpose, for a declared reason."""
        if self._end(cell, "excluded") and cell:
            self._say(cell, code, "info", detail)

    def fail(self, cell: TableCell | None, code: str, detail: str, severity: Severity = "warning") -> None:
        """The cell should have become something and could not."""
        if self._end(cell, "failed") and cell:
            self._reasons[cell.row, cell.column] = (code, detail)
            self._say(cell, code, severity, detail)

    def note(self, cell: TableCell, code: str, severity: Severity, detail: str) -> None:
        """Say something about a cell without deciding how it ends."""
        self._say(cell, code, severity, detail)

    def close(self) -> dict[str, int]:
        """Fail whatever is still open and return the counts `cells_in` = fact + label + excluded + failed."""
        for key, cell in self._open.items():
            if key not in self._ends:
                detail = "no rule of the layout reads this cell"
                self._ends[key], self._reasons[key] = "failed", ("CELL_UNACCOUNTED", detail)
                self._say(cell, "CELL_UNACCOUNTED", "error", detail)
        counts = Counter(self._ends.values())
        return {
            "cells_in": self._cells_in,
            "cells_fact": counts["fact"],
            "cells_label": counts["label"],
            "cells_excluded": counts["excluded"],
            "cells_failed": counts["failed"],
        }

    def is_open(self, cell: TableCell) -> bool:
        """Whether nothing has been decided yet about a filled body cell."""
        key = (cell.row, cell.column)
        return key in self._open and key not in self._ends

    def failed_figures(self) -> Iterator[tuple[TableCell, str, str]]:
        """Figures that could not become facts, each with reason code and detail."""
        for key, (code, detail) in self._reasons.items():
            cell = self._open[key]
            if read_amount(cell.text).state in ("number", "zero"):
                yield cell, code, detail

    def _end(self, cell: TableCell | None, disposition: Disposition) -> bool:
        """Record how a cell ends; a cell ends once, a blank cell not at all."""
        if cell is None or not cell.text:
            return False
        key = (cell.row, cell.column)
        if key not in self._open:
            return False  # a cell of the header: its figures are facts, but it is no body cell to account for
        if key in self._ends:
            if self._ends[key] != disposition:
                raise AssertionError(
                    f"cell {key} of table {self._table.index} ends as {self._ends[key]} and {disposition}"
                )
            return False
        self._ends[key] = disposition
        return True

    def _say(self, cell: TableCell, code: str, severity: Severity, detail: str) -> None:
        self.outcomes.append(
            Outcome(
                code, severity, detail, cell.spot.page, self._table.index, cell.row, cell.column, cell.text
            )
        )
