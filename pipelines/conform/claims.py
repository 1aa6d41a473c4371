"""Figures that the narrative states: amount, share, change against a base year, rate; and head counts.

Belongs here: the order in which a paragraph's figures are taken, each accounted for; amounts and counts.
Does not: names (`claim_phrases`, `claim_items`), context (`claim_paragraph`), changes (`claim_changes`), head
counts (`headcounts`), comparing claims with tables (that is `reconcile`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.conform.claim_changes import take_change, take_flat, take_percent
from pipelines.conform.claim_items import KnownItems
from pipelines.conform.claim_paragraph import Paragraph, ProjectList
from pipelines.conform.claim_phrases import (
    base_of,
    basis_of,
    direction_of,
    is_base,
    meaning_of,
    read_phrase,
)
from pipelines.conform.claim_records import ClaimBook, Record, in_yuan, set_amount
from pipelines.conform.claim_statements import declarations, reason_after
from pipelines.conform.headcounts import HeadcountReader
from pipelines.conform.sentences import Token, places, tokens
from pipelines.extract.model import Outcome, TextBlock

_GLOSSARY = re.compile(r"名词解释|名称解释|专业性较强|专业名词")
_PERSONS = ("人", "名")
_LISTED = ("project_budget", "unknown")
_OPENS_LIST = re.compile(r"(?:包括|如下|其中)[:]?$")


@dataclass(slots=True)
class NarrativeReader:
    """Reads all paragraphs of one document. `known` are the items that its own tables print."""

    document_id: str
    fiscal_year: int | None
    known: KnownItems = field(default_factory=KnownItems)
    publisher: str | None = None
    headcounts: HeadcountReader = field(init=False)
    figures_in: int = 0
    _book: ClaimBook = field(init=False)
    _projects: ProjectList = field(default_factory=ProjectList)

    def __post_init__(self) -> None:
        self.headcounts = HeadcountReader(self.document_id)
        self._book = ClaimBook(self.document_id, self.fiscal_year, self.publisher)

    @property
    def claims(self) -> list[Record]:
        return self._book.claims

    @property
    def outcomes(self) -> list[Outcome]:
        return self._book.outcomes

    def read(self, blocks: tuple[TextBlock, ...]) -> None:
        """Read every paragraph; figures in a glossary are examples and declared so."""
        for block in blocks:
            if block.kind == "paragraph":
                self._read_block(block)

    def _read_block(self, block: TextBlock) -> None:
        found = tokens(block.text)
        self.figures_in += len(found)
        if any(_GLOSSARY.search(part) for part in block.section):
            self._book.leave_out(
                block, found, "FIGURE_IN_GLOSSARY", "an explanation of terms states no figures"
            )
            return
        paragraph = Paragraph(block, self.known, self._projects)
        self.headcounts.begin_paragraph()
        for token in found:
            paragraph.notice(token)
            self._take(paragraph, token)
        for said in declarations(paragraph.text):
            self._book.declare(paragraph, said)
        self._finish(paragraph)

    def _take(self, paragraph: Paragraph, token: Token) -> None:
        block = paragraph.block
        if token.kind == "threshold":
            self._book.leave_out(block, [token], "FIGURE_IS_THRESHOLD", "a limit (以上, 以下), not an amount")
        elif token.kind == "count" and token.unit in _PERSONS:
            if refusal := self.headcounts.take(block, token):
                self._book.leave_out(block, [token], "FIGURE_NOT_HEADCOUNT", refusal)
        elif token.kind == "flat":
            take_flat(self._book, paragraph, token)
        elif token.kind == "percent":
            take_percent(self._book, paragraph, token)
        elif token.kind == "count":
            self._take_count(paragraph, token)
        else:
            self._take_money(paragraph, token)

    def _take_money(self, paragraph: Paragraph, token: Token) -> None:
        current = paragraph.current(token)
        if current is not None and is_base(token.phrase) and not current["base_amount_text"]:
            current["base_amount_yuan"], current["base_amount_text"] = in_yuan(token), token.text
            current["base_year"] = base_of(token.phrase, self.fiscal_year)
            current["base_basis"] = basis_of(token.phrase)
        elif direction_of(token.phrase):
            take_change(self._book, paragraph, token, current)
        elif _completes_count(current, token):
            assert current is not None
            set_amount(current, token)
        else:
            self._book.begin(paragraph, token, token.phrase)

    def _take_count(self, paragraph: Paragraph, token: Token) -> None:
        """A count of things: its name stands before it (`车辆 2 辆`) or after it (`7 个项目…目标`)."""
        scope = paragraph.scope_of(token.sentence)
        for phrase in (token.phrase, token.after):
            if not phrase:
                continue
            meaning = meaning_of(read_phrase(phrase).stem, scope, is_count=True)
            if meaning.is_known:
                self._book.begin(
                    paragraph, replace(token, phrase=phrase), phrase, paragraph.as_planned(meaning)
                )
                return
        self._book.leave_out(
            paragraph.block, [token], "FIGURE_NOT_READ", "a count that the catalogue does not follow"
        )

    def _finish(self, paragraph: Paragraph) -> None:
        """Reasons and printed places; what the paragraph says about those after it."""
        claims = [claim for _, claim in paragraph.begun]
        for claim in claims:
            if claim["direction"]:
                end = paragraph.ends[claim["claim_id"]]
                later = (c["figure_start"] for c in claims if c["amount_text"] and c["figure_start"] >= end)
                claim["reason"] = reason_after(paragraph.text, end, min(later, default=None))
        place = places(paragraph.block.text)
        for claim in self.claims:
            if claim["block_index"] == paragraph.block.index:
                start, end = claim["figure_start"], claim["figure_end"]
                claim["figure_start"], claim["figure_end"] = place[start], place[end - 1] + 1
        self._follow_lists(paragraph, claims)

    def _follow_lists(self, paragraph: Paragraph, claims: list[Record]) -> None:
        """A paragraph may open a list of projects, and a measure of another kind ends one."""
        if not claims:
            return
        if claims[-1]["subject"] == "project_expenditure" and _OPENS_LIST.search(paragraph.text):
            self._projects.open(paragraph.block)
        elif claims[0]["subject"] not in ("project_budget", "unknown") and self._projects.holds(
            paragraph.block
        ):
            self._projects.section = None


def _completes_count(current: Record | None, token: Token) -> bool:
    """`优秀项目 3 个 172 万元`: the money right after a count belongs to it."""
    return (
        current is not None
        and current["quantity"] is not None
        and not current["amount_text"]
        and not token.phrase
    )
