"""Engines for spreadsheets: one sheet is one page.

Belongs here: which source reads which format. Does not: reading (`*_source`), layout (`sheet_layout`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract.model import Page
from pipelines.extract.sheets.layout import sheet_page
from pipelines.extract.sheets.ods_source import ods_sheets
from pipelines.extract.sheets.spreadsheetml_source import spreadsheetml_sheets
from pipelines.extract.sheets.xls_source import xls_sheets
from pipelines.extract.sheets.xlsx_source import xlsx_sheets


class XlsxEngine:
    """Engine for XLSX and XLSM; holds one sheet at a time."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield sheets in the order of their tabs. Raises `UnreadableDocument` with SPREADSHEET_BROKEN,
        OFFICE_ENCRYPTED, XML_UNSAFE or CONTAINER_RATIO."""
        return map(sheet_page, xlsx_sheets(content))


class XlsEngine:
    """Engine for XLS and ET (both are BIFF files) and for XLSB; holds one sheet at a time."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield sheets in the order of their tabs. Raises `UnreadableDocument` with SPREADSHEET_BROKEN or
        OFFICE_ENCRYPTED."""
        return map(sheet_page, xls_sheets(content))


class OdsEngine:
    """Engine for ODS; holds one sheet at a time."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield sheets in the order of their tabs. Raises `UnreadableDocument` as `XlsxEngine` does."""
        return map(sheet_page, ods_sheets(content))


class SpreadsheetMlEngine:
    """Engine for XML spreadsheets of Excel 2003, mostly named .xls."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield sheets in order. Raises `UnreadableDocument` with SPREADSHEET_BROKEN or XML_UNSAFE."""
        return map(sheet_page, spreadsheetml_sheets(content))
