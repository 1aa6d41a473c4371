"""What a workbook's styles say of a cell: number format, indent, borders.

Belongs here: `styles.xml` of XLSX. Does not: cells.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.office.office_zip import OfficeZip
from pipelines.extract.office.safe_xml import Element, attribute, child, children
from pipelines.extract.sheets.number_formats import BUILT_IN, GENERAL
from pipelines.extract.sheets.sheet import INDENT_STEP

_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Number format, indent in points, and whether the cell has a border line (None: not said)."""

    format: str = GENERAL
    indent: float = 0.0
    bordered: bool | None = None


def read_styles(package: OfficeZip, path: str | None) -> list[CellStyle]:
    """Styles by the index that cells carry; empty when the file has none."""
    if path is None or not package.has(path):
        return []
    root = package.xml(path)
    formats = dict(BUILT_IN)
    for element in _children_of(root, "numFmts", "numFmt"):
        number = attribute(element, "numFmtId") or ""
        if number.isdigit():
            formats[int(number)] = attribute(element, "formatCode") or GENERAL
    borders = [_has_line(b) for b in _children_of(root, "borders", "border")]
    return [_style(xf, formats, borders) for xf in _children_of(root, "cellXfs", "xf")]


def _children_of(root: Element, group: str, name: str) -> list[Element]:
    parent = child(root, group)
    return children(parent, name) if parent is not None else []


def _has_line(border: Element) -> bool:
    sides = (child(border, side) for side in _SIDES)
    return any(s is not None and attribute(s, "style") not in (None, "none") for s in sides)


def _style(xf: Element, formats: dict[int, str], borders: list[bool]) -> CellStyle:
    number, border = attribute(xf, "numFmtId") or "0", attribute(xf, "borderId") or "0"
    alignment = child(xf, "alignment")
    steps = (attribute(alignment, "indent") or "0") if alignment is not None else "0"
    return CellStyle(
        format=formats.get(int(number), GENERAL) if number.isdigit() else GENERAL,
        indent=int(steps) * INDENT_STEP if steps.isdigit() else 0.0,
        bordered=borders[int(border)] if border.isdigit() and int(border) < len(borders) else None,
    )
