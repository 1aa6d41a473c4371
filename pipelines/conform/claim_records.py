"""Records of claims while a document's narrative is read.

Belongs here: beginning a record with all its fields, the printed place of its figure, outcomes of figures
that are not read. Does not: deciding what a figure means (`claim_paragraph`, `claim_changes`, `claims`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.conform.claim_paragraph import Paragraph
from pipelines.conform.claim_phrases import UNKNOWN, Meaning, read_phrase
from pipelines.conform.claim_statements import Statement
from pipelines.conform.lines import LineBuilder
from pipelines.conform.money import UNIT_WORDS, read_amount, to_yuan
from pipelines.conform.sentences import Token
from pipelines.extract.document import SECTION_SEPARATOR, spot_fields
from pipelines.extract.model import Outcome, TableCell, TextBlock

Record = dict[str, Any]

_AS_OF = re.compile(r"截至?(?P<year>20\d\d)年")


@dataclass(slots=True)
class ClaimBook:
    """Claims and outcomes of one document."""

    document_id: str
    fiscal_year: int | None
    publisher: str | None = None
    claims: list[Record] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    def begin(
        self,
        paragraph: Paragraph,
        token: Token,
        phrase: str,
        meaning: Meaning | None = None,
        bare: bool = False,
    ) -> Record:
        """A new claim with the phrase before it as its subject; `bare` when the figure is not its amount."""
        block = paragraph.block
        scope = paragraph.scope_of(token.sentence)
        meaning = meaning or paragraph.resolve(phrase, token, scope)
        read = read_phrase(phrase)
        as_of = _AS_OF.search(paragraph.text) if scope == "assets" else None
        year = read.year or (int(as_of["year"]) if as_of else None)
        claim = _blank(self.document_id, block, len(self.claims) + 1)
        claim |= {
            "about_unit": paragraph.about(self.publisher),
            "part_of": paragraph.head["claim_id"] if paragraph.head is not None else None,
            "scope": scope,
            "funding": paragraph.funding(phrase),
            "subject": meaning.subject,
            "subject_text": phrase,
            "subject_from": meaning.source,
            "confidence": meaning.confidence,
            "item": meaning.item,
            "item_code": meaning.item_code,
            "basis": read.basis,
            "claim_year": year or self.fiscal_year,
            "sentence": token.sentence,
            "figure_start": token.start,
            "figure_end": token.end,
        }
        if not bare and token.kind == "money":
            set_amount(claim, token)
        elif not bare:
            claim["quantity"], claim["quantity_unit"] = float(token.number.replace(",", "")), token.unit
        self.claims.append(claim)
        paragraph.begin(token, claim)
        if not meaning.is_known:
            self._say(block, token, "CLAIM_SUBJECT_UNKNOWN", f"no catalogue phrase matches {phrase!r}")
        return claim

    def declare(self, paragraph: Paragraph, said: Statement) -> None:
        """A statement without a figure."""
        claim = _blank(self.document_id, paragraph.block, len(self.claims) + 1)
        claim |= {
            "about_unit": paragraph.about(self.publisher),
            "scope": paragraph.scope_of(said.sentence),
            "funding": paragraph.funding(said.sentence),
            "subject": said.subject or UNKNOWN.subject,
            "subject_text": said.text,
            "subject_from": "phrase" if said.subject else "",
            "confidence": "medium" if said.subject else "none",
            "claim_year": self.fiscal_year,
            "declaration": said.declaration,
            "sentence": said.sentence,
            "figure_start": said.start,
            "figure_end": said.end,
        }
        self.claims.append(claim)

    def leave_out(self, block: TextBlock, found: list[Token], code: str, detail: str) -> None:
        """Figures that belong to no claim, each with the reason."""
        for token in found:
            self._say(block, token, code, detail)

    def _say(self, block: TextBlock, token: Token, code: str, detail: str) -> None:
        self.outcomes.append(
            Outcome(code, "info", detail, block.spot.page, text=f"{token.phrase}{token.text}"[-60:])
        )


def share_claim(
    builder: LineBuilder, title: str, row: int, item: str, cell: TableCell, number: int
) -> Record:
    """A share that a form states in a cell (占比)."""
    return {
        "claim_id": f"{builder.document_id[:12]}-t{builder.table_index:02d}-{number:03d}",
        "document_id": builder.document_id,
        "block_index": None,
        "section": title,
        "scope": "performance",
        "subject": item,
        "subject_text": f"row {row}",
        "subject_from": "form",
        "confidence": "high",
        "funding": "",
        "about_unit": "",
        "item": "",
        "basis": "",
        "claim_year": builder.fiscal_year,
        "amount_text": "",
        "money_unit": "unknown",
        "quantity_unit": "",
        "share_percent": float(cell.text.rstrip(" %％")),
        "share_text": cell.text,
        "share_of": "",
        "base_basis": "",
        "base_amount_text": "",
        "direction": "",
        "change_text": "",
        "rate_text": "",
        "reason": "",
        "declaration": "",
        "sentence": "",
        **spot_fields(cell.spot),
    }


def set_amount(claim: Record, token: Token) -> None:
    """The figure is the claim's amount."""
    claim["money_unit"] = UNIT_WORDS[token.unit]
    claim["amount_yuan"] = in_yuan(token)
    claim["amount_text"] = token.text


def in_yuan(token: Token) -> Decimal:
    """A figure of money in yuan, by the unit printed right after it."""
    value = read_amount(token.number).value
    assert value is not None
    return to_yuan(value, UNIT_WORDS[token.unit])


def _blank(document_id: str, block: TextBlock, number: int) -> Record:
    return {
        "claim_id": f"{document_id[:12]}-b{block.index:03d}-{number:03d}",
        "document_id": document_id,
        "block_index": block.index,
        "section": SECTION_SEPARATOR.join(block.section),
        "part_of": None,
        "item": "",
        "item_code": None,
        "basis": "",
        "amount_yuan": None,
        "amount_text": "",
        "money_unit": "unknown",
        "quantity": None,
        "quantity_unit": "",
        "share_percent": None,
        "share_text": "",
        "share_of": "",
        "execution_percent": None,
        "base_year": None,
        "base_basis": "",
        "base_amount_yuan": None,
        "base_amount_text": "",
        "direction": "",
        "change_yuan": None,
        "change_text": "",
        "rate_percent": None,
        "rate_text": "",
        "reason": "",
        "declaration": "",
        **spot_fields(block.spot),
    }
