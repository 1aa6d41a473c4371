"""What scanners and copiers do to a page.

Belongs here: pixels to worse pixels, the same for the same seed. Does not: typesetting, scoring.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Spoil:
    """Degrees askew (anticlockwise), sigma of blur in pixels, of noise in grey levels, JPEG quality."""

    name: str
    degrees: float
    blur: float
    noise: float
    quality: int


LIGHT = Spoil("office scanner", 0.6, 0.6, 6.0, 70)
HEAVY = Spoil("bad copy", -2.0, 0.9, 12.0, 50)


def spoiled(pixels: NDArray[np.uint8], spoil: Spoil, seed: int, *, in_colour: bool) -> NDArray[np.uint8]:
    """The page after the scanner; grey unless `in_colour`."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), spoil.degrees, 1.0)
    page = cv2.warpAffine(
        pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255)
    )
    page = cv2.GaussianBlur(page, (0, 0), spoil.blur)
    if not in_colour:
        page = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    noise = np.random.default_rng(seed).normal(0, spoil.noise, page.shape[:2])
    noisy = page.astype(np.float64) + (noise[:, :, None] if page.ndim == 3 else noise)
    page = np.clip(noisy, 0, 255).astype(np.uint8)
    if not in_colour:
        return _through_jpeg(page, spoil.quality)
    return cv2.cvtColor(
        _through_jpeg(cv2.cvtColor(page, cv2.COLOR_RGB2BGR), spoil.quality), cv2.COLOR_BGR2RGB
    )


def _through_jpeg(page: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    _, packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_UNCHANGED), np.uint8)
