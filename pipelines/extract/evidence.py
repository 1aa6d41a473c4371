"""What speaks for a cell and against it: changes, doubts, and the confidence made of them.

Belongs here: the words engines may use in a `Reading`, how much each doubt weighs, kinds of numbers.
Does not: finding the doubts (engines do), amounts and units of money (that is `conform`).
Confidence is evidence, not a model's score: 1 minus what the doubts cost, never below 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

CHANGES: Final[dict[str, str]] = {
    "radical": "a radical or compatibility form became the character a reader sees",
    "double": "characters printed twice for boldness were read once",
    "hidden": "white, invisible or skewed characters (watermarks) were left out",
    "hyphen": "a control character that stands for a hyphen became one",
    "space": "spaces between Chinese characters were closed up",
    "joined": "printed lines were joined into one text",
    "cut": "the halves of a cell cut by a page break were joined",
    "hung": "a mark that hangs over the rule was kept with its text",
    "markup": "markup of the file format was taken off",
    "formatted": "a stored number was written as its format shows it",
}
"""Cleaning steps that keep the meaning: they are recorded and cost no confidence."""

DOUBTS: Final[dict[str, float]] = {
    "unmapped": 1.0,  # a character without a known meaning: the text cannot be trusted at all
    "open_edge": 0.05,  # a rule of the cell is missing on one side, closed by the table's frame
    "overflow": 0.1,  # text reaches over the cell's edge: its end may belong to the neighbour
    "borderless": 0.2,  # no rules: the cell was cut out by alignment
    "ocr": 0.1,  # read from pixels with good scores
    "ocr_doubt": 0.6,  # read from pixels with a low score, or two readings differ
    "ocr_mark": 0.4,  # a tick, dash or box told from its shape
    "engines_differ": 0.5,  # a second engine read something else
    "cached_value": 0.0,  # a formula's stored result; nothing was recomputed
    "no_cached_value": 1.0,  # a formula without a stored result
}
"""Doubts and what each costs."""

NumberKind = Literal["number", "blank", "dash", "slash", "text"]

_NUMBER = re.compile(
    r"^[-−－+(（]?\s*[\d０-９]{1,3}(?:[,，][\d０-９]{3})*(?:[.．][\d０-９]+)?\s*[)）]?[%％‰]?$"
)
_BARE_NUMBER = re.compile(r"^[-−－+(（]?\s*[\d０-９]+(?:[.．][\d０-９]+)?\s*[)）]?[%％‰]?$")
_DASHES = re.compile(r"^[-−－–—―─]+$")
_SLASHES = re.compile(r"^[/／\\]+$")


def confidence(flags: Iterable[str]) -> float:
    """1.0 for a cell without doubts; each doubt takes its share of what is left."""
    left = 1.0
    for flag in flags:
        left *= 1.0 - DOUBTS[flag]
    return round(left, 4)


def number_kind(text: str) -> NumberKind:
    """What a cell shows in the place of a number. Blank, a dash and 0 are three different things."""
    stripped = text.strip()
    if not stripped:
        return "blank"
    if "\u2e80" <= stripped[0] < "\uff00":
        return "text"  # most labels begin with a Chinese character: no need to try the patterns
    if _DASHES.match(stripped):
        return "dash"
    if _SLASHES.match(stripped):
        return "slash"
    return "number" if _NUMBER.match(stripped) else "text"
