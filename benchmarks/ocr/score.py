"""Cells as read against cells as printed.

Belongs here: matching by place, counting. Does not: reading.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable

from benchmarks.ocr.typeset import TruthCell
from pipelines.extract.evidence import number_kind
from pipelines.extract.model import Box, Grid, GridCell, Page

_DASHES = str.maketrans({"−": "-", "－": "-", "–": "-"})


def score(truth: Iterable[TruthCell], page: Page, degrees: float) -> tuple[Counter[str], list[str]]:
    """Counts for one page and the errors nobody was warned of, in words.

    A printed cell is matched with the cell read at its middle on the page, which lies `degrees` askew.
    `figure_silent` counts figures read wrongly without the flag `ocr_doubt`, and figures read where none is
    printed.
    """
    cells = [c for item in page.items if isinstance(item, Grid) for c in item.cells]
    counts: Counter[str] = Counter()
    silent = []
    for printed in truth:
        read = _at(cells, *_askew(printed.box, page, degrees))
        want = _plain(printed.text)
        got = _plain(read.text) if read else ""
        doubtful = read is not None and "ocr_doubt" in read.reading.flags
        kind = number_kind(want)
        right = want == got
        counts["cells"] += 1
        counts["cells_right"] += right
        counts["cells_doubtful"] += doubtful
        counts[f"{kind}"] += 1
        counts[f"{kind}_right"] += right
        counts[f"{kind}_flagged"] += not right and doubtful
        if not right and not doubtful:
            counts[f"{kind}_silent"] += 1
            if kind == "number" or number_kind(got) == "number":
                counts["figure_silent"] += 1
                silent.append(f"{want or '(blank)'} read as {got or '(blank)'}")
    return counts, silent


def _askew(box: Box, page: Page, degrees: float) -> tuple[float, float]:
    """The middle of a box after the page was turned anticlockwise around its own middle."""
    angle = math.radians(degrees)
    dx = (box.x0 + box.x1 - page.width) / 2
    dy = (box.top + box.bottom - page.height) / 2
    return (
        page.width / 2 + dx * math.cos(angle) + dy * math.sin(angle),
        page.height / 2 - dx * math.sin(angle) + dy * math.cos(angle),
    )


def _at(cells: list[GridCell], x: float, y: float) -> GridCell | None:
    for cell in cells:
        box = cell.spot.box
        if box and box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
            return cell
    return None


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(_DASHES)
