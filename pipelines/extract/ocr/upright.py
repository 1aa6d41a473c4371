"""How a page picture must be turned to read level: by quarters and by a few degrees.

Belongs here: measuring skew, turning pictures, taking boxes back to the page as it lies.
Does not: finding text (the caller brings text boxes and a recogniser's votes).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.model import Box
from pipelines.extract.ocr.picture import Pixels

MAX_SKEW = 5.0
# Turning blurs; a skew below this moves a rule by less than its thickness.
LEAST_SKEW = 0.04
_COARSE, _FINE = 0.25, 0.025
_COARSE_SIDE, _FINE_SIDE = 800, 1600
# Lighter than this is paper.
_FAINTEST = 40
# A text box is long in one direction when its sides differ by this factor.
_LONG = 1.8


@dataclass(frozen=True, slots=True)
class Posture:
    """How a picture lies: `quarter` (0, 90, 180, 270) clockwise turns make its text read level, then
    `skew` degrees (positive: text falls to the right) are taken out around the middle.

    `width` and `height` are those of the picture as it lies, in points.
    """

    quarter: int
    skew: float
    width: float
    height: float

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height after the quarter turns."""
        return (self.height, self.width) if self.quarter in (90, 270) else (self.width, self.height)

    def turn(self, pixels: Pixels) -> Pixels:
        """The picture upright."""
        turned = np.ascontiguousarray(np.rot90(pixels, -self.quarter // 90 % 4))
        if abs(self.skew) < LEAST_SKEW:
            return turned
        height, width = turned.shape[:2]
        matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), self.skew, 1.0)
        return cv2.warpAffine(
            turned, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        ).astype(np.uint8)

    def undo(self, box: Box) -> Box:
        """Where a box of the upright page lies on the page as it is. A leaning box becomes the upright box
        through the middles of its sides."""
        corners = [
            self._undone(x, y)
            for x, y in ((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom))
        ]
        xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
        return Box((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, (xs[2] + xs[3]) / 2, (ys[2] + ys[3]) / 2)

    def redo(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page as it lies comes to on the upright page."""
        match self.quarter:
            case 90:
                x, y = self.height - y, x
            case 180:
                x, y = self.width - x, self.height - y
            case 270:
                x, y = y, self.width - x
            case _:
                pass
        if abs(self.skew) < LEAST_SKEW:
            return x, y
        width, height = self.upright_size
        angle = math.radians(self.skew)
        dx, dy = x - width / 2, y - height / 2
        return (
            width / 2 + dx * math.cos(angle) + dy * math.sin(angle),
            height / 2 - dx * math.sin(angle) + dy * math.cos(angle),
        )

    def _undone(self, x: float, y: float) -> tuple[float, float]:
        width, height = self.upright_size
        if abs(self.skew) >= LEAST_SKEW:
            angle = math.radians(self.skew)
            dx, dy = x - width / 2, y - height / 2
            x = width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
            y = height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        match self.quarter:
            case 90:
                return y, self.height - x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return self.width - y, x
            case _:
                return x, y


def lies_sideways(boxes: Sequence[NDArray[np.float32]]) -> bool:
    """Whether most text runs up or down the picture. `boxes`: four corners each, pixels."""
    level = upright = 0.0
    for corners in boxes:
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        width, height = float(x1 - x0), float(y1 - y0)
        if width > _LONG * height:
            level += width
        elif height > _LONG * width:
            upright += height
    return upright > level


def skew_of(grey: Pixels) -> float:
    """Degrees by which lines of an upright-ish picture fall to the right; 0.0 when nothing shows it.

    The right angle makes rows of text and level rules fall into few pixel rows: the differences between
    neighbouring row sums are then largest.
    """
    coarse_ink, fine_ink = (_ink_to_measure(grey, side) for side in (_COARSE_SIDE, _FINE_SIDE))
    if not coarse_ink.any():
        return 0.0
    coarse = _best_angle(coarse_ink, np.arange(-MAX_SKEW, MAX_SKEW + _COARSE / 2, _COARSE))
    fine = _best_angle(fine_ink, coarse + np.arange(-_COARSE, _COARSE + _FINE / 2, _FINE))
    return round(float(fine), 3)


def _ink_to_measure(grey: Pixels, side: int) -> NDArray[np.float32]:
    factor = min(1.0, side / max(grey.shape))
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    ink[ink < _FAINTEST] = 0
    # The scanner's black edge is straight but not the page's.
    margin = max(2, round(0.02 * min(ink.shape)))
    ink[:margin], ink[-margin:], ink[:, :margin], ink[:, -margin:] = 0, 0, 0, 0
    # Turning a picture softens it, no turn does not: soft ink has no liking for the angle 0.
    return cv2.GaussianBlur(ink, (0, 0), 1.0).astype(np.float32)


def _best_angle(ink: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    scores = [_sharpness(ink, float(angle)) for angle in angles]
    best = max(scores)
    # Among equals (a page of pure noise) the smallest turn.
    return min((abs(float(a)), float(a)) for a, s in zip(angles, scores, strict=True) if s == best)[1]


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
    steps = np.diff(rows.astype(np.float64))
    return float((steps * steps).sum())
