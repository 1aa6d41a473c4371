"""One upright page being read: its pixels in the forms that the readers of cells and lines need.

Belongs here: the order from a picture to an upright page with rules and ink apart.
Does not: cells, text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.extract.model import Box
from pipelines.extract.ocr.ink import Blob, blobs_of, em_of, inked
from pipelines.extract.ocr.picture import POINTS_PER_INCH, Pixels, Scan, even_paper
from pipelines.extract.ocr.pixel_rules import PixelRules, find_rules, without_rules
from pipelines.extract.ocr.upright import Posture, skew_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """`paper` is the upright page on even paper, `clean` the same without rules, `ink` 1 where `clean` is
    dark. `em` is the usual font size in pixels, `scale` pixels a point."""

    posture: Posture
    scale: float
    paper: Pixels
    clean: Pixels
    ink: Pixels
    rules: PixelRules
    blobs: tuple[Blob, ...]
    em: float
    has_seal: bool

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
    paper = even_paper(replace(scan, grey=posture.turn(scan.grey)))
    rules = find_rules(paper, scan.scale)
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
        has_seal=scan.has_seal,
    )
