"""Head counts that the narrative states: posts authorised, staff in post, retired, contracted.

Belongs here: status and category of a count of persons. Does not: money, other counts (`claims`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.conform.sentences import Token
from pipelines.extract.document import spot_fields
from pipelines.extract.model import TextBlock

Record = dict[str, Any]

_STATUSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("contracted", re.compile(r"购买服务|劳务派遣|聘用|外聘|临时")),
    ("retired", re.compile(r"离退休|离休|退休")),
    ("in_post", re.compile(r"在职|实有|在编|在岗")),
    ("authorised", re.compile(r"编制|核定")),
)
_CATEGORIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("civil_service_managed", re.compile(r"参照公务员法|参公")),
    ("administrative", re.compile(r"行政")),
    ("quota", re.compile(r"员额")),
    ("institution", re.compile(r"事业")),
    ("leave_retired", re.compile(r"(?<!退)离休(?!退)")),
    ("retired_staff", re.compile(r"^(?:其中:?)?退休")),
)
_NO_PERSONS = re.compile(r"内设$|职数$|^其?中?[:：]?主任$|副主任$|机构$")


@dataclass(slots=True)
class HeadcountReader:
    """Collects the head counts of one document. Within a paragraph a status holds for its sub-counts."""

    document_id: str
    records: list[Record] = field(default_factory=list)
    _group: str = ""

    def begin_paragraph(self) -> None:
        """A status does not reach over paragraphs."""
        self._group = ""

    def take(self, block: TextBlock, token: Token) -> str:
        """Record one count of persons; the reason in words when it is none."""
        phrase = re.sub(r"^(?:其中[:：]?|包括[:：]?)", "", token.phrase)
        if _NO_PERSONS.search(phrase):
            return "posts or offices, not persons of a status"
        status = next((s for s, p in _STATUSES if p.search(phrase)), "")
        category = next((c for c, p in _CATEGORIES if p.search(phrase)), "")
        # `在职 13 人，其中：行政编制 0 人`: 编制 there names the kind of post, not another status.
        in_group = bool(self._group and category) and status in ("", "authorised", self._group)
        if in_group:
            status = self._group
        elif not status:
            return "a count of persons without a status"
        else:
            self._group = status
        self.records.append(
            {
                "headcount_key": f"{self.document_id[:12]}-b{block.index:03d}-{len(self.records) + 1:03d}",
                "document_id": self.document_id,
                "block_index": block.index,
                "status": status,
                "category": category or "total",
                "label": phrase,
                "count": int(Decimal(token.number.replace(",", ""))),
                "sentence": token.sentence,
                **spot_fields(block.spot),
            }
        )
        return ""
