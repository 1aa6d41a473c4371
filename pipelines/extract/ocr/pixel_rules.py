"""Rules of tables found in the pixels of an upright page, as the strokes a digital page would have.

Belongs here: level and upright rules, bridging broken ones, telling them from strokes of characters,
painting them out. Does not: cells (`pdf_rules`, `pdf_grid`), turning the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.picture import Pixels
from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid, cell_grid
from pipelines.extract.page.rules import frameworks, page_rules

Mask = NDArray[np.uint8]

# All in points. A rule this long is one by itself: longer than any stroke of a character in a table.
_LONG = 22.0
# Shorter ones count when both ends stand on rules across: a stroke of a character never touches both.
_SHORT = 5.0
_THICKEST = 4.5
# Gaps in one rule that are bridged (dust, weak print), and how far an end may miss the rule across.
_BRIDGE = 9.0
_REACH = 1.3
_SAME_LINE = 1.6
# Share of a rule's length along which other ink touches it, on the less and the more touched side. Figures
# set against the edge of their column touch its rule; strokes of characters are crossed all over.
_MOST_TOUCHED_LEVEL, _MOST_TOUCHED_UPRIGHT, _MOST_TOUCHED_SHORT = (0.3, 0.5), (0.6, 0.9), (0.15, 0.6)
# Darkness (0 to 255, below paper) from which a pixel belongs to a rule.
_FAINTEST = 60


@dataclass(frozen=True, slots=True)
class PixelRule:
    """A level rule: its middle at `position`, from `start` to `end`, all in pixels. For upright ones the
    axes are exchanged."""

    position: float
    start: float
    end: float
    thickness: float


@dataclass(frozen=True, slots=True)
class PixelRules:
    """All rules of a page in pixels."""

    level: tuple[PixelRule, ...]
    upright: tuple[PixelRule, ...]

    def strokes(self, scale: float) -> Array:
        """The rules in points as `pdf_rules.page_rules` takes them: x0, top, x1, bottom, luma, alpha."""
        rows = []
        for r in self.level:
            half = r.thickness / 2
            rows.append((r.start, r.position - half, r.end, r.position + half))
        for r in self.upright:
            half = r.thickness / 2
            rows.append((r.position - half, r.start, r.position + half, r.end))
        boxes = np.array(rows, np.float64).reshape(-1, 4) / scale
        black = np.tile((0.0, 255.0), (len(boxes), 1))
        return np.hstack([boxes, black])

    def grids(self, scale: float) -> list[CellGrid]:
        """The tables that the rules make, in points."""
        rules = page_rules(self.strokes(scale), np.empty((0, 6)))
        return [grid for f in frameworks(rules) if (grid := cell_grid(f)) is not None]


def find_rules(paper: Pixels, scale: float) -> PixelRules:
    """The rules of an upright page on even paper; `scale` is pixels a point."""
    dark = ((255 - paper) > _FAINTEST).astype(np.uint8)
    turned = np.ascontiguousarray(dark.T)
    level = _runs(dark, _LONG, _MOST_TOUCHED_LEVEL, scale)
    upright = _runs(turned, _LONG, _MOST_TOUCHED_UPRIGHT, scale)
    level_candidates, upright_candidates = (
        _runs(d, _SHORT, _MOST_TOUCHED_SHORT, scale) for d in (dark, turned)
    )
    # Short upright rules stand on level ones; then short level ones hang between uprights, and again.
    for _ in range(2):
        upright += _standing(upright_candidates, level, upright, scale)
        level += _standing(level_candidates, upright, level, scale)
    level, upright = _bridged(level, upright, scale), _bridged(upright, level, scale)
    return PixelRules(
        tuple(_drawn_to_crossings(level, upright, scale)), tuple(_drawn_to_crossings(upright, level, scale))
    )


def without_rules(paper: Pixels, rules: PixelRules, scale: float) -> Pixels:
    """The page with its rules painted white, so that no rule is read as `1`, `|` or `-`."""
    painted = paper.copy()
    height, width = paper.shape
    # Wider than the rule by one pixel only: figures and dashes stand close to the edge of their column.
    margin = 1.0
    for r in rules.level:
        half = (r.thickness - 1) / 2 + margin
        _paint(painted, r.start - margin, r.position - half, r.end + margin, r.position + half, width, height)
    for r in rules.upright:
        half = (r.thickness - 1) / 2 + margin
        _paint(painted, r.position - half, r.start - margin, r.position + half, r.end + margin, width, height)
    return painted


def _paint(page: Pixels, x0: float, y0: float, x1: float, y1: float, width: int, height: int) -> None:
    page[
        max(0, round(y0)) : min(height, round(y1) + 1),
        max(0, round(x0)) : min(width, round(x1) + 1),
    ] = 255


def _runs(
    dark: Mask, least_length: float, most_touched: tuple[float, float], scale: float
) -> list[PixelRule]:
    """Level dark runs of at least a length (points), no thicker than a rule, not touched all over."""
    # A thin rule that is a little askew changes its pixel row: one row of slack joins the pieces.
    slack = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    least = max(5, round(least_length * scale))
    opened = cv2.morphologyEx(slack, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    opened = cv2.bitwise_and(opened, dark)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[index])
        if width < least:
            continue
        thickness = area / width
        if thickness > _THICKEST * scale:
            continue
        if height > max(2 * thickness + 2, 0.012 * width + 2):
            continue
        # At its ends a rule meets the rules across.
        trim = min(round(_REACH * scale) + 1, width // 3)
        shares = _touched_shares(dark, x + trim, y, width - 2 * trim, height)
        if any(share > most for share, most in zip(shares, most_touched, strict=True)):
            continue
        rows = (labels[y : y + height, x : x + width] == index).sum(axis=1)
        middle = y + float((rows * np.arange(height)).sum() / max(int(rows.sum()), 1))
        found.append(PixelRule(middle, float(x), float(x + width - 1), max(1.0, thickness)))
    return found


def _touched_shares(dark: Mask, x: int, y: int, width: int, height: int) -> list[float]:
    """Shares of a run's length with ink just beside it (its own blurred rim left out), the smaller first."""
    gap = 2
    above = dark[max(0, y - gap) : max(0, y - gap + 1), x : x + width]
    below = dark[y + height + gap - 1 : y + height + gap, x : x + width]
    return sorted(float(strip.mean()) if strip.size else 0.0 for strip in (above, below))


