"""Recognising titles, covers and names of publishers.

Belongs here: one line of text → what it says of unit, year, kind and level.
Does not: weighing several of them (`understanding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.text.cjk import comparable

_NAME = r"[\u4e00-\u9fff()·、0-9]{3,40}?"
_TITLE = re.compile(
    rf"^(?:第[一二三四五六七八九十]+部分|附件\d*[:：]?|\d+[.、])?(?P<unit>{_NAME})?"
    r"(?P<year>20\d\d)年?度?(?:财政年度)?(?P<rest>.*)$"
)
_YEAR_FIRST = re.compile(
    rf"^(?P<year>20\d\d)年?度?(?P<unit>{_NAME})(?P<rest>(?:部门|单位)?(?:预算|决算)(?:公开)?.*)$"
)
_PUBLISHER = re.compile(
    r"(?:编制|填报|预算|公开|主管)?(?:部门|单位)(?:\(单位\))?(?:名称)?[:：](?P<unit>[\u4e00-\u9fff()·、0-9]{3,40}?)"
    r"(?=$|单位[:：]|金额|预算年度|20\d\d)"
)
_YEAR_LINE = re.compile(r"^\(?(20\d\d)(?:年度?|\(年度?\)|年)\)?$")
_LEVELS = (
    ("department", re.compile(r"部门(?:预算|决算)")),
    ("unit", re.compile(r"单位(?:预算|决算)|预算单位[:：]")),
)
_NOT_A_UNIT = re.compile(
    r"^(?:年|度|部门|单位|预算单位|截至|根据|按照|依据|关于|第[一二三四五六七八九十]部分|附件|表|财政(?![局厅])|三公|基本|"
    r"项目|一般公共|政府(?:性|采购|购买)|国有资本|收支|收入|支出|整体|公开|目录|预算|决算|本|其中|我|纳入)|[，。；,;]"
)
# What names of public bodies end in.
_ORGANISATION = re.compile(
    r"(?:[局委厅部署室办院校馆所站台队团社会府处科园场库厂司行学心库街镇乡村区]|基地|公司|医院|幼儿园|法院|检察院)"
    r"(?:\((?:本级|机关|汇总|本部)\)|本级|机关)?$"
)
# Where no label says that a name follows, one of three characters begins with a division: 省法院.
_SHORT_NAME = re.compile(r"^[省市州区县][^本机][局委厅院校馆所站办会]$")
_REGION_ONLY = re.compile(r"^(?:.{2,8}?[省市区县])+$")
_TAIL = re.compile(r"(?:部门|单位|级部门|级单位)$")
_PARTY = re.compile(r"中国共产党(?P<where>.{2,12}?)委员会")
ONLY_ITSELF = re.compile(r"部门(?:只有|仅有|仅含)本级")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one line says; None or empty where it says nothing. `where` names the kind of line."""

    where: str
    text: str
    unit: str | None = None
    year: int | None = None
    kind: str = ""
    level: str = ""


def is_unit_name(key: str, *, is_labelled: bool = False) -> bool:
    """Whether a comparable text can be the name of a public body.

    `is_labelled`: a label says that it is one (`部门：统计局`), so three characters are enough.
    """
    return bool(
        _ORGANISATION.search(key)
        and not _NOT_A_UNIT.search(key)
        and not _REGION_ONLY.match(key)
        and (len(key) > 3 or is_labelled or _SHORT_NAME.match(key))
    )


def customary_name(name: str) -> str:
    """The customary form of a name: 中国共产党某市委员会办公厅 is 中共某市委办公厅."""
    return _PARTY.sub(r"中共\g<where>委", name).replace("(", "（").replace(")", "）")


def publisher_of(line: str) -> str | None:
    """The publisher a line beside a table names (`编制单位：某局 单位：元`)."""
    match = _PUBLISHER.search(comparable(line))
    unit = match["unit"] if match else ""
    return unit if unit and is_unit_name(unit, is_labelled=True) else None


def year_of_line(line: str) -> int | None:
    """The year of a line that says nothing else (`（2026年度）`)."""
    match = _YEAR_LINE.match(comparable(line))
    return int(match[1]) if match else None


def read_title(text: str) -> Statement:
    """What a heading or a table's title says; a line that is no title of a disclosure says nothing."""
    key = comparable(text)
    for pattern in (_YEAR_FIRST, _TITLE):
        match = pattern.match(key)
        if match and re.search(r"预算|决算|表$|表\(", match["rest"]):
            return _statement("title", text, match["unit"] or "", int(match["year"]), match["rest"])
    if re.search(r"表(?:\(|$)", key):
        return Statement("title", text, kind=_kind(key))
    return Statement("title", "")


def read_cover(lines: list[str]) -> Statement:
    """What the cover says, its lines joined: a name is often printed over two of them."""
    whole = "".join(comparable(line) for line in lines)
    text = " ".join(lines)
    publisher = publisher_of(whole) or next((p for line in lines if (p := publisher_of(line))), None)
    year = re.search(r"20\d\d(?=年|度)", whole)
    if not year or not re.search(r"预算|决算", whole):
        return Statement("cover", "")
    names = [publisher] if publisher else _names_on_cover(whole, lines)
    return Statement(
        "cover",
        text,
        unit=next((n for n in names if is_unit_name(n)), None),
        year=int(year[0]),
        kind=_kind(whole),
        level=_level(whole),
    )


def _names_on_cover(whole: str, lines: list[str]) -> list[str]:
    names = []
    for pattern in (_YEAR_FIRST, _TITLE):
        match = pattern.match(whole)
        if match and match["unit"]:
            names.append(_TAIL.sub("", match["unit"]))
    return [*names, *(_TAIL.sub("", comparable(line)) for line in lines)]


def _statement(where: str, text: str, unit: str, year: int, rest: str) -> Statement:
    name = _TAIL.sub("", unit)
    return Statement(
        where,
        text,
        unit=name if is_unit_name(name) else None,
        year=year,
        kind=_kind(rest),
        level=_level(rest),
    )


def _kind(text: str) -> str:
    if "决算" in text:
        return "final"
    return "budget" if "预算" in text else ""


def _level(text: str) -> str:
    return next((level for level, pattern in _LEVELS if pattern.search(text)), "")
