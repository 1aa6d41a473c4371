"""A paragraph cut into the figures it states: money, percentages, counts, years, direction words.

Belongs here: tokens with their places in the text, and the phrase before each. Does not: meaning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["money", "percent", "count", "flat", "none_stated"]

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_TOKEN = re.compile(
    rf"{_NUMBER}(?P<unit>亿元|万元|千元|元|%|人(?![员次均才民])|名|辆|个|台|套)"
    rf"|(?P<flat>持平)"
)
_QUANTITY_UNITS = frozenset({"人", "名", "辆", "个", "台", "套"})
_DELIMITER = re.compile(r"[，,、；;。：:！？!?]")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure in a paragraph. `phrase` is the text between it and the delimiter or token before it,
    `after` the text that follows up to the next delimiter.

    `start`/`end` index the folded text of the paragraph; `number` is the printed number without unit.
    """

    kind: TokenKind
    phrase: str
    after: str
    number: str
    unit: str
    start: int
    end: int
    sentence: str

    @property
    def text(self) -> str:
        return self.number + self.unit


def fold(text: str) -> str:
    """The paragraph with widths folded and spaces removed: every figure reads the same way."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def tokens(text: str) -> list[Token]:
    """All figures of a paragraph in order, over `fold(text)`."""
    folded = fold(text)
    found: list[Token] = []
    previous_end = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        before = folded[previous_end:start]
        phrase = _DELIMITER.split(before)[-1]
        if match["flat"]:
            kind: TokenKind = "flat"
            phrase = before.rsplit("。", 1)[-1]
        elif match["unit"] == "%":
            kind = "percent"
        elif match["unit"] in _QUANTITY_UNITS:
            kind = "count"
        else:
            kind = "money"
        found.append(
            Token(
                kind,
                phrase,
                _DELIMITER.split(folded[end:])[0],
                match["number"] or "",
                match["unit"] or "",
                start,
                end,
                _sentence(folded, start, end),
            )
        )
        previous_end = end
    return found


def _sentence(folded: str, start: int, end: int) -> str:
    left = max(folded.rfind("。", 0, start), folded.rfind("；", 0, start), folded.rfind(";", 0, start)) + 1
    rights = [p for p in (folded.find("。", end), folded.find(";", end), folded.find("；", end)) if p >= 0]
    right = min(rights) + 1 if rights else len(folded)
    return folded[left:right]
