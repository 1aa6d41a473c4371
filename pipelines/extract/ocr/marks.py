"""Signs told by their shape, which text models lose: dashes, and boxes with or without a tick.

Belongs here: the shape of single blobs. Does not: text, pages.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.ink import Blob, InkLine
from pipelines.extract.ocr.picture import Pixels
from pipelines.extract.ocr.recogniser import Seen

# In font sizes: a dash is flat and longer than high; from the second width on it is a long one.
_FLATTEST = 0.24
_LONG_DASH = 0.62
_LONGER_THAN_HIGH, _LONGER_THAN_HIGH_FAINT = 1.6, 1.25
_SPECK = 0.4
# A box: its size in font sizes, how square it is, how much of each side is inked.
_BOX_SIZES = (0.5, 1.2)
_SQUARENESS = 0.78
_SIDE_INKED = 0.8
_TICKED, _FILLED = 0.06, 0.75
_MARKS = frozenset("□☐☑☒✓✔√■口囗回▢◻⬜")
# A character beside a box that the model is less sure of than this is the model's name for the box.
_UNSURE = 0.6
_NEAR = 0.5


def dash_of(line: InkLine, em: float, *, is_faint: bool = False) -> str | None:
    """`-`, `—` or `——` for a line that is nothing but dashes; None for anything else.

    Of faint ink only the darkest pixels show: there a blob need not be as long.
    """
    longer = _LONGER_THAN_HIGH_FAINT if is_faint else _LONGER_THAN_HIGH
    rows = [b.middle[1] for b in line.blobs]
    if max(rows) - min(rows) > 0.12 * em:
        return None
    highest = max(_FLATTEST * em, 2.0)
    if any(b.height > highest or b.width < longer * b.height for b in line.blobs):
        return None
    return "".join("—" if b.width >= _LONG_DASH * em else "-" for b in line.blobs)


def slash_of(line: InkLine, ink: Pixels, em: float) -> str | None:
    """`/` for a line that is one thin stroke leaning to the right; None for anything else."""
    if len(line.blobs) != 1:
        return None
    blob = line.blobs[0]
    if not (0.5 * em <= blob.height and 0.15 * blob.height <= blob.width <= 0.75 * blob.height):
        return None
    shape = ink[blob.y0 : blob.y1, blob.x0 : blob.x1].astype(np.float64)
    columns = np.arange(blob.width)
    weights = np.maximum(shape.sum(axis=1), 1e-9)
    middles = (shape * columns).sum(axis=1) / weights
    rows = np.arange(blob.height)
    slope, start = np.polyfit(rows, middles, 1)
    off = np.abs(middles - (slope * rows + start)).max()
    # One straight stroke: its middle runs on a line from the upper right to the lower left.
    is_straight = off <= max(1.0, 0.08 * blob.height)
    return "/" if is_straight and -slope * blob.height >= 0.5 * blob.width and -slope >= 0.15 else None


def is_speck(line: InkLine, em: float) -> bool:
    """Whether a line is too small to be a character: the model would invent one."""
    x0, y0, x1, y1 = line.box
    return y1 - y0 < _SPECK * em and x1 - x0 < 2 * _SPECK * em


def box_of(blob: Blob, ink: Pixels, em: float) -> str | None:
    """`□`, `☑` or `■` for a blob with four straight closed sides; None for anything else."""
    smallest, largest = _BOX_SIZES[0] * em, _BOX_SIZES[1] * em
    if not (smallest <= blob.height <= largest and smallest <= blob.width <= largest):
        return None
    if min(blob.width, blob.height) < _SQUARENESS * max(blob.width, blob.height):
        return None
    shape = ink[blob.y0 : blob.y1, blob.x0 : blob.x1].astype(bool)
    sides = [_best_side(s) for s in (shape, shape[::-1], shape.T, shape.T[::-1])]
    if min(share for share, _ in sides) < _SIDE_INKED:
        return None
    stroke = 1 + max(depth for _, depth in sides) + max(1, round(0.1 * em))
    inner = shape[stroke:-stroke, stroke:-stroke]
    if inner.size == 0:
        return None
    filled = float(inner.mean())
    if filled >= _FILLED:
        return "■"
    return "☑" if filled >= _TICKED else "□"


def _best_side(shape: NDArray[np.bool_]) -> tuple[float, int]:
    """Largest inked share of a row near the top, and which row that is."""
    depth = max(1, shape.shape[0] // 4)
    shares = shape[:depth].mean(axis=1)
    best = int(np.argmax(shares))
    return float(shares[best]), best


def with_boxes(
    seen: Seen, boxes: Sequence[tuple[float, str]], em: float, place_of: Sequence[float]
) -> tuple[str, bool]:
    """The text with the boxes told by shape put where they stand, and whether there are any.

    `boxes` are (middle in page pixels, sign); `place_of` the middle of each character in page pixels.
    """
    signs: list[tuple[float, str]] = [(x, c) for x, c in zip(place_of, seen.text, strict=True)]
    used = False
    for x, sign in boxes:
        near = [i for i, (place, _) in enumerate(signs) if abs(place - x) <= _NEAR * em]
        index = min(near, key=lambda i: abs(signs[i][0] - x), default=None)
        if index is None:
            signs.append((x, sign))
            signs.sort(key=lambda s: s[0])
            used = True
        elif signs[index][1] in _MARKS or _score(seen, signs[index]) < _UNSURE:
            if signs[index][1] == "口" and _score(seen, signs[index]) > 0.9 and sign == "□":
                continue
            signs[index] = (x, sign)
            used = True
    text = "".join(c for _, c in signs)
    return text, used or any(c in _MARKS and c not in "口囗回" for c in text)


def _score(seen: Seen, sign: tuple[float, str]) -> float:
    return next((s for c, s in zip(seen.text, seen.scores, strict=True) if c == sign[1]), 0.0)
