"""Chinese text into pieces an index can hold: pairs of characters; words and numbers whole.

Belongs here: cutting texts and questions. Does not: the index (see `index`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_CHINESE: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
_RUN: Final = re.compile(rf"[{_CHINESE}]+|[0-9a-z]+(?:\.[0-9]+)?")
_IS_CHINESE: Final = re.compile(rf"[{_CHINESE}]")


def folded(text: str) -> str:
    """Text as it is compared: full-width forms narrow, small letters, no separators in numbers."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"(?<=\d),(?=\d{3})", "", plain)


def pieces(text: str) -> str:
    """The pieces of a text, separated by spaces; pieces of different runs never touch in a phrase."""
    return " ".join(_pieces(folded(text)))


def _pieces(text: str) -> Iterator[str]:
    for run in _RUN.findall(text):
        if _IS_CHINESE.match(run):
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            yield run[-1]
        else:
            yield run
        yield "_"


def question(text: str) -> str:
    """What the reader typed as an FTS5 query: every word must occur; "" when it holds nothing to find."""
    wanted = []
    for run in _RUN.findall(folded(text)):
        if not _IS_CHINESE.match(run) or len(run) == 1:
            wanted.append(f'"{run}"*')
        else:
            pairs = " ".join(run[i : i + 2] for i in range(len(run) - 1))
            wanted.append(f'"{pairs}"')
    return " AND ".join(wanted)


def found_words(text: str) -> list[str]:
    """The words of a question, longest first, for marking them in a result."""
    return sorted(set(_RUN.findall(folded(text))), key=len, reverse=True)
