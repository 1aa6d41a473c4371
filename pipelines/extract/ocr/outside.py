"""Text outside the tables of a scanned page: titles, units of money, narrative, page numbers.

Belongs here: making lines of the ink outside tables with the help of the model that finds text.
Does not: tables, reading the lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.ink import Blob, InkLine, lines_of
from pipelines.extract.ocr.sheet import Sheet

# Ink beyond a found piece of text (in its heights) that still belongs to it; print no piece claims.
_REACH = 0.35
_LEAST_HEIGHT, _LARGEST_PRINT = 0.45, 4.0
_WORD_GAP = 1.5


def outside_lines(
    sheet: Sheet, blobs: Sequence[Blob], pieces: Sequence[NDArray[np.float32]]
) -> list[InkLine]:
    """Printed lines made of the blobs outside tables, from top to bottom.

    `pieces` are the corners of pieces of text that the model found (pixels of the upright page). A line is a
    piece; print that no piece claims forms lines of its own, so that nothing is lost.
    """
    boxes = [
        (float(p[:, 0].min()), float(p[:, 1].min()), float(p[:, 0].max()), float(p[:, 1].max()))
        for p in pieces
    ]
    claimed: list[list[Blob]] = [[] for _ in boxes]
    unclaimed: list[Blob] = []
    for blob in blobs:
        x, y = blob.middle
        owners = [i for i, b in enumerate(boxes) if _holds(b, x, y)]
        if owners:
            claimed[min(owners, key=lambda i: abs((boxes[i][1] + boxes[i][3]) / 2 - y))].append(blob)
        else:
            unclaimed.append(blob)
    found = [InkLine(tuple(sorted(c, key=lambda b: (b.x0, b.y0)))) for c in claimed if c]
    found += _own_lines(unclaimed, sheet.em)
    return sorted(found, key=lambda line: (line.box[1], line.box[0]))


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    reach = _REACH * (box[3] - box[1])
    return box[0] - reach <= x <= box[2] + reach and box[1] - reach / 2 <= y <= box[3] + reach / 2


def _own_lines(blobs: Sequence[Blob], em: float) -> list[InkLine]:
    """Lines of unclaimed blobs of the size of print; wide gaps part texts."""
    largest = _LARGEST_PRINT * em
    print_like = [b for b in blobs if b.height <= largest and b.width <= largest]
    found = []
    for line in lines_of(print_like, em):
        part: list[Blob] = []
        for blob in line.blobs:
            if part and blob.x0 - max(b.x1 for b in part) > _WORD_GAP * em:
                found.append(InkLine(tuple(part)))
                part = []
            part.append(blob)
        found.append(InkLine(tuple(part)))
    return [line for line in found if line.height >= _LEAST_HEIGHT * em]
