"""Radicals and compatibility forms become the characters a reader sees (`⽤` → `用`, `⻋` → `车`).

Belongs here: the one table (`radicals.csv`) and its use, character by character.
Does not: NFKC of whole strings, which would also change full-width brackets and digits. Where NFKC gives
a traditional form (`⼾`) or nothing (most of U+2E80-2EFF), the table says what mainland print means.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def radical_table() -> dict[int, str]:
    """Code point → character, for `str.translate`."""
    text = resources.files(__package__).joinpath("radicals.csv").read_text(encoding="utf-8")
    return {ord(row["printed"]): row["character"] for row in csv.DictReader(text.splitlines())}


def without_radicals(text: str) -> str:
    """The text with radicals of U+2E80-2FDF and forms of U+F900-FAFF replaced; all else untouched."""
    return text.translate(radical_table())
