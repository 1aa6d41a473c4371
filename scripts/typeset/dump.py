"""The text dump of the first document as paragraphs and rows of fields, with the dump's damage undone.

Belongs here: cutting the dump into blocks, cleaning one field, joining paragraphs that page ends cut.
Does not: layout (`layout`), forms and indicators (`forms`, `indicators`).
What the department itself printed wrongly is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CJK = "\u3400-\u9fff（）《》“”、，。；："
# The space after 第一部分 is print, not damage.
_SPACE_IN_WORD = re.compile(rf"(?<=[{CJK}])(?<!部分)[ \u3000]+(?=[{CJK}])")
_SPACE_AFTER_COLON = re.compile(r"(?<=[:：])[ \u3000]+")
_SPLIT_CODE = re.compile(r"^(\d{11}[RYT]\d+) (\d+)$")
_CHECKED = re.compile(r"<input\b[^>]*\bchecked\b[^>]*>")
_UNCHECKED = re.compile(r"<input\b[^>]*>")
_PARAGRAPH_TAG = re.compile(r"\s*</?p>\s*")
_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、"
    r"|[（(][\d一二三四五六七八九十]+[)）]|\d+[.、]|- |备注)"
)
_SENTENCE_END = re.compile(r"[。；;：:]$")
# A shorter paragraph without a full stop is a heading or a name, not one half of a sentence.
_SHORTEST_CUT_PARAGRAPH = 22

TICKED, UNTICKED = "√", "□"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between two blank lines: one row of fields a line in a table, one field a line otherwise."""

    rows: tuple[tuple[str, ...], ...]
    is_table: bool

    @property
    def lines(self) -> list[str]:
        """The lines of a block that is no table."""
        return [row[0] for row in self.rows]


def clean(text: str) -> str:
    """One field as it would have been printed.

    Tick boxes become signs, `<p>` ends a line, spaces inside words go, a split project code is joined.
    Spaces between single characters (`收 入 总 计`) are the printed letter-spacing of a label and stay.
    """
    text = _UNCHECKED.sub(UNTICKED, _CHECKED.sub(TICKED, text))
    text = _PARAGRAPH_TAG.sub("\n", text).strip()
    text = re.sub(r"\n+", "\n", text)
    if match := _SPLIT_CODE.match(text):
        return match[1] + match[2]
    if len(text) > 1 and all(len(part) == 1 for part in text.split(" ")):
        return text
    return _SPACE_AFTER_COLON.sub("", _SPACE_IN_WORD.sub("", text))


def read_blocks(text: str) -> list[Block]:
    """The dump's blocks in order, every field cleaned."""
    blocks: list[Block] = []
    current: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip() or "\t" in line:
            current.append(line)
        elif current:
            is_table = any("\t" in c for c in current)
            rows = tuple(tuple(clean(f) for f in (c.split("\t") if is_table else [c])) for c in current)
            blocks.append(Block(rows, is_table))
            current = []
    return blocks


def join_cut_paragraphs(lines: list[str]) -> list[str]:
    """Put together paragraphs that the end of a page had cut in two."""
    joined: list[str] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _goes_on(before: str, line: str) -> bool:
    if before.startswith("第") or len(before) < _SHORTEST_CUT_PARAGRAPH:
        return False
    return not _SENTENCE_END.search(before) and not _NUMBERED.match(line)
