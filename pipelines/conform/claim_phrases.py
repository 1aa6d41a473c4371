"""The phrase before a figure → which measure, of which funds, year and basis; how sure that is.

Belongs here: the grammar of such phrases over the catalogue. Does not: whose figure it is when the phrase
names nothing (`claims`), items of the classifications (`claim_items`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

Confidence = Literal["high", "medium", "low", "none"]

_YEAR = re.compile(r"(?P<year>20\d\d)(?:年度?|度)(?!\d)")
_EDGES = ",;。:、"
_QUOTES = re.compile(r"[“”\"'‘’]")
_COMPARED = re.compile(
    r"(?:比|较|与|同)(?P<base>(?:(?P<year>20\d\d)年?度?|上年|去年|上一年度?|本年)[^比较与同]*?)(?:相比|比较|相较)?,?$"
)
_COMPARED_FIRST = re.compile(
    r"^(?:比|较|与|同)(?:20\d\d年?度?|上年度?|去年|上一年度?)(?:年初)?(?:预算|决算|执行)?数?(?:相比|比较|相较)?,?"
)
# `本年数小于上年预算数 29.65 万元`
_BESIDE = re.compile(
    r"(?:本年数?)?(?P<word>大于|高于|多于|小于|低于|少于)(?P<base>(?:20\d\d年?度?|上年|去年)[^,。;]*?)$"
)
_BASE = re.compile(r"(?:比|较|与|同|于)[^,。;]{0,20}?(?:(?P<year>20\d\d)年?|(?P<before>上年|去年|上一年))")
_FINAL = re.compile(r"决算|执行数|实际支出|支出执行|预算执行")
_BUDGET = re.compile(r"预算")
_OF_FUNDS = re.compile(r"(?:一般公共|政府性基金|国有资本经营)预算")


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase the narrative uses for a measure; `scope` limits it to sections that speak of that."""

    subject: str
    scope: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The closed classes of words around a name (see claim_words.yaml)."""

    lead: re.Pattern[str]
    introducing: re.Pattern[str]
    trailing: re.Pattern[str]
    filler: re.Pattern[str]
    organisation: re.Pattern[str]
    funding: tuple[tuple[str, re.Pattern[str]], ...]
    direction: re.Pattern[str]
    down: re.Pattern[str]
    reason: re.Pattern[str]
    purpose: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says. `stem` is the name without the words around it; empty when it names nothing."""

    stem: str
    year: int | None
    basis: str
    funding: str
    is_entry: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """A subject with its item and how sure it is; `source` says where the name stood."""

    subject: str = "unknown"
    item: str = ""
    item_code: str | None = None
    confidence: Confidence = "none"
    source: str = ""

    @property
    def is_known(self) -> bool:
        return self.subject != "unknown"

    def from_(self, source: str, confidence: Confidence) -> Meaning:
        """The same meaning read from another place than the phrase, at most as sure as `confidence`."""
        order = ("none", "low", "medium", "high")
        return replace(self, source=source, confidence=min(self.confidence, confidence, key=order.index))


UNKNOWN = Meaning()


