"""The tables of the first document, written as XLSX, DOCX, HTML and OFD.

Belongs here: from logical tables to files of other formats. Does not: assertions.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from html import escape
from typing import Any

import docx

from pipelines.extract.model import LogicalTable
from tests.unit.extract.ofd_writer import OfdPage, package
from tests.unit.extract.sheet_samples import Merged, workbook

_FIGURE = re.compile(r"-?\d+\.\d\d")
_WHOLE = re.compile(r"[1-9]\d{0,14}")


@dataclass(frozen=True)
class Printed:
    """A table as it would be printed: lines above, ruled cells, lines below."""

    before: list[str]
    cells: list[Merged]
    after: list[str]

    @property
    def rows(self) -> int:
        return 1 + max(c[0] for c in self.cells)

    @property
    def columns(self) -> int:
        return max(c[1] + c[3] for c in self.cells)


def printed(table: LogicalTable) -> Printed:
    """A table with column headers; equal labels side by side become one merged cell, as in print."""
    depth = max(len(path) for path in table.columns)
    width = max([len(table.columns), *(c.column + 1 for c in table.cells)])
    cells: list[Merged] = []
    for level in range(depth):
        column = 0
        while column < len(table.columns):
            path = table.columns[column]
            if level >= len(path):
                column += 1
                continue
            end = column + 1
            is_last = level == len(path) - 1
            while (
                not is_last
                and end < len(table.columns)
                and table.columns[end][: level + 1] == path[: level + 1]
            ):
                end += 1
            height = depth - level if is_last else 1
            cells.append((level, column, height, end - column, path[level]))
            column = end
    filled = {(c.row, c.column): c.text for c in table.cells}
    for row in range(table.row_count):
        cells += [(depth + row, column, 1, 1, filled.get((row, column), "")) for column in range(width)]
    before = [line for line in (table.title, table.publisher_line, table.unit_line) if line]
    return Printed(list(dict.fromkeys(before)), cells, table.note.split("\n") if table.note else [])


def as_xlsx(tables: list[Printed]) -> bytes:
    """All tables one below the other on one sheet, figures as numbers under a format."""

    def build(book: Any) -> None:
        line = book.add_format({"border": 1})
        money = book.add_format({"border": 1, "num_format": "0.00"})
        sheet = book.add_worksheet("公开表")
        row = 0
        for table in tables:
            for text in table.before:
                sheet.write_string(row, 0, text)
                row += 1
            for r, column, height, width, text in table.cells:
                place = row + r, column
                if height > 1 or width > 1:
                    sheet.merge_range(*place, place[0] + height - 1, column + width - 1, text, line)
                elif _FIGURE.fullmatch(text):
                    sheet.write_number(*place, float(text), money)
                elif _WHOLE.fullmatch(text):
                    sheet.write_number(*place, int(text), line)
                elif text:
                    sheet.write_string(*place, text, line)
                else:
                    sheet.write_blank(*place, None, line)
            row += table.rows
            for text in table.after:
                sheet.write_string(row, 0, text)
                row += 1
            row += 1

    return workbook(build)


def as_docx(tables: list[Printed]) -> bytes:
    """Paragraphs and tables."""
    document = docx.Document()
    for table in tables:
        for text in table.before:
            document.add_paragraph(text)
        grid = document.add_table(rows=table.rows, cols=table.columns)
        places = grid._cells
        for row, column, height, width, text in table.cells:
            first = places[row * table.columns + column]
            if height > 1 or width > 1:
                last = places[(row + height - 1) * table.columns + column + width - 1]
                first = first.merge(last)
            first.text = text
        for text in table.after or [""]:
            document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_html(tables: list[Printed]) -> bytes:
    """A page in GB18030 that calls itself GB2312."""
    parts = []
    for table in tables:
        rows = []
        for row in range(table.rows):
            cells = "".join(
                f"<td rowspan={h} colspan={w}>{escape(text)}</td>"
                for r, _, h, w, text in table.cells
                if r == row
            )
            rows.append(f"<tr>{cells}</tr>")
        before = "".join(f"<p>{escape(t)}</p>" for t in table.before)
        after = "".join(f"<p>{escape(t)}</p>" for t in table.after)
        parts.append(f"{before}<table>{''.join(rows)}</table>{after}")
    page = f"<html><head><meta charset=gb2312></head><body>{''.join(parts)}</body></html>"
    return page.encode("gb18030")


def as_ofd(tables: list[Printed]) -> bytes:
    """A page for each table, as wide and high as it needs."""
    pages = []
    for table in tables:
        height = 60.0 + 8 * table.rows + 8 * len(table.after)
        page = OfdPage(width=40.0 * table.columns + 30, height=height)
        for index, text in enumerate(table.before):
            page.text(20, 10 + 7 * index, text)
        page.table(table.cells, y=34)
        for index, text in enumerate(table.after):
            page.text(20, 34 + 8 * table.rows + 8 + 7 * index, text)
        pages.append(page)
    return package(pages)
