"""Fragments of a table on consecutive pages become one logical table.

Belongs here: collecting rows with their spots, dropping repeated headers, one set of columns for all.
Does not: deciding what continues a table (`continuation`), the seam of a page end (`page_breaks`),
captions, header paths, meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipelines.extract.model import Grid, LogicalTable, Outcome, Reading, TableCell, TextLine
from pipelines.extract.tables import column_lines
from pipelines.extract.tables.captions import Caption, read_caption_rows, title_key
from pipelines.extract.tables.column_lines import Lines
from pipelines.extract.tables.continuation import Table, rows_of
from pipelines.extract.tables.header_rows import is_column_number_row
from pipelines.extract.tables.headers import Header, read_header
from pipelines.extract.tables.notes import note_text
from pipelines.extract.tables.page_breaks import (
    Placed,
    Seam,
    is_sliver,
    merged_extents,
    row_heights,
    widest_lines,
)
from pipelines.extract.tables.page_overflow import overflowing_cell
from pipelines.extract.text.cjk import comparable

# Grids of one page this near (in points) are one table that the page's rules show as two.
_SAME_TABLE_GAP: Final = 3.0
# Rows on either side of a page end that show how its columns are merged.
_NEAR_ROWS: Final = 40


@dataclass(slots=True)
class OpenTable:
    """A logical table while its fragments are still coming in.

    `rows` counts all rows so far, header included; `lines_before` the narrative lines printed before it.
    `lines` are the column edges of the whole table where the format has geometry; `last` is the fragment
    taken last, `_tail` the cells near its end.
    """

    caption: Caption
    header: Header
    lines_before: int
    first_page: int
    last: Grid
    lines: list[float] | None
    column_count: int
    cells: list[Placed] = field(default_factory=list)
    rows: int = 0
    notes: list[TextLine] = field(default_factory=list)
    reprints: list[Outcome] = field(default_factory=list)
    _header_texts: list[list[str]] = field(default_factory=list)
    _widths: dict[tuple[int, int], float] = field(default_factory=dict)
    _filled: set[int] = field(default_factory=set)
    _tail: list[Placed] = field(default_factory=list)

    @staticmethod
    def begin(grid: Grid, caption: Caption, lines_before: int = 0) -> OpenTable:
        """A new table from its first fragment."""
        by_row = rows_of(grid)
        inside = read_caption_rows(by_row, grid.column_count, caption)
        header = read_header(grid, inside)
        lines = column_lines.column_lines(grid)
        table = OpenTable(
            caption=caption,
            header=header,
            lines_before=lines_before,
            first_page=caption.lines[0].spot.page if caption.lines else grid.spot.page,
            last=grid,
            lines=list(lines) if lines else None,
            column_count=grid.column_count,
        )
        table._header_texts = [[comparable(c.text) for c in row] for row in by_row[: header.rows]]
        table._place(grid, skip=0, columns=list(range(grid.column_count + 1)))
        return table

    @property
    def is_form(self) -> bool:
        """Forms have no header row: their sections change their columns from page to page."""
        return not self.header.paths

    @property
    def last_page(self) -> int:
        """Page of the fragment taken last."""
        return self.last.spot.page

    @property
    def body_rows(self) -> int:
        """Body rows with something in them."""
        return len(self._filled)

    def continues_with(self, grid: Grid, *, beside_caption: bool = False) -> bool:
        """Whether a grid is this table going on; on one page only a fragment that touches the last."""
        if self.lines is not None and grid.spot.page == self.last_page and not self._touches(grid):
            return False
        return self._known.goes_on_with(grid, beside_caption=beside_caption)

    @property
    def _known(self) -> Table:
        lines = tuple(self.lines) if self.lines is not None else None
        return Table(lines, self.column_count, self._header_texts, self.is_form)

    def reprints_title(self, title: TextLine) -> bool:
        """Whether a title is this table's own, printed again; a form with its title is a new form."""
        own = self.caption.title
        return own is not None and title_key(own.text) == title_key(title.text)

    def append(self, grid: Grid, caption: Caption) -> None:
        """Take the rows of a continuing fragment, without the header if it is printed again."""
        skip = self._known.repeated_rows(grid)
        by_row = rows_of(grid)
        for line in caption.lines:
            self._reprinted(line.text, grid.spot.page)
        for cells in by_row[:skip]:
            self._reprinted(" | ".join(c.text for c in cells if c.text), grid.spot.page)
        if not self.rows_are_header_only and is_sliver(
            by_row[skip] if skip < len(by_row) else [], row_heights(list(grid.cells), grid.row_count)[skip:]
        ):
            skip += 1
        if skip < grid.row_count:
            self._place(grid, skip, self._columns_for(grid))
        self.last = grid

    def take_rest(self, line: TextLine) -> bool:
        """Take a line that the table's bottom edge cuts through: the rest of the last cell's text."""
        cell = overflowing_cell(line, self.last, [c for c in self._tail if c.bottom == self.rows])
        if cell is None:
            return False
        reading = Reading((line.text,))
        cell.take(Placed(cell.row, cell.column, 1, cell.column_span, line.text, line.spot, reading))
        return True

    @property
    def rows_are_header_only(self) -> bool:
        """Whether no body row has been taken yet."""
        return self.rows <= self.header.rows

    def close(self, index: int, section: tuple[str, ...] = ()) -> LogicalTable:
        """The finished table; a dump's columns without header at the right edge become surplus fields."""
        columns = list(self.header.paths)
        if columns and self.lines is None:
            while columns and not columns[-1]:
                columns.pop()
        elif columns:
            columns += [()] * (self.column_count - len(columns))
        first = self.header.rows
        header_cells = [c.as_cell(0) for c in self.cells if c.row < first]
        body = sorted((c for c in self.cells if c.row >= first), key=lambda c: (c.row, c.column))
        cells, row_count = _numbered(body, first, self.rows - first, keep_all=self.last.spans_known)
        surplus: dict[int, int] = {}
        for cell in cells:
            if columns and cell.column >= len(columns) and cell.text:
                surplus[cell.row] = surplus.get(cell.row, 0) + 1
        caption = self.caption
        return LogicalTable(
            index=index,
            title=caption.title.text if caption.title else "",
            title_spot=caption.title.spot if caption.title else None,
            unit_line=caption.unit.text if caption.unit else "",
            unit_spot=caption.unit.spot if caption.unit else None,
            publisher_line=caption.publisher.text if caption.publisher else "",
            note=note_text(self.notes),
            columns=tuple(columns),
            column_numbers=self.header.column_numbers,
            cells=tuple(cells),
            row_count=row_count,
            first_page=self.first_page,
            last_page=self.last_page,
            section=section,
            surplus_fields=surplus,
            header_cells=tuple(header_cells),
            preamble=tuple(line.text for line in caption.others),
        )

    def _touches(self, grid: Grid) -> bool:
        """Whether a grid of the same page begins where the last one ended, between the same edges."""
        above, below = self.last.spot.box, grid.spot.box
        return above is not None and below is not None and abs(below.top - above.bottom) <= _SAME_TABLE_GAP

    def _reprinted(self, text: str, page: int) -> None:
        if text.strip():
            detail = "printed again where the table goes on"
            self.reprints.append(Outcome("REPRINTED", "info", detail, page, text=text))

    def _columns_for(self, grid: Grid) -> list[int]:
        """Index in the whole table of each column edge of a fragment; new edges are put in."""
        lines = column_lines.column_lines(grid)
        same_count = grid.column_count == self.column_count
        if lines is None or self.lines is None:
            return list(range(grid.column_count + 1))
        known = tuple(self.lines)
        if same_count and not self.is_form:
            return list(range(grid.column_count + 1))
        if not column_lines.same_frame(known, lines):
            lines = column_lines.scaled(lines, known)
        self._put_in(lines)
        return [i for i in column_lines.matches(self.lines, lines) if i is not None]

    def _put_in(self, lines: Lines) -> None:
        """New column edges of a fragment become edges of the whole table."""
        assert self.lines is not None
        found = column_lines.matches(self.lines, lines)
        for position, match in zip(lines, found, strict=True):
            if match is not None:
                continue
            at = sum(1 for p in self.lines if p < position)
            self.lines.insert(at, position)
            self.column_count += 1
            self._widen_at(at)

    def _widen_at(self, at: int) -> None:
        """Columns from edge `at` on move right by one; cells across the new edge grow."""
        for cell in self.cells:
            if cell.column >= at:
                cell.column += 1
            elif cell.column + cell.column_span >= at:
                cell.column_span += 1
        if self.header.paths:
            paths = list(self.header.paths)
            paths.insert(at, paths[at - 1] if 0 < at <= len(paths) else ())
            self.header = Header(self.header.rows, tuple(paths), self.header.column_numbers)

    def _place(self, grid: Grid, skip: int, columns: list[int]) -> None:
        """Put a fragment's rows from `skip` on below the rows taken so far, mending the seam."""
        first = self.rows - skip
        new = []
        for c in grid.cells:
            if c.row >= skip:
                begin, end = columns[c.column], columns[c.column + c.column_span]
                new.append(Placed.of(c, c.row + first, begin, end - begin))
        self.column_count = max(self.column_count, grid.column_count)
        if self.rows > self.header.rows and self.lines is not None:
            new = self._mended(new)
            self.rows = max([self.rows, *(c.bottom for c in new)])
        else:
            self.rows += grid.row_count - skip
        widest_lines(self._widths, new)
        self.cells.extend(new)
        self._filled.update(c.row for c in new if c.row >= self.header.rows and c.text.strip())
        # What the next page end needs to know: cells near this one, and merged cells that reach it.
        near = self.rows - _NEAR_ROWS
        self._tail = [c for c in (*self._tail, *new) if c.row >= near or c.bottom == self.rows]

    def _group_columns(self, new: list[Placed]) -> frozenset[tuple[int, int]]:
        """Column extents of group labels near the page end: those of a form's other sections say nothing."""
        near = [c for c in new if c.row < self.rows + _NEAR_ROWS]
        return merged_extents(self._tail + near, self.rows)

    def _mended(self, new: list[Placed]) -> list[Placed]:
        """Cells of a fragment that are left when those cut by the page end have been joined."""
        seam_row = self.rows
        above = [c for c in self._tail if c.bottom == seam_row]
        below = [c for c in new if c.row == seam_row]
        widest_lines(self._widths, below)
        seam = Seam(above, below, self._widths, self._group_columns(new))
        is_cut = seam.is_cut_row()
        gone = set()
        for upper, lower in seam.spanning_pairs(row_is_cut=is_cut):
            upper.take(lower)
            upper.row_span = max(upper.bottom, lower.bottom) - upper.row - is_cut
            gone.add(id(lower))
        kept = [c for c in new if id(c) not in gone]
        if is_cut:
            for cell in kept:
                cell.row -= 1
        return kept


def _numbered(body: list[Placed], first: int, count: int, *, keep_all: bool) -> tuple[list[TableCell], int]:
    """Body cells with rows from 0; blank and repeated 栏次 rows of a dump say nothing and are left out."""
    if keep_all:
        return [c.as_cell(first) for c in body], count
    texts: dict[int, list[str]] = {}
    for cell in body:
        texts.setdefault(cell.row, []).append(cell.text)
    kept = [row for row, t in sorted(texts.items()) if any(t) and not is_column_number_row(t)]
    number = {row: i for i, row in enumerate(kept)}
    return [c.as_cell(c.row - number[c.row]) for c in body if c.row in number], len(kept)
