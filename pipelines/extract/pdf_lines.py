"""Glyphs become printed lines of text.

Belongs here: grouping by baseline, spaces, joining the lines of a cell. Does not: tables, paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.extract.cjk import CJK
from pipelines.extract.model import Box
from pipelines.extract.pdf_marks import Glyph

# Baselines closer than this share of the font size belong to one line.
_SAME_LINE = 0.3
# Gaps, in font sizes, from which a space is read where none is printed. Word processors put a quarter
# between Chinese and digits, which is no space; justified text spreads Chinese characters.
_SPACE_IN_LATIN = 0.2
_SPACE_AT_CHINESE = 0.55
# A gap this wide (in font sizes) separates two texts on one line: 部门 at the left, 单位 at the right.
_SEPARATE_TEXTS = 4.0
_CHINESE = re.compile(rf"{CJK}|[（）《》“”、，。；：？！]")
_WHITE_SPACE = re.compile(r"\s+")
_ENDS_IN_WORD = re.compile(r"[A-Za-z]$|[A-Za-z][,;:]$")
_BEGINS_WITH_WORD = re.compile(r"^[A-Za-z]")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line: its text, its box and the font size of most of it."""

    text: str
    box: Box
    size: float


def printed_lines(glyphs: Iterable[Glyph], *, split_at_gaps: bool = False) -> list[PrintedLine]:
    """Lines from top to bottom; with `split_at_gaps` texts far apart on one line become separate lines."""
    lines: list[PrintedLine] = []
    for row in _rows(glyphs):
        for part in _parts(row) if split_at_gaps else [row]:
            text = _text_of(part)
            inked = [g for g in part if g.text.strip()]
            if text and inked:
                sizes = sorted(g.size for g in inked)
                lines.append(PrintedLine(text, Box.around([g.box for g in inked]), sizes[len(sizes) // 2]))
    return lines


def cell_text(lines: Iterable[PrintedLine]) -> str:
    """Text of a cell: lines joined without a space, except between two words of Latin script."""
    text = ""
    for line in lines:
        if _ENDS_IN_WORD.search(text) and _BEGINS_WITH_WORD.match(line.text):
            text += " "
        text += line.text
    return text


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by common baseline, each row from left to right."""
    rows: list[list[Glyph]] = []
    baseline = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.baseline, g.box.x0)):
        if rows and abs(glyph.baseline - baseline) <= _SAME_LINE * min(size, glyph.size):
            rows[-1].append(glyph)
            continue
        rows.append([glyph])
        baseline, size = glyph.baseline, glyph.size
    return [sorted(row, key=lambda g: (g.box.x0, g.order)) for row in rows]


def _parts(row: list[Glyph]) -> list[list[Glyph]]:
    parts: list[list[Glyph]] = [[]]
    end = None
    for glyph in row:
        if not glyph.text.strip():
            parts[-1].append(glyph)
            continue
        if end is not None and glyph.box.x0 - end > _SEPARATE_TEXTS * glyph.size:
            parts.append([])
        parts[-1].append(glyph)
        end = glyph.box.x1 if end is None else max(end, glyph.box.x1)
    return parts


def _text_of(row: list[Glyph]) -> str:
    text = ""
    end = 0.0
    for glyph in row:
        gap = (glyph.box.x0 - end) / glyph.size
        if (
            text
            and not text[-1].isspace()
            and glyph.text.strip()
            and gap > _least_space(text[-1], glyph.text[0])
        ):
            text += " "
        text += glyph.text
        end = max(end, glyph.box.x1)
    return _WHITE_SPACE.sub(" ", text).strip()


def _least_space(left: str, right: str) -> float:
    return _SPACE_AT_CHINESE if _CHINESE.match(left) or _CHINESE.match(right) else _SPACE_IN_LATIN
