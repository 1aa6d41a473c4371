"""What was read from one page: its tables as grids of cells, its paragraphs.

Belongs here: reading the parts the release was made of. Does not: figures and their meaning (see `marks`).

A release that was copied without its parts still has every figure with its place; then there are no grids,
and `PageReading.has_cells` says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import polars as pl

from pipelines.contracts.parts import PartStore
from pipelines.dashboard.source import Row, Source
from pipelines.home import Home

_KEPT: Final = 24
"""Documents whose cells are kept at hand."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: text, place (percent of the page are made in `marks`), and how it was read."""

    mark: str
    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    is_here: bool
    is_number: bool
    bbox: tuple[float, ...] | None
    confidence: float
    flags: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as far as it stands on the page: header rows, body rows."""

    index: int
    title: str
    unit_line: str
    note: str
    header: list[list[CellView]]
    body: list[list[CellView]]
    continues: bool


@dataclass(frozen=True, slots=True)
class PageReading:
    """Width and height in points (0 where unknown), tables and paragraphs."""

    width: float
    height: float
    has_cells: bool
    tables: list[TableView] = field(default_factory=list)
    blocks: list[Row] = field(default_factory=list)


def read_page(source: Source, home: Home, document_id: str, page: int) -> PageReading:
    """What was read from a page; without cells where the parts of the release are not there."""
    version = str(source.release.manifest.get("source_versions", {}).get("extract", ""))
    try:
        frames = _frames(str(home.parts), version, document_id)
    except (OSError, KeyError, ValueError):
        return PageReading(0, 0, False)
    size = frames["pages"].filter(pl.col("page") == page).to_dicts()
    width, height = (size[0]["width"], size[0]["height"]) if size else (0.0, 0.0)
    blocks = frames["blocks"].filter(pl.col("page") == page).to_dicts()
    return PageReading(width, height, True, list(_tables(frames, page)), blocks)


@lru_cache(maxsize=_KEPT)
def _frames(parts: str, version: str, document_id: str) -> dict[str, pl.DataFrame]:
    store = PartStore(parts)
    names = ("pages", "blocks", "extracted_tables", "cells")
    return {name: store.read("extract", version, document_id, name) for name in names}


def _tables(frames: dict[str, pl.DataFrame], page: int) -> Iterable[TableView]:
    for table in frames["extracted_tables"].sort("table_index").to_dicts():
        if not table["first_page"] <= page <= table["last_page"]:
            continue
        index = table["table_index"]
        cells = frames["cells"].filter(pl.col("table_index") == index)
        header = [_cell(c, page) for c in cells.filter(pl.col("part") == "header").to_dicts()]
        here = cells.filter((pl.col("part") == "body") & (pl.col("page") == page)).to_dicts()
        body = [_cell(c, page) for c in here]
        columns = max((c.column + c.column_span for c in (*header, *body)), default=0)
        if body or any(c.is_here for c in header):
            yield TableView(
                index,
                table["title"],
                table["unit_line"],
                table["note"],
                _rows(header, columns),
                _rows(body, columns),
                table["first_page"] < page,
            )


def _rows(cells: list[CellView], columns: int) -> list[list[CellView]]:
    """Rows of a whole grid: what no cell and no span covers is a blank cell, so that columns stay in line."""
    rows: dict[int, list[CellView]] = {}
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
        covered |= {
            (r, c)
            for r in range(cell.row, cell.row + cell.row_span)
            for c in range(cell.column, cell.column + cell.column_span)
        }
    for number, row in rows.items():
        row += [_blank(number, c) for c in range(columns) if (number, c) not in covered]
        row.sort(key=lambda cell: cell.column)
    return [rows[number] for number in sorted(rows)]


def _blank(row: int, column: int) -> CellView:
    return CellView("", "", row, column, 1, 1, False, False, None, 1.0, (), ())


def _cell(row: dict[str, Any], page: int) -> CellView:
    return CellView(
        mark=f"c{row['table_index']}-{row['part'][0]}{row['row']}-{row['column']}",
        text=row["text"],
        row=row["row"],
        column=row["column"],
        row_span=row["row_span"],
        column_span=row["column_span"],
        is_here=row["page"] == page,
        is_number=row["number_kind"] == "number",
        bbox=tuple(row["bbox"]) if row["bbox"] else None,
        confidence=row["confidence"],
        flags=tuple(json.loads(row["flags"] or "[]")),
        changes=tuple(json.loads(row["changes"] or "[]")),
    )
