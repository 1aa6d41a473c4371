"""What a document says of itself: publisher, fiscal year, budget or final accounts, level.

Belongs here: reading those four from titles and headings, with the evidence kept.
Does not: file names (they lie), registers of units (that is the warehouse's work).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from pipelines.extract.cjk import comparable
from pipelines.extract.model import ExtractedDocument

_TITLE = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|附件\d*[:：]?|\d+[.、])?(?P<unit>[\u4e00-\u9fff()·、]{3,40}?)"
    r"(?P<year>20\d\d)年?度?(?:财政年度)?(?P<rest>.*)$"
)
_YEAR_FIRST = re.compile(
    r"^(?P<year>20\d\d)年?度?(?P<unit>[\u4e00-\u9fff()·]{3,40}?)(?P<rest>(?:部门|单位)?(?:预算|决算).*)$"
)
_LEVELS = (("department", re.compile(r"部门(?:预算|决算)")), ("unit", re.compile(r"单位(?:预算|决算)")))
_NOT_A_UNIT = re.compile(
    r"^(?:年|度|预算单位|部门|单位|截至|根据|按照|依据|关于|第[一二三四五六七八九十]部分|附件|表|财政|三公|基本|项目|"
    r"一般公共|政府(?:性|采购|购买)|国有资本|收支|收入|支出|整体|公开|目录|预算|决算|本)|[，。；]"
)
_UNIT_TAIL = re.compile(r"(?:部门|单位)$")
_PUBLISHER = re.compile(
    r"(?:编制|填报|预算|公开)?(?:部门|单位)(?:名称)?[:：](?P<unit>[\u4e00-\u9fff()·、]{3,40}?)(?=$|单位[:：]|金额)"
)
_REGION_ONLY = re.compile(r"^(?:.{2,8}?[省市区县])+$")
# A line that names the publisher beside a table is plainer evidence than a title.
_PUBLISHER_WEIGHT = 2
MAX_TITLE = 80
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read, with the evidence in words. `fiscal_year` is None when no title states one."""

    title: str
    unit_name: str | None
    fiscal_year: int | None
    kind: str
    report_level: str
    evidence: str


def understand(document: ExtractedDocument) -> Understanding:
    """Vote over the titles of the document: headings, contents and tables.

    A year in running text does not vote: projects, cut-off dates and comparisons name other years.
    """
    titles = [b.text for b in document.blocks if len(b.text) <= MAX_TITLE] + [
        t.title for t in document.tables
    ]
    units: Counter[str] = Counter()
    years: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    first_title, evidence = "", ""
    for raw in titles:
        key = comparable(raw)
        match = _TITLE.match(key) or _YEAR_FIRST.match(key)
        if not match or not re.search(r"预算|决算|表$|表\(", match["rest"]):
            continue
        years[int(match["year"])] += 1
        unit = _UNIT_TAIL.sub("", match["unit"])
        if not _NOT_A_UNIT.search(unit) and not _REGION_ONLY.match(unit):
            units[unit] += 1
        kinds["final" if "决算" in match["rest"] else "budget"] += 1
        for level, pattern in _LEVELS:
            if pattern.search(match["rest"]):
                levels[level] += 1
        if not first_title:
            first_title, evidence = raw, f"{raw!r} and {{}} more titles"
    for table in document.tables:
        for line in (table.publisher_line, table.unit_line, *table.preamble):
            publisher = _PUBLISHER.search(comparable(line))
            if publisher and not _NOT_A_UNIT.search(publisher["unit"]):
                units[publisher["unit"]] += _PUBLISHER_WEIGHT
    return Understanding(
        title=first_title,
        unit_name=_winner(units),
        fiscal_year=_winner(years),
        kind=_winner(kinds) or "unknown",
        report_level=_winner(levels) or "unknown",
        evidence=evidence.format(sum(years.values()) - 1) if evidence else "no title names a unit and a year",
    )


def _winner(votes: Counter[T]) -> T | None:
    return votes.most_common(1)[0][0] if votes else None
