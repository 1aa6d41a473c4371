"""Printed lines become headings and whole paragraphs, with the section each stands in.

Belongs here: joining lines that a page or line break cut, telling headings from paragraphs, sections.
Does not: figures in the text (that is `conform`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pipelines.extract.cjk import CJK, comparable
from pipelines.extract.model import Box, Spot, TextBlock, TextLine

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
_CONTENTS_TITLE = re.compile(r"目录$")


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


def join_lines(lines: Iterable[TextLine]) -> list[list[TextLine]]:
    """Group printed lines into blocks: each group is one heading or one whole paragraph."""
    printed = [line for line in lines if line.text.strip()]
    margins = _Margins(printed)
    groups: list[list[TextLine]] = []
    for line in printed:
        if groups and margins.continues(groups[-1][-1], line, is_heading(joined(groups[-1]))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(lines: list[TextLine]) -> str:
    """Text of a block: no space where a line break stands between Chinese characters or digits."""
    text = ""
    for line in lines:
        piece = line.text.strip()
        if text and re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", piece):
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
        if previous.size and line.size and abs(previous.size - line.size) > 0.2 * size:
            return False
        same_page = line.spot.page == previous.spot.page
        if same_page and line.spot.box.top - previous.spot.box.bottom > 2.5 * size:
            return False
        if _BEGINS_BLOCK.match(text) or outline_level(text) == 1:
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


def to_blocks(groups: list[list[TextLine]]) -> list[TextBlock]:
    """Headings, paragraphs and contents entries in reading order, each with its section."""
    texts = [joined(group) for group in groups]
    contents = _contents_range(texts)
    tree = SectionTree()
    blocks = []
    for index, (group, text) in enumerate(zip(groups, texts, strict=True), start=1):
        section = tree.path
        if index - 1 in contents:
            kind, level, section = "contents", 0, ()
        elif is_heading(text):
            kind, level = "heading", outline_level(text)
            tree.enter(level, text)
            section = tree.path[:-1]
        else:
            kind, level = "paragraph", 0
        blocks.append(
            TextBlock(index, kind, level, _BULLET.sub("", text), _spot_of(group), section)  # type: ignore[arg-type]
        )
    return blocks


def _contents_range(texts: list[str]) -> range:
    """Blocks between a 目录 title and the place where its first entry is printed again as a heading."""
    keys = [comparable(_BULLET.sub("", t)) for t in texts]
    start = next((i for i, key in enumerate(keys) if _CONTENTS_TITLE.search(key)), None)
    if start is None or start + 1 >= len(keys):
        return range(0)
    first_entry = re.sub(r"[.…·]*\d*$", "", keys[start + 1])
    for i in range(start + 2, len(keys)):
        if first_entry and keys[i].startswith(first_entry):
            return range(start + 1, i)
    return range(0)


def _spot_of(group: list[TextLine]) -> Spot:
    first = group[0].spot
    boxes = [line.spot.box for line in group if line.spot.page == first.page and line.spot.box]
    return Spot(first.page, Box.around(boxes) if boxes else None, first.locator)
