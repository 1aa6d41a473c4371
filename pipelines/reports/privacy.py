"""Where personal data is printed on the pages of a document, so that pictures of them can cover it.

Belongs here: boxes of private form fields and of paragraphs with personal data. Does not: text (see
`extract/text/personal`), drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipelines.conform.catalogue import form_labels
from pipelines.extract.model import ExtractedDocument, LogicalTable, Spot, TableCell
from pipelines.extract.text.cjk import comparable
from pipelines.extract.text.personal import has_personal_data

Boxes = dict[int, list[list[float]]]


def private_boxes(document: ExtractedDocument) -> Boxes:
    """Page → boxes ([x0, top, x1, bottom] in points) that no report shows."""
    found: Boxes = defaultdict(list)
    for spot in _spots(document):
        if spot.box is not None:
            found[spot.page].append(spot.box.as_list())
    return dict(found)


def _spots(document: ExtractedDocument) -> Iterable[Spot]:
    for block in document.blocks:
        if has_personal_data(block.text):
            yield block.spot
    for table in document.tables:
        yield from (cell.spot for cell in _private_cells(table))


def _private_cells(table: LogicalTable) -> Iterable[TableCell]:
    """Cells with personal data in them, and the cell to the right of a label such as 项目负责人."""
    labels = form_labels().private
    label_row: int | None = None
    for cell in sorted((*table.header_cells, *table.cells), key=lambda c: (c.row, c.column)):
        follows_label = label_row == cell.row and bool(cell.text)
        is_label = comparable(cell.text).rstrip(":") in labels
        if (follows_label and not is_label) or has_personal_data(cell.text):
            yield cell
        if is_label:
            label_row = cell.row
        elif cell.text:
            label_row = None
