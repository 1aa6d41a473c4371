"""Which glyphs a reader would read: cleaning the glyphs of a page.

Belongs here: dropping watermarks, white text and doubled glyphs; radicals; counting what is unmapped.
Does not: lines, cells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from pipelines.extract.model import Box
from pipelines.extract.pdf_marks import Fill, Glyph, RawPage, right_angle
from pipelines.extract.radicals import without_radicals

UNREADABLE = "\ufffd"
_CID = re.compile(r"\(cid:\d+\)")
# Some producers write the end-of-line hyphen as a control character.
_HYPHENS = {0x02: "-", 0xAD: "-", 0xA0: " "}
_PRIVATE_AREAS = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


@dataclass(frozen=True, slots=True)
class CleanGlyphs:
    """Glyphs to read, how many of them have no known character, and how many were left out."""

    glyphs: tuple[Glyph, ...]
    unreadable: int
    dropped: int


def clean_glyphs(page: RawPage) -> CleanGlyphs:
    """The glyphs of an upright page as a reader sees them."""
    kept = [
        replace(glyph, text=readable(glyph.text))
        for glyph in page.glyphs
        if right_angle(glyph.angle) is not None
        and glyph.size > 0
        and _is_on_page(glyph.box, page)
        and not (glyph.is_white and not _lies_on_colour(glyph.box, page.fills))
    ]
    single = _without_doubles(kept)
    unreadable = sum(glyph.text.count(UNREADABLE) for glyph in single)
    return CleanGlyphs(tuple(single), unreadable, len(page.glyphs) - len(single))


def readable(text: str) -> str:
    """The text of one glyph: radicals as characters, U+FFFD for what has no known character."""
    text = _CID.sub(UNREADABLE, text).translate(_HYPHENS)
    text = "".join(UNREADABLE if _has_no_meaning(char) else char for char in text)
    return without_radicals(text)


def _has_no_meaning(char: str) -> bool:
    code = ord(char)
    return code == 0 or any(first <= code <= last for first, last in _PRIVATE_AREAS)


def _is_on_page(box: Box, page: RawPage) -> bool:
    return box.x1 > 0 and box.x0 < page.width and box.bottom > 0 and box.top < page.height


def _lies_on_colour(box: Box, fills: tuple[Fill, ...]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(
        not fill.is_white and fill.box.x0 <= x <= fill.box.x1 and fill.box.top <= y <= fill.box.bottom
        for fill in fills
    )


def _without_doubles(glyphs: list[Glyph]) -> list[Glyph]:
    """Fake bold prints a glyph again a hair's breadth away; two equal digits stand much further apart."""
    seen: defaultdict[tuple[str, int], list[Glyph]] = defaultdict(list)
    single = []
    for glyph in glyphs:
        row = round(glyph.baseline)
        near = (other for r in (row - 1, row, row + 1) for other in seen[glyph.text, r])
        if glyph.text.strip() and any(_is_double(glyph, other) for other in near):
            continue
        seen[glyph.text, row].append(glyph)
        single.append(glyph)
    return single


def _is_double(glyph: Glyph, other: Glyph) -> bool:
    reach = min(0.12 * glyph.size, 0.45 * (glyph.box.x1 - glyph.box.x0))
    return abs(glyph.box.x0 - other.box.x0) < reach and abs(glyph.baseline - other.baseline) < reach
