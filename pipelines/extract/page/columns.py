"""The marks of one page in columns, and the turn that makes the page upright.

Belongs here: the one layout of arrays between PDF libraries and the page builder, coordinates.
Does not: reading files (`pdfium_native`, `plain`, `pdf_source`), understanding marks.

Coordinates come as a file has them (points from the bottom left, before rotation) and leave as a reader
sees the page: from the top left, /Rotate applied, and turned once more where the text itself runs
sideways (a landscape table drawn on a portrait page). `UprightPage.undo` leads back to the page as
displayed, which is what a box in a record means.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.model import Box
from pipelines.extract.page.marks import ASCENT, SKEW_TOLERANCE, RawPage, Turn

Array = NDArray[Any]

GLYPH: Final = np.dtype(
    [
        ("x0", "f8"),
        ("y0", "f8"),
        ("x1", "f8"),
        ("y1", "f8"),
        ("ox", "f8"),
        ("oy", "f8"),
        ("size", "f8"),
        ("angle", "f8"),
        ("code", "u4"),
        ("run", "i4"),
        ("flags", "u4"),
        ("shift", "f4"),
    ]
)
"""A character: box, origin, font size, direction (radians, anticlockwise), code point, text object, flags.

`shift` is how far a character half hidden at the edge of its cell must move (along the axis that the flag
names) to lie in that cell."""

MARK: Final = np.dtype([(name, "f8") for name in ("kind", "x0", "y0", "x1", "y1", "luma", "alpha", "path")])
"""A straight edge, an area or an image; `luma` and `alpha` from 0 to 255; `path` counts drawn objects."""

STROKE, FILL, IMAGE = 0, 1, 2
_POINTS_AT_ONCE: Final = 256
INVISIBLE, WHITE, UNMAPPED, FAINT, CLIPPED, SHIFTED_X, SHIFTED_Y = 1, 2, 4, 8, 16, 32, 64


class BrokenPageError(Exception):
    """One page that could not be read; the others may be fine."""

    def __init__(self, number: int, detail: str) -> None:
        super().__init__(f"page {number}: {detail}")
        self.number = number
        self.detail = detail


@dataclass(frozen=True, slots=True)
class PageMarks:
    """One page as read. `box` is the visible part of the page (left, bottom, right, top) in file coordinates.

    `truncated` says that something was left out because there was too much of it or memory ran out.
    `rotation` is still to be applied to the coordinates, `rotation_applied` has been.
    """

    number: int
    width: float
    height: float
    rotation: int
    box: tuple[float, float, float, float]
    glyphs: Array
    marks: Array
    truncated: bool = False
    rotation_applied: int = 0


@dataclass(frozen=True, slots=True)
class UprightPage:
    """The page turned so that most of its text reads level, in points from the top left.

    `x0, top, x1, bottom` of a glyph are its em box: across the line it is taken from the origin and the
    font size, for fonts in office PDFs claim wrong heights. `quarter` counts the quarter turns by which a
    glyph's text is turned against the page (0 = level), -1 for skewed text. `rules` are columns
    (x0, top, x1, bottom, luma, alpha) of strokes, likewise `fills`; `image_share` is the part of the page
    that its largest image covers.
    """

    number: int
    width: float
    height: float
    rotation: int
    turn: Turn
    glyphs: dict[str, Array]
    strokes: Array
    fills: Array
    image_share: float
    truncated: bool

    def undo(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Where a box of the upright page lies on the page as displayed."""
        return self.turn.undo(Box(x0, top, x1, bottom))


@dataclass(frozen=True, slots=True)
class SeenGlyphs:
    """The glyphs that a reader sees, in the file's order, before doubled ones are taken once.

    `columns` as in `UprightPage.glyphs` and `order`, their place in the file; `changed` holds the bits of
    `glyphs.CHANGES`; `inked` counts the glyphs before any was dropped. `may_double` and `may_overlap` are
    False where it is known that no glyph is printed twice, and that no box reaches into the next one.
    """

    columns: dict[str, Array]
    changed: Array
    inked: int
    may_double: bool = True
    may_overlap: bool = True


