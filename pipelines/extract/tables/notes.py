"""The note below a table: 备注 and 说明 of one or several lines, sentences that declare a table empty.

Belongs here: which lines below a grid are its note, and the note's text. Does not: captions, narrative.
"""

from __future__ import annotations

import re
from typing import Final

from pipelines.extract.model import TextLine
from pipelines.extract.text.cjk import comparable

_NOTE = re.compile(
    r"^(?:备注|附注|注释|注|说明|填表说明|[*※★])\d*[:：.．、]|^注\s*\d|^[*※]\s*[^\d\s*]|^[（(]?备?注[:：]"
)
_EMPTY_SENTENCE = re.compile(
    r"(?:没有|无|未).{0,40}(?:安排|支出|收入|数据|预算|项目|采购)|本表(?:为空|无数据)|空表"
)
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])"
)
_NUMBERED = re.compile(r"^(?:[（(]?(\d{1,2})[)）.．、]|注(\d{1,2})[:：])")
_NUMBER_REACHED = re.compile(r"^(?:备?注[:：]?)?[（(]?(\d{1,2})[)）.．、]|^注(\d{1,2})[:：]")
_SENTENCE_END = re.compile(r"[。；;！!]$")
# Lines of one note follow each other at most this many font sizes apart.
_LINE_GAP: Final = 1.8


def begins_note(line: TextLine, *, table_is_empty: bool) -> bool:
    """Whether a line right below a table begins its note (备注…, or a sentence declaring it empty)."""
    text = comparable(line.text)
    if _NOTE.match(text):
        return True
    is_empty_sentence = _EMPTY_SENTENCE.search(text) and not _HEADING.match(text)
    return bool(table_is_empty and is_empty_sentence and (len(text) > 8 or "无" in text))


def goes_on(note: list[TextLine], line: TextLine) -> bool:
    """Whether a line is a further line of the note above it.

    It is when it follows closely in the same size and either the sentence above has not ended or it bears
    the next number of the note's list.
    """
    previous = note[-1]
    a, b = previous.spot.box, line.spot.box
    text = line.text.strip()
    if a is None or b is None or previous.spot.page != line.spot.page or not text or _HEADING.match(text):
        return False
    size = line.size or b.bottom - b.top
    is_below = 0.5 * size <= b.top - a.top and b.top - a.bottom <= _LINE_GAP * size
    if abs(previous.size - line.size) > 0.1 * size or not is_below:
        return False
    number = _NUMBERED.match(text)
    if number:
        return _last_number(note) + 1 == int(number.group(1) or number.group(2))
    if _NOTE.match(comparable(text)):
        return True
    right = max([b.x1, *(x.spot.box.x1 for x in note if x.spot.box)])
    fills_line = a.x1 >= right - 2 * size and b.x0 <= a.x0 + size
    return fills_line and not _SENTENCE_END.search(previous.text.strip())


def note_text(note: list[TextLine]) -> str:
    """The note's paragraphs, one a line: printed lines of one sentence are joined."""
    text = ""
    for i, line in enumerate(note):
        piece = line.text.strip()
        begins = i == 0 or _NUMBERED.match(piece) or _NOTE.match(comparable(piece))
        ends = i > 0 and _SENTENCE_END.search(note[i - 1].text.strip()) and line.spot.box is None
        text += piece if i == 0 else ("\n" if begins or ends else "") + piece
    return text


def _last_number(note: list[TextLine]) -> int:
    """The number the list of a note has reached: `注：1.` counts."""
    for line in reversed(note):
        if found := _NUMBER_REACHED.match(comparable(line.text)):
            return int(found.group(1) or found.group(2))
    return 0
