"""Workbooks that lie inside other files are read as further pages of them.

Belongs here: embedded XLSX and XLS parts as pages. Does not: other embedded objects (they are named only).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.collect.media_types import XLS, XLSX, media_type_of
from pipelines.extract.model import Outcome, Page, UnreadableDocument
from pipelines.extract.sheets.layout import sheet_page
from pipelines.extract.sheets.sheet import Sheet
from pipelines.extract.sheets.xls_source import sheets_of_stream, xls_sheets
from pipelines.extract.sheets.xlsx_source import xlsx_sheets

_SOURCES = {XLSX: xlsx_sheets, XLS: xls_sheets}


@dataclass(slots=True)
class _EmbeddedSheet(Sheet):
    """A sheet of a workbook inside another file."""

    def locator(self, row: int, column: int) -> str:
        workbook, _, name = self.name.rpartition("/")
        return f"{workbook}: {Sheet(name, self.number).locator(row, column)}"


def is_workbook(content: bytes) -> bool:
    """Whether an embedded part is a workbook that can be read."""
    return media_type_of(content) in _SOURCES


def workbook_pages(name: str, content: bytes, first: int) -> Iterator[Page]:
    """The sheets of an embedded workbook as pages numbered from `first`; damage ends as an outcome."""
    return _pages(name, _SOURCES[media_type_of(content)](content), first)


def stream_pages(name: str, stream: bytes, first: int) -> Iterator[Page]:
    """The same for the record stream of an embedded XLS."""
    return _pages(name, sheets_of_stream(stream), first)


def _pages(name: str, sheets: Iterator[Sheet], first: int) -> Iterator[Page]:
    number = first
    try:
        for sheet in sheets:
            yield sheet_page(_inside(name, sheet, number))
            number += 1
    except UnreadableDocument as broken:
        outcome = Outcome(broken.code, "warning", f"embedded workbook {name}: {broken.detail}", number)
        yield Page(number, 0.0, 0.0, 0, "sheet", (), outcomes=(outcome,))


def _inside(name: str, sheet: Sheet, number: int) -> Sheet:
    return _EmbeddedSheet(
        name=f"{name}/{sheet.name}",
        number=number,
        is_hidden=sheet.is_hidden,
        cells=sheet.cells,
        merges=sheet.merges,
        hidden_rows=sheet.hidden_rows,
        hidden_columns=sheet.hidden_columns,
        outcomes=[replace(o, page=number) for o in sheet.outcomes],
    )
