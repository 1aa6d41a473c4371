"""Small text helpers for Chinese print: spaces inside words, numerals, comparable labels.

Belongs here: functions from text to text that say nothing about tables or money.
Does not: NFKC over whole strings (it destroys full-width brackets that must be shown as printed).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CJK = r"[\u3400-\u9fff\uf900-\ufaff\u3007]"
_CJK_OR_MARK = r"[\u3400-\u9fff\uf900-\ufaff\u3007（）《》“”、，。；：？！]"
_SPACE_BETWEEN_CJK = re.compile(rf"(?<={_CJK_OR_MARK})[ \t\u3000\u00a0]+(?={_CJK_OR_MARK})")
_QUOTES_AND_SPACES = re.compile(r"[“”\"'‘’《》〈〉\s]+")
_NUMERALS = {"廿": "二十", "卅": "三十"}


def close_up(text: str) -> str:
    """Remove spaces between Chinese characters (`事业单 位经营` → `事业单位经营`); keep all others."""
    return _SPACE_BETWEEN_CJK.sub("", text.replace("\u3000", " ").strip())


@lru_cache(maxsize=8192)
def comparable(text: str) -> str:
    """A key under which two spellings of one label are equal: width, brackets, spaces, numerals folded.

    `廿一、其他支出` and `二十一、 其他支出` give the same key. For comparing only, never for showing.
    """
    folded = unicodedata.normalize("NFKC", text)
    for short, long in _NUMERALS.items():
        folded = folded.replace(short, long)
    return _QUOTES_AND_SPACES.sub("", folded)
