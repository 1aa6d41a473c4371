"""PyMuPDF's find_tables. Variants: empty (by rules, its default), `text` (for tables without rules)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import pymupdf


def read(path: str) -> Iterator[Any]:
    strategy = "text" if common.variant() == "text" else "lines"
    with pymupdf.open(path) as document:
        for page in document:
            for table in page.find_tables(strategy=strategy).tables:
                yield table.extract(), [row.cells for row in table.rows]


def plain(found: Any) -> common.Table:
    return common.from_grid(*found)


if __name__ == "__main__":
    common.serve(read, plain)
