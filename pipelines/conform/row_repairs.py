"""Rows whose sums do not hold: repaired where one reading satisfies them all, kept where the print is certain
or the sums of the columns bear it out, quarantined otherwise.

Belongs here: finding damaged rows of a table and putting the repaired reading in their place.
Does not: the search for a reading (`repairs`), rows with too many fields (`row_tables`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.conform.arithmetic import RowIdentity, check_row, check_sum, keyed_identities
from pipelines.conform.columns import Column
from pipelines.conform.hierarchy import PrintedRow
from pipelines.conform.ledger import Ledger
from pipelines.conform.money import finest, read_amount
from pipelines.conform.page_numbers import PageNumbers
from pipelines.conform.repairs import repaired_row

# Doubts under which the digits themselves, not only their column, may be wrong.
_DOUBTS_OF_DIGITS = frozenset(
    {"unmapped", "overflow", "ocr", "ocr_doubt", "ocr_mark", "engines_differ", "no_cached_value"}
)


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
            if self._cut_page_number(row, keys, identities) or self._repair(row, keys, identities):
                continue
            if self._is_certain(row) or self._is_borne_out(row):
                continue
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
        step = finest(amounts.values())
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

    def _cut_page_number(
        self, row: PrintedRow, keys: Sequence[str], identities: Sequence[RowIdentity]
    ) -> bool:
        """Take off a page number that ran into a figure; the raw reading stays in the note."""
        cut = PageNumbers(self.rows, self.columns, self._column_sums).of(row, keys, identities)
        if cut is None:
            return False
        raw = " | ".join(self._text(row, c) for c in self.columns)
        cell = row.cells[self.columns[cut.field].index]
        self.ledger.note(
            cell, "REPAIR_PAGE_NUMBER", "info", f"page number {cut.digits} cut off: {cut.figure}"
        )
        row.cells[cell.column] = replace(cell, text=cut.figure)
        self._record(row, f"page number {cut.digits} ran into a figure; raw reading: {raw}")
        return True

    def _is_certain(self, row: PrintedRow) -> bool:
        """Whether no damage of reading could have made this row: then the department printed what is read.

        Where every column has one whole figure, nothing was moved, cut or run together; where some are
        blank, the cells' own rules must say so. What was read from pixels may have lost a digit, and a page
        number may have run into a line of a text dump: neither is ever certain.
        """
        cells = [cell for c in self.columns if (cell := row.cells.get(c.index)) is not None and cell.text]
        states = {read_amount(cell.text).state for cell in cells}
        doubts = {flag for cell in cells for flag in cell.reading.flags}
        if not cells or not states <= {"number", "zero", "dash"} or doubts & _DOUBTS_OF_DIGITS:
            return False
        is_complete = len(cells) == len(self.columns) and not any(
            cell.spot.locator.startswith("line ") for cell in cells
        )
        is_ruled = not doubts and all(cell.spot.box is not None for cell in cells)
        return is_complete or is_ruled

    def _is_borne_out(self, row: PrintedRow) -> bool:
        """Whether every figure of the row stands in a sum over rows that holds: then the print is as read."""
        if any(read_amount(self._text(row, c)).state == "unreadable" for c in self.columns):
            return False
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
            step = finest(read_amount(self._text(r, column)) for r in (whole, *parts))
            check = check_sum(stated.value or Decimal(0), values, step)
            found.append((whole.number, check.outcome != "fail"))
        return found

    def _move_aside(self, keys: Sequence[str], identities: tuple[RowIdentity, ...]) -> None:
        """Figures that stand aside where the row's own sum does not betray it (total = its only part).

        One figure, or the whole row by one column, is moved when that mends every sum over rows it stands in
        and keeps the row's own; when several rows could be meant, their figures are in doubt.
        """
        failing = {c.index: self._rows_of_failing_sums(c) for c in self.columns}
        doubtful = sorted(set().union(*failing.values()))
        moves = [
            (self._numbers[number], move)
            for number in doubtful
            for move in self._moves(
                self._numbers[number], {i for i, rows in failing.items() if number in rows}
            )
            if self._mends(self._numbers[number], move, keys, identities)
        ]
        if len(moves) == 1:
            row, move = moves[0]
            raw = " | ".join(self._text(row, c) for c in self.columns)
            self._apply(row, move)
            self._record(row, f"moved aside: only so the sums of the columns hold; raw reading: {raw}")
            return
        for row, _ in moves:
            self._fail(row, "ROW_SUMS_FAIL", "several rows could mend the sums over rows that fail")

    def _moves(self, row: PrintedRow, failing: set[int]) -> Iterator[dict[int, int]]:
        """Moves of a row's figures as target column → source column: one figure, or all by one column."""
        indexes = [c.index for c in self.columns]
        filled = [i for i in indexes if i in row.cells and row.cells[i].text]
        slots = {c.index: c.slot for c in self.columns}
        for source in filled:
            for target in indexes:
                if target not in filled and {source, target} <= failing and slots[source] == slots[target]:
                    yield {target: source}
        for step in (1, -1):
            shifted = {
                indexes[n + step]: i
                for n, i in enumerate(indexes)
                if i in filled and 0 <= n + step < len(indexes)
            }
            if len(filled) > 1 and len(shifted) == len(filled) and set(filled) & failing:
                yield shifted

    def _apply(self, row: PrintedRow, move: dict[int, int]) -> None:
        taken = {target: row.cells.pop(source) for target, source in move.items()}
        row.cells.update(taken)

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
        move: dict[int, int],
        keys: Sequence[str],
        identities: tuple[RowIdentity, ...],
    ) -> bool:
        """Whether the sums over rows that the moved figures stand in fail before and all hold after.

        A single figure must stand in no sum that held; of a whole row some may hold by chance.
        """
        if any(read_amount(row.cells[source].text).state != "number" for source in move.values()):
            return False
        touched = [c for c in self.columns if c.index in move or c.index in move.values()]
        before = [holds for c in touched if self._text(row, c) for _, holds in self._column_sums(row, c)]
        mended = not any(before) if len(move) == 1 else not all(before)
        if not before or not mended:
            return False
        cells = dict(row.cells)
        self._apply(row, move)
        after = [
            holds
            for c in touched
            if self._text(row, c) or len(move) == 1
            for _, holds in self._column_sums(row, c)
        ]
        own = all(check.outcome != "fail" for check in check_row(*self._values(row, keys, identities)))
        row.cells.clear()
        row.cells.update(cells)
        return own and bool(after) and all(after)

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
