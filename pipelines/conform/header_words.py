"""What one label of a table's header says, by a vocabulary that knows neither table nor region.

Belongs here: normalising a header label, looking it up, years and units of money inside it.
Does not: what the labels of one column mean together (`columns`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.conform.catalogue import HeaderWord, header_words
from pipelines.extract.text.cjk import comparable

_YEAR = re.compile(r"^(20\d\d)年?(?:度)?(?:部门|单位|本级)?(?=\D|$)")
_UNIT_IN_LABEL = re.compile(
    r"\((?:单位[:：])?(?:人民币)?(亿元|万元|千元|元)\)|[,，、]?单位[:：](亿元|万元|千元|元)$"
)
_LEADING = re.compile(r"^(?:其中|一|二|三|四|五|六|\d{1,2})?[:：、.]")
_THIS_YEAR = re.compile(r"^(?:本年度?|当年|本级)")
_SHORTEST_WORD = 2
# Facets whose words run together in one label, and those of which a label names only one.
_ONE_EACH = frozenset({"fund", "kind", "subject", "economic", "scope"})
_JOINABLE = _ONE_EACH | {"sum", "basis", "neutral"}
_COLUMN_NUMBER = re.compile(r"\d{1,2}(?:=[\d+\-()]+)?|\*+|栏次|[A-Z]")


@dataclass(frozen=True, slots=True)
class Label:
    """One header label: its comparable text without year and unit, and the word it is (None: unknown)."""

    key: str
    word: HeaderWord | None
    year: int | None = None
    money_unit: str = ""


@lru_cache(maxsize=20_000)
def read_label(text: str) -> Label | None:
    """What a header label says; None for a blank or a column number."""
    key = comparable(text)
    if not key or _COLUMN_NUMBER.fullmatch(key):
        return None
    unit = _UNIT_IN_LABEL.search(key)
    bare = _UNIT_IN_LABEL.sub("", key)
    bare = _LEADING.sub("", bare)
    bare = re.sub(r"^其中", "", bare).rstrip(":：")
    if not bare:
        return None
    year = _YEAR.match(bare)
    if year:
        bare = bare[year.end() :]
    word = _lookup(bare) if bare else None
    return Label(
        bare or key,
        word,
        int(year[1]) if year else None,
        (unit[1] or unit[2]) if unit else "",
    )


def _lookup(key: str) -> HeaderWord | None:
    """The word a label is; a word may be introduced as this year's (本年基本支出 is 基本支出)."""
    for reading in (key, _THIS_YEAR.sub("", key)):
        for word in header_words():
            if word.pattern.fullmatch(reading):
                return word
    return None


@lru_cache(maxsize=20_000)
def words_within(label: Label) -> tuple[Label, ...]:
    """The label as known words run together (基本支出预算数 is 基本支出 and 预算数); empty if it is not.

    The whole label must be words, and none may contradict another: two kinds of expenditure or two funds
    in one label are a name no one has described, and stay unknown.
    """
    if label.word is not None:
        return (label,)
    found = cut_into_words(label.key)
    facets = [w.facet for _, w in found if w.facet in _ONE_EACH]
    if len(facets) != len(set(facets)) or not any(w.facet != "neutral" for _, w in found):
        return ()
    return tuple(
        Label(key, word, label.year if n == 0 else None, label.money_unit if n == 0 else "")
        for n, (key, word) in enumerate(found)
    )


@lru_cache(maxsize=20_000)
def cut_into_words(key: str) -> tuple[tuple[str, HeaderWord], ...]:
    """The fewest words a key is cut into, longer ones first; empty when something is left over."""
    best: tuple[tuple[str, HeaderWord], ...] = ()
    for end in range(len(key), _SHORTEST_WORD - 1, -1):
        word = _lookup(key[:end])
        if word is None or word.facet not in _JOINABLE:
            continue
        if end == len(key):
            return ((key, word),)
        rest = cut_into_words(key[end:])
        if rest and (not best or len(rest) + 1 < len(best)):
            best = ((key[:end], word), *rest)
    return best
