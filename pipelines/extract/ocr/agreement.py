"""Which of two readings to believe, and whether to believe it.

Belongs here: figures and codes, signs that are taken for one another, punctuation of Chinese text.
Does not: pictures. Nothing here makes a figure out of what is none without saying that it is in doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.ocr.recogniser import Seen
from pipelines.extract.text.cjk import CJK

# A figure is certain when both readings are equal and no character of either scores below these.
SURE_FIRST, SURE_SECOND = 0.8, 0.6
# Text is certain when no character scores below this; with two equal readings, below the other.
SURE_TEXT, SURE_TEXT_TWICE = 0.7, 0.35
_DIGIT_LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "l": "1", "I": "1", "|": "1", "€": "6", "S": "5", "B": "8"}
)
_FIGURE_SIGNS = set("0123456789.,-+()%‰/:*~ ")
_GROUPED = re.compile(r"^[-+(]?\d{1,3}(?:,\d{3})*(?:\.\d+)?\)?[%‰]?$")
_PLAIN = re.compile(r"^[-+(]?\d+(?:\.\d+)?\)?[%‰]?$")
_CODE = re.compile(r"^[0-9A-Z]*\d[0-9A-Z]*$")
# Figures in parts or with a sign before them.
_PARTED = re.compile(
    r"""^(?: \d+(?:[-/:~]\d+)+                # telephone numbers, ranges, ratios, times
          | \d{4}\.\d{1,2}(?:\.\d{1,2})?     # a day or month
          | \d{4}\.\d{1,2}-\d{4}\.\d{1,2}   # from month to month
          | [≥≤><=]{1,2}\d+(?:\.\d+)?[%‰]?  # a bound
          | -\d+-                           # a page number
    )$""",
    re.VERBOSE,
)
_PUNCTUATED = str.maketrans({"。": ".", "、": ",", "—": "-", "–": "-", "−": "-", "－": "-", "·": "."})
# Signs that print as one blob each, so that blobs can be counted against characters.
_ONE_BLOB_EACH = re.compile(r"^[-0-9A-Z.,()]+$")
_PAGE_NUMBER = re.compile(r"^-\d+-$")
_CHINESE = re.compile(CJK)
_FULL_AFTER_CHINESE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_AFTER_CHINESE = re.compile(rf"(?<={CJK})[,;:?!](?={CJK}|[《（〔“]|$)")
_CLOSES = {"(": ")", "（": "）", "〔": "〕", "[": "]", "【": "】", "《": "》"}


@dataclass(frozen=True, slots=True)
class Settled:
    """The text that is believed and whether it is in doubt."""

    text: str
    is_doubtful: bool


def is_figure_like(text: str) -> bool:
    """Whether a reading is, or wants to be, a figure or a code: such cells are read twice."""
    folded = folded_figure(text).translate(_DIGIT_LOOKALIKES)
    if not folded:
        return False
    digits = sum(c.isdigit() for c in folded)
    return digits * 2 >= len(folded) or (digits > 0 and set(folded) <= _FIGURE_SIGNS)


def folded_figure(text: str) -> str:
    """A figure in half-width signs without spaces: for comparing readings."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_PUNCTUATED))


def is_well_formed(figure: str) -> bool:
    """Whether a folded figure is an amount with right grouping and brackets, a percentage or a code."""
    if figure.startswith("(") != figure.endswith(")") and ("(" in figure or ")" in figure):
        return False
    return any(form.match(figure) for form in (_GROUPED, _PLAIN, _CODE, _PARTED))


def settle_figure(first: Seen, second: Seen, blobs: int) -> Settled:
    """The figure of a cell read twice; `blobs` is the number of separate pieces of ink on the line.

    Certain only if both readings are equal, no character is weak, the figure is well formed, nothing had
    to be exchanged and there is no more ink than characters.
    """
    one, two = folded_figure(first.text), folded_figure(second.text)
    if one == two:
        chosen, weak = first, first.worst < SURE_FIRST or second.worst < SURE_SECOND
    else:
        weak = True
        chosen = max((first, second), key=lambda s: (is_well_formed(folded_figure(s.text)), s.worst))
    figure = folded_figure(chosen.text)
    missed = bool(_ONE_BLOB_EACH.match(figure)) and blobs > len(figure)
    if _CHINESE.search(figure):
        return Settled(tidy_text(chosen.text), weak)
    doubtful = weak or missed or not is_well_formed(figure)
    if not is_well_formed(figure):
        mended = re.sub(r"%[0oO]$", "‰", figure).translate(_DIGIT_LOOKALIKES)
        if is_well_formed(mended) and sum(c.isdigit() for c in figure) * 2 >= len(figure):
            figure = mended
        else:
            # No figure after all: shown as it was read.
            return Settled(tidy_text(chosen.text), True)
    if _PAGE_NUMBER.match(figure):
        return Settled(tidy_text(chosen.text), doubtful)
    return Settled(figure, doubtful)


def settle_text(first: Seen, second: Seen | None, *, is_small: bool = False) -> Settled:
    """Text read once, or twice where the first reading was weak or the print `is_small`."""
    if second is None:
        return Settled(tidy_text(first.text), first.worst < SURE_TEXT)
    one, two = tidy_text(first.text), tidy_text(second.text)
    if one == two:
        least = SURE_TEXT if is_small else SURE_TEXT_TWICE
        return Settled(one, max(first.worst, second.worst) < least)
    better = max((first, second), key=lambda s: s.mean)
    return Settled(tidy_text(better.text), True)


def tidy_text(text: str) -> str:
    """Punctuation as Chinese print has it: the model mixes up the widths of marks it cannot tell apart.

    Marks between Chinese characters are full-width; a closing bracket takes the kind of the opening one.
    """
    text = _AFTER_CHINESE.sub(lambda m: _FULL_AFTER_CHINESE[m.group()], text.strip())
    signs = list(text)
    open_signs: list[str] = []
    for index, sign in enumerate(signs):
        if sign in _CLOSES:
            open_signs.append(sign)
        elif sign in _CLOSES.values() and open_signs:
            signs[index] = _CLOSES[open_signs.pop()]
    return "".join(signs)


def pieces_of(spans: Sequence[tuple[int, int]]) -> int:
    """How many separate pieces of ink a line has; those one above the other count once."""
    count, end = 0, -1
    for x0, x1 in sorted(spans):
        if x0 >= end:
            count += 1
            end = x1
        else:
            # Slanted neighbours overlap by a pixel; parts of one sign lie over one another.
            overlap = min(end, x1) - x0
            if overlap * 2 < x1 - x0 and x1 > end:
                count += 1
            end = max(end, x1)
    return count