def upright(page: PageMarks, *, is_level: bool = False) -> UprightPage:
    """Turn a page so that its text reads level.

    `is_level` says that all text is known to run level and that the caller has the glyphs already: then the
    columns of glyphs are left empty.
    """
    left, bottom, right, top = page.box
    width, height = right - left, top - bottom
    glyphs = page.glyphs[:0] if is_level else page.glyphs
    inked = glyphs["code"] > 32
    quarters, is_skewed = _quarters(glyphs["angle"])
    # /Rotate turns the page clockwise by `rotation`; text then runs at its own angle minus that.
    votes = np.bincount(quarters[inked & ~is_skewed], minlength=4)
    of_text = int(votes.argmax()) if votes.any() else page.rotation // 90 % 4
    # Ties go to the page's own rotation.
    if votes.any() and votes[page.rotation // 90 % 4] == votes[of_text]:
        of_text = page.rotation // 90 % 4

    def seen(ax: Array, ay: Array, bx: Array, by: Array) -> tuple[Array, Array, Array, Array]:
        """Boxes of the file as the text's reader sees them."""
        if of_text == 0:
            return ax - left, top - by, bx - left, top - ay
        if of_text == 1:
            return ay - bottom, ax - left, by - bottom, bx - left
        if of_text == 2:
            return right - bx, ay - bottom, right - ax, by - bottom
        return top - by, right - bx, top - ay, right - ax

    gx0, gy0, gx1, gy1, origin_x, origin_y = (glyphs[n] for n in ("x0", "y0", "x1", "y1", "ox", "oy"))
    if (glyphs["flags"] & (SHIFTED_X | SHIFTED_Y)).any():
        right_by = np.where(glyphs["flags"] & SHIFTED_X != 0, glyphs["shift"], 0.0)
        up_by = np.where(glyphs["flags"] & SHIFTED_Y != 0, glyphs["shift"], 0.0)
        gx0, gy0, gx1, gy1 = gx0 + right_by, gy0 + up_by, gx1 + right_by, gy1 + up_by
        origin_x, origin_y = origin_x + right_by, origin_y + up_by
    x0, y0, x1, y1 = seen(gx0, gy0, gx1, gy1)
    ox, oy, _, _ = seen(origin_x, origin_y, origin_x, origin_y)
    relative = np.where(is_skewed, -1, (quarters - of_text) % 4)
    size = glyphs["size"]
    is_turned = relative != 0
    em_top, em_bottom = oy - ASCENT * size, oy + (1 - ASCENT) * size
    if is_turned.any():
        em_top, em_bottom = np.where(is_turned, y0, em_top), np.where(is_turned, y1, em_bottom)
    columns = {
        "x0": x0,
        "x1": x1,
        "top": em_top,
        "bottom": em_bottom,
        "base": oy,
        "ox": ox,
        "size": size,
        "code": glyphs["code"],
        "run": glyphs["run"],
        "flags": glyphs["flags"],
        "quarter": relative,
    }
    strokes, fills, image_share = _seen_marks(page.marks, seen, width * height)
    sideways = of_text % 2 == 1
    turn = Turn((of_text - page.rotation // 90) % 4 * 90, page.width, page.height)
    return UprightPage(
        number=page.number,
        width=height if sideways else width,
        height=width if sideways else height,
        rotation=page.rotation + page.rotation_applied,
        turn=turn,
        glyphs=columns,
        strokes=strokes,
        fills=fills,
        image_share=image_share,
        truncated=page.truncated,
    )


def inside_any(x: Array, y: Array, boxes: Array) -> Array:
    """Whether each point lies in any of the boxes, rows of (x0, top, x1, bottom); memory stays bounded."""
    found = np.zeros(len(x), bool)
    for start in range(0, len(x), _POINTS_AT_ONCE):
        part = slice(start, start + _POINTS_AT_ONCE)
        px, py = x[part, None], y[part, None]
        lies = (px > boxes[:, 0]) & (px < boxes[:, 2]) & (py > boxes[:, 1]) & (py < boxes[:, 3])
        found[part] = lies.any(axis=1)
    return found


def _quarters(angle: Array) -> tuple[Array, Array]:
    if not angle.any():
        return np.zeros(len(angle), np.int64), np.zeros(len(angle), bool)
    turns = angle / (math.pi / 2)
    nearest = np.rint(turns)
    is_skewed = np.abs(turns - nearest) * 90 > SKEW_TOLERANCE
    return nearest.astype(np.int64) % 4, is_skewed


def _seen_marks(marks: Array, seen: Any, area: float) -> tuple[Array, Array, float]:
    if not len(marks):
        return np.zeros((0, 6)), np.zeros((0, 6)), 0.0
    x0, y0, x1, y1 = seen(marks["x0"], marks["y0"], marks["x1"], marks["y1"])
    rows = np.stack([x0, y0, x1, y1, marks["luma"], marks["alpha"]], axis=1)
    kind = marks["kind"]
    images = rows[kind == IMAGE]
    share = 0.0
    if len(images):
        areas = (images[:, 2] - images[:, 0]) * (images[:, 3] - images[:, 1])
        share = float(areas.max() / area) if area > 0 else 0.0
    return rows[kind == STROKE], rows[kind == FILL], share


def from_raw(raw: RawPage) -> PageMarks:
    """The columns of a page that another reader delivered as records (already rotated, from the top left)."""
    glyphs = np.zeros(sum(len(g.text) or 1 for g in raw.glyphs), GLYPH)
    at = 0
    run, before = -1, None
    for glyph in raw.glyphs:
        # Text objects are not known here: a run is what one writer would have written at one go.
        if (
            before is None
            or glyph.baseline != before.baseline
            or abs(glyph.box.x0 - before.box.x1) > 0.3 * glyph.size
        ):
            run += 1
        before = glyph
        text = glyph.text or "\x00"
        flags = WHITE if glyph.is_white else 0
        share = (glyph.box.x1 - glyph.box.x0) / len(text)
        for place, char in enumerate(text):
            x0 = glyph.box.x0 + place * share
            glyphs[at] = (
                x0,
                raw.height - glyph.box.bottom,
                x0 + share,
                raw.height - glyph.box.top,
                x0,
                raw.height - glyph.baseline,
                glyph.size,
                math.radians(glyph.angle),
                ord(char),
                run,
                flags | (UNMAPPED if char in "\x00\ufffd" else 0),
                0,
            )
            at += 1
    entries = [(STROKE, s.box, s.is_white) for s in raw.strokes] + [
        (FILL, f.box, f.is_white) for f in raw.fills
    ]
    marks = np.zeros(len(entries) + (1 if raw.has_images else 0), MARK)
    for index, (kind, box, is_white) in enumerate(entries):
        luma = 255.0 if is_white else 0.0
        marks[index] = (
            kind,
            box.x0,
            raw.height - box.bottom,
            box.x1,
            raw.height - box.top,
            luma,
            255.0,
            index,
        )
    if raw.has_images:
        marks[-1] = (IMAGE, 0.0, 0.0, raw.width, raw.height, 0.0, 255.0, len(entries))
    return PageMarks(
        number=raw.number,
        width=raw.width,
        height=raw.height,
        rotation=0,
        box=(0.0, 0.0, raw.width, raw.height),
        glyphs=glyphs,
        marks=marks,
        rotation_applied=raw.rotation,
    )
