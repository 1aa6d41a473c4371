"""Whether a grid on a new page is the last table going on, and which of its rows are printed again.

Belongs here: evidence from columns, headers and forms. Does not: titles between the two (`assemble`),
putting rows together (`joining`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.model import Grid, GridCell
from pipelines.extract.tables import column_lines
from pipelines.extract.tables.captions import has_title_row
from pipelines.extract.tables.column_lines import Lines
from pipelines.extract.tables.header_rows import Rows, begins_form, begins_with_header
from pipelines.extract.text.cjk import comparable


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of the table so far: its columns and the texts of its header rows.

    `lines` are its column edges, None where the format has no geometry.
    """

    lines: Lines | None
    column_count: int
    header_texts: list[list[str]]
    is_form: bool

    def goes_on_with(self, grid: Grid, *, beside_caption: bool = False) -> bool:
        """Whether a grid continues the table, given that no title of another table stands between.

        Evidence for: the header printed again; the same columns (also scaled to a page of another format)
        and no header of its own; for a form the same outer edges and no new beginning. A form does not go
        on below a unit or publisher line (`beside_caption`): a new form begins with one.
        """
        lines = column_lines.column_lines(grid)
        if lines is None or self.lines is None:
            return self._goes_on_without_geometry(grid)
        fits = column_lines.same_frame(self.lines, lines)
        if self.repeated_rows(grid) and (fits or grid.column_count == self.column_count):
            return True
        rows = Rows(grid)
        has_title = has_title_row(rows.anchors, grid.column_count)
        if self.is_form:
            # A merged row ending in 表 is as often the heading of the form's next section.
            return fits and not begins_form(rows, int(has_title)) and not beside_caption
        if has_title or begins_with_header(rows) or begins_form(rows):
            return False
        return (
            column_lines.same_columns(self.lines, lines)
            or column_lines.is_part_of(lines, self.lines)
            or column_lines.is_part_of(self.lines, lines)
        )

    def _goes_on_without_geometry(self, grid: Grid) -> bool:
        """Office formats keep a table whole: only a header printed again says that two grids are one table.

        A text dump breaks tables at blank lines and shows neither spans nor places: the width must do.
        """
        same_width = grid.column_count == self.column_count
        if grid.spans_known:
            return same_width and self.repeated_rows(grid) > 0
        return self.is_form or same_width

    def repeated_rows(self, grid: Grid) -> int:
        """How many leading rows of a fragment repeat the header: all of it, or a run of its rows."""
        own = self.header_texts
        rows = [[comparable(c.text) for c in row] for row in rows_of(grid, len(own) + 1)]
        best = 0
        for start in range(len(own)):
            count = 0
            while (
                count < min(len(rows), len(own) - start)
                and _same_row(rows[count], own[start + count])
                and (any(rows[count]) or count)
            ):
                count += 1
            best = max(best, count)
        return best


def rows_of(grid: Grid, limit: int | None = None) -> list[list[GridCell]]:
    """The grid's cells by the row they begin in; the first `limit` rows only."""
    count = grid.row_count if limit is None else min(limit, grid.row_count)
    rows: list[list[GridCell]] = [[] for _ in range(count)]
    for cell in grid.cells:
        if cell.row < count:
            rows[cell.row].append(cell)
    return rows


def _same_row(left: list[str], right: list[str]) -> bool:
    """Equal labels in the same order; columns may be cut differently on another page."""
    return [t for t in left if t] == [t for t in right if t]
