"""What the lines around a table say: title, unit of money, publisher, number of the table, note below.

Belongs here: sorting the text lines before and after a grid into those roles.
Does not: what a title means or what a unit is worth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.extract.cjk import comparable
from pipelines.extract.model import TextLine

_UNIT = re.compile(r"(?:金额)?(?:单位|金位)[:：]\s*(?:人民币)?\s*(?:亿元|万元|千元|元)")
_PUBLISHER = re.compile(
    r"^(?:部门/单位|(?:编制|填报|预算|公开)?(?:部门|单位)(?:名称)?|(?:资金)?主管部门)[:：]"
)
_DATE = re.compile(r"^(?:申报日期|填报日期|编制日期)[:：]?|^[(（]?20\d\d[(（]?年度?[)）]?$")
_NUMBER = re.compile(
    r"^(?:公开|预算|附)?(?:表|件)?[\d一二三四五六七八九十-]+(?:表|件)?$|^附件[\d一二三四五六七八九十]+$"
)
_NOTE = re.compile(r"^(?:备注|注|说明|注释)[:：]|^注\d*[:：.]")
_EMPTY_SENTENCE = re.compile(r"(?:没有|无|未).{0,40}(?:安排|支出|收入|数据)|本表(?:为空|无数据)|空表")
_SENTENCE_END = re.compile(r"[。；;！!]$")
MAX_TITLE_LENGTH = 70
MAX_CAPTION_LINES = 6


@dataclass(slots=True)
class Caption:
    """Lines printed above a table, by role. `lines` are those used, in printed order."""

    title: TextLine | None = None
    unit: TextLine | None = None
    publisher: TextLine | None = None
    others: list[TextLine] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)


def read_caption(before: list[TextLine]) -> Caption:
    """Roles of the lines right before a table; reads upwards and stops at what is not a caption.

    The title is the nearest line that is short, is no sentence and has no other role. Two title lines
    of equal kind are not merged: the nearer one is the table's own.
    """
    caption = Caption()
    for line in reversed(before[-MAX_CAPTION_LINES:]):
        text = comparable(line.text)
        if is_unit_line(line.text) and caption.unit is None:
            caption.unit = line
            if _PUBLISHER.match(text) and not text.startswith("单位:"):
                caption.publisher = line
        elif _PUBLISHER.match(text) and caption.publisher is None:
            caption.publisher = line
        elif _DATE.match(text) or _NUMBER.match(text):
            caption.others.append(line)
        elif caption.title is None and _may_be_title(text):
            caption.title = line
        else:
            break
        caption.lines.insert(0, line)
    return caption


def is_unit_line(text: str) -> bool:
    """Whether a line states a unit of money (`单位：万元`, also beside a publisher on the same line)."""
    return bool(_UNIT.search(text.replace(" ", "").replace("\u3000", "")))


def is_note(line: TextLine, *, table_is_empty: bool) -> bool:
    """Whether a line right below a table is its note (备注…, or a sentence declaring it empty)."""
    text = comparable(line.text)
    return bool(_NOTE.match(text) or (table_is_empty and _EMPTY_SENTENCE.search(text)))


def _may_be_title(text: str) -> bool:
    return 2 < len(text) <= MAX_TITLE_LENGTH and not _SENTENCE_END.search(text) and not _NOTE.match(text)
