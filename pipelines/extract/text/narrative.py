"""Printed lines become headings and whole paragraphs, with the section each stands in.

Belongs here: joining lines that a page or line break cut, telling headings from paragraphs, sections.
Does not: the list of contents (`contents`), figures in the text (that is `conform`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipelines.extract.model import Box, Spot, TextBlock, TextLine
from pipelines.extract.text.cjk import CJK
from pipelines.extract.text.contents import contents_blocks, ends_entry, entry_text, is_title

_LEVELS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"^第[一二三四五六七八九十]+部分")),
    (2, re.compile(r"^[一二三四五六七八九十]+、")),
    (3, re.compile(r"^[（(][一二三四五六七八九十]+[)）]、?")),
    (4, re.compile(r"^\d+\s*[.．、](?!\d)")),
    (5, re.compile(r"^[（(]\d+[)）]")),
)
_SENTENCE_END = re.compile(r"[。；;：:！？!?]$")
_SUM_OF_MONEY = re.compile(r"\d\s*(?:万元|亿元|元|%|％)")
_BEGINS_BLOCK = re.compile(r"^(?:[-•·]\s*(?=[^\d\s])|备注|注\d*[:：])")
_BULLET = re.compile(r"^[-•·]\s*")
MAX_HEADING_LENGTH = 60
_PART = re.compile(r"^第[一二三四五六七八九十]+部分$")
_FOOTNOTE = re.compile(r"^(?:[①-⑳]|[*※]|\[\d{1,2}\]|注\d)")
# Larger than the running text by this factor: a heading, even without a number.
_HEADING_SIZE: Final = 1.12
# Smaller than the running text by this factor at the foot of a page: a footnote.
_FOOTNOTE_SIZE: Final = 0.9
# A part's number and its name stand on lines of their own, at most this many font sizes apart.
_PART_GAP: Final = 6.0


def outline_level(text: str) -> int:
    """Depth of the numbering a line begins with (1 for 第一部分 … 5 for （1）), 0 without numbering."""
    for level, pattern in _LEVELS:
        if pattern.match(text):
            return level
    return 0


def is_heading(text: str) -> bool:
    """Whether a whole block is a heading: numbered, short, states no money, does not end a sentence."""
    level = outline_level(text)
    if level == 0 or len(text) > MAX_HEADING_LENGTH or _SUM_OF_MONEY.search(text):
        return False
    body = text.rstrip("：:")
    return level <= 4 and not re.search(r"[。；;，,：:]", body)


class SectionTree:
    """The headings a reader would have in mind at a given place."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []

    def enter(self, level: int, title: str) -> None:
        """Go into a heading: it replaces every heading of its depth or deeper."""
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, title))

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._path)


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text outside tables. `_ends` holds for each block how many lines were read and where that led."""

    blocks: tuple[TextBlock, ...]
    _ends: tuple[tuple[int, tuple[str, ...]], ...]

    def section_at(self, line_count: int) -> tuple[str, ...]:
        """Headings above what stands after the first `line_count` lines."""
        path: tuple[str, ...] = ()
        for end, reached in self._ends:
            if end > line_count:
                break
            path = reached
        return path


def narrate(lines: list[TextLine]) -> Narrative:
    """Headings, paragraphs and contents entries in reading order, each with its section."""
    groups = join_lines(lines)
    texts = [joined(group) for group in groups]
    contents = contents_blocks(texts, [group[0].spot.page for group in groups])
    body = _body_size(lines)
    number = {id(line): i for i, line in enumerate(lines, start=1)}
    tree = SectionTree()
    blocks, ends = [], []
    reached = 0
    for index, (group, text) in enumerate(zip(groups, texts, strict=True), start=1):
        section = tree.path
        if index - 1 in contents:
            block = TextBlock(index, "contents", 0, entry_text(text), _spot_of(group))
        elif level := _heading_level(group, text, body):
            tree.enter(level, text)
            block = TextBlock(index, "heading", level, text, _spot_of(group), tree.path[:-1])
        else:
            block = TextBlock(index, "paragraph", 0, _BULLET.sub("", text), _spot_of(group), section)
        blocks.append(block)
        reached = max([reached, *(number[id(line)] for line in group)])
        ends.append((reached, tree.path))
    return Narrative(tuple(blocks), tuple(ends))


def _heading_level(group: list[TextLine], text: str, body: float) -> int:
    """Depth of a heading by its number, or 1 for a large line without one; 0 for what is no heading."""
    if is_heading(text):
        return outline_level(text)
    is_large = body > 0 and group[0].size >= _HEADING_SIZE * body
    may_be = len(group) <= 3 and 1 < len(text) <= MAX_HEADING_LENGTH and re.search(CJK, text)
    is_plain = not _SUM_OF_MONEY.search(text) and not re.search(r"[。；;，,]$|[：:]", text)
    return int(bool(is_large and may_be and is_plain and not outline_level(text)))


def _body_size(lines: list[TextLine]) -> float:
    """Font size of most of the text; 0 where sizes are unknown."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def join_lines(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """Group printed lines into blocks: each group is one heading or one whole paragraph.

    Footnotes at the foot of a page do not part the paragraph that goes on over the page end: they follow it.
    """
    printed = [line for line in lines if line.text.strip()]
    margins = _Margins(printed)
    footnotes = _footnotes(printed)
    groups: list[list[TextLine]] = []
    waiting: list[list[TextLine]] = []
    for line in printed:
        target = waiting if id(line) in footnotes else groups
        if target and margins.continues(target[-1][-1], line, is_heading(joined(target[-1]))):
            target[-1].append(line)
            continue
        if target is groups:
            groups.extend(waiting)
            waiting = []
        target.append([line])
    return groups + waiting


def _footnotes(lines: list[TextLine]) -> set[int]:
    """Lines (by identity) in small print at the foot of their page that begin with a footnote's mark."""
    body = _body_size(lines)
    found: set[int] = set()
    small: list[TextLine] = []
    for i, line in enumerate(lines):
        is_small = 0 < line.size <= _FOOTNOTE_SIZE * body
        if not is_small or (small and small[-1].spot.page != line.spot.page):
            small = []
        if is_small:
            small.append(line)
        is_last = i + 1 == len(lines) or lines[i + 1].spot.page != line.spot.page
        if is_last and small:
            begin = next((k for k, s in enumerate(small) if _FOOTNOTE.match(s.text.strip())), None)
            found.update(id(s) for s in small[begin:] if begin is not None)
            small = []
    return found


