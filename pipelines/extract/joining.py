"""Fragments of a table on consecutive pages become one logical table.

Belongs here: deciding whether a grid continues the one before it, dropping repeated headers,
collecting body rows with their spots.
Does not: captions, header paths, meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract.captions import Caption
from pipelines.extract.cjk import comparable
from pipelines.extract.headers import Header, cell_matrix, is_column_number_row, read_header, texts_of
from pipelines.extract.model import Grid, GridCell, LogicalTable, TableCell, TextLine


@dataclass(slots=True)
class OpenTable:
    """A logical table while its fragments are still coming in."""

    caption: Caption
    header: Header
    section: tuple[str, ...]
    first_page: int
    header_texts: list[list[str]]
    header_cells: list[TableCell] = field(default_factory=list)
    body: list[list[GridCell]] = field(default_factory=list)
    notes: list[TextLine] = field(default_factory=list)
    last_page: int = 0

    @staticmethod
    def begin(grid: Grid, caption: Caption, section: tuple[str, ...]) -> OpenTable:
        """A new table from its first fragment."""
        header = read_header(grid)
        matrix = cell_matrix(grid)
        table = OpenTable(
            caption=caption,
            header=header,
            section=section,
            first_page=caption.lines[0].spot.page if caption.lines else grid.spot.page,
            header_texts=[[comparable(t) for t in texts_of(row)] for row in matrix[: header.rows]],
            header_cells=[_body_cell(c, c.row) for c in grid.cells if c.row < header.rows],
            last_page=grid.spot.page,
        )
        table._take_rows(grid, skip=header.rows)
        return table

    @property
    def is_form(self) -> bool:
        """Forms have no header row: their sections change their columns from page to page."""
        return not self.header.paths

    @property
    def width(self) -> int:
        """Number of printed columns of the header; 0 for a form."""
        return len(self.header.paths)

    def continues_with(self, grid: Grid) -> bool:
        """Whether a grid that follows with nothing printed between them is this table going on."""
        return self.is_form or grid.column_count == self.width

    def append(self, grid: Grid) -> None:
        """Take the rows of a continuing fragment, without the header if it is printed again."""
        self._take_rows(grid, skip=self._repeated_header_rows(grid))
        self.last_page = grid.spot.page

    def _repeated_header_rows(self, grid: Grid) -> int:
        """How many leading rows of a fragment repeat (a part of) the header from its first row on."""
        rows = [[comparable(t) for t in texts_of(row)] for row in cell_matrix(grid)]
        count = 0
        while count < min(len(rows), len(self.header_texts)) and _same_row(
            rows[count], self.header_texts[count]
        ):
            count += 1
        return count

    def _take_rows(self, grid: Grid, skip: int) -> None:
        by_row: dict[int, list[GridCell]] = {}
        for cell in grid.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for row in range(skip, grid.row_count):
            cells = by_row.get(row, [])
            if not any(c.text for c in cells):
                continue
            if self.width and is_column_number_row([c.text for c in cells]):
                continue
            self.body.append(cells)

    def close(self, index: int) -> LogicalTable:
        """The finished table; columns without any header at the right edge become surplus fields."""
        columns = list(self.header.paths)
        while columns and not columns[-1]:
            columns.pop()
        cells = [_body_cell(c, row) for row, row_cells in enumerate(self.body) for c in row_cells]
        surplus: dict[int, int] = {}
        if columns:
            for row, row_cells in enumerate(self.body):
                extra = sum(1 for c in row_cells if c.column >= len(columns) and c.text)
                if extra:
                    surplus[row] = extra
        caption = self.caption
        return LogicalTable(
            index=index,
            title=caption.title.text if caption.title else "",
            title_spot=caption.title.spot if caption.title else None,
            unit_line=caption.unit.text if caption.unit else "",
            unit_spot=caption.unit.spot if caption.unit else None,
            publisher_line=caption.publisher.text if caption.publisher else "",
            note="\n".join(line.text for line in self.notes),
            columns=tuple(columns),
            column_numbers=self.header.column_numbers,
            cells=tuple(cells),
            row_count=len(self.body),
            first_page=self.first_page,
            last_page=self.last_page,
            section=self.section,
            surplus_fields=surplus,
            header_cells=tuple(self.header_cells),
            preamble=tuple(line.text for line in caption.others),
        )


def _same_row(left: list[str], right: list[str]) -> bool:
    """Equal labels in the same order; columns may be cut differently on another page."""
    return [t for t in left if t] == [t for t in right if t] and any(left)


def _body_cell(cell: GridCell, row: int) -> TableCell:
    return TableCell(row, cell.column, cell.text, cell.spot, cell.row_span, cell.column_span, cell.reading)
