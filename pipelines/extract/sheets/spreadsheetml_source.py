"""Worksheets of an "XML Spreadsheet 2003", the form in which many systems export under the name .xls.

Belongs here: rows, cells, merges and formats of that form. Does not: layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.safe_xml import Element, attribute, child, children, local_name, parse_xml
from pipelines.extract.sheets.number_formats import GENERAL
from pipelines.extract.sheets.sheet import Merge, Sheet, SheetCell, number_cell
from pipelines.extract.sheets.xlsx_source import BROKEN

_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384
_NAMED_FORMATS = {
    "General": GENERAL,
    "General Number": GENERAL,
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": '"¥"#,##0.00',
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d",
}
_EPOCH = datetime(1899, 12, 30)


def spreadsheetml_sheets(content: bytes) -> Iterator[Sheet]:
    """Sheets in order. Raises `UnreadableDocument`."""
    root = parse_xml(content, BROKEN, "the XML spreadsheet")
    formats = _formats(root)
    sheets = children(root, "Worksheet")
    if not sheets:
        raise UnreadableDocument(BROKEN, "the file holds no sheets")
    for number, element in enumerate(sheets, start=1):
        sheet = Sheet(attribute(element, "Name") or f"#{number}", number, _is_hidden_sheet(element))
        table = child(element, "Table")
        if table is not None:
            _read_table(sheet, table, formats)
        yield sheet


def _formats(root: Element) -> dict[str, str]:
    """Number formats by the id of their style."""
    found: dict[str, str] = {}
    styles = child(root, "Styles")
    for style in children(styles, "Style") if styles is not None else []:
        element = child(style, "NumberFormat")
        name = attribute(element, "Format") if element is not None else None
        parent = found.get(attribute(style, "Parent") or "", GENERAL)
        found[attribute(style, "ID") or ""] = _NAMED_FORMATS.get(name, name) if name else parent
    return found


def _is_hidden_sheet(element: Element) -> bool:
    options = child(element, "WorksheetOptions")
    visible = child(options, "Visible") if options is not None else None
    return visible is not None and (visible.text or "").strip() in ("SheetHidden", "SheetVeryHidden")


def _read_table(sheet: Sheet, table: Element, formats: dict[str, str]) -> None:
    row = column = -1
    for element in table:
        name = local_name(element)
        if name == "Column":
            column = _place(element, column, _COLUMN_LIMIT)
            last = min(column + _span(element, "Span"), _COLUMN_LIMIT)
            if attribute(element, "Hidden") == "1":
                sheet.hidden_columns.append((column, last))
            column = last
        elif name == "Row":
            row = _place(element, row, _ROW_LIMIT)
            if attribute(element, "Hidden") == "1":
                sheet.hidden_rows.add(row)
            _read_row(sheet, element, row, formats)
            row = min(row + _span(element, "Span"), _ROW_LIMIT)
            if sheet.is_full:
                sheet.too_large()
                return


def _read_row(sheet: Sheet, element: Element, row: int, formats: dict[str, str]) -> None:
    column = -1
    for cell in children(element, "Cell"):
        column = _place(cell, column, _COLUMN_LIMIT)
        across, down = _span(cell, "MergeAcross"), _span(cell, "MergeDown")
        made = _cell(cell, formats.get(attribute(cell, "StyleID") or "Default", GENERAL))
        if made is not None:
            sheet.cells[row, column] = made
            if across or down:
                last_row, last_column = min(row + down, _ROW_LIMIT), min(column + across, _COLUMN_LIMIT)
                sheet.merges.append(Merge(row, column, last_row, last_column))
        column = min(column + across, _COLUMN_LIMIT)


def _cell(cell: Element, code: str) -> SheetCell | None:
    data = child(cell, "Data")
    text = "".join(data.itertext()) if data is not None else ""
    if not text:
        return None
    kind = attribute(data, "Type")
    is_formula = attribute(cell, "Formula") is not None
    if kind == "Number":
        return number_cell(text, code, is_formula=is_formula)
    if kind == "DateTime":
        try:
            days = (datetime.fromisoformat(text) - _EPOCH).total_seconds() / 86400
        except (ValueError, TypeError):
            return SheetCell(text)
        return number_cell(repr(days), "yyyy/m/d" if code == GENERAL else code, is_formula=is_formula)
    return SheetCell(text, flags=("cached_value",) if is_formula else ())


def _place(element: Element, before: int, limit: int) -> int:
    value = attribute(element, "Index") or ""
    return min(int(value) - 1 if value.isdigit() and int(value) > 0 else before + 1, limit)


def _span(element: Element, name: str) -> int:
    value = attribute(element, name) or "0"
    return int(value) if value.isdigit() else 0