def _standing(
    candidates: list[PixelRule], across: list[PixelRule], known: list[PixelRule], scale: float
) -> list[PixelRule]:
    """Candidates not yet known whose both ends meet a rule across."""
    taken = set(known)
    return [
        c
        for c in candidates
        if c not in taken and _meets(c, c.start, across, scale) and _meets(c, c.end, across, scale)
    ]


def _meets(rule: PixelRule, end: float, across: Iterable[PixelRule], scale: float) -> bool:
    reach = _REACH * scale
    return any(
        abs(a.position - end) <= reach + a.thickness / 2 and a.start - reach <= rule.position <= a.end + reach
        for a in across
    )


def _bridged(rules: list[PixelRule], across: list[PixelRule], scale: float) -> list[PixelRule]:
    """Pieces of one rule with small gaps between them become one; doubles are merged.

    A gap between two ends that both stand on rules across is meant: one table ends, another begins.
    """
    lines: list[list[PixelRule]] = []
    for rule in sorted(rules, key=lambda r: (r.position, r.start)):
        if (
            lines
            and rule.position - lines[-1][-1].position <= _SAME_LINE * scale / 2
            and (rule.position - lines[-1][0].position <= _SAME_LINE * scale)
        ):
            lines[-1].append(rule)
        else:
            lines.append([rule])
    result = []
    for line in lines:
        pieces = sorted(line, key=lambda r: (r.start, r.end))
        group = [pieces[0]]
        for piece in pieces[1:]:
            last = max(group, key=lambda p: p.end)
            gap = piece.start - last.end
            is_meant = gap > _REACH * scale and (
                _meets(last, last.end, across, scale) and _meets(piece, piece.start, across, scale)
            )
            if gap <= _BRIDGE * scale and not is_meant:
                group.append(piece)
            else:
                result.append(_as_one(group))
                group = [piece]
        result.append(_as_one(group))
    return result


def _as_one(pieces: list[PixelRule]) -> PixelRule:
    length = sum(p.end - p.start + 1 for p in pieces)
    middle = sum(p.position * (p.end - p.start + 1) for p in pieces) / length
    thick = max(p.thickness for p in pieces)
    return PixelRule(middle, min(p.start for p in pieces), max(p.end for p in pieces), thick)


def _drawn_to_crossings(rules: list[PixelRule], across: list[PixelRule], scale: float) -> list[PixelRule]:
    """Ends that stop just short of a rule across are drawn up to it (weak print fades at crossings)."""
    reach = _BRIDGE * scale / 2
    result = []
    for r in rules:
        near = [a.position for a in across if a.start - reach <= r.position <= a.end + reach]
        start = min([r.start, *(p for p in near if 0 < r.start - p <= reach)])
        end = max([r.end, *(p for p in near if 0 < p - r.end <= reach)])
        result.append(PixelRule(r.position, start, end, r.thickness))
    return result
