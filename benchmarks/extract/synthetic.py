"""Reads the synthetic corpus with known truth and prints how much of it is right, document by document.

Run: python -m benchmarks.extract.synthetic [--corpus DIR] [NAME ...]
Belongs here: this one corpus and our engine. Does not: measures (`scoring`), peers.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.extract.scoring import Score, Table, score
from pipelines.extract.document import extract_document
from pipelines.extract.model import Grid, LogicalTable
from pipelines.extract.pdf.engine import DigitalPdfEngine

DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "synthetic_pdf"
# These have no upright rules; the others are ruled all round.
WITHOUT_UPRIGHT_RULES = ("d07", "d08", "d22")


def tables_of(content: bytes) -> list[Table]:
    """Our engine's tables in the form that `scoring` takes."""
    return [plain(g) for page in DigitalPdfEngine().pages(content) for g in page.items if isinstance(g, Grid)]


def logical_tables_of(content: bytes) -> list[Table]:
    """The same after fragments on consecutive pages were joined, header included."""
    return [plain_logical(table) for table in extract_document(content, "application/pdf").tables]


def plain_logical(table: LogicalTable) -> Table:
    """One joined table in the form that `scoring` takes."""
    head = table.header_row_count
    placed = [(c, c.row) for c in table.header_cells] + [(c, c.row + head) for c in table.cells]
    cells: list[dict[str, Any]] = [
        {"r": row, "c": c.column, "rs": c.row_span, "cs": c.column_span, "text": c.text} for c, row in placed
    ]
    return {"nrows": head + table.row_count, "ncols": table.column_count, "cells": cells}


def plain(grid: Grid) -> Table:
    """One grid in the form that `scoring` takes."""
    cells: list[dict[str, Any]] = [
        {"r": c.row, "c": c.column, "rs": c.row_span, "cs": c.column_span, "text": c.text} for c in grid.cells
    ]
    return {"nrows": grid.row_count, "ncols": grid.column_count, "cells": cells}


def main() -> None:
    """Print one line per document and one per group."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="only documents whose name begins with one of these")
    parser.add_argument(
        "--fragments", action="store_true", help="score pages one by one, before tables are joined over pages"
    )
    parser.add_argument("--corpus", type=Path, default=DEFAULT, help="folder of PDFs with truth as JSON")
    options = parser.parse_args()
    read = tables_of if options.fragments else logical_tables_of
    groups = {"ruled": Score(), "without upright rules": Score()}
    truths = sorted(options.corpus.glob("d*.json"))
    if not truths:
        parser.error(f"no truth (d*.json) in {options.corpus}")
    for path in truths:
        if options.names and not path.name.startswith(tuple(options.names)):
            continue
        truth = json.loads(path.read_text(encoding="utf-8"))["tables"]
        result = score(truth, read(path.with_suffix(".pdf").read_bytes()))
        group = "without upright rules" if path.name.startswith(WITHOUT_UPRIGHT_RULES) else "ruled"
        groups[group] += result
        print(f"{path.stem:26s} {result.line()}")
    for name, total in groups.items():
        if total.tables:
            print(f"{name:26s} {total.line()}")


if __name__ == "__main__":
    main()