@cache
def subjects() -> tuple[Subject, ...]:
    """Catalogue of names; where several fit, the longest one is meant, then the first."""
    path = resources.files("pipelines.conform.catalogue").joinpath("claim_subjects.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(Subject(r["subject"], r["scope"], re.compile(r["pattern"])) for r in rows)


@cache
def words() -> Words:
    """The grammar's closed word classes, compiled once."""
    path = resources.files("pipelines.conform.catalogue").joinpath("claim_words.yaml")
    spec: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Words(
        lead=re.compile(f"^(?:{spec['lead']})+"),
        introducing=re.compile(f"^(?:{spec['introducing']})+"),
        trailing=re.compile(f"(?:{spec['trailing']})+$"),
        filler=re.compile(f"^{spec['filler']}$"),
        organisation=re.compile(f"{spec['organisation']}(?:本级|机关)?$"),
        funding=tuple((name, re.compile(pattern)) for name, pattern in spec["funding"].items()),
        direction=re.compile(
            f"(?:各|均|共|同比|分别|相应|约|净)*(?P<word>{spec['up']}|{spec['down']})(?:了|为|约|达|各)*$"
        ),
        down=re.compile(spec["down"]),
        reason=re.compile(spec["reason"]),
        purpose=re.compile(spec["purpose"]),
    )


def read_phrase(phrase: str) -> Phrase:
    """Cut a phrase down to the name in it."""
    text = words().lead.sub("", phrase)
    is_entry = text != phrase
    text = words().lead.sub("", words().introducing.sub("", text))
    year = None
    for match in list(_YEAR.finditer(text))[-1:]:
        year = int(match["year"])
        after = _stem(text[match.end() :])
        text = after or text[: match.start()]
    stem = _stem(text)
    return Phrase(stem, year, basis_of(phrase), funding_of(phrase), is_entry)


def _stem(text: str) -> str:
    text = _QUOTES.sub("", text).rstrip(_EDGES)
    while text and (match := words().trailing.search(text)) and match.start() < len(text):
        text = text[: match.start()].rstrip(_EDGES)
    return text.lstrip(_EDGES)


def basis_of(text: str) -> str:
    """Whether a text speaks of accounts (`final`) or of a budget; empty when it says neither."""
    if _FINAL.search(text):
        return "final"
    return "budget" if _BUDGET.search(_OF_FUNDS.sub("", text)) else ""


def funding_of(text: str) -> str:
    """The funds a text names; empty when it names none or several."""
    named = [name for name, pattern in words().funding if pattern.search(text)]
    if len(named) == 2 and named[1] == "fiscal_appropriation":
        return named[0]
    return named[0] if len(named) == 1 else ""


def meaning_of(stem: str, scope: str, is_count: bool = False) -> Meaning:
    """The measure a name stands for. What precedes it must be filler or a publisher's name; before the name
    of counted things (`优先保障优秀项目 3 个`) anything may stand.
    """
    best: tuple[int, int, str, str] | None = None
    for order, candidate in enumerate(subjects()):
        if candidate.scope not in ("", scope) or (not stem and candidate.scope == ""):
            continue
        match = candidate.pattern.search(stem)
        if match and (best is None or (match.start(), order) < best[:2]):
            item = match.groupdict().get("item") or ""
            best = (match.start(), order, candidate.subject, item)
    if best is None:
        return UNKNOWN
    rest = stem[: best[0]]
    if words().filler.match(rest):
        return Meaning(best[2], best[3], confidence="high", source="phrase")
    if (
        is_count
        or words().organisation.search(rest)
        or words().organisation.search(re.sub(_fund_words(), "", rest))
    ):
        return Meaning(best[2], best[3], confidence="medium", source="phrase")
    return UNKNOWN


@cache
def _fund_words() -> str:
    return (
        r"(?:使用|用|的|安排|一般公共预算|政府性基金预算|财政拨款|拨款|当年|部门|单位|预算|总体|财政|年度)+$"
    )


def direction_of(phrase: str) -> tuple[str, str, str] | None:
    """`increase` or `decrease`, the compared text and what stands before it; None for no change."""
    if beside := _BESIDE.search(phrase):
        down = beside["word"] in ("小于", "低于", "少于")
        return ("decrease" if down else "increase", beside["base"], phrase[: beside.start()])
    match = words().direction.search(phrase)
    if match is None:
        return None
    before = phrase[: match.start()]
    compared = _COMPARED.search(before)
    name = _COMPARED_FIRST.sub("", before[: compared.start()] if compared else before)
    down = bool(words().down.search(match["word"]))
    return ("decrease" if down else "increase", compared["base"] if compared else "", name)


def base_of(text: str, fiscal_year: int | None) -> int | None:
    """The year a text compares with, as printed; `上年` is the year before the document's."""
    match = _BASE.search(text)
    if match is None:
        return None
    if match["year"]:
        return int(match["year"])
    return fiscal_year - 1 if fiscal_year else None


def is_base(phrase: str) -> bool:
    """Whether the figure after a phrase is the compared year's own (`比2025年年初预算数 9,819.98 万元`)."""
    match = _COMPARED.search(phrase)
    return bool(
        match and match.start() == 0 and not _stem(re.sub(r"^(?:20\d\d年?度?|上年|去年)", "", match["base"]))
    )
