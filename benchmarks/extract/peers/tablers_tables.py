"""tablers: Rust over PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import tablers


def read(path: str) -> Iterator[Any]:
    with tablers.Document(path) as document:
        for page in document.pages():
            for table in tablers.find_tables(page, extract_text=True):
                yield [(cell.bbox, cell.text) for cell in table.cells]


def plain(found: Any) -> common.Table:
    return common.from_boxes(found)


if __name__ == "__main__":
    common.serve(read, plain)
