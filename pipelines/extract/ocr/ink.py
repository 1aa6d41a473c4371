"""Ink of an upright page without rules: blobs, and the printed lines they make up.

Belongs here: blobs, noise, grouping blobs into lines, cutting the picture of a line out of the page.
Does not: what the ink says (`recogniser`, `marks`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Pixels

# Ink is darker than this share of what divides ink from paper on the page; bounds for odd pages.
_LEAST_THRESHOLD, _MOST_THRESHOLD = 120, 200
# Points. Smaller blobs are dust; what is taller or wider than print belongs to pictures.
_DUST = 0.75
_SMALLEST_PRINT, _LARGEST_PRINT = 3.0, 40.0
_USUAL_EM = 9.0
# Parts of one line of characters (三, 二, ：) lie this near to one another, in font sizes.
_PARTS_APART = 0.4
_TALLEST_LINE = 1.2
# Pixels around a line's ink that hold its blurred rim; least height of a picture in font sizes.
_RIM = 2
_LEAST_HEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Blob:
    """Connected ink: pixels `x0 ≤ x < x1`, `y0 ≤ y < y1`, `area` of them inked."""

    x0: int
    y0: int
    x1: int
    y1: int
    area: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        """Centre of its box."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class InkLine:
    """Blobs that make up one printed line, from left to right."""

    blobs: tuple[Blob, ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x0, y0, x1, y1 around all blobs."""
        return (
            min(b.x0 for b in self.blobs),
            min(b.y0 for b in self.blobs),
            max(b.x1 for b in self.blobs),
            max(b.y1 for b in self.blobs),
        )

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        _, y0, _, y1 = self.box
        return y1 - y0


def inked(paper: Pixels) -> Pixels:
    """1 where there is ink, 0 on paper."""
    level, _ = cv2.threshold(paper, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    threshold = min(max(level, _LEAST_THRESHOLD), _MOST_THRESHOLD)
    return (paper < threshold).astype(np.uint8)


def blobs_of(ink: Pixels, scale: float) -> list[Blob]:
    """All blobs that are not dust, from top to bottom."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    least = (_DUST * scale) ** 2 / 2
    return [
        Blob(int(x), int(y), int(x + w), int(y + h), int(area))
        for x, y, w, h, area in stats[1:count]
        if area >= least
    ]


def em_of(blobs: Iterable[Blob], scale: float) -> float:
    """The usual font size in pixels: Chinese characters fill it, figures three quarters of it."""
    sizes = sorted(
        b.height
        for b in blobs
        if _SMALLEST_PRINT * scale <= b.height <= _LARGEST_PRINT * scale and b.width <= 1.5 * b.height
    )
    return sizes[(len(sizes) * 3) // 4] * 1.1 if sizes else _USUAL_EM * scale


def lines_of(blobs: Sequence[Blob], em: float) -> list[InkLine]:
    """Printed lines of one area, from top to bottom."""
    bands: list[list[Blob]] = []
    end = 0
    for blob in sorted(blobs, key=lambda b: (b.y0, b.x0)):
        if bands and blob.y0 < end:
            bands[-1].append(blob)
            end = max(end, blob.y1)
        else:
            bands.append([blob])
            end = blob.y1
    whole = [part for band in _parts_joined(bands, em) for part in _divided(band, em)]
    return [InkLine(tuple(sorted(band, key=lambda b: (b.x0, b.y0)))) for band in whole]


def _span(band: Sequence[Blob]) -> tuple[int, int]:
    return min(b.y0 for b in band), max(b.y1 for b in band)


def _parts_joined(bands: list[list[Blob]], em: float) -> list[list[Blob]]:
    """Strokes one above the other that make up characters of one line."""
    joined: list[list[Blob]] = []
    for band in bands:
        if joined:
            (top, bottom), (first, last) = _span(joined[-1]), _span(band)
            tallest = max(em, bottom - top, last - first)
            if first - bottom <= _PARTS_APART * em and last - top <= _TALLEST_LINE * tallest:
                joined[-1].extend(band)
                continue
        joined.append(band)
    return joined


def _divided(band: list[Blob], em: float) -> list[list[Blob]]:
    """Lines set so tightly that their ink overlaps come apart where the least ink lies."""
    top, bottom = _span(band)
    tall = [b for b in band if b.height > 1.7 * em]
    count = round((bottom - top) / (1.25 * em))
    if bottom - top <= 1.8 * em or count < 2 or len(tall) == len(band):
        return [band]
    profile = np.zeros(bottom - top)
    for b in band:
        if b.height <= 1.7 * em:
            profile[b.y0 - top : b.y1 - top] += b.area / b.height
    pitch = (bottom - top) / count
    cuts = []
    for k in range(1, count):
        low, high = int((k - 0.35) * pitch), int((k + 0.35) * pitch) + 1
        cuts.append(top + low + int(np.argmin(profile[low:high])))
    parts: list[list[Blob]] = [[] for _ in range(count)]
    for b in band:
        parts[sum(b.middle[1] > cut for cut in cuts)].append(b)
    return [part for part in parts if part]


@dataclass(frozen=True, slots=True)
class LinePicture:
    """The picture of a line cut out of the page; `left` is the page's pixel column of its left edge."""

    pixels: Pixels
    left: int


def picture_of(
    paper: Pixels, box: tuple[int, int, int, int], em: float, above: float, beside: float
) -> LinePicture:
    """The picture of a line with white margins of `above` and `beside` times its height."""
    x0, y0, x1, y1 = box
    left, top = max(0, x0 - _RIM), max(0, y0 - _RIM)
    part = paper[top : y1 + _RIM, left : x1 + _RIM]
    height = max(part.shape[0], round(_LEAST_HEIGHT * em))
    lift = (height - part.shape[0]) // 2 + round(above * height)
    side = max(2, round(beside * height))
    bordered = cv2.copyMakeBorder(part, lift, lift, side, side, cv2.BORDER_CONSTANT, value=255)
    return LinePicture(bordered.astype(np.uint8), left - side)
