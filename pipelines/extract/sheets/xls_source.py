"""Worksheets of XLS and ET files.

Belongs here: the workbook's globals (sheets, strings, formats) and the cells of each sheet.
Does not: the record stream (`biff`), layout. Formulas are not computed, their stored results are read.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.model import Outcome, UnreadableDocument
from pipelines.extract.office.ole_streams import ole_file, read_stream
from pipelines.extract.sheets.biff import (
    BIFF8,
    Record,
    StringReader,
    decimal_text,
    packed_number,
    records,
    shared_strings,
)
from pipelines.extract.sheets.number_formats import BUILT_IN, GENERAL
from pipelines.extract.sheets.sheet import INDENT_STEP, Merge, Sheet, SheetCell, number_cell
from pipelines.extract.sheets.xlsx_source import BROKEN
from pipelines.extract.sheets.xlsx_styles import CellStyle

_BOF, _EOF, _FILEPASS, _DATEMODE, _CODEPAGE = 0x0809, 0x000A, 0x002F, 0x0022, 0x0042
_BOUNDSHEET, _SST, _FORMAT, _XF = 0x0085, 0x00FC, 0x041E, 0x00E0
_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
_FORMULA, _STRING, _BOOLERR, _MERGED, _ROW, _COLINFO = 0x0006, 0x0207, 0x0205, 0x00E5, 0x0208, 0x007D
_WORKSHEET = 0
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass(slots=True)
class _Globals:
    """What the first part of the stream says for all sheets."""

    version: int = BIFF8
    date1904: bool = False
    encoding: str = "gb18030"
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    styles: list[tuple[int, float, bool | None]] = field(default_factory=list)
    sheets: list[tuple[int, bool, int, str]] = field(default_factory=list)

    def style(self, index: int) -> CellStyle:
        """The style of a cell by the index that its record carries."""
        if index >= len(self.styles):
            return CellStyle()
        number, indent, bordered = self.styles[index]
        return CellStyle(self.formats.get(number, GENERAL), indent, bordered)

    def text(self, data: bytes, offset: int, length_size: int, pieces: tuple[bytes, ...] = ()) -> str:
        """A string of a record, in the way of the file's version."""
        if self.version >= BIFF8:
            return StringReader(pieces or (data,), offset).string(length_size)
        count = int.from_bytes(data[offset : offset + length_size], "little")
        start = offset + length_size
        return data[start : start + count].decode(self.encoding, "replace")


def xls_sheets(content: bytes) -> Iterator[Sheet]:
    """Sheets in the order of the tabs. Raises `UnreadableDocument`."""
    with ole_file(content, BROKEN) as ole:
        name = next((n for n in ("Workbook", "Book") if ole.exists(n)), None)
        if name is None:
            raise UnreadableDocument(BROKEN, "the file holds no workbook")
        stream = read_stream(ole, name, BROKEN)
    yield from sheets_of_stream(stream)


def sheets_of_stream(stream: bytes) -> Iterator[Sheet]:
    """Sheets of a workbook's record stream. Raises `UnreadableDocument`."""
    try:
        book = _globals(stream)
    except struct.error as error:
        raise UnreadableDocument(BROKEN, f"a record is cut off: {error}") from error
    if not book.sheets:
        raise UnreadableDocument(BROKEN, "the workbook lists no sheets")
    for number, (offset, is_hidden, kind, sheet_name) in enumerate(book.sheets, start=1):
        sheet = Sheet(sheet_name or f"#{number}", number, is_hidden)
        if kind != _WORKSHEET:
            detail = f"sheet {sheet.name} is a chart or macro, not a table"
            sheet.outcomes.append(Outcome("EMBEDDED_CONTENT", "info", detail, number))
        else:
            _SheetReader(book, sheet).read(stream, offset)
        yield sheet


def _globals(stream: bytes) -> _Globals:
    book = _Globals()
    for record in records(stream):
        data = record.data
        if record.kind == _BOF:
            (book.version,) = struct.unpack_from("<H", data)
        elif record.kind == _FILEPASS:
            raise UnreadableDocument("OFFICE_ENCRYPTED", "the workbook opens only with a password")
        elif record.kind == _DATEMODE:
            book.date1904 = data[:1] == b"\x01"
        elif record.kind == _CODEPAGE and book.version < BIFF8:
            (page,) = struct.unpack_from("<H", data)
            book.encoding = {936: "gb18030", 950: "big5", 1252: "cp1252"}.get(page, "gb18030")
        elif record.kind == _BOUNDSHEET:
            offset, state, kind = struct.unpack_from("<IBB", data)
            book.sheets.append((offset, bool(state & 0x03), kind & 0x0F, book.text(data, 6, 1)))
        elif record.kind == _SST:
            book.strings = shared_strings(record)
        elif record.kind == _FORMAT:
            (number,) = struct.unpack_from("<H", data)
            book.formats[number] = book.text(data, 2, 2 if book.version >= BIFF8 else 1) or GENERAL
        elif record.kind == _XF:
            book.styles.append(_style(data))
        elif record.kind == _EOF:
            break
    return book


