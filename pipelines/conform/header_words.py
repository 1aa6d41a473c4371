"""What one label of a table's header says, by a vocabulary that knows neither table nor region.

Belongs here: normalising a header label, looking it up, years and units of money inside it.
Does not: what the labels of one column mean together (`columns`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.conform.catalogue import HeaderWord, economic_items, header_words
from pipelines.conform.role_grammar import role_of
from pipelines.extract.text.cjk import comparable

_YEAR = re.compile(r"^(20\d\d)年?(?:度)?(?:部门|单位|本级)?(?=\D|$)")
_YEAR_ALONE = re.compile(r"\(?20\d\d年?度?\)?")
_YEAR_ASIDE = re.compile(r"\((20\d\d)年度?\)$")
_UNIT_IN_LABEL = re.compile(
    r"\((?:单位[:：])?(?:人民币)?(亿元|万元|千元|元)\)|(?:[,，、]?单位[:：]|/)(亿元|万元|千元|元)$"
)
_LEADING = re.compile(
    r"^(?:(?:其中|[一二三四五六七八九十]+|\d{1,2})?[:：、.]|\((?:[一二三四五六七八九十]+|\d{1,2})\))"
)
# 合计(1=2+3), 小计(栏次2): how the columns of a form are numbered.
_FORMULA = re.compile(r"\((?:栏次?)?(?:\d{1,2}|[A-Z])(?:[=+\-*/()]+(?:\d{1,2}|[A-Z]))*\)$")
# Uyghur, Tibetan, Mongolian and Yi beside the Chinese in the papers of autonomous regions.
# How columns are divided, not what they hold: 按收入性质分.
_DIVISION = re.compile(r"按.{2,10}(?:分|划分|分类)")
_OTHER_SCRIPTS = re.compile(
    r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff\u0f00-\u0fff\u1800-\u18af\ua000-\ua4cf]+"
)
_CODED = re.compile(r"\[?(?P<code>3\d{2}(?:\d{2})?)\]?[-—_]?(?P<name>[^\d].*)")
_THIS_YEAR = re.compile(r"^(?:本年度?|当年|本级)")
_SHORTEST_WORD = 2
# Facets whose words run together in one label, and those of which a label names only one.
_ONE_EACH = frozenset({"fund", "kind", "subject", "economic", "scope"})
_JOINABLE = _ONE_EACH | {"sum", "basis", "period", "change", "narrow", "neutral"}
# A label that is nothing but a year heads the amounts of that year.
_AMOUNT = HeaderWord("basis", "", re.compile(""), ("year",))
_DIVIDES = HeaderWord("neutral", "", _DIVISION, ("division",))
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
    key = comparable(_OTHER_SCRIPTS.sub("", text))
    if not key or _COLUMN_NUMBER.fullmatch(key):
        return None
    unit = _UNIT_IN_LABEL.search(key)
    bare = _FORMULA.sub("", _UNIT_IN_LABEL.sub("", key))
    bare = _LEADING.sub("", bare)
    bare = re.sub(r"^其中", "", bare).strip(":：*")
    if not bare:
        return None
    year = _YEAR.match(bare)
    if year:
        bare = bare[year.end() :]
    elif year := _YEAR_ASIDE.search(bare):
        bare = bare[: year.start()]
    word = _lookup(bare) if bare else _AMOUNT if _YEAR_ALONE.fullmatch(key) else None
    return Label(
        bare or key,
        word,
        int(year[1]) if year else None,
        (unit[1] or unit[2]) if unit else "",
    )


def _lookup(key: str) -> HeaderWord | None:
    """The word a label is: a row of the vocabulary, an economic class, or a name of a label column.

    A word may be introduced as this year's (本年基本支出 is 基本支出).
    """
    for reading in (key, _THIS_YEAR.sub("", key)):
        word = _row(reading) or _economic(reading)
        if word is not None:
            return word
    return _DIVIDES if _DIVISION.fullmatch(key) else role_of(key)


def _row(key: str) -> HeaderWord | None:
    return next((word for word in header_words() if word.pattern.fullmatch(key)), None)


def _economic(key: str) -> HeaderWord | None:
    """A class of the official economic classification, by its name or by code and name (30101基本工资)."""
    coded = _CODED.fullmatch(key)
    name = coded["name"] if coded else key
    for item in economic_items():
        if name == item.name and (coded is None or coded["code"] == item.code):
            facet = "economic" if item.measure.startswith("economic_") else "subject"
            return HeaderWord(facet, item.measure, re.compile(re.escape(item.name)), ("official",))
    word = _row(name) if coded else None
    return word if word is not None and word.facet == "economic" else None


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
