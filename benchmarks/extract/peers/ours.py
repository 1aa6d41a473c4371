"""Gongkai's engine. Variants: empty (tables as printed, page by page), `logical` (joined over pages)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import common

from benchmarks.extract.synthetic import plain, plain_logical
from pipelines.extract.document import extract_document
from pipelines.extract.model import Grid, LogicalTable
from pipelines.extract.pdf.engine import DigitalPdfEngine


def fragments(path: str) -> Iterator[Grid]:
    for page in DigitalPdfEngine().pages(Path(path).read_bytes()):
        yield from (item for item in page.items if isinstance(item, Grid))


def logical(path: str) -> Iterator[LogicalTable]:
    yield from extract_document(Path(path).read_bytes(), "application/pdf").tables


if __name__ == "__main__":
    is_logical = common.variant() == "logical"
    common.serve(logical if is_logical else fragments, plain_logical if is_logical else plain)
