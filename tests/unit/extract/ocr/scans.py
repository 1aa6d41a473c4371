"""Pictures of pages that the tests of the OCR typeset themselves and spoil as a scanner would.

Belongs here: drawing, rasterising, spoiling. Does not: assertions.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipelines.extract.ocr.picture import Pixels
from pipelines.extract.ocr.scan_pages import render
from tests.unit.extract.pdf_samples import Draw, make_pdf

WIDTH, HEIGHT = 595.28, 841.89


def picture(draw: Draw, dpi: float = 200) -> Pixels:
    """A page drawn by a function of `pdf_samples`, as RGB pixels."""
    return render(make_pdf(draw), 0, dpi).pixels


def turned(pixels: Pixels, degrees: float) -> Pixels:
    """The picture turned anticlockwise around its middle, on white."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255, 255, 255))


def spoiled(pixels: Pixels, *, degrees: float = 0.6, seed: int = 1) -> Pixels:
    """As from a middling scanner: askew, soft, noisy, compressed, grey."""
    soft = cv2.GaussianBlur(turned(pixels, degrees), (0, 0), 0.6)
    noise = np.random.default_rng(seed).normal(0, 6, soft.shape[:2])
    grey = np.clip(cv2.cvtColor(soft, cv2.COLOR_RGB2GRAY) + noise, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 70])
    return cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
