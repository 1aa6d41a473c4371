"""Worksheets of an XLSX file, streamed cell by cell.

Belongs here: the parts of the package, shared strings, cells with their formats, merges, what is hidden.
Does not: layout. Values are read as the file's own decimal text; formulas are not computed, their stored
results are read.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract.model import Outcome, UnreadableDocument
from pipelines.extract.office.office_zip import OfficeZip
from pipelines.extract.office.safe_xml import Element, attribute, child, children, local_name, stream_xml
from pipelines.extract.sheets.sheet import Merge, Sheet, SheetCell, merge_of, number_cell, position
from pipelines.extract.sheets.xlsx_styles import CellStyle, read_styles

BROKEN = "SPREADSHEET_BROKEN"
MAX_MERGES = 50_000
_TRUE = ("1", "true", "on")
_SHEET_TAGS = ("sheetFormatPr", "cols", "row", "mergeCell")


def xlsx_sheets(content: bytes) -> Iterator[Sheet]:
    """Sheets in the order of the tabs. Raises `UnreadableDocument`."""
    package = OfficeZip(content, BROKEN)
    book_path = next(
        (r.target for r in package.relations("") if r.kind == "officeDocument"), "xl/workbook.xml"
    )
    book = package.xml(book_path)
    relations = {r.id: r for r in package.relations(book_path)}
    by_kind = {r.kind: r.target for r in relations.values()}
    styles = read_styles(package, by_kind.get("styles"))
    strings = _shared_strings(package, by_kind.get("sharedStrings"))
    properties = child(book, "workbookPr")
    date1904 = properties is not None and attribute(properties, "date1904") in _TRUE
    reader = _SheetReader(package, styles, strings, date1904)
    entries = child(book, "sheets")
    found = children(entries, "sheet") if entries is not None else []
    if not found:
        raise UnreadableDocument(BROKEN, "the workbook lists no sheets")
    for number, entry in enumerate(found, start=1):
        sheet = Sheet(
            name=attribute(entry, "name") or f"#{number}",
            number=number,
            is_hidden=attribute(entry, "state") in ("hidden", "veryHidden"),
        )
        relation = relations.get(attribute(entry, "id") or "")
        if relation is None or not package.has(relation.target):
            sheet.outcomes.append(
                Outcome("SHEET_UNREADABLE", "error", f"sheet {sheet.name} has no part in the file", number)
            )
        elif relation.kind == "worksheet":
            reader.read(sheet, relation.target)
        else:
            detail = f"sheet {sheet.name} is a {relation.kind}, not a table"
            sheet.outcomes.append(Outcome("EMBEDDED_CONTENT", "info", detail, number))
        yield sheet


def _shared_strings(package: OfficeZip, path: str | None) -> list[str]:
    if path is None or not package.has(path):
        return []
    with package.open(path) as file:
        return [rich_text(item) for item in stream_xml(file, ("si",), BROKEN, path)]


def rich_text(element: Element) -> str:
    """Text of a string item: its runs, without the phonetic guides printed above them."""
    parts = []
    for node in element:
        name = local_name(node)
        if name == "t":
            parts.append(node.text or "")
        elif name == "r":
            parts += [t.text or "" for t in children(node, "t")]
    return "".join(parts).replace("_x000D_", "\n")


class _SheetReader:
    def __init__(
        self, package: OfficeZip, styles: list[CellStyle], strings: list[str], date1904: bool
    ) -> None:
        self._package = package
        self._styles = styles
        self._strings = strings
        self._date1904 = date1904

    def read(self, sheet: Sheet, path: str) -> None:
        """Fill `sheet` from its part."""
        row_index = -1
        merges: list[Merge] = []
        hides_by_default = False
        with self._package.open(path) as file:
            for element in stream_xml(file, _SHEET_TAGS, BROKEN, path):
                name = local_name(element)
                if name == "row":
                    row_index = _index(element, "r", row_index + 1)
                    if _is_hidden_row(element, hides_by_default):
                        sheet.hidden_rows.add(row_index)
                    self._row(sheet, element, row_index)
                    if sheet.is_full:
                        sheet.too_large()
                        return
                elif name == "mergeCell":
                    merge = merge_of(attribute(element, "ref") or "")
                    if merge and len(merges) < MAX_MERGES:
                        merges.append(merge)
                elif name == "cols":
                    sheet.hidden_columns += [r for c in children(element, "col") if (r := _hidden_range(c))]
                else:
                    hides_by_default = attribute(element, "zeroHeight") in _TRUE
        sheet.merges = merges
        self._objects(sheet, path)

    def _row(self, sheet: Sheet, element: Element, row: int) -> None:
        column = -1
        for cell in children(element, "c"):
            place = position(cell.get("r") or "")
            column = place[1] if place else column + 1
            made = self._cell(sheet, cell, row, column)
            if made is not None:
                sheet.cells[row, column] = made

    def _cell(self, sheet: Sheet, cell: Element, row: int, column: int) -> SheetCell | None:
        index = cell.get("s") or "0"
        known = index.isdigit() and int(index) < len(self._styles)
        style = self._styles[int(index)] if known else CellStyle()
        kind = cell.get("t") or "n"
        formula = child(cell, "f") is not None
        value = child(cell, "v")
        text = (value.text or "") if value is not None else ""
        flags = ("cached_value",) if formula else ()
        if kind == "inlineStr":
            inline = child(cell, "is")
            text = rich_text(inline) if inline is not None else ""
        elif kind == "s":
            text = self._strings[int(text)] if text.isdigit() and int(text) < len(self._strings) else ""
        elif kind == "n" and text:
            return number_cell(
                text,
                style.format,
                date1904=self._date1904,
                is_formula=formula,
                indent=style.indent,
                bordered=style.bordered,
            )
        elif kind == "b" and text:
            text = "TRUE" if text in _TRUE else "FALSE"
        elif kind == "d":
            text = text.removesuffix("T00:00:00")
        if not text:
            if formula and value is None:
                place = f"sheet {sheet.name}, row {row + 1}, column {column + 1}"
                detail = f"{place}: a formula without a stored result; nothing is computed here"
                sheet.outcomes.append(Outcome("FORMULA_WITHOUT_VALUE", "warning", detail, sheet.number))
            return None
        return SheetCell(text, "", (), flags, style.indent, style.bordered)

    def _objects(self, sheet: Sheet, path: str) -> None:
        """Say what else lies on the sheet: it is not read."""
        kinds: dict[str, int] = {}
        for relation in self._package.relations(path):
            if relation.kind in ("oleObject", "package", "comments", "control", "pivotTable"):
                kinds[relation.kind] = kinds.get(relation.kind, 0) + 1
            elif relation.kind == "drawing":
                for inner in self._package.relations(relation.target):
                    kinds[inner.kind] = kinds.get(inner.kind, 0) + 1
        if kinds:
            found = ", ".join(f"{kind} ×{count}" for kind, count in sorted(kinds.items()))
            detail = f"sheet {sheet.name} carries what is not read as cells: {found}"
            sheet.outcomes.append(Outcome("EMBEDDED_CONTENT", "info", detail, sheet.number))


def _index(element: Element, name: str, default: int) -> int:
    value = attribute(element, name) or ""
    return int(value) - 1 if value.isdigit() and 0 < int(value) <= 1_048_576 else default


def _is_hidden_row(element: Element, hides_by_default: bool) -> bool:
    height = attribute(element, "ht")
    if attribute(element, "hidden") in _TRUE:
        return True
    return (hides_by_default and height is None) or height in ("0", "0.0")


def _hidden_range(column: Element) -> tuple[int, int] | None:
    if attribute(column, "hidden") not in _TRUE and attribute(column, "width") not in ("0", "0.0"):
        return None
    return _index(column, "min", 0), _index(column, "max", 16_383)
