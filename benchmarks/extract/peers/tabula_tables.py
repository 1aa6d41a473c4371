"""tabula-java through tabula-py and jpype, inside this process. Variants: `lattice`, `stream`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import common
import tabula


def read(path: str) -> Iterator[Any]:
    mode = {common.variant(): True}
    yield from tabula.read_pdf(path, pages="all", output_format="json", silent=True, **mode)


def plain(found: Any) -> common.Table:
    if common.variant() == "stream":
        return common.from_rows([[cell["text"] for cell in row] for row in found["data"]])
    cells = [cell for row in found["data"] for cell in row if cell["width"] and cell["height"]]
    return common.from_boxes([(_box(cell), cell["text"]) for cell in cells])


def _box(cell: Any) -> common.Box:
    left, top = cell["left"], cell["top"]
    return (left, top, left + cell["width"], top + cell["height"])


if __name__ == "__main__":
    common.serve(read, plain)
