"""Rows whose sums do not hold: repaired where one reading satisfies them all, kept where the sums of the
columns bear the print out, quarantined otherwise.

Belongs here: finding damaged rows of a table and putting the repaired reading in their place.
Does not: the search for a reading (`repairs`), rows with too many fields (`row_tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.conform.arithmetic import RowIdentity, check_row, check_sum, keyed_identities
from pipelines.conform.columns import Column
from pipelines.conform.hierarchy import PrintedRow
from pipelines.conform.ledger import Ledger
from pipelines.conform.money import read_amount
from pipelines.conform.repairs import repaired_row


@dataclass(slots=True)
class RowRepairs:
    """Repairs of one table's rows, in place; `repaired` counts them."""

    rows: Sequence[PrintedRow]
    columns: Sequence[Column]
    ledger: Ledger
    repaired: int = 0
    _parts: dict[int, list[PrintedRow]] = field(default_factory=dict)
    _numbers: dict[int, PrintedRow] = field(default_factory=dict)

    def run(self) -> None:
        """Repair, keep or fail every row whose own sums fail; then figures that stand one column aside."""
        keys, identities = keyed_identities(self.columns)
        if not identities:
            return
        for row in self.rows:
            self._numbers[row.number] = row
            if row.row and row.row.parent:
                self._parts.setdefault(row.row.parent, []).append(row)
        for row in self.rows:
            if row.quality != "exact" or not self._is_damaged(row, keys, identities):
                continue
            if not self._repair(row, keys, identities) and not self._is_borne_out(row):
                self._fail(row, "ROW_SUMS_FAIL", "the row's sums do not hold and no reading is the only one")
        self._move_aside(keys, identities)

    def _is_damaged(self, row: PrintedRow, keys: Sequence[str], identities: tuple[RowIdentity, ...]) -> bool:
        texts = [self._text(row, c) for c in self.columns]
        if any(read_amount(t).state == "unreadable" for t in texts):
            return any(read_amount(t).state == "number" for t in texts)
        return any(check.outcome == "fail" for check in check_row(*self._values(row, keys, identities)))

    def _values(
        self, row: PrintedRow, keys: Sequence[str], identities: tuple[RowIdentity, ...]
    ) -> tuple[dict[str, Decimal | None], tuple[RowIdentity, ...], Decimal]:
        amounts = {k: read_amount(self._text(row, c)) for k, c in zip(keys, self.columns, strict=True) if k}
        step = max((a.step for a in amounts.values()), default=Decimal(0))
        return {k: a.value for k, a in amounts.items()}, identities, step

    def _repair(self, row: PrintedRow, keys: Sequence[str], identities: Sequence[RowIdentity]) -> bool:
        fields = [self._text(row, c) for c in self.columns]
        reading = repaired_row(fields, keys, identities)
        if reading is None or any(read_amount(t).state == "dash" for t in fields):
            return False
        cells = [row.cells.get(c.index) for c in self.columns]
        raw = " | ".join(fields)
        for column in self.columns:
            row.cells.pop(column.index, None)
        for column, figure, source in zip(self.columns, reading.figures, reading.sources, strict=True):
            if figure is None:
                continue
            first = cells[source[0]]
            assert first is not None
            row.cells[column.index] = replace(first, text=figure)
            for other in source[1:]:
                self.ledger.exclude(
                    cells[other], "REPAIR_ROW", "second half of a figure that was cut; it is in the first"
                )
        self._record(row, f"{reading.how}: the only reading whose sums hold; raw reading: {raw}")
        return True

    def _is_borne_out(self, row: PrintedRow) -> bool:
        """Whether every figure of the row stands in a sum over rows that holds: then the print is as read."""
        figures = [c for c in self.columns if read_amount(self._text(row, c)).state == "number"]
        return bool(figures) and all(
            any(holds for _, holds in self._column_sums(row, column)) for column in figures
        )

    def _column_sums(self, row: PrintedRow, column: Column) -> list[tuple[int, bool]]:
        """The sums over rows a figure stands in, as a part and as a whole: number of the whole, holds."""
        assert row.row is not None
        found = []
        for number in (row.number, row.row.parent):
            whole, parts = self._numbers.get(number or 0), self._parts.get(number or 0, [])
            if whole is None:
                continue
            stated = read_amount(self._text(whole, column))
            values = [v for r in parts if (v := read_amount(self._text(r, column)).value) is not None]
            if not parts or (stated.value is None and not values):
                continue
            step = max((read_amount(self._text(r, column)).step for r in (whole, *parts)), default=Decimal(0))
            check = check_sum(stated.value or Decimal(0), values, step)
            found.append((whole.number, check.outcome != "fail"))
        return found

    def _move_aside(self, keys: Sequence[str], identities: tuple[RowIdentity, ...]) -> None:
        """Figures one column aside that the row's own sum does not betray (total = its only part).

        Moving the figure must mend every sum over rows it stands in, and keep the row's own.
        """
        failing = {c.index: self._rows_of_failing_sums(c) for c in self.columns}
        moves = [
            (self._numbers[number], source, target)
            for source in self.columns
            for target in self.columns
            for number in sorted(failing[source.index] & failing[target.index])
            if self._mends(self._numbers[number], source, target, keys, identities)
        ]
        if len(moves) == 1:
            row, source, target = moves[0]
            row.cells[target.index] = row.cells.pop(source.index)
            self._record(
                row, f"moved from {source.path} to {target.path}: only so the sums of both columns hold"
            )
        elif moves:
            for row, source, _ in moves:
                self._fail(row, "ROW_SUMS_FAIL", f"several rows could mend the sums of {source.path}")

    def _rows_of_failing_sums(self, column: Column) -> set[int]:
        """Rows that stand in a sum of this column which does not hold, as a part or as the whole."""
        found: set[int] = set()
        for number, parts in self._parts.items():
            whole = self._numbers.get(number)
            if whole is None or all(holds for n, holds in self._column_sums(whole, column) if n == number):
                continue
            found |= {number, *(r.number for r in parts)}
        return {n for n in found if self._numbers[n].quality == "exact"}

    def _mends(
        self,
        row: PrintedRow,
        source: Column,
        target: Column,
        keys: Sequence[str],
        identities: tuple[RowIdentity, ...],
    ) -> bool:
        if source is target or source.slot != target.slot or self._text(row, target):
            return False
        if read_amount(self._text(row, source)).state != "number":
            return False
        before = self._column_sums(row, source) + self._column_sums(row, target)
        if not before or any(holds for _, holds in before):
            return False
        row.cells[target.index] = row.cells.pop(source.index)
        after = self._column_sums(row, source) + self._column_sums(row, target)
        sums = check_row(*self._values(row, keys, identities))
        row.cells[source.index] = row.cells.pop(target.index)
        return all(holds for _, holds in after) and all(check.outcome != "fail" for check in sums)

    def _record(self, row: PrintedRow, note: str) -> None:
        row.quality, row.quality_note = "repaired", note
        if row.row is not None:
            row.row.quality, row.row.quality_note = "repaired", note
        self.repaired += 1

    def _fail(self, row: PrintedRow, code: str, detail: str) -> None:
        for column in self.columns:
            cell = row.cells.pop(column.index, None)
            if cell is not None and cell.text:
                self.ledger.fail(cell, code, detail)

    def _text(self, row: PrintedRow, column: Column) -> str:
        cell = row.cells.get(column.index)
        return cell.text if cell else ""
