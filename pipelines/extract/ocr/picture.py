"""A picture of a page becomes grey ink on even white paper, without the red of seals.

Belongs here: resolution, colour, paper, seals. Does not: turning the page, finding anything on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

POINTS_PER_INCH = 72.0
# Pictures are worked on between these resolutions: below, rules are thinner than a pixel; above, it only
# costs.
LEAST_DPI, MOST_DPI = 200.0, 300.0
# Paper is judged over this many points: wider than a character, narrower than a shaded header.
_PAPER_REACH = 26.0
_DARK_PAPER = 120
# A pixel is red when red exceeds green and blue by this much.
_RED_EXCESS, _TINT = 38, 10
# The seal's ink counts as paper even where it is this much darker than usual.
_PRINT_UNDER_SEAL, _SEAL_MARGIN = 0.6, 0.9
# A seal is round and 20 to 60 mm wide; red letter heads are long, red rules thin.
_SEAL_SIZES = (50.0, 180.0)
_SEAL_ROUNDNESS = 0.75


@dataclass(frozen=True, slots=True)
class Scan:
    """A page picture at working resolution, `scale` pixels a point.

    `grey` is as scanned, `unsealed` the same without red seals, `seal` 1 where their ink lies (None where
    there is none); `native_scale` is the pixels a point that the scanner gave.
    """

    grey: Pixels
    scale: float
    native_scale: float
    seal: Pixels | None = None
    unsealed: Pixels | None = None

    @property
    def dpi(self) -> float:
        """Working resolution."""
        return self.scale * POINTS_PER_INCH


def as_pixels(picture: Any) -> Pixels:
    """A numpy array (H × W or H × W × 3, RGB) or a PIL image as 8-bit grey or RGB pixels on white."""
    if isinstance(picture, np.ndarray):
        return picture if picture.dtype == np.uint8 else np.clip(picture, 0, 255).astype(np.uint8)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        from PIL import Image

        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    if picture.mode.startswith("I") or picture.mode == "F":
        values = np.asarray(picture, dtype=np.float64)
        top = max(float(values.max(initial=1.0)), 1.0)
        return np.asarray(values * (255.0 / (65535.0 if top > 255 else 255.0)), dtype=np.uint8)
    return np.asarray(picture.convert("L" if picture.mode in ("1", "L") else "RGB"))


def scan_of(pixels: Pixels, width_pt: float) -> Scan:
    """The picture in grey at working resolution, seals taken out."""
    native = pixels.shape[1] / width_pt
    dpi = native * POINTS_PER_INCH
    factor = 1.0
    if dpi < LEAST_DPI:
        factor = LEAST_DPI / dpi
    elif dpi > MOST_DPI:
        factor = MOST_DPI / dpi
    if factor != 1.0:
        size = (round(pixels.shape[1] * factor), round(pixels.shape[0] * factor))
        pixels = cv2.resize(
            pixels, size, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
        ).astype(np.uint8)
    scale = pixels.shape[1] / width_pt
    if pixels.ndim == 2:
        return Scan(pixels, scale, native)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8)
    seal = seal_mask(pixels, scale)
    if seal is None:
        return Scan(grey, scale, native)
    tinted = (seal & (_red_excess(pixels) > _TINT)).astype(np.uint8)
    return Scan(grey, scale, native, seal=tinted, unsealed=_without_seal(pixels, grey, seal))


def _without_seal(pixels: Pixels, grey: Pixels, seal: NDArray[np.bool_]) -> Pixels:
    """In the red channel the ink of a seal is nearly as bright as paper, black print under it stays black:
    the channel is stretched until the seal's ink is as bright as paper."""
    red = pixels[:, :, 0].astype(np.float32)
    excess = _red_excess(pixels)
    strong = seal & (excess > 2 * _RED_EXCESS)
    ink = float(np.median(red[strong])) if strong.any() else 255.0
    # Compression spreads colour over its neighbours: what is only faintly red is the seal's too.
    tinted = seal & (cv2.dilate((excess > _TINT).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
    # What a seal half covers is darker than the seal and lighter than print: darker and lighter are drawn
    # apart, so that it stays print.
    low, high = _PRINT_UNDER_SEAL * ink, _SEAL_MARGIN * ink
    lifted = np.clip(
        np.where(red < low, red * (60.0 / low), 60 + (red - low) * (195.0 / (high - low))), 0, 255
    )
    return np.where(tinted, lifted, grey).astype(np.uint8)


def _red_excess(pixels: Pixels) -> NDArray[np.int16]:
    channels = pixels.astype(np.int16)
    return np.asarray(channels[:, :, 0] - np.maximum(channels[:, :, 1], channels[:, :, 2]), np.int16)


def seal_mask(pixels: Pixels, scale: float) -> NDArray[np.bool_] | None:
    """Where seals are: round patches of red ink of a seal's size; None when there are none."""
    red = (_red_excess(pixels) > _RED_EXCESS).astype(np.uint8)
    if not red.any():
        return None
    reach = max(3, round(6 * scale))
    patches = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(patches, connectivity=8)
    mask = np.zeros(red.shape, np.bool_)
    margin = round(3 * scale)
    for index in range(1, count):
        x, y, width, height, _ = stats[index]
        low, high = _SEAL_SIZES[0] * scale, _SEAL_SIZES[1] * scale
        round_enough = min(width, height) >= _SEAL_ROUNDNESS * max(width, height)
        if round_enough and low <= width <= high:
            area = (
                slice(max(y - margin, 0), y + height + margin),
                slice(max(x - margin, 0), x + width + margin),
            )
            mask[area] = True
    # Scanned red bleeds: its rim is pale and no longer red enough, hence the whole patch of the seal.
    return mask if mask.any() else None


def even_paper(grey: Pixels, scale: float) -> Pixels:
    """Grey with the paper at 255 everywhere: shade of fills and of the scanner taken out, white print on dark
    fills turned dark on white."""
    step = 8
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    # Ink darkens the average of a block: the brightest of the neighbours is the paper's own shade.
    small = cv2.dilate(small, np.ones((3, 3), np.uint8))
    reach = int(_PAPER_REACH * scale / step) | 1
    small = cv2.medianBlur(small.astype(np.uint8), max(3, reach))
    paper = cv2.resize(small, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR).astype(
        np.float32
    )
    values = grey.astype(np.float32)
    dark = paper < _DARK_PAPER
    light_print = 255.0 - (values - paper) / np.maximum(255.0 - paper, 1.0) * 255.0
    plain = values / np.maximum(paper, 1.0) * 255.0
    return np.clip(np.where(dark, light_print, plain), 0, 255).astype(np.uint8)
