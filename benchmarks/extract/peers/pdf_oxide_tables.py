"""pdf-oxide: Rust, a PDF parser of its own; boxes of cells have left, bottom, width, height."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import pdf_oxide


def read(path: str) -> Iterator[Any]:
    document = pdf_oxide.PdfDocument(path)
    for index in range(document.page_count()):
        yield from document.extract_tables(index)


def plain(found: Any) -> common.Table:
    cells = [cell for row in found["rows"] for cell in row["cells"]]
    if cells and all(cell.get("bbox") for cell in cells):
        return common.from_boxes([(_box(cell["bbox"]), cell["text"] or "") for cell in cells])
    return common.from_rows([[cell["text"] for cell in row["cells"]] for row in found["rows"]])


def _box(bbox: Any) -> common.Box:
    left, bottom, width, height = bbox
    return (left, -bottom - height, left + width, -bottom)


if __name__ == "__main__":
    common.serve(read, plain)