def joined(lines: list[TextLine]) -> str:
    """Text of a block: no space where a line break stands between Chinese characters or digits."""
    text = ""
    for line in lines:
        piece = line.text.strip()
        is_latin = re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", piece)
        if text and (is_latin or _PART.match(text)):
            text += " "
        text += piece
    return text


class _Margins:
    """Left and right margins of the running text of every page.

    Only lines in the page's commonest font size count: a long title may stand out into the margins.
    """

    def __init__(self, lines: list[TextLine]) -> None:
        self._left: dict[int, float] = {}
        self._right: dict[int, float] = {}
        sizes: dict[int, Counter[float]] = {}
        for line in lines:
            sizes.setdefault(line.spot.page, Counter())[round(line.size, 1)] += len(line.text)
        for line in lines:
            page = line.spot.page
            if line.spot.box is None or round(line.size, 1) != sizes[page].most_common(1)[0][0]:
                continue
            self._left[page] = min(self._left.get(page, line.spot.box.x0), line.spot.box.x0)
            self._right[page] = max(self._right.get(page, line.spot.box.x1), line.spot.box.x1)

    def continues(self, previous: TextLine, line: TextLine, previous_is_heading: bool) -> bool:
        """Whether `line` goes on with the block that `previous` ended."""
        text = line.text.strip()
        if previous.spot.box is None or line.spot.box is None:
            return _continues_by_punctuation(previous.text.strip(), text, previous_is_heading)
        size = line.size or (line.spot.box.bottom - line.spot.box.top)
        same_page = line.spot.page == previous.spot.page
        if _PART.match(previous.text.strip()):
            gap = line.spot.box.top - previous.spot.box.bottom
            is_name = len(text) <= MAX_HEADING_LENGTH and not _SENTENCE_END.search(text)
            return same_page and is_name and not outline_level(text) and gap <= _PART_GAP * size
        if previous.size and line.size and abs(previous.size - line.size) > 0.2 * size:
            return False
        if same_page and line.spot.box.top - previous.spot.box.bottom > 2.5 * size:
            return False
        if _BEGINS_BLOCK.match(text) or outline_level(text) == 1:
            return False
        if ends_entry(previous.text) or is_title(previous.text):
            return False
        fills_line = previous.spot.box.x1 >= self._right[previous.spot.page] - 2.2 * size
        if outline_level(text) and (previous_is_heading or not fills_line or _ends_sentence(previous)):
            return False
        if self._is_centred(line, size) and (self._is_centred(previous, size) or fills_line):
            return same_page and not outline_level(text)
        if line.spot.box.x0 > self._left[line.spot.page] + 1.2 * size:
            return False
        # A long word or figure may wrap early: an unfinished sentence goes on all the same.
        return fills_line or not (_ends_sentence(previous) or previous_is_heading)

    def _is_centred(self, line: TextLine, size: float) -> bool:
        """Whether a line stands in the middle of its page's text, clear of the left margin on either side."""
        box, page = line.spot.box, line.spot.page
        assert box is not None
        middle = (self._left[page] + self._right[page]) / 2
        return abs((box.x0 + box.x1) / 2 - middle) < 0.6 * size and (
            abs(box.x0 - self._left[page]) > 2.5 * size
        )


def _ends_sentence(line: TextLine) -> bool:
    return bool(_SENTENCE_END.search(line.text.strip()))


def _continues_by_punctuation(previous: str, text: str, previous_is_heading: bool) -> bool:
    """Without geometry: a paragraph goes on until a sentence ends or a numbered line begins."""
    if previous_is_heading or _SENTENCE_END.search(previous) or _BULLET.match(text):
        return False
    if outline_level(text) or outline_level(previous) == 1:
        return False
    return bool(re.search(rf"(?:{CJK}|[，、0-9）”])$", previous)) and len(previous) > 20


def _spot_of(group: list[TextLine]) -> Spot:
    first = group[0].spot
    boxes = [line.spot.box for line in group if line.spot.page == first.page and line.spot.box]
    return Spot(first.page, Box.around(boxes) if boxes else None, first.locator)
