"""Worksheets of an OpenDocument spreadsheet. The file itself carries the text that is shown.

Belongs here: repeated and covered cells, spans, what is hidden. Does not: layout.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.odf_text import paragraph_texts
from pipelines.extract.office.office_zip import OfficeZip
from pipelines.extract.office.safe_xml import Element, attribute, local_name, stream_xml
from pipelines.extract.sheets.sheet import Merge, Sheet, SheetCell
from pipelines.extract.sheets.xlsx_source import BROKEN

_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384
# A row or cell that holds text and says it is repeated: more often than this it is no table.
_MAX_REPEATED = 1_000
_HIDDEN = ("collapse", "filter")


def ods_sheets(content: bytes) -> Iterator[Sheet]:
    """Sheets in the order of the tabs. Raises `UnreadableDocument`."""
    package = OfficeZip(content, BROKEN)
    _refuse_encrypted(package)
    hidden_styles: set[str] = set()
    number = 0
    with package.open("content.xml") as file:
        for element in stream_xml(file, ("automatic-styles", "table"), BROKEN, "content.xml"):
            if local_name(element) == "automatic-styles":
                hidden_styles = _hidden_table_styles(element)
            elif local_name(element.getparent()) == "spreadsheet":
                number += 1
                yield _sheet(element, number, hidden_styles)
    if not number:
        raise UnreadableDocument(BROKEN, "the file holds no sheets")


def _refuse_encrypted(package: OfficeZip) -> None:
    if package.has("META-INF/manifest.xml"):
        manifest = package.xml("META-INF/manifest.xml")
        if any(local_name(e) == "encryption-data" for e in manifest.iter()):
            raise UnreadableDocument("OFFICE_ENCRYPTED", "the file opens only with a password")


def _hidden_table_styles(styles: Element) -> set[str]:
    return {
        attribute(p.getparent(), "name") or ""
        for p in styles.iter()
        if local_name(p) == "table-properties" and attribute(p, "display") == "false"
    }


def _sheet(table: Element, number: int, hidden_styles: set[str]) -> Sheet:
    sheet = Sheet(
        name=attribute(table, "name") or f"#{number}",
        number=number,
        is_hidden=attribute(table, "style-name") in hidden_styles,
    )
    row = column = 0
    for element in _tracks(table):
        if local_name(element) == "table-column":
            repeated = _count(element, "number-columns-repeated")
            if attribute(element, "visibility") in _HIDDEN:
                sheet.hidden_columns.append((column, column + repeated - 1))
            column += repeated
            continue
        repeated = _count(element, "number-rows-repeated")
        cells = _cells(element)
        times = min(repeated, _MAX_REPEATED) if cells else 1
        for copy in range(times):
            _add_row(sheet, row + copy, cells, attribute(element, "visibility") in _HIDDEN)
        row = min(row + repeated, _ROW_LIMIT)
        if sheet.is_full:
            sheet.too_large()
            break
    return sheet


def _tracks(parent: Element) -> Iterator[Element]:
    """Columns and rows, out of the groups (headers, outlines) in which they may stand."""
    for element in parent:
        name = local_name(element)
        if name in ("table-column", "table-row"):
            yield element
        elif name in (
            "table-header-columns",
            "table-columns",
            "table-column-group",
            "table-header-rows",
            "table-rows",
            "table-row-group",
        ):
            yield from _tracks(element)


def _cells(row: Element) -> list[tuple[int, int, int, SheetCell]]:
    """`(column, rows spanned, columns spanned, cell)` of the filled cells of a row."""
    found = []
    column = 0
    for element in row:
        name = local_name(element)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        repeated = _count(element, "number-columns-repeated")
        text = "\n".join(paragraph_texts(element))
        if text and name == "table-cell":
            cell = SheetCell(text, flags=("cached_value",) if attribute(element, "formula") else ())
            spans = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
            for copy in range(min(repeated, _MAX_REPEATED)):
                found.append((column + copy, *spans, cell))
        column = min(column + repeated, _COLUMN_LIMIT)
    return found


def _add_row(sheet: Sheet, row: int, cells: list[tuple[int, int, int, SheetCell]], is_hidden: bool) -> None:
    if is_hidden:
        sheet.hidden_rows.add(row)
    for column, rows, columns, cell in cells:
        sheet.cells[row, column] = cell
        if rows > 1 or columns > 1:
            last_row, last_column = min(row + rows, _ROW_LIMIT), min(column + columns, _COLUMN_LIMIT)
            sheet.merges.append(Merge(row, column, last_row - 1, last_column - 1))


def _count(element: Element, name: str) -> int:
    value = attribute(element, name) or "1"
    return max(1, min(int(value), _ROW_LIMIT)) if value.isdigit() else 1
