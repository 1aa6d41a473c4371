"""Words of a page with their places, line by line: what alignment is seen by.

Belongs here: splitting level text at white space, telling figures from words. Does not: reading text
(`pdf_lines`), columns and rows of tables.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import numpy as np

from pipelines.extract.page.columns import Array

# Baselines closer than this share of the font size belong to one line.
_SAME_LINE: Final = 0.3
# White space, in font sizes, that parts two words, and that parts two texts.
_WORD_GAP: Final = 0.18
TEXT_GAP: Final = 0.75
_DIGIT, _PART, _POINT, _OTHER, _LEADER = 1, 2, 4, 8, 16
_TOP: Final = 0x10000
# The smallest table without any rule: three lines of three texts (the label may stand a little higher).
_LEAST_TEXTS: Final = 9
_LEAST_LINES: Final = 3


class Word(NamedTuple):
    """One word: its em box, baseline, font size and number of characters.

    `is_figure`: nothing but digits and what belongs to them, or a dash in the place of a number.
    `is_amount`: a figure with a decimal point or a thousands separator. `is_leader`: dots of a contents list.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    chars: int
    is_figure: bool
    is_amount: bool
    is_leader: bool

    @property
    def middle(self) -> float:
        """Its centre across the page."""
        return (self.x0 + self.x1) / 2


class Line(NamedTuple):
    """Words on one baseline from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    size: float

    @property
    def has_figures(self) -> bool:
        """Whether it holds an amount, or a figure that stands alone (not as in `Year 2023`)."""
        return any(w.is_amount for w in self.words) or any(t.is_figure for t in self.texts())

    def texts(self) -> list[Word]:
        """Words closer together than `TEXT_GAP`, taken as one."""
        found = [self.words[0]]
        for word in self.words[1:]:
            if word.x0 - found[-1].x1 > TEXT_GAP * max(word.size, found[-1].size):
                found.append(word)
            else:
                found[-1] = merged(found[-1], word)
        return found


def merged(a: Word, b: Word) -> Word:
    """Two words as one text; a figure only when both are."""
    return Word(
        min(a.x0, b.x0),
        max(a.x1, b.x1),
        min(a.top, b.top),
        max(a.bottom, b.bottom),
        max(a.size, b.size),
        a.chars + b.chars,
        a.is_figure and b.is_figure,
        (a.is_amount and b.is_figure) or (b.is_amount and a.is_figure),
        a.is_leader or b.is_leader,
    )


def line_of(words: list[Word]) -> Line:
    """Words of one baseline as a line."""
    words = sorted(words)
    return Line(
        tuple(words),
        min(w.top for w in words),
        max(w.bottom for w in words),
        max(w.size for w in words),
    )


def may_hold_columns(c: dict[str, Array]) -> bool:
    """A quick look: whether there are lines enough with white between their texts.

    Looks at neighbours in the file's order only, so that a page of narrative costs next to nothing.
    """
    x0, x1, base, size = c["x0"], c["x1"], c["base"], c["size"]
    if len(x0) < _LEAST_TEXTS:
        return False
    gap = x0[1:] - x1[:-1]
    jumps = (np.abs(base[1:] - base[:-1]) > _SAME_LINE * size[1:]) | (gap > TEXT_GAP * size[1:])
    jumps |= gap < -size[1:]
    starts = base[1:][jumps]
    if len(starts) < _LEAST_TEXTS - 1:
        return False
    _, counts = np.unique(np.rint(np.append(starts, base[0]) / 3), return_counts=True)
    return int((counts >= 2).sum()) >= _LEAST_LINES


def lines_of_words(c: dict[str, Array]) -> list[Line]:
    """All level text as lines of words, from top to bottom. `c` are glyph columns."""
    level = np.flatnonzero(c["quarter"] == 0)
    if not len(level):
        return []
    base, size = c["base"][level], c["size"][level]
    order = np.argsort(base, kind="stable")
    b, s = base[order], size[order]
    starts = np.ones(len(order), bool)
    starts[1:] = b[1:] - b[:-1] > _SAME_LINE * np.minimum(s[1:], s[:-1])
    line = np.empty(len(order), np.int64)
    line[order] = np.cumsum(starts)
    order = np.lexsort((c["x0"][level], line))
    line, at = line[order], level[order]
    x0, x1, size = c["x0"][at], c["x1"][at], c["size"][at]
    begins = np.ones(len(at), bool)
    reach = np.maximum.accumulate(x1 + line * 1e6) - line * 1e6
    begins[1:] = (line[1:] != line[:-1]) | (x0[1:] - reach[:-1] > _WORD_GAP * size[1:])
    first = np.flatnonzero(begins)
    kind = _kinds()[np.minimum(c["code"][at], _TOP - 1)]
    kinds = np.bitwise_or.reduceat(kind, first)
    count = np.diff(np.append(first, len(at)))
    words = zip(
        x0[first].tolist(),
        np.maximum.reduceat(x1, first).tolist(),
        np.minimum.reduceat(c["top"][at], first).tolist(),
        np.maximum.reduceat(c["bottom"][at], first).tolist(),
        np.maximum.reduceat(size, first).tolist(),
        count.tolist(),
        kinds.tolist(),
        line[first].tolist(),
        strict=True,
    )
    found: dict[int, list[Word]] = {}
    for left, right, top, bottom, em, chars, seen, number in words:
        is_dash = seen == _PART and chars <= 2
        is_figure = not seen & (_OTHER | _LEADER) and (bool(seen & _DIGIT) or is_dash)
        is_leader = not seen & (_DIGIT | _OTHER) and bool(seen & (_LEADER | _POINT)) and chars >= 3
        is_amount = is_figure and bool(seen & _POINT) and bool(seen & _DIGIT)
        found.setdefault(number, []).append(
            Word(left, right, top, bottom, em, chars, is_figure, is_amount, is_leader)
        )
    return [line_of(words) for words in found.values()]


@cache
def _kinds() -> Array:
    kinds = np.full(_TOP, _OTHER, np.uint8)
    for chars, kind in (
        ("0123456789０１２３４５６７８９", _DIGIT),
        ("-−－–—―+＋()（）%％‰*", _PART),
        (".,，．", _POINT),
        ("…·", _LEADER),
    ):
        for char in chars:
            kinds[ord(char)] = kind
    return kinds
