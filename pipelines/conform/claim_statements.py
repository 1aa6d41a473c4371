"""Statements without a figure: none of some funds, not comparable; and the reason declared for a change.

Belongs here: sentence patterns of declarations and reasons. Does not: figures (`claims`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.conform.claim_phrases import words

MAX_REASON = 400

_NONE = re.compile(
    r"(?:没有|无|未安排|未使用|不涉及|未编制|未发生)(?:使用|安排|涉及)?(?:当年|本年)?[“”]?"
    r"(?P<what>政府性基金|国有资本经营|机关运行经费|三公”?经费|政府采购|政府购买服务|因公出国|公务接待费|公务用车购置"
    r"|公务用车|结转|项目支出|转移支付|委托业务费|会议费|培训费)"
)
_NOT_COMPARABLE = re.compile(r"(?:无|不具有?|没有|不)可比性|不可比|无上年(?:对比)?数据|无同期数")
_SUBJECTS: tuple[tuple[str, str], ...] = (
    ("政府性基金", "gov_fund_expenditure"),
    ("国有资本经营", "state_capital_expenditure"),
    ("机关运行经费", "agency_operating_cost"),
    ("三公", "three_public_total"),
    ("政府采购", "procurement_total"),
    ("政府购买服务", "service_purchase_total"),
    ("因公出国", "overseas_travel"),
    ("公务接待费", "official_reception"),
    ("公务用车购置", "vehicle_purchase"),
    ("公务用车", "official_vehicles"),
    ("结转", "carryover_in"),
    ("项目支出", "project_expenditure"),
    ("转移支付", "transfer_payments"),
    ("委托业务费", "entrusted_services"),
    ("会议费", "meeting_fee"),
    ("培训费", "training_fee"),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration with its place in the folded paragraph; `subject` is empty where it names none."""

    declaration: str
    subject: str
    text: str
    sentence: str
    start: int
    end: int


def declarations(text: str) -> list[Statement]:
    """Declarations of a folded paragraph, in order."""
    found = []
    for match in _NONE.finditer(text):
        subject = next(name for word, name in _SUBJECTS if match["what"].startswith(word))
        found.append(_statement("none", subject, text, match))
    for match in _NOT_COMPARABLE.finditer(text):
        found.append(_statement("not_comparable", "", text, match))
    return sorted(found, key=lambda s: s.start)


def _statement(declaration: str, subject: str, text: str, match: re.Match[str]) -> Statement:
    start, end = match.span()
    left = max(text.rfind("。", 0, start), text.rfind(";", 0, start)) + 1
    right = min((p for p in (text.find("。", end), text.find(";", end)) if p >= 0), default=len(text) - 1) + 1
    return Statement(declaration, subject, match[0], text[left:right], start, end)


def reason_after(text: str, end: int, limit: int | None) -> str:
    """The reason declared after a change, up to the end of its sentence; empty when none is given."""
    match = words().reason.search(text, end, limit if limit is not None else len(text))
    if match is None or text.count("。", end, match.start()) > 1:
        return ""
    stop = re.compile(r"。|;(?!一|二|三|四|五)").search(text, match.end())
    return text[match.end() : stop.start() if stop else len(text)][:MAX_REASON]
