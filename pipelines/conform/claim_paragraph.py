"""One paragraph while its figures are read: which claim a figure without a name belongs to, and what its
label, its headings and the clauses before it name.

Belongs here: scope, funds and names by context; the claims of the paragraph so far. Does not: the grammar
of a phrase (`claim_phrases`), records (`claims`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pipelines.conform.claim_items import KnownItems, item_of, marked_item, project_of
from pipelines.conform.claim_phrases import UNKNOWN, Meaning, funding_of, meaning_of, read_phrase, words
from pipelines.conform.self_descriptions import customary_name, is_unit_name
from pipelines.conform.sentences import Token, fold, pieces
from pipelines.extract.model import TextBlock

Record = dict[str, Any]

_SCOPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("three_public", re.compile(r"三公|公务接待费|公务用车购置|因公出国")),
    ("operating_cost", re.compile(r"机关运行经费|行政经费")),
    ("service_purchase", re.compile(r"购买服务")),
    ("procurement", re.compile(r"政府采购")),
    ("assets", re.compile(r"国有资产|资产占|资产使用|车辆|资产配置")),
    ("performance", re.compile(r"绩效")),
    ("gov_fund", re.compile(r"政府性基金")),
    ("general_budget", re.compile(r"一般公共预算")),
    ("fiscal_appropriation", re.compile(r"财政拨款")),
    ("all_funds", re.compile(r"部门(?:收支|收入|支出)|收支(?:预算)?总体|单位(?:收支|收入|支出)")),
)
_LABEL = re.compile(r"^(?P<label>.{2,60}?)[。:](?=.)")
_OF_ALL = re.compile(r"收支|收入|支出")
_LIST = re.compile(r"其中[:,(]?|包括[:]?|分别为[:]?")
_NO_NAME = re.compile(r"^(?:支出|收入|费用|经费)?$")
_KINDS_OF_VEHICLES = (
    "vehicles_confidential",
    "vehicles_emergency",
    "vehicles_law_enforcement",
    "vehicles_special",
)
_STOCK_OR_PLAN = ("vehicles_total", "vehicles_planned", "equipment_planned")
_OF_PROJECTS = ("project_expenditure", "performance_funds", "projects_with_goals")
_NO_ENTRY = re.compile(
    r"^(?:需|共|约|预计|合同|总投资|总额|按|据|根据|每|其|该|由|已|并|以|在|对|向|从|为|将|可|拟|较|比)|完成|尾款|用于|支付|标准"
)


@dataclass(slots=True)
class ProjectList:
    """Whether the paragraphs that follow list projects (`项目支出 1,313.80 万元，具体包括：`)."""

    section: tuple[str, ...] | None = None

    def open(self, block: TextBlock) -> None:
        """What follows in this section are projects."""
        self.section = block.section

    def holds(self, block: TextBlock) -> bool:
        return self.section == block.section


@dataclass
class Paragraph:
    """Context of one paragraph. `begun` are its claims with the bracket depth each was begun at."""

    block: TextBlock
    known: KnownItems
    projects: ProjectList
    begun: list[tuple[int, Record]] = field(default_factory=list)
    head: Record | None = None
    parts: int = 0
    ends: dict[str, int] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        return fold(self.block.text)

    @cached_property
    def label(self) -> str:
        """The name a paragraph opens with, before its first full stop or colon (`（一）公务接待费。…`)."""
        match = _LABEL.match(self.text)
        return match["label"] if match and not re.search(r"\d(?:万|亿)?元", match["label"]) else ""

    def about(self, publisher: str | None) -> str:
        """The unit that a heading above is about, where it is another than the document's publisher."""
        for heading in reversed(self.block.section):
            name = words().lead.sub("", fold(heading))
            if is_unit_name(re.sub(r"\([^()]*\)$", "", name)):
                return "" if publisher and customary_name(name) == customary_name(fold(publisher)) else name
        return ""

    def scope_of(self, sentence: str) -> str:
        """What the section speaks of: label, then the nearest heading that names it, then the sentence."""
        for heading in (self.label, *reversed([fold(h) for h in self.block.section])):
            for scope, pattern in _SCOPES:
                if pattern.search(heading) and not (scope == "all_funds" and "财政拨款" in heading):
                    return scope
        return next((scope for scope, pattern in _SCOPES if pattern.search(sentence)), "other")

    def funding(self, phrase: str) -> str:
        """Funds a figure is of: named by its phrase, by the claim it is a part of, by label or heading."""
        if named := funding_of(phrase):
            return named
        if self.head is not None and self.head["funding"]:
            return str(self.head["funding"])
        for heading in (self.label, *reversed([fold(h) for h in self.block.section])):
            if named := funding_of(heading):
                return named
            if _OF_ALL.search(heading):
                return "all"
        return ""

    def current(self, token: Token) -> Record | None:
        """The claim a figure without a name belongs to: the last one not in deeper brackets; after a list of
        parts has ended with its sentence, the claim they are parts of."""
        if _ends_sentence(token) and self.head is not None and self.parts > 1:
            return self.head
        return next((claim for depth, claim in reversed(self.begun) if depth <= token.depth), None)

    def notice(self, token: Token) -> None:
        """Follow the lists of parts: `其中：` makes the claim before it the head of those after it."""
        if self.begun and (_LIST.search(token.before) or token.before.startswith(":")):
            self.head, self.parts = self.begun[-1][1], 0

    def settle(self, token: Token, claim: Record) -> None:
        """A figure has been taken for a claim; what closes a list with its sentence has then been used."""
        self.ends[claim["claim_id"]] = token.end
        if _ends_sentence(token) and claim is not self.head and not _LIST.search(token.before):
            self.head, self.parts = None, 0

    def begin(self, token: Token, claim: Record) -> None:
        """A new claim stands; it is one more part where a list is being read."""
        self.begun.append((token.depth, claim))
        self.settle(token, claim)
        self.parts += self.head is not None

    def find(self, meaning: Meaning) -> Record | None:
        """The latest claim of the paragraph with this meaning that states no change yet."""
        same = (
            c for _, c in reversed(self.begun) if (c["subject"], c["item"]) == (meaning.subject, meaning.item)
        )
        return next((c for c in same if not c["change_text"]), None)

    def resolve(self, phrase: str, token: Token, scope: str) -> Meaning:
        """The meaning of a phrase; where it names nothing, of label, clause, head of a list, heading."""
        return self.as_planned(self._resolve(phrase, token, scope))

    def _resolve(self, phrase: str, token: Token, scope: str) -> Meaning:
        read = read_phrase(phrase)
        if read.basis == "final" and _NO_NAME.match(read.stem) and self._states_budget():
            before = self.begun[-1][1]
            return Meaning(before["subject"], before["item"], before["item_code"], "medium", "previous")
        if read.stem and _NO_NAME.match(read.stem) and _adjoins_figure(token):
            return UNKNOWN
        if _NO_NAME.match(read.stem) and (read.basis or not read.stem):
            named = self._named_elsewhere(token, scope)
            if named.is_known:
                return named
        meaning = marked_item(read.stem, self.known)
        if not meaning.is_known:
            meaning = meaning_of(read.stem, scope)
        if meaning.is_known or not read.stem:
            return meaning
        if self._lists_projects(token, read.is_entry) and not _NO_ENTRY.search(read.stem):
            return Meaning("project_budget", read.stem, None, "medium", "list")
        meaning = item_of(read.stem, self.known)
        if meaning.is_known:
            return meaning
        if read.basis == "budget" and not self.begun and words().organisation.search(read.stem):
            return Meaning("unit_budget", read.stem, None, "medium", "phrase")
        return project_of(read.stem)

    def as_planned(self, meaning: Meaning) -> Meaning:
        """Kinds of vehicles and equipment to be bought are not those in use."""
        stock = [c["subject"] for _, c in self.begun if c["subject"] in _STOCK_OR_PLAN]
        planned = bool(stock) and stock[-1] != "vehicles_total"
        if planned and meaning.subject == "equipment_over_threshold":
            return replace(meaning, subject="equipment_planned")
        of_planned = self.head is not None and self.head["subject"] == "vehicles_planned"
        bought = of_planned or (planned and meaning.subject in _KINDS_OF_VEHICLES)
        if bought and meaning.subject.startswith("vehicles_") and meaning.subject != "vehicles_planned":
            return replace(
                meaning, subject="vehicles_planned", item=meaning.subject.removeprefix("vehicles_")
            )
        return meaning

    def _states_budget(self) -> bool:
        """`年初预算为 3 万元，支出决算为 2 万元`: both are of the same thing."""
        return bool(self.begun) and self.begun[-1][1]["basis"] == "budget"

    def _named(self, stem: str, scope: str) -> Meaning:
        for meaning in (marked_item(stem, self.known), meaning_of(stem, scope)):
            if meaning.is_known or not stem:
                return meaning
        return item_of(stem, self.known)

    def _named_elsewhere(self, token: Token, scope: str) -> Meaning:
        clauses = [p.rstrip(",;。:") for p in pieces(token.before)[:-1]]
        if self.label and token.before == self.text[: token.start]:
            clauses.append(self.label)
        for text in reversed(clauses):
            if words().purpose.search(text):
                continue
            meaning = self._named(read_phrase(text).stem, scope)
            if meaning.is_known and read_phrase(text).stem:
                return meaning.from_("label", "medium")
        if self.begun and self.begun[-1][1]["subject_from"] in ("label", "heading"):
            before = self.begun[-1][1]
            return Meaning(before["subject"], before["item"], before["item_code"], "medium", "label")
        if self.begun or words().lead.match(self.label):
            return UNKNOWN
        for heading in reversed(self.block.section):
            stem = re.sub(
                r"(?:支出|收入)?(?:预算|决算)?(?:安排)?(?:总体)?(?:情况)?(?:的)?(?:说明)?$", "", fold(heading)
            )
            meaning = self._named(read_phrase(stem).stem, scope)
            if meaning.is_known and read_phrase(stem).stem:
                return meaning.from_("heading", "medium")
        return UNKNOWN

    def _lists_projects(self, token: Token, is_entry: bool) -> bool:
        """An entry of a list of projects: it opens a clause and stands right before its figure."""
        opens = token.before[: len(token.before) - len(token.phrase)][-1:]
        adjacent = opens in ("", ";", ":", "。", "、") or token.before == "," + token.phrase
        if not adjacent:
            return False
        if self.head is not None and self.head["subject"] in _OF_PROJECTS:
            return True
        return self.projects.holds(self.block) or (is_entry and re.match(r"^\(\d", token.phrase) is not None)


def _ends_sentence(token: Token) -> bool:
    """Whether a sentence ended before the figure; one inside brackets that close here ends none."""
    return "。" in re.sub(r"^[。;,]*\)", "", token.before)


def _adjoins_figure(token: Token) -> bool:
    """Whether another figure stands right before the phrase (`社工 23 名支出 373.66 万元`)."""
    return token.before == token.phrase and len(token.before) < token.start
