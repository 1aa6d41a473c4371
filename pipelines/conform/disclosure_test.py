"""Whether a document is a disclosure at all, from what was read of it; and if not, what it is.

Belongs here: the reason why a document is none. Does not: pages that hold no document (error pages, logins:
that is `extract`), which unit or year (`understanding`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pipelines.extract.model import ExtractedDocument
from pipelines.extract.text.cjk import comparable

Record = dict[str, Any]

LEAST_STATEMENTS = 3
"""Statements about a budget that a narrative without tables must make: one may stand in any paper."""

_LOOKED_AT = 6
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a government's budget or report on it, not a department's",
        re.compile(r"预算草案|预算执行情况|财政总?决算|本级财政决算"),
    ),
    ("a purchase or tender notice", re.compile(r"招标|中标|成交公告|采购公告|竞争性磋商|询价|采购合同")),
    (
        "a notice or letter",
        re.compile(r"(?:关于.{2,80}的|^.{0,40})(?:通知|公告|通报|函|批复|公示)(?=$|各|为|根据|现将)"),
    ),
    (
        "a rule or policy",
        re.compile(r"(?:办法|条例|规定|细则|意见|规程|规范|方案|规划|指南|制度|标准)(?:\(.*\))?$"),
    ),
    ("a report on work", re.compile(r"(?:总结|工作报告|年度报告|年报|简报|统计公报|审计报告|评价报告)$")),
)
_STATED_BY_FORMS = frozenset({"project_budget", "unknown", "function_item", "unit_budget"})


def why_no_disclosure(
    document: ExtractedDocument, title: str, tables: Sequence[Record], claims: Sequence[Record]
) -> str | None:
    """The reason in words why a document is no disclosure; None when it is one.

    One table of a budget or of final accounts makes it one, and so do `LEAST_STATEMENTS` statements of
    totals, funds or kinds of spending. Title and file name alone never do.
    """
    if any(t["table_type"] != "other" for t in tables):
        return None
    stated = {
        c["subject"]
        for c in claims
        if c["confidence"] in ("high", "medium") and c["subject"] not in _STATED_BY_FORMS
    }
    if len(stated) >= LEAST_STATEMENTS:
        return None
    lines = [comparable(text) for text in (title, *(b.text for b in document.blocks[:_LOOKED_AT])) if text]
    kind = next((name for name, pattern in _KINDS for line in lines if pattern.search(line)), "another paper")
    lacks = "no table of a budget or final accounts"
    if document.tables:
        lacks += f" among its {len(document.tables)} tables"
    return f"{kind}: {lacks}, {len(stated)} kinds of statements about one"
