"""Figures that the narrative states: amount, share, change against a base year, rate; and head counts.

Belongs here: turning a paragraph's tokens into records of `claims`.
Does not: head counts (`headcounts`), comparing claims with tables (that is `reconcile`).
A figure that no rule reads is an outcome.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from pipelines.conform.headcounts import HeadcountReader
from pipelines.conform.money import UNIT_WORDS, read_amount, to_yuan
from pipelines.conform.sentences import Token, fold, tokens
from pipelines.extract.document import SECTION_SEPARATOR, spot_fields
from pipelines.extract.model import Outcome, TextBlock

Record = dict[str, Any]

_CHANGE = re.compile(r"(?P<word>增加|增长|上升|提高|减少|下降|降低|压减)了?$")
_BASE_YEAR = re.compile(r"(?:比|较|与|同)(?:上年|(?P<year>20\d\d)年)")
_OWN_YEAR = re.compile(r"(?P<year>20\d\d)年(?!预算(?:减少|增加))")
_DOWN = re.compile(r"减少|下降|降低|压减")
_SHARE = re.compile(r"(?:占|占比|比重)(?:为)?[^，。]*$")
_LEAD = re.compile(
    r"^(?:\d+\.|\(?[一二三四五六七八九十\d]+[)、.])?(?:其中|包括|收入包括|支出包括|主要包括)?[:：]?"
    r"(?:20\d\d年)?(?:本?(?:部门|单位))?(?:财政拨款资金安排|资金安排|预算中纳入|共有)?"
)
_PROJECT_LEAD = re.compile(r"^\(\d+\)(?P<name>.+?)(?:项目)?$")
_AS_OF = re.compile(r"截至(?P<year>20\d\d)年")
_GLOSSARY = re.compile(r"名词解释|名称解释|专业性较强")
_SCOPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("three_public", re.compile(r"三公")),
    ("operating_cost", re.compile(r"机关运行经费")),
    ("service_purchase", re.compile(r"购买服务")),
    ("procurement", re.compile(r"政府采购")),
    ("assets", re.compile(r"国有资产|资产占有|车辆")),
    ("performance", re.compile(r"绩效")),
    ("gov_fund", re.compile(r"政府性基金")),
    ("general_budget", re.compile(r"一般公共预算")),
    ("fiscal_appropriation", re.compile(r"财政拨款")),
    ("all_funds", re.compile(r"部门(?:收支|收入|支出)|收支(?:预算)?总体|单位(?:收支|收入|支出)")),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase the narrative uses for a measure; `scope` limits it to sections that speak of that."""

    subject: str
    scope: str
    pattern: re.Pattern[str]


