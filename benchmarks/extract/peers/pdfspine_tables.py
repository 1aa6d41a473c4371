"""pdfspine: Rust, the interface of PyMuPDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import pdfspine


def read(path: str) -> Iterator[Any]:
    document = pdfspine.open(path)
    for page in common.pages_of(document):
        found = page.find_tables()
        for table in getattr(found, "tables", found):
            yield table.row_count, table.col_count, list(table.origin_cells)


def plain(found: Any) -> common.Table:
    rows, columns, cells = found
    places = [
        {"r": c.row, "c": c.col, "rs": c.row_span, "cs": c.col_span, "text": c.text or ""} for c in cells
    ]
    return {"nrows": rows, "ncols": columns, "cells": places}


if __name__ == "__main__":
    common.serve(read, plain)
