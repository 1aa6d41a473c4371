"""Glyphs become printed lines of text.

Belongs here: grouping by baseline, spaces, lines of many cells at once, joining the lines of a cell.
Does not: deciding which cell a glyph belongs to (`pdf_page`), paragraphs (`narrative`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from pipelines.extract.page.columns import Array

# Baselines closer than this share of the font size belong to one line.
_SAME_LINE: Final = 0.3
# Gaps, in font sizes, from which a space is read where none is printed. Word processors put a quarter
# between Chinese and digits, which is no space; justified text spreads Chinese characters and digits.
_SPACE_IN_LATIN: Final = 0.2
_SPACE_ELSEWHERE: Final = 0.55
# A gap this wide (in font sizes) separates two texts on one line: 部门 at the left, 单位 at the right.
SEPARATE_TEXTS: Final = 4.0
_ENDS_IN_WORD = re.compile(r"[A-Za-z]$|[A-Za-z][,;:]$")
_BEGINS_WITH_WORD = re.compile(r"^[A-Za-z]")
_CHINESE, _DIGIT = 1, 2
_TOP: Final = 0x10000
_SPACE, _NEW_LINE, _POINT = 32, 10, 46


@dataclass(frozen=True, slots=True)
class Lines:
    """Printed lines of several groups of glyphs, ordered by group and from top to bottom.

    Columns of equal length: `group`, `text`, the box (`x0`, `top`, `x1`, `bottom`), `size` (the median font
    size) and `changed` (bits of `pdf_glyphs.CHANGES`).
    """

    group: list[int]
    text: list[str]
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]
    size: list[float]
    changed: list[int]


def printed_lines(c: dict[str, Array], changed: Array, group: Array, loose: int = -1) -> Lines:
    """Lines of all groups at once; in the group `loose` texts far apart on one line become separate lines.

    `c` are glyph columns, `group` a number from 0 per glyph. Text turned against the page is read in its own
    direction and never shares a line with level text.
    """
    if not len(group):
        return Lines([], [], [], [], [], [], [], [])
    along, end, base = _reading_frame(c)
    order = np.lexsort((base, c["quarter"], group))
    g, q, b, s = group[order], c["quarter"][order], base[order], c["size"][order]
    starts = np.ones(len(order), bool)
    starts[1:] = (g[1:] != g[:-1]) | (q[1:] != q[:-1])
    starts[1:] |= b[1:] - b[:-1] > _SAME_LINE * np.minimum(s[1:], s[:-1])
    line = np.empty(len(order), np.int64)
    line[order] = np.cumsum(starts)
    order = np.lexsort((c["order"], along, line))
    line, size, x0, x1 = line[order], c["size"][order], along[order], end[order]
    is_new = np.ones(len(order), bool)
    is_new[1:] = line[1:] != line[:-1]
    gap = np.zeros(len(order))
    gap[1:] = (x0[1:] - x1[:-1]) / size[1:]
    owner = group[order]
    is_new |= (gap > SEPARATE_TEXTS) & (owner == loose)
    code = c["code"][order]
    spaced = ~is_new & (gap > _least_space(code, c["order"][order]))
    starts_at = np.flatnonzero(is_new)
    texts = _decoded(code, spaced, starts_at)
    by_size = size[np.lexsort((size, np.cumsum(is_new)))]
    middle = (starts_at + np.append(starts_at[1:], len(order))) // 2
    return Lines(
        group=owner[starts_at].tolist(),
        text=texts,
        x0=np.minimum.reduceat(c["x0"][order], starts_at).tolist(),
        top=np.minimum.reduceat(c["top"][order], starts_at).tolist(),
        x1=np.maximum.reduceat(c["x1"][order], starts_at).tolist(),
        bottom=np.maximum.reduceat(c["bottom"][order], starts_at).tolist(),
        size=by_size[middle].tolist(),
        changed=np.bitwise_or.reduceat(changed[order], starts_at).tolist(),
    )


def cell_text(lines: Iterable[str]) -> str:
    """Text of a cell: lines joined without a space, except between two words of Latin script."""
    text = ""
    for line in lines:
        if text and _ENDS_IN_WORD.search(text) and _BEGINS_WITH_WORD.match(line):
            text += " "
        text += line
    return text


def _reading_frame(c: dict[str, Array]) -> tuple[Array, Array, Array]:
    """Begin and end along the direction of reading, and the baseline across it, per glyph."""
    quarter = c["quarter"]
    if not quarter.any():
        return c["x0"], c["x1"], c["base"]
    begin, end, base = c["x0"].copy(), c["x1"].copy(), c["base"].copy()
    up, back, down = quarter == 1, quarter == 2, quarter == 3
    begin[up], end[up], base[up] = -c["bottom"][up], -c["top"][up], c["ox"][up]
    begin[back], end[back], base[back] = -c["x1"][back], -c["x0"][back], -c["base"][back]
    begin[down], end[down], base[down] = c["top"][down], c["bottom"][down], -c["ox"][down]
    return begin, end, base


def _least_space(code: Array, order: Array) -> Array:
    """The gap before each glyph that reads as a space."""
    least = np.full(len(code), _SPACE_IN_LATIN)
    kind = _kinds()[np.minimum(code, _TOP - 1)]
    kind, before = kind[1:], kind[:-1]
    is_wide = ((kind | before) & _CHINESE) != 0
    # Spread digits are one number; only a printed blank between them parts two. "1." and a year behind a gap
    # are the number of a heading and its text, not a decimal figure.
    is_wide |= (((kind & before) & _DIGIT) != 0) & (order[1:] - order[:-1] == 1) & (code[:-1] != _POINT)
    least[1:][is_wide] = _SPACE_ELSEWHERE
    return least


@cache
def _kinds() -> Array:
    kinds = np.zeros(_TOP, np.uint8)
    kinds[0x3000:0xA000] = _CHINESE
    kinds[0xF900:0xFB00] = _CHINESE
    kinds[0xFF00:0xFFEF] = _CHINESE
    kinds[_TOP - 1] = _CHINESE  # beyond the basic plane: rare Chinese characters
    for char in "“”‘’…—·":
        kinds[ord(char)] = _CHINESE
    for char in "0123456789.,":
        kinds[ord(char)] = _DIGIT
    return kinds


def _decoded(code: Array, spaced: Array, starts_at: Array) -> list[str]:
    """One text per line: spaces put in, everything decoded at once."""
    at = np.concatenate([np.flatnonzero(spaced), starts_at[1:]])
    extra = np.repeat(np.array([_SPACE, _NEW_LINE], np.uint32), [int(spaced.sum()), len(starts_at) - 1])
    text = np.insert(code.astype(np.uint32), at, extra)
    return text.astype("<u4").tobytes().decode("utf-32-le", "replace").split("\n")
