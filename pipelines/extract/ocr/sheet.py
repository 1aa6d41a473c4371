"""One upright page being read: its pixels in the forms that the readers of cells and lines need.

Belongs here: the order from a picture to an upright page with rules and ink apart.
Does not: cells, text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.model import Box
from pipelines.extract.ocr.ink import Blob, blobs_of, em_of, inked
from pipelines.extract.ocr.picture import POINTS_PER_INCH, Pixels, Scan, even_paper
from pipelines.extract.ocr.pixel_rules import PixelRules, find_rules, without_rules
from pipelines.extract.ocr.upright import Posture, skew_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """`paper` is the upright page on even paper, `clean` the same without rules, `ink` 1 where `clean` is
    dark. `em` is the usual font size in pixels, `scale` pixels a point, `native` the scanner's pixels for
    each of the page's, `seal` where the ink of a red seal lies."""

    posture: Posture
    scale: float
    paper: Pixels
    clean: Pixels
    ink: Pixels
    rules: PixelRules
    blobs: tuple[Blob, ...]
    em: float
    native: float
    seal: NDArray[np.bool_] | None

    @property
    def dpi(self) -> float:
        """Resolution at which the page is read."""
        return self.scale * POINTS_PER_INCH

    def points(self, box: tuple[float, float, float, float]) -> Box:
        """A box in pixels of the upright page as points of it."""
        return Box(*(v / self.scale for v in box))


def sheet_of(scan: Scan, quarter: int, width_pt: float, height_pt: float) -> Sheet:
    """Turn the scan upright and take its rules off."""
    posture = Posture(quarter, 0.0, width_pt, height_pt)
    posture = replace(posture, skew=skew_of(posture.turn(scan.grey)))
    as_scanned = even_paper(posture.turn(scan.grey), scan.scale)
    # A seal hides what lies under it, but rules run on through it.
    rules = find_rules(as_scanned, scan.scale)
    paper = as_scanned
    if scan.unsealed is not None:
        paper = even_paper(posture.turn(scan.unsealed), scan.scale)
    clean = without_rules(paper, rules, scan.scale)
    ink = inked(clean)
    blobs = blobs_of(ink, scan.scale)
    return Sheet(
        posture=posture,
        scale=scan.scale,
        paper=paper,
        clean=clean,
        ink=ink,
        rules=rules,
        blobs=tuple(blobs),
        em=em_of(blobs, scan.scale),
        native=scan.native_scale / scan.scale,
        seal=None if scan.seal is None else posture.turn(255 * (1 - scan.seal)) < 128,
    )
