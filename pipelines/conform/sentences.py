"""A paragraph cut into the figures it states: money, percentages, counts, unchanged amounts, thresholds.

Belongs here: tokens with their places in the text, their bracket depth and the phrase before each.
Does not: meaning (`claim_phrases`), whose figure it is (`claims`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

TokenKind = Literal["money", "percent", "count", "flat", "threshold"]

_NUMBER = r"(?P<number>(?:(?<=[\u4e00-\u9fff])[-−])?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?))"
_COUNT_UNITS = "人次|人(?![员次均才民])|名|辆|个(?!百分点)|台|套|批次?|平方米"
_TOKEN = re.compile(
    rf"{_NUMBER}(?P<unit>为?亿元|为?万元|千元|元(?![/旦])|%|{_COUNT_UNITS})"
    r"|(?P<flat>持平|(?:相同|一致|无变化|没有变化|无增减变化|保持不变)(?=[,;。、)(]|$))"
)
_THRESHOLD = re.compile(r"\(?含?\)?(?:以上|以下|及以上)")
_OPENING, _CLOSING = "(“《[", ")”》]"
# `收、支总计` is one name; every other 、 parts two.
_DELIMITER = re.compile(r"[,;。::!?]|(?<!收)(?<!收入)、|、(?!支)")


@dataclass(frozen=True, slots=True)
class Token:
    """A figure in a paragraph.

    `phrase` is the text between it and the delimiter or token before it, `after` the text that follows
    up to the next delimiter, `before` everything since the figure before it (or the paragraph's start).
    `start`/`end` index the folded text; `number` is the printed number without unit. `depth` counts the
    brackets around it: a figure in brackets belongs to what stands before them.
    """

    kind: TokenKind
    phrase: str
    after: str
    number: str
    unit: str
    start: int
    end: int
    sentence: str
    before: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        return self.number + self.unit


def fold(text: str) -> str:
    """The paragraph with widths folded and spaces removed: every figure reads the same way."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def places(text: str) -> list[int]:
    """For every character of `fold(text)` the index of the printed character it comes from."""
    return [
        index
        for index, printed in enumerate(text)
        for _ in range(len(fold(printed)) if not printed.isascii() else int(not printed.isspace()))
    ]


def pieces(text: str) -> list[str]:
    """The clauses of a text, cut at delimiters that stand outside quotes and closed brackets."""
    cuts, opened = [0], list[int]()
    for index, character in enumerate(text):
        if character in _OPENING:
            opened.append(index)
        elif character in _CLOSING:
            if opened:
                opened.pop()
            else:
                cuts.append(index + 1)
    inside = _closed_spans(text)
    cuts += [m.end() for m in _DELIMITER.finditer(text) if not any(a < m.start() < b for a, b in inside)]
    cuts += [index + 1 for index in opened]
    cuts = sorted(set(cuts))
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _closed_spans(text: str) -> list[tuple[int, int]]:
    spans, opened = [], list[int]()
    for index, character in enumerate(text):
        if character in _OPENING:
            opened.append(index)
        elif character in _CLOSING and opened:
            spans.append((opened.pop(), index))
    return spans


def tokens(text: str) -> list[Token]:
    """All figures of a paragraph in order, over `fold(text)`."""
    folded = fold(text)
    found: list[Token] = []
    previous_end = 0
    depth = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        before = folded[previous_end:start]
        depth = _depth(depth, before)
        found.append(
            Token(
                _kind(match, folded),
                before.rsplit("。", 1)[-1] if match["flat"] else pieces(before)[-1],
                _DELIMITER.split(folded[end:])[0],
                (match["number"] or "").replace("−", "-"),
                (match["unit"] or "").lstrip("为"),
                start,
                end,
                _sentence(folded, start, end),
                before,
                depth,
            )
        )
        previous_end = end
    return found


def _kind(match: re.Match[str], folded: str) -> TokenKind:
    if match["flat"]:
        return "flat"
    if match["unit"] == "%":
        return "percent"
    if not match["unit"].endswith("元"):
        return "count"
    return "threshold" if _THRESHOLD.match(folded, match.end()) else "money"


def _depth(depth: int, text: str) -> int:
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(depth - 1, 0)
    return depth


def _sentence(folded: str, start: int, end: int) -> str:
    left = max(folded.rfind("。", 0, start), folded.rfind(";", 0, start)) + 1
    rights = [p for p in (folded.find("。", end), folded.find(";", end)) if p >= 0]
    right = min(rights) + 1 if rights else len(folded)
    return folded[left:right]
