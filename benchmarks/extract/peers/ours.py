"""Gongkai's engine. Variants: empty (tables as printed, page by page), `logical` (joined over pages)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import common

from pipelines.extract.document import extract_document
from pipelines.extract.model import Grid, LogicalTable, TableCell
from pipelines.extract.pdf.engine import DigitalPdfEngine


def fragments(path: str) -> Iterator[Grid]:
    for page in DigitalPdfEngine().pages(Path(path).read_bytes()):
        yield from (item for item in page.items if isinstance(item, Grid))


def logical(path: str) -> Iterator[LogicalTable]:
    yield from extract_document(Path(path).read_bytes(), "application/pdf").tables


def plain(found: Grid | LogicalTable) -> common.Table:
    if isinstance(found, Grid):
        cells = [
            {"r": c.row, "c": c.column, "rs": c.row_span, "cs": c.column_span, "text": c.text}
            for c in found.cells
        ]
        return {"nrows": found.row_count, "ncols": found.column_count, "cells": cells}
    depth = max((c.row + c.row_span for c in found.header_cells), default=0)
    cells = [_moved(c, 0) for c in found.header_cells] + [_moved(c, depth) for c in found.cells]
    width = max((cell["c"] + cell["cs"] for cell in cells), default=0)
    return {"nrows": depth + found.row_count, "ncols": width, "cells": cells}


def _moved(cell: TableCell, down: int) -> common.Table:
    place = {"r": cell.row + down, "c": cell.column, "rs": cell.row_span, "cs": cell.column_span}
    return {**place, "text": cell.text}


if __name__ == "__main__":
    common.serve(logical if common.variant() == "logical" else fragments, plain)