def _style(data: bytes) -> tuple[int, float, bool | None]:
    (number,) = struct.unpack_from("<H", data, 2)
    if len(data) < 20:
        return number, 0.0, None
    (lines,) = struct.unpack_from("<H", data, 10)
    return number, (data[8] & 0x0F) * INDENT_STEP, lines != 0


class _SheetReader:
    def __init__(self, book: _Globals, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        # The text result of a formula follows in a record of its own.
        self._waiting: tuple[int, int, CellStyle] | None = None

    def read(self, stream: bytes, offset: int) -> None:
        """Fill the sheet; what is cut off ends as an outcome, the cells before it stay."""
        depth = 0
        sheet = self._sheet
        try:
            for record in records(stream, offset):
                if record.kind == _BOF:
                    depth += 1
                elif record.kind == _EOF:
                    depth -= 1
                    if depth <= 0:
                        return
                elif depth == 1:  # charts inside the sheet have records of the same kinds
                    self._take(record)
                if sheet.is_full:
                    sheet.too_large()
                    return
        except struct.error as error:
            detail = f"sheet {sheet.name}: a record is cut off: {error}"
            sheet.outcomes.append(Outcome("SHEET_UNREADABLE", "error", detail, sheet.number))
            return
        detail = f"sheet {sheet.name} has no end: the file is cut off; what could be read is kept"
        sheet.outcomes.append(Outcome("SHEET_UNREADABLE", "error", detail, sheet.number))

    def _take(self, record: Record) -> None:
        data, kind, book = record.data, record.kind, self._book
        if kind == _LABELSST:
            row, column, style, index = struct.unpack_from("<HHHI", data)
            if index < len(book.strings):
                self._text(row, column, book.style(style), book.strings[index])
        elif kind in (_LABEL, _RSTRING):
            row, column, style = struct.unpack_from("<HHH", data)
            self._text(row, column, book.style(style), book.text(data, 6, 2, record.pieces))
        elif kind == _NUMBER:
            row, column, style, value = struct.unpack_from("<HHHd", data)
            self._number(row, column, style, value)
        elif kind == _RK:
            row, column, style, raw = struct.unpack_from("<HHHI", data)
            self._packed(row, column, style, raw)
        elif kind == _MULRK:
            row, column = struct.unpack_from("<HH", data)
            for index in range((len(data) - 6) // 6):
                style, raw = struct.unpack_from("<HI", data, 4 + index * 6)
                self._packed(row, column + index, style, raw)
        elif kind == _FORMULA:
            self._formula(data)
        elif kind == _STRING and self._waiting:
            row, column, cell_style = self._waiting
            self._text(row, column, cell_style, book.text(data, 0, 2, record.pieces), ("cached_value",))
            self._waiting = None
        elif kind == _BOOLERR:
            row, column, style, value, is_error = struct.unpack_from("<HHHBB", data)
            self._text(row, column, book.style(style), _truth(value, bool(is_error)))
        else:
            self._shape(kind, data)

    def _shape(self, kind: int, data: bytes) -> None:
        sheet = self._sheet
        if kind == _MERGED:
            (count,) = struct.unpack_from("<H", data)
            for index in range(min(count, (len(data) - 2) // 8)):
                first, last, left, right = struct.unpack_from("<HHHH", data, 2 + index * 8)
                sheet.merges.append(Merge(first, left, max(first, last), max(left, right)))
        elif kind == _ROW and len(data) >= 14:
            row, options = struct.unpack_from("<H", data)[0], struct.unpack_from("<H", data, 12)[0]
            if options & 0x20:
                sheet.hidden_rows.add(row)
        elif kind == _COLINFO and len(data) >= 10:
            first, last, width, _, options = struct.unpack_from("<HHHHH", data)
            if options & 0x01 or width == 0:
                sheet.hidden_columns.append((first, last))

    def _formula(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        result = data[6:14]
        if result[6:8] != b"\xff\xff":
            self._number(row, column, style, struct.unpack("<d", result)[0], is_formula=True)
            return
        if result[0] == 0:
            self._waiting = (row, column, self._book.style(style))
        elif result[0] in (1, 2):
            text = _truth(result[2], result[0] == 2)
            self._text(row, column, self._book.style(style), text, ("cached_value",))

    def _packed(self, row: int, column: int, style: int, raw: int) -> None:
        self._put_number(row, column, self._book.style(style), packed_number(raw))

    def _number(self, row: int, column: int, style: int, value: float, *, is_formula: bool = False) -> None:
        if math.isfinite(value):
            text = decimal_text(value)
            self._put_number(row, column, self._book.style(style), text, is_formula=is_formula)

    def _put_number(
        self, row: int, column: int, style: CellStyle, stored: str, *, is_formula: bool = False
    ) -> None:
        self._sheet.cells[row, column] = number_cell(
            stored,
            style.format,
            date1904=self._book.date1904,
            is_formula=is_formula,
            indent=style.indent,
            bordered=style.bordered,
        )

    def _text(self, row: int, column: int, style: CellStyle, text: str, flags: tuple[str, ...] = ()) -> None:
        if text:
            self._sheet.cells[row, column] = SheetCell(text, "", (), flags, style.indent, style.bordered)


def _truth(value: int, is_error: bool) -> str:
    if is_error:
        return _ERRORS.get(value, "#N/A")
    return "TRUE" if value else "FALSE"
