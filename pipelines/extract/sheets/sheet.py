"""A worksheet as read, before titles and tables are told apart.

Belongs here: records of cells, merges and what is hidden; cell addresses; making a cell from a number.
Does not: file formats (`xlsx_source`, `xls_source`, `ods_source` make these), layout (`sheet_layout`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract.model import Outcome
from pipelines.extract.sheets.number_formats import GENERAL, format_number

MAX_FILLED_CELLS = 400_000
"""Filled cells of one sheet that are held; a disclosure's largest sheet has some ten thousand."""

INDENT_STEP = 9.0
"""Points by which a spreadsheet program moves text for one step of its indent setting (three spaces)."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell. `text` is what the program shows, `stored` what the file holds where that differs.

    `bordered` tells whether it has a border line; None where the format does not say.
    """

    text: str
    stored: str = ""
    changes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    indent: float = 0.0
    bordered: bool | None = None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all bounds included, counted from 0."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Sheet:
    """One worksheet; `number` counts all sheets of the file from 1, hidden ones too.

    `blank_rows_divide` tells whether blank rows part tables, as they do on sheets.
    """

    name: str
    number: int
    is_hidden: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    blank_rows_divide: bool = True
    outcomes: list[Outcome] = field(default_factory=list)

    def column_is_hidden(self, column: int) -> bool:
        """Whether a column lies in one of the hidden ranges."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def locator(self, row: int, column: int) -> str:
        """Where to look for a cell, in words a person can follow."""
        return f"sheet {self.name}, {address(row, column)}"

    @property
    def is_full(self) -> bool:
        """Whether no further cell may be held."""
        return len(self.cells) >= MAX_FILLED_CELLS

    def too_large(self) -> None:
        """Give the sheet up: part of a table would be worse than none."""
        self.cells.clear()
        detail = f"sheet {self.name}: more than {MAX_FILLED_CELLS} filled cells; none of them is read"
        self.outcomes.append(Outcome("SHEET_TOO_LARGE", "error", detail, self.number))


def number_cell(
    stored: str,
    code: str,
    *,
    date1904: bool = False,
    is_formula: bool = False,
    indent: float = 0.0,
    bordered: bool | None = None,
) -> SheetCell:
    """A cell that holds a number under a number format."""
    text = format_number(stored, code or GENERAL, date1904=date1904)
    flags = ("cached_value",) if is_formula else ()
    if text is None:
        return SheetCell(stored, flags=flags, indent=indent, bordered=bordered)
    changed = text != stored
    return SheetCell(
        text, stored if changed else "", ("formatted",) if changed else (), flags, indent, bordered
    )


def column_name(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(row: int, column: int) -> str:
    """`B5` for row 4, column 1."""
    return f"{column_name(column)}{row + 1}"


def position(reference: str) -> tuple[int, int] | None:
    """Row and column of `B5` or `$B$5`, counted from 0; None when it is no address."""
    column = row = 0
    for char in reference.replace("$", "").upper():
        if "A" <= char <= "Z" and not row:
            column = column * 26 + ord(char) - 64
        elif "0" <= char <= "9" and column:
            row = row * 10 + ord(char) - 48
        else:
            return None
    return (row - 1, column - 1) if 0 < row <= 1_048_576 and 0 < column <= 16_384 else None


def merge_of(reference: str) -> Merge | None:
    """The range `A1:C2`; None when it is none or a single cell."""
    first, _, last = reference.partition(":")
    start, end = position(first), position(last)
    if start is None or end is None or start == end:
        return None
    return Merge(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
