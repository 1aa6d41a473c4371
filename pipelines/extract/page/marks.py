"""What is on one page before anything is understood: glyphs, strokes, fills. No PDF library.

Belongs here: plain records in points from the page's top left after rotation, for readers that deliver
marks one by one. Does not: reading files, the columns in which pages are worked on (`page_marks`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.model import Box

# A glyph whose direction is further from a right angle than this (degrees) is a watermark or a stamp.
SKEW_TOLERANCE = 1.5
# Share of the font size above the baseline: that of Chinese fonts, whose characters fill the em square.
ASCENT = 0.88


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character.

    `baseline` is the distance of its origin from the page's top, `size` the font size, `angle` the
    direction of its text in degrees anticlockwise (0 = left to right). `order` is its place in the file.
    """

    text: str
    box: Box
    baseline: float
    size: float
    angle: float = 0.0
    font: str = ""
    is_white: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight rule, level or upright: a drawn line, the edge of a drawn rectangle, or a thin fill."""

    box: Box
    is_white: bool = False

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.box.x1 - self.box.x0 >= self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area too large to be a rule: a cell background, a highlight, a page background."""

    box: Box
    is_white: bool = False


@dataclass(frozen=True, slots=True)
class RawPage:
    """The marks of one page. `rotation` is the page's own /Rotate in degrees, already applied."""

    number: int
    width: float
    height: float
    rotation: int
    glyphs: tuple[Glyph, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    fills: tuple[Fill, ...] = ()
    has_images: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a `width` × `height` page so that text running at `angle` (0, 90, 180, 270) reads level."""

    angle: int
    width: float
    height: float

    def apply(self, box: Box) -> Box:
        """Where a box of the page lies after the turn."""
        if self.angle == 90:
            return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
        if self.angle == 270:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        if self.angle == 180:
            return Box(
                self.width - box.x1, self.height - box.bottom, self.width - box.x0, self.height - box.top
            )
        return box

    def undo(self, box: Box) -> Box:
        """Where a box found after the turn lies on the page as it is."""
        if self.angle == 90:
            return Box(box.top, self.height - box.x1, box.bottom, self.height - box.x0)
        if self.angle == 270:
            return Box(self.width - box.bottom, box.x0, self.width - box.top, box.x1)
        return self.apply(box)


def right_angle(angle: float) -> int | None:
    """The nearest of 0, 90, 180, 270; None for skewed text."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= SKEW_TOLERANCE else None


def em_box(box: Box, origin_x: float, baseline: float, size: float, angle: float) -> Box:
    """The box of a glyph across its line taken from where it stands, not from what its font claims.

    Fonts in office PDFs state wrong ascents and descents, which moves boxes by half a line. Along the
    line the box keeps its width. Skewed glyphs keep their box.
    """
    above, below = ASCENT * size, (1 - ASCENT) * size
    match right_angle(angle):
        case 0:
            return Box(box.x0, baseline - above, box.x1, baseline + below)
        case 90:
            return Box(origin_x - above, box.top, origin_x + below, box.bottom)
        case 180:
            return Box(box.x0, baseline - below, box.x1, baseline + above)
        case 270:
            return Box(origin_x - below, box.top, origin_x + above, box.bottom)
        case _:
            return box
