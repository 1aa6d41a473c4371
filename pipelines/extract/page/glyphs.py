"""Which glyphs of a page a reader would read.

Belongs here: dropping watermarks, white text and doubled glyphs; radicals, hyphens, symbols; naming what
was changed. Does not: lines, cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from pipelines.extract.page.columns import (
    CLIPPED,
    FAINT,
    INVISIBLE,
    UNMAPPED,
    WHITE,
    Array,
    PageMarks,
    SeenGlyphs,
    UprightPage,
    inside_any,
    upright,
)
from pipelines.extract.page.native_glyphs import native_glyphs
from pipelines.extract.text.radicals import radical_table

UNREADABLE: Final = "\ufffd"
_UNREADABLE_CODE: Final = 0xFFFD
_BLANK: Final = 32
# Some producers write the end-of-line hyphen as a control character.
_HYPHENS: Final = {0x02: 0x2D, 0xAD: 0x2D}
_SPACES: Final = (0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x200B, 0xFEFF, *range(0x2000, 0x200B))
# Symbol fonts of office programs keep their glyphs in the private area; these few are ticks and bullets.
_SYMBOLS: Final = {
    0xF0FE: 0x2611,  # ☑
    0xF0A8: 0x25A1,  # □
    0xF06F: 0x25A1,
    0xF0FC: 0x2713,  # ✓
    0xF0FB: 0x2717,  # ✗
    0xF0B7: 0x2022,  # •
    0xF06C: 0x25CF,  # ●
    0xF06E: 0x25A0,  # ■
    0xF0D8: 0x27A2,  # ➢
}
_TOP: Final = 0x10000
_LATIN: Final = 0x80
# Font sizes: no digit and hardly a letter is wider; the usual width of a digit.
_WIDEST_LATIN: Final = 0.75
_HALF: Final = 0.5

CHANGES: Final = {1: "radical", 2: "double", 4: "hyphen"}
"""Bits of `CleanGlyphs.changed` and their names in `evidence.CHANGES`."""
_RADICAL, _DOUBLE, _HYPHEN = 1, 2, 4


@dataclass(frozen=True, slots=True)
class CleanGlyphs:
    """Glyphs to read, in the file's order, as columns (see `UprightPage.glyphs`), blanks left out.

    `changed` holds the bits of `CHANGES` per glyph. `unreadable` counts glyphs without a known character,
    `dropped` those that a reader does not see, `doubled` those of them that were printed again for boldness.
    """

    columns: dict[str, Array]
    changed: Array
    unreadable: int
    dropped: int
    doubled: int = 0

    def changes(self) -> tuple[tuple[str, int], ...]:
        """How many glyphs were changed or left out, by kind; kinds that did not occur are left out."""
        counts = {name: int(np.count_nonzero(self.changed & bit)) for bit, name in CHANGES.items()}
        counts |= {"double": self.doubled, "hidden": self.dropped - self.doubled}
        return tuple((name, count) for name, count in counts.items() if count)

    def __len__(self) -> int:
        return len(self.changed)


def page_and_glyphs(marks: PageMarks) -> tuple[UprightPage, CleanGlyphs]:
    """A page turned upright, and its glyphs as a reader sees them."""
    if (found := native_glyphs(marks, _table(), _is_hyphen())) is not None:
        return upright(marks, is_level=True), _settled(found)
    page = upright(marks)
    return page, clean_glyphs(page)


def clean_glyphs(page: UprightPage) -> CleanGlyphs:
    """The glyphs of an upright page as a reader sees them."""
    g = page.glyphs
    code = _translated(_paired(g["code"]))
    inked = code > _BLANK
    keep = inked & (g["quarter"] >= 0) & (g["size"] > 0) & (g["flags"] & (INVISIBLE | CLIPPED) == 0)
    keep &= (g["x1"] > 0) & (g["x0"] < page.width) & (g["bottom"] > 0) & (g["top"] < page.height)
    pale = keep & (g["flags"] & (WHITE | FAINT) != 0)
    if pale.any():
        keep[np.flatnonzero(pale)[~_on_colour(g, np.flatnonzero(pale), page.fills)]] = False
    index = np.flatnonzero(keep)
    columns = {name: column[index] for name, column in g.items()}
    # What PDFium could not map is the number of a glyph in its font: it must not pass for a character.
    columns["code"] = np.where(columns["flags"] & UNMAPPED != 0, _UNREADABLE_CODE, code[index])
    columns["order"] = index
    changed = np.where(code[index] != g["code"][index], _RADICAL, 0)
    changed[_is_hyphen()[np.minimum(g["code"][index], _TOP - 1)]] = _HYPHEN
    return _settled(SeenGlyphs(columns, changed, int(inked.sum())))


def _settled(found: SeenGlyphs) -> CleanGlyphs:
    """Doubled glyphs taken once, boxes as printed."""
    columns, changed = found.columns, found.changed
    seen = len(changed)
    if found.may_double:
        columns, changed = _without_doubles(columns, changed)
    if found.may_overlap:
        columns["x1"] = _ends(columns)
    unreadable = int((columns["code"] == _UNREADABLE_CODE).sum())
    return CleanGlyphs(columns, changed, unreadable, found.inked - len(changed), seen - len(changed))


def _ends(c: dict[str, Array]) -> Array:
    """Right edges as printed: fonts without widths claim a full square for a digit.

    Where the next character begins inside such a box, the box ends there; the last character of a word has
    no next one and gets the usual half square.
    """
    x0, x1, size, code = c["x0"], c["x1"], c["size"], c["code"]
    # Chinese characters that run into their neighbour were cut off there, which is no matter of widths.
    is_latin = code < _LATIN
    same_line = is_latin[:-1] & (np.abs(c["base"][1:] - c["base"][:-1]) <= 0.1 * size[:-1])
    reaches = same_line & (x0[1:] > x0[:-1] + 0.1 * size[:-1]) & (x0[1:] < x1[:-1] - 0.15 * size[:-1])
    if not reaches.any():
        return x1
    ends = x1.copy()
    at = np.flatnonzero(reaches)
    ends[at] = x0[at + 1]
    is_wide = is_latin & (ends - x0 > _WIDEST_LATIN * size)
    ends[is_wide] = x0[is_wide] + _HALF * size[is_wide]
    return ends


@cache
def _table() -> Array:
    """Code point → code point for the basic plane."""
    table = np.arange(_TOP, dtype=np.uint32)
    table[0] = _UNREADABLE_CODE
    table[0xE000:0xF900] = _UNREADABLE_CODE
    for code in _SPACES:
        table[code] = _BLANK
    for mapping in (_HYPHENS, _SYMBOLS):
        for code, to in mapping.items():
            table[code] = to
    for code, char in radical_table().items():
        if code < _TOP and len(char) == 1:
            table[code] = ord(char)
    return table


@cache
def _is_hyphen() -> Array:
    table = np.zeros(_TOP, bool)
    table[list(_HYPHENS)] = True
    return table


def _translated(code: Array) -> Array:
    low = _table()[np.minimum(code, _TOP - 1)]
    if not len(code) or code.max() < _TOP:
        return low
    # Beyond the basic plane only the private areas (from U+F0000) mean nothing; some radicals lie there too.
    high = np.where(code >= 0xF0000, _UNREADABLE_CODE, code)
    return np.where(code < _TOP, low, high).astype(np.uint32)


def _paired(code: Array) -> Array:
    """Halves of a surrogate pair become one character; the second half becomes a blank."""
    is_high = (code >= 0xD800) & (code < 0xDC00)
    if not is_high.any():
        return code
    code = code.copy()
    for i in np.flatnonzero(is_high):
        if i + 1 < len(code) and 0xDC00 <= code[i + 1] < 0xE000:
            code[i] = 0x10000 + ((code[i] - 0xD800) << 10) + (code[i + 1] - 0xDC00)
            code[i + 1] = _BLANK
        else:
            code[i] = _UNREADABLE_CODE
    return code


def _on_colour(g: dict[str, Array], index: Array, fills: Array) -> Array:
    """Whether pale glyphs lie on a coloured area: only there can they be read."""
    dark = fills[(fills[:, 4] < 200) & (fills[:, 5] > 40)]
    if not len(dark):
        return np.zeros(len(index), bool)
    x, y = (g["x0"] + g["x1"]) / 2, (g["top"] + g["bottom"]) / 2
    return inside_any(x[index], y[index], dark[:, :4])


def _without_doubles(c: dict[str, Array], changed: Array) -> tuple[dict[str, Array], Array]:
    """Fake bold prints a glyph again a hair's breadth away; two equal digits stand much further apart."""
    for shift in (0.0, 0.5):
        # One number for character and height: pages are less than a million points high.
        place = c["code"].astype(np.int64) * 1_000_000 + np.rint(c["base"] / 2 + shift).astype(np.int64)
        order = np.lexsort((c["x0"], place))
        code, x0, base = c["code"][order], c["x0"][order], c["base"][order]
        reach = np.minimum(0.12 * c["size"], 0.45 * (c["x1"] - c["x0"]))[order][1:]
        again = (
            (code[1:] == code[:-1])
            & (np.abs(x0[1:] - x0[:-1]) < reach)
            & (np.abs(base[1:] - base[:-1]) < reach)
        )
        if not again.any():
            continue
        kept = order[:-1][again]
        changed[kept] |= _DOUBLE
        keep = np.ones(len(code), bool)
        # Of a chain of equals the first in the file stays.
        keep[order[1:][again]] = False
        c = {name: column[keep] for name, column in c.items()}
        changed = changed[keep]
    return c, changed
