"""camelot. Variants: `vector` and `combined` (lattice, by the two engines), `network`, `stream`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import camelot
import common


def read(path: str) -> Iterator[Any]:
    mode = common.variant()
    options = {"flavor": mode} if mode in ("network", "stream") else {"flavor": "lattice", "engine": mode}
    yield from camelot.read_pdf(path, pages="all", suppress_stdout=True, **options)


def plain(found: Any) -> common.Table:
    if common.variant() in ("network", "stream"):
        return common.from_rows([[cell.text for cell in row] for row in found.cells])
    return _with_spans(found.cells)


def _with_spans(grid: Any) -> common.Table:
    """A cell without a rule to its right goes on in the next one; so it does downwards."""
    cells, covered = [], set()
    rows, columns = len(grid), len(grid[0]) if grid else 0
    for r in range(rows):
        for c in range(columns):
            if (r, c) in covered:
                continue
            across, down = 1, 1
            while c + across < columns and not grid[r][c + across - 1].right:
                across += 1
            while r + down < rows and not grid[r + down - 1][c].bottom:
                down += 1
            places = {(r + i, c + j) for i in range(down) for j in range(across)}
            covered |= places
            text = "".join(grid[i][j].text for i, j in sorted(places))
            cells.append({"r": r, "c": c, "rs": down, "cs": across, "text": text})
    return {"nrows": rows, "ncols": columns, "cells": cells}


if __name__ == "__main__":
    common.serve(read, plain)