@cache
def subjects() -> tuple[Subject, ...]:
    """Catalogue of phrases, most specific first."""
    path = resources.files("pipelines.conform.catalogue").joinpath("claim_subjects.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return tuple(Subject(r["subject"], r["scope"], re.compile(r["pattern"])) for r in rows)


@dataclass(slots=True)
class NarrativeReader:
    """Reads all paragraphs of one document."""

    document_id: str
    fiscal_year: int | None
    claims: list[Record] = field(default_factory=list)
    headcounts: HeadcountReader = field(init=False)
    outcomes: list[Outcome] = field(default_factory=list)
    figures_in: int = 0

    def __post_init__(self) -> None:
        self.headcounts = HeadcountReader(self.document_id)

    def read(self, blocks: tuple[TextBlock, ...]) -> None:
        """Read every paragraph; figures in a glossary are examples and declared so."""
        for block in blocks:
            if block.kind != "paragraph":
                continue
            self._read_block(block)

    def _read_block(self, block: TextBlock) -> None:
        found = tokens(block.text)
        self.figures_in += len(found)
        if any(_GLOSSARY.search(part) for part in block.section):
            self._leave_out(block, found, "FIGURE_IN_GLOSSARY", "an explanation of terms states no figures")
            return
        current: Record | None = None
        self.headcounts.begin_paragraph()
        for token in found:
            if token.kind == "count" and token.unit in ("人", "名"):
                refusal = self.headcounts.take(block, token)
                if refusal:
                    self._leave_out(block, [token], "FIGURE_NOT_HEADCOUNT", refusal)
            elif token.kind == "flat":
                self._take_flat(block, current, token)
            elif token.kind == "percent":
                self._take_percent(block, current, token)
            elif token.kind == "count":
                current = self._take_count(block, current, token)
            elif _CHANGE.search(token.phrase) and current is not None:
                self._take_change(current, token)
            elif self._completes_count(current, token):
                assert current is not None
                self._set_amount(current, token)
            else:
                current = self._begin(block, token)

    def _begin(self, block: TextBlock, token: Token) -> Record:
        """A new claim: an amount of money or a count, with the phrase before it as its subject."""
        scope = _scope_of(block, token.sentence)
        subject, item = _subject_of(token.phrase, scope)
        own_year = _OWN_YEAR.search(token.phrase) or _AS_OF.search(fold(block.text))
        claim: Record = {
            "claim_id": f"{self.document_id[:12]}-b{block.index:03d}-{len(self.claims) + 1:03d}",
            "document_id": self.document_id,
            "block_index": block.index,
            "section": SECTION_SEPARATOR.join(block.section),
            "scope": scope,
            "subject": subject,
            "subject_text": token.phrase,
            "item": item,
            "claim_year": int(own_year["year"]) if own_year else self.fiscal_year,
            "amount_yuan": None,
            "amount_text": "",
            "money_unit": "unknown",
            "quantity": None,
            "quantity_unit": "",
            "share_percent": None,
            "share_text": "",
            "base_year": None,
            "direction": "",
            "change_yuan": None,
            "change_text": "",
            "rate_percent": None,
            "rate_text": "",
            "sentence": token.sentence,
            **spot_fields(block.spot),
        }
        if token.kind == "money":
            self._set_amount(claim, token)
        else:
            claim["quantity"], claim["quantity_unit"] = float(token.number.replace(",", "")), token.unit
        self.claims.append(claim)
        if subject == "unknown":
            self._say(block, token, "CLAIM_SUBJECT_UNKNOWN", f"no catalogue phrase matches {token.phrase!r}")
        return claim

    def _take_count(self, block: TextBlock, current: Record | None, token: Token) -> Record | None:
        """A count of things: its name stands before it (`车辆 2 辆`) or after it (`7 个项目…目标`)."""
        scope = _scope_of(block, token.sentence)
        for phrase in (token.phrase, token.after):
            if phrase and _subject_of(phrase, scope)[0] not in ("unknown", "project_budget"):
                return self._begin(block, replace(token, phrase=phrase))
        self._leave_out(block, [token], "FIGURE_NOT_READ", "a count that the catalogue does not follow")
        return current

    def _set_amount(self, claim: Record, token: Token) -> None:
        value = read_amount(token.number).value
        assert value is not None
        claim["money_unit"] = UNIT_WORDS[token.unit]
        claim["amount_yuan"] = to_yuan(value, claim["money_unit"])
        claim["amount_text"] = token.text

    def _completes_count(self, current: Record | None, token: Token) -> bool:
        """`优秀项目 3 个 172 万元`: the money right after a count belongs to it."""
        return (
            current is not None
            and current["quantity"] is not None
            and not current["amount_text"]
            and not token.phrase
        )

    def _take_change(self, claim: Record, token: Token) -> None:
        value = read_amount(token.number).value
        assert value is not None
        change = to_yuan(value, UNIT_WORDS[token.unit])
        down = bool(_DOWN.search(token.phrase))
        claim["change_yuan"] = -change if down else change
        claim["change_text"] = token.text
        claim["direction"] = "decrease" if down else "increase"
        claim["base_year"] = self._base_year(token.phrase)

    def _take_percent(self, block: TextBlock, claim: Record | None, token: Token) -> None:
        percent = float(Decimal(token.number.replace(",", "")))
        if claim is not None and _SHARE.search(token.phrase):
            claim["share_percent"], claim["share_text"] = percent, token.text
        elif claim is not None and re.search(r"(?:增加|增长|上升|提高|减少|下降|降低)了?$", token.phrase):
            down = bool(_DOWN.search(token.phrase))
            claim["rate_percent"], claim["rate_text"] = (-percent if down else percent), token.text
            if not claim["direction"]:
                claim["direction"] = "decrease" if down else "increase"
            if claim["base_year"] is None:
                claim["base_year"] = self._base_year(token.phrase)
        else:
            self._leave_out(block, [token], "FIGURE_NOT_READ", "a percentage that belongs to no amount")

    def _take_flat(self, block: TextBlock, claim: Record | None, token: Token) -> None:
        if claim is None:
            self._leave_out(block, [token], "FIGURE_NOT_READ", "持平 without an amount before it")
            return
        claim["direction"] = "flat"
        claim["change_yuan"] = Decimal("0.00")
        claim["change_text"] = "持平"
        claim["base_year"] = self._base_year(token.phrase)

    def _base_year(self, phrase: str) -> int | None:
        match = _BASE_YEAR.search(phrase)
        if match is None:
            return None
        if match["year"]:
            return int(match["year"])
        return self.fiscal_year - 1 if self.fiscal_year else None

    def _leave_out(self, block: TextBlock, found: list[Token], code: str, detail: str) -> None:
        for token in found:
            self._say(block, token, code, detail)

    def _say(self, block: TextBlock, token: Token, code: str, detail: str) -> None:
        self.outcomes.append(
            Outcome(code, "info", detail, block.spot.page, text=f"{token.phrase}{token.text}"[-60:])
        )


def _scope_of(block: TextBlock, sentence: str) -> str:
    """Funds a claim speaks of: the nearest heading that names them, then the sentence."""
    for heading in reversed(block.section):
        key = fold(heading)
        for scope, pattern in _SCOPES:
            if pattern.search(key) and not (scope == "all_funds" and "财政拨款" in key):
                return scope
    return next((scope for scope, pattern in _SCOPES if pattern.search(sentence)), "other")


def _subject_of(phrase: str, scope: str) -> tuple[str, str]:
    """Measure and item of a phrase. A numbered entry of a list of projects names its project."""
    key = re.sub(r"[“”\"'‘’]", "", _LEAD.sub("", fold(phrase)))
    for candidate in subjects():
        if candidate.scope in ("", scope) and candidate.pattern.search(key):
            return candidate.subject, ""
    listed = _PROJECT_LEAD.match(fold(phrase))
    if listed and listed["name"].strip():
        return "project_budget", re.sub(r"[“”\"]", "", listed["name"])
    return "unknown", ""
