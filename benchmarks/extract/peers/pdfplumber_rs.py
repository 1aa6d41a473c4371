"""pdfplumber-rs: Rust, the interface of pdfplumber; its cells are dicts with text and box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import pdfplumber


def read(path: str) -> Iterator[Any]:
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.find_tables():
                yield table.rows


def plain(found: Any) -> common.Table:
    texts = [[cell["text"] for cell in row] for row in found]
    return common.from_grid(texts, [[_box(cell) for cell in row] for row in found])


def _box(cell: Any) -> common.Box | None:
    return (cell["x0"], cell["top"], cell["x1"], cell["bottom"]) if cell["x1"] else None


if __name__ == "__main__":
    common.serve(read, plain)
