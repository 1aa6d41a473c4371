"""img2table: rules from the page's picture, text from the PDF. Variants: empty, `borderless`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
from img2table.document import PDF


def read(path: str) -> Iterator[Any]:
    found = PDF(path).extract_tables(borderless_tables=common.variant() == "borderless")
    for tables in found.values():
        yield from tables


def plain(found: Any) -> common.Table:
    rows = list(found.content.values())
    cells: dict[common.Box, common.Table] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            box = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            here = cells.setdefault(box, {"r": r, "c": c, "rs": 1, "cs": 1, "text": cell.value or ""})
            here["rs"], here["cs"] = r - here["r"] + 1, c - here["c"] + 1
    width = max((len(row) for row in rows), default=0)
    return {"nrows": len(rows), "ncols": width, "cells": list(cells.values())}


if __name__ == "__main__":
    common.serve(read, plain)
