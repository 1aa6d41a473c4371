"""Lines below a table that belong to its last cells: text that ran over the end of the page.

Belongs here: explaining such lines by the cell above or by the next page.
Does not: joining fragments (`joining`), the seam of a page end (`page_breaks`).
"""

from __future__ import annotations

from typing import Final

from pipelines.extract.model import Box, Grid, GridCell, TextLine
from pipelines.extract.tables.page_breaks import Placed
from pipelines.extract.text.cjk import comparable

# Longer lines are text of their own.
_MAX_LENGTH: Final = 24
# An edge that lies this far (in line heights) inside a line would cross its characters.
_STRUCK: Final = 0.3
_SLACK: Final = 1.0


def is_overflow(lines: list[TextLine], last: Grid, following: Grid) -> bool:
    """Whether every line between two fragments is text of a cell cut by the page end.

    Spreadsheets centre the text of a merged cell over all its pages and draw it on each; what falls
    below the table on one page stands whole in the first row of the next. Evidence for each line: it lies
    below `last` on its page, within one column, and its text is part of the text that this column has in
    the first row of `following`.
    """
    if not lines or following.spot.page != last.spot.page + 1:
        return False
    first_row = [c for c in following.cells if c.row == 0 and c.spot.box and c.text]
    return all(_is_part(line, last, first_row) for line in lines)


def overflowing_cell(line: TextLine, last: Grid, bottom_row: list[Placed]) -> Placed | None:
    """The cell of the last row whose text a line ends that the table's bottom edge would cut through."""
    box, table = line.spot.box, last.spot.box
    if box is None or table is None or line.spot.page != last.spot.page:
        return None
    height = box.bottom - box.top
    if not (_STRUCK * height <= table.bottom - box.top <= height) or len(line.text) > _MAX_LENGTH:
        return None
    return next((c for c in bottom_row if c.text.strip() and _within(box, c.spot.box)), None)


def _is_part(line: TextLine, last: Grid, first_row: list[GridCell]) -> bool:
    box, table = line.spot.box, last.spot.box
    if box is None or table is None or line.spot.page != last.spot.page or len(line.text) > _MAX_LENGTH:
        return False
    if box.bottom <= table.bottom:
        return False
    text = comparable(line.text)
    return any(_within(box, cell.spot.box) and text in comparable(cell.text) for cell in first_row)


def _within(line: Box, cell: Box | None) -> bool:
    return cell is not None and cell.x0 - _SLACK <= line.x0 and line.x1 <= cell.x1 + _SLACK
