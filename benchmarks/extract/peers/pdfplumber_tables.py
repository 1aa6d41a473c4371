"""pdfplumber, and bolivar, which comes under the same name and interface.

Variants: `stock` (defaults), `text` (both strategies by text, for tables without rules), `tuned`: fills
larger than a rule, slanted and white characters dropped, doubled characters taken once, radicals replaced.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import common
import pdfplumber

_BY_TEXT = {"vertical_strategy": "text", "horizontal_strategy": "text"}
_THICKEST_RULE = 3.0
_RADICALS = Path(__file__).parents[3] / "pipelines" / "extract" / "text" / "radicals.csv"
_WHITE = ((1,), (1, 1, 1), (0, 0, 0, 0))


def is_printed(thing: dict[str, Any]) -> bool:
    """False for what the tuned reading leaves out."""
    if thing["object_type"] == "rect":
        is_fill = thing.get("fill") and not thing.get("stroke")
        return not (is_fill and min(thing["width"], thing["height"]) > _THICKEST_RULE)
    if thing["object_type"] == "char":
        a, b, c, d = thing["matrix"][:4]
        is_slanted = min(abs(a) + abs(d), abs(b) + abs(c)) > 0.01 * max(map(abs, (a, b, c, d)))
        colour = thing.get("non_stroking_color")
        is_white = colour is not None and tuple(_sequence(colour)) in _WHITE
        return not (is_slanted or is_white)
    return True


def _sequence(colour: Any) -> Any:
    return colour if isinstance(colour, list | tuple) else (colour,)


def read(path: str) -> Iterator[Any]:
    settings = _BY_TEXT if common.variant() == "text" else {}
    is_tuned = common.variant() == "tuned"
    with pdfplumber.open(path) as document:
        for page in document.pages:
            seen = page.filter(is_printed).dedupe_chars(tolerance=0.5) if is_tuned else page
            for table in seen.find_tables(settings):
                yield table.extract(), table
            page.close()


def plain(found: Any) -> common.Table:
    texts, table = found
    if common.variant() == "tuned":
        texts = [[t and t.translate(_table()) for t in row] for row in texts]
    return common.from_grid(texts, [row.cells for row in table.rows])


def _table() -> dict[int, str]:
    rows = csv.DictReader(_RADICALS.read_text(encoding="utf-8").splitlines())
    return {ord(row["printed"]): row["character"] for row in rows}


if __name__ == "__main__":
    common.serve(read, plain)
