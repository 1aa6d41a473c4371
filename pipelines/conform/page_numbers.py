"""Page numbers that ran into a figure: `3` before `870.30` reads 3870.30.

Belongs here: whether a row holds one, by the sums of row and column and by its place on the page.
Does not: putting the figure right (`row_repairs`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.conform.arithmetic import RowIdentity, check_row
from pipelines.conform.columns import Column
from pipelines.conform.hierarchy import PrintedRow
from pipelines.conform.money import finest, read_amount
from pipelines.extract.model import Spot

Sums = Callable[[PrintedRow, Column], list[tuple[int, bool]]]
_MOST_DIGITS = 3
# Printed page numbers and pages of the file differ by the cover and the contents.
_FRONT_PAGES = 6
_GLUED = re.compile(r"(?P<whole>\d+)(?P<fraction>\.\d{2,})")


@dataclass(frozen=True, slots=True)
class Cut:
    """A figure without the page number: position of the field, what remains, and the digits cut off."""

    field: int
    figure: str
    digits: str

    def is_near(self, page: int) -> bool:
        """Whether the digits can be the printed number of that page of the file."""
        return abs(int(self.digits) - page) <= _FRONT_PAGES


class PageNumbers:
    """Looks for page numbers in the figures of one table.

    `sums` gives the sums over rows a figure stands in: number of the whole, whether it holds.
    """

    def __init__(self, rows: Sequence[PrintedRow], columns: Sequence[Column], sums: Sums) -> None:
        self._rows = rows
        self._columns = columns
        self._sums = sums

    def of(self, row: PrintedRow, keys: Sequence[str], identities: Sequence[RowIdentity]) -> Cut | None:
        """The page number in a row: the only cut that mends the row's sums and that one thing more bears out.

        That is the sums over rows, which fail with it and hold without it, or the figure's place on its page.
        """
        cells = [row.cells.get(c.index) for c in self._columns]
        if all(c is None or (not c.reading.flags and c.spot.box is not None) for c in cells):
            return None  # every figure stands in a cell of its own rules: no page number gets in there
        fields = [cell.text if cell is not None else "" for cell in cells]
        found = [cut for cut in cuts(fields, keys, identities) if self._bears_out(row, cut)]
        return found[0] if len(found) == 1 else None

    def _bears_out(self, row: PrintedRow, cut: Cut) -> bool:
        column = self._columns[cut.field]
        before = [holds for _, holds in self._sums(row, column)]
        cell = row.cells[column.index]
        if not before:
            return self._is_at_edge(row, cell.spot) and cut.is_near(cell.spot.page)
        row.cells[column.index] = replace(cell, text=cut.figure)
        after = [holds for _, holds in self._sums(row, column)]
        row.cells[column.index] = cell
        return not any(before) and all(after)

    def _is_at_edge(self, row: PrintedRow, spot: Spot) -> bool:
        """Whether a row is the first or last of its page, where page numbers stand."""
        on_page = [r.number for r in self._rows if any(c.spot.page == spot.page for c in r.cells.values())]
        return spot.box is not None and row.number in (on_page[0], on_page[-1])


def cuts(fields: Sequence[str], keys: Sequence[str], identities: Sequence[RowIdentity]) -> list[Cut]:
    """Every way to take a page number off one field so that all sums of the row hold.

    The field must stand in a sum that is tested: else any digits could go.
    """
    named = {m for identity in identities for m in (identity.total, *identity.parts)}
    return [
        cut
        for number, text in enumerate(fields)
        if keys[number] in named
        for cut in _cuts_of(number, text)
        if _holds([*fields[:number], cut.figure, *fields[number + 1 :]], keys, tuple(identities))
    ]


def _cuts_of(number: int, text: str) -> Iterator[Cut]:
    """Digits taken from the front (`3870.30`) or, behind two decimals, from the end (`870.303`)."""
    match = _GLUED.fullmatch(text.strip())
    if not match:
        return
    whole, fraction = match["whole"], match["fraction"]
    for count in range(1, min(_MOST_DIGITS, len(whole) - 1) + 1):
        digits, rest = whole[:count], whole[count:]
        if digits[0] != "0" and (rest == "0" or rest[0] != "0"):
            yield Cut(number, rest + fraction, digits)
    digits = fraction[3:]
    if 0 < len(digits) <= _MOST_DIGITS and digits[0] != "0":
        yield Cut(number, whole + fraction[:3], digits)


def _holds(fields: Sequence[str], keys: Sequence[str], identities: tuple[RowIdentity, ...]) -> bool:
    amounts = {k: read_amount(t) for k, t in zip(keys, fields, strict=True) if k}
    row = {k: a.value for k, a in amounts.items()}
    checks = check_row(row, identities, finest(amounts.values()))
    return bool(checks) and all(check.outcome != "fail" for check in checks)
