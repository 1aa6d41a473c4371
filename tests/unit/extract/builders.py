"""Small builders of grids and lines for tests of the extract room."""

from __future__ import annotations

from pipelines.extract.model import Box, Grid, GridCell, Page, Spot, TextLine


def dump_grid(rows: list[list[str]]) -> Grid:
    """A grid as a tab-separated dump gives it: merged cells are blanks."""
    cells = tuple(
        GridCell(r, c, text, Spot(1, None, f"line {r + 1}, field {c + 1}"))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Grid(len(rows), max(len(r) for r in rows), cells, Spot(1), spans_known=False)


def pdf_grid(
    rows: int, columns: int, cells: list[tuple[int, int, str] | tuple[int, int, str, int, int]], page: int = 1
) -> Grid:
    """A grid with known spans: cells are `(row, column, text[, row_span, column_span])`."""
    made = []
    for cell in cells:
        row, column, text, *spans = cell
        row_span, column_span = spans or (1, 1)
        box = Box(column * 50.0, row * 20.0, (column + column_span) * 50.0, (row + row_span) * 20.0)
        made.append(GridCell(row, column, text, Spot(page, box), row_span, column_span))
    return Grid(rows, columns, tuple(made), Spot(page, Box(0, 0, columns * 50.0, rows * 20.0)))


def line(
    text: str, *, page: int = 1, x0: float = 90, x1: float = 500, top: float = 100, size: float = 12
) -> TextLine:
    """A printed line with geometry."""
    return TextLine(text, Spot(page, Box(x0, top, x1, top + size)), size)


def dump_line(text: str, number: int = 1) -> TextLine:
    """A line of a text dump."""
    return TextLine(text, Spot(1, None, f"line {number}"))


def ruled_grid(
    cells: list[tuple[int, int, int, int, str]],
    row_count: int,
    lines: list[float],
    page: int = 1,
    *,
    top: float = 60,
    row_height: float = 20,
) -> Grid:
    """A fragment with known spans: cells are `(row, column, row_span, column_span, text)`, `lines` edges."""
    made = []
    for row, column, row_span, column_span, text in cells:
        box = Box(
            lines[column],
            top + row * row_height,
            lines[column + column_span],
            top + (row + row_span) * row_height,
        )
        made.append(GridCell(row, column, text, Spot(page, box), row_span, column_span))
    bottom = top + row_count * row_height
    return Grid(row_count, len(lines) - 1, tuple(made), Spot(page, Box(lines[0], top, lines[-1], bottom)))


def plain_grid(rows: list[list[str]], lines: list[float], page: int = 1, *, top: float = 60) -> Grid:
    """A fragment without merged cells."""
    cells = [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return ruled_grid(cells, len(rows), lines, page, top=top)


def page_of(number: int, *items, width: float = 595, height: float = 842) -> Page:
    """A page with its items in order."""
    return Page(number, width, height, 0, "digital", items)
