"""Unit, year and kind as a link's words suggest them. Hints, never facts: the document itself decides.

Belongs here: reading hints. Does not: matching documents to units for good (see `conform`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipelines.collect.sources import SourceUnit

_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)\s*(?:年|度|部门|单位|预|决|$)")
_ANY_YEAR: Final = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_LEVEL: Final = re.compile(r"[（(](?:本级|机关|汇总|含下属单位|本级及[^）)]*)[）)]|本级|\s")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the words beside a link suggest; None where they suggest nothing or contradict themselves."""

    unit_id: str | None = None
    fiscal_year: int | None = None
    kind: str | None = None


def read_hints(texts: Iterable[str], units: Iterable[SourceUnit]) -> Hints:
    """Hints from texts in order of trust (link, page title, column): the first that says a thing counts."""
    unit_id: str | None = None
    year: int | None = None
    kind: str | None = None
    names = _names(tuple(units))
    for text in texts:
        plain = unicodedata.normalize("NFKC", text)
        year = year or _year(plain)
        kind = kind or _kind(plain)
        unit_id = unit_id or _unit(plain, names)
    return Hints(unit_id, year, kind)


def _year(text: str) -> int | None:
    for pattern in (_YEAR, _ANY_YEAR):
        years = {int(y) for y in pattern.findall(text)}
        if len(years) == 1:
            return years.pop()
        if years:
            return None
    return None


def _kind(text: str) -> str | None:
    budget, final = "预算" in text, "决算" in text
    if budget != final:
        return "budget" if budget else "final"
    return None


@lru_cache(maxsize=64)
def _names(units: tuple[SourceUnit, ...]) -> list[tuple[str, str]]:
    names = [
        (_LEVEL.sub("", unicodedata.normalize("NFKC", name)), u.unit_id)
        for u in units
        if u.parent_unit_id is None
        for name in (u.name, *u.aliases)
    ]
    children = [
        (_LEVEL.sub("", unicodedata.normalize("NFKC", name)), u.unit_id)
        for u in units
        if u.parent_unit_id is not None
        for name in (u.name, *u.aliases)
    ]
    own = {name for name, _ in names}
    return sorted([*names, *(c for c in children if c[0] not in own)], key=lambda n: -len(n[0]))


def _unit(text: str, names: list[tuple[str, str]]) -> str | None:
    plain = _LEVEL.sub("", text)
    for name, unit_id in names:
        if len(name) >= 3 and name in plain:
            return unit_id
    return None
