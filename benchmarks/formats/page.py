"""A disclosure as a web page: its paragraphs and tables in reading order, with merged cells.

Belongs here: HTML of an `ExtractedDocument`. Does not: other formats (`office`).
"""

from __future__ import annotations

from collections import defaultdict
from html import escape

from pipelines.extract.model import ExtractedDocument, LogicalTable, Spot, TableCell


def as_html(document: ExtractedDocument) -> str:
    """The whole disclosure; what stands in running headers and footers is not in it, as on a web page."""
    items = [(_place(b.spot), 0, _paragraph(b.text, heading=b.kind == "heading")) for b in document.blocks]
    items += [(min(_place(c.spot) for c in _cells(t)), 1, _table(t)) for t in document.tables if _cells(t)]
    body = "\n".join(text for *_, text in sorted(items, key=lambda item: item[:2]))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>'


def _place(spot: Spot) -> tuple[int, float]:
    return spot.page, spot.box.top if spot.box else 0.0


def _cells(table: LogicalTable) -> tuple[TableCell, ...]:
    return table.header_cells + table.cells


def _paragraph(text: str, *, heading: bool = False) -> str:
    return f"<h2>{escape(text)}</h2>" if heading else f"<p>{escape(text)}</p>"


def _table(table: LogicalTable) -> str:
    """Title, publisher and unit lines above, as they are printed; the note below."""
    above = [line for line in (table.title, table.publisher_line, table.unit_line) if line]
    parts = [_paragraph(line) for line in above] + [_grid(table)]
    return "\n".join([*parts, _paragraph(table.note)] if table.note else parts)


def _grid(table: LogicalTable) -> str:
    header_rows = max((c.row + c.row_span for c in table.header_cells), default=0)
    rows: dict[int, dict[int, TableCell]] = defaultdict(dict)
    for cell in table.header_cells:
        rows[cell.row][cell.column] = cell
    for cell in table.cells:
        rows[header_rows + cell.row][cell.column] = cell
    width = max(c.column + c.column_span for c in _cells(table))
    height = max(
        [header_rows + table.row_count, *(r + c.row_span for r, row in rows.items() for c in row.values())]
    )
    taken: set[tuple[int, int]] = set()
    lines = []
    for row in range(height):
        cells = []
        for column in range(width):
            cell = rows[row].get(column)
            if (row, column) in taken:
                continue
            if cell is None:
                cells.append("<td></td>")
                continue
            taken |= {
                (row + down, column + right)
                for down in range(cell.row_span)
                for right in range(cell.column_span)
            }
            # A code that begins with 0 is text: a spreadsheet would take it for a number and drop the 0.
            kind = ' sdnum="0;0;@"' if cell.text.startswith("0") and cell.text.isdigit() else ""
            spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
            cells.append(f"<td {spans}{kind}>{escape(cell.text)}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"
