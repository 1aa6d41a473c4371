"""Documents that flow (DOCX, ODT, HTML): paragraphs and tables in order, without pages.

Belongs here: tables of rows of cells with spans, put on a grid; lines of paragraphs.
Does not: file formats. Such a document is one endless page; a spot says paragraph or table, row, column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.model import Grid, Outcome, Spot, TextLine
from pipelines.extract.sheets.cell_text import joined, printed_lines
from pipelines.extract.sheets.layout import lines_and_grids
from pipelines.extract.sheets.sheet import Merge, Sheet, SheetCell

METHOD = "flow"
MAX_SPAN = 1_000
# Rows and cells of one table that are held; a disclosure's largest tables have some thousand rows.
MAX_ROWS = 60_000
# Tables in tables in tables: deeper ones are layout gone wild.
MAX_NESTING = 12


@dataclass(slots=True)
class FlowCell:
    """A cell as the file holds it: its lines, spans and the tables inside it.

    `column` is its grid column where the file states it; None lets it take the next free one.
    `row_span` 0 reaches to the last row.
    """

    lines: list[str] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    column: int | None = None
    indent: float = 0.0
    changes: tuple[str, ...] = ()
    tables: list[FlowTable] = field(default_factory=list)


@dataclass(slots=True)
class FlowTable:
    """A table: rows of cells; cells covered by a span are absent."""

    rows: list[list[FlowCell]] = field(default_factory=list)


@dataclass(slots=True)
class _TableSheet(Sheet):
    """A table under the rules of sheets: titles and unit lines may stand inside it."""

    def locator(self, row: int, column: int) -> str:
        return f"{self.name}, row {row + 1}, column {column + 1}"


class FlowBuilder:
    """Turns the blocks of a document, in order, into the items of its page."""

    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self._paragraphs = 0
        self._tables = 0

    def paragraph(self, text: str) -> Iterator[TextLine]:
        """The lines of a paragraph; none when it is blank."""
        self._paragraphs += 1
        for line in printed_lines(text):
            yield TextLine(joined((line,)), Spot(1, None, f"paragraph {self._paragraphs}"))

    def table(self, table: FlowTable, depth: int = 0) -> Iterator[TextLine | Grid]:
        """The lines and grids of a table, then those of the tables inside its cells."""
        self._tables += 1
        name = f"table {self._tables}"
        if len(table.rows) > MAX_ROWS or depth > MAX_NESTING:
            detail = f"{name}: {len(table.rows)} rows, {depth} tables around it; none of it is read"
            self.outcomes.append(Outcome("SHEET_TOO_LARGE", "error", detail, 1))
            return
        sheet, nested = _on_grid(table, name)
        self.outcomes.extend(sheet.outcomes)
        yield from lines_and_grids(sheet)
        for inner in nested:
            yield from self.table(inner, depth + 1)


def _on_grid(table: FlowTable, name: str) -> tuple[Sheet, list[FlowTable]]:
    """Cells at their places as HTML prescribes: each takes the next column that no span covers."""
    sheet = _TableSheet(name, 1, blank_rows_divide=False)
    nested: list[FlowTable] = []
    taken: dict[int, int] = {}  # column → first row that is free again
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            if cell.column is not None:
                column = cell.column
            while taken.get(column, 0) > row:
                column += 1
            width = max(1, min(cell.column_span, MAX_SPAN))
            height = max(1, min(cell.row_span or MAX_ROWS, len(table.rows) - row))
            for covered in range(column, column + width):
                taken[covered] = row + height
            if width > 1 or height > 1:
                sheet.merges.append(Merge(row, column, row + height - 1, column + width - 1))
            if any(line.strip() for line in cell.lines):
                text = "\n".join(cell.lines)
                sheet.cells[row, column] = SheetCell(text, "", cell.changes, (), cell.indent)
            nested.extend(cell.tables)
            column += width
        if sheet.is_full:
            sheet.too_large()
            break
    return sheet, nested
