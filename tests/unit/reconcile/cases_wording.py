"""Texts that reviewers object to, and texts like them to which nobody objects.

Belongs here: disturbances of `told` for the rules about wording (TQ), as data. Does not: running them.
"""

from __future__ import annotations

from typing import Any

from tests.unit.reconcile.cases_told import Change, added, both

_LONG = "本年度项目支出主要用于信息化系统的日常运行维护以及相关设备的更新"


def _block(index: int, text: str, kind: str = "paragraph") -> dict[str, Any]:
    return {"block_index": index, "kind": kind, "level": 0, "section": "说明", "text": text, "page": 1}


def paragraph(text: str) -> Change:
    """A paragraph with a heading behind it."""
    return added("blocks", _block(90, text), _block(91, "二、支出情况", "heading"))


def paragraphs(first: str, second: str) -> Change:
    """Two paragraphs: what looks unfinished may go on in the next."""
    return added("blocks", _block(90, first), _block(91, second))


def headings(*texts: str) -> Change:
    return added("blocks", *(_block(90 + n, text, "heading") for n, text in enumerate(texts)))


# Name → (rule, change of the told disclosure, outcome expected among the rule's results).
WORDING: dict[str, tuple[str, Change, str]] = {
    "full stop twice": ("TQ-01", paragraph("国有资本经营预算财政拨款。。"), "fail"),
    "comma and full stop": ("TQ-01", paragraph("比上年减少5万元，。"), "fail"),
    "two commas of a list": ("TQ-01", paragraph("海洋生态预警、、海洋灾害预报。"), "fail"),
    "an ellipsis is no doubled stop": ("TQ-01", paragraph("办公费、印刷费……等。"), "pass"),
    "a semicolon before a heading": ("TQ-02", paragraph(f"{_LONG}，占20.51%；"), "fail"),
    "no stop before a heading": ("TQ-02", paragraph(_LONG), "fail"),
    "a paragraph that goes on": ("TQ-02", paragraphs(f"{_LONG}，", "并按规定执行。"), "pass"),
    "a short line is no paragraph": ("TQ-02", paragraph("单位：万元"), "pass"),
    "a list is announced": ("TQ-02", paragraph(f"{_LONG}，具体包括："), "pass"),
    "a line to call": (
        "TQ-02",
        paragraph("部门预算公开联系人：某某，联系电话：010-12345678，欢迎社会各界来电咨询"),
        "pass",
    ),
    "the reason is missing": ("TQ-03", paragraph("比上年增加5万元，主要原因是。"), "fail"),
    "the reason is missing at the end": ("TQ-03", paragraph("比上年增加5万元。主要原因："), "fail"),
    "the reason comes in the next paragraph": (
        "TQ-03",
        paragraphs("财政拨款支出总计持平。主要原因：", "人员进出及退休变化。"),
        "pass",
    ),
    "a comma before the reason": ("TQ-03", paragraph("比上年减少5万元，主要原因是，年中追加资金。"), "pass"),
    "the reason is given": ("TQ-03", paragraph("比上年增加5万元，主要原因是人员增加。"), "pass"),
    "a bracket is not closed": ("TQ-04", paragraph("政府办公厅(室及相关机构事务支出5万元。"), "fail"),
    "a title is not closed": ("TQ-04", paragraph("根据《预算法的规定公开。"), "fail"),
    "numbers open nothing": ("TQ-04", paragraph("其中：1）基本支出5万元；2）项目支出6万元。"), "pass"),
    "mixed widths close each other": ("TQ-04", paragraph("政府办公厅（室)及相关机构事务。"), "pass"),
    "the unit twice": ("TQ-05", paragraph("支出5万元万元。"), "fail"),
    "a particle twice": ("TQ-05", paragraph("本单位的的支出。"), "fail"),
    "peace is no doubling": ("TQ-05", paragraph("促进和谐和和平、安全和和睦。"), "pass"),
    "a rate without its sign": ("TQ-06", paragraph("比上年增加5万元，增长13.95。"), "fail"),
    "a rate with its sign": ("TQ-06", paragraph("比上年增加5万元，增长13.95%。"), "pass"),
    "an amount is no rate": ("TQ-06", paragraph("比上年增长5万元，其中基本支出增长3万元。"), "pass"),
    "one heading of another template": (
        "TQ-07",
        headings("2023年部门预算表", "2023年部门预算情况说明", "2023年单位预算编制说明"),
        "fail",
    ),
    "all headings agree": ("TQ-07", headings("单位预算表", "单位预算情况说明", "单位预算编制说明"), "pass"),
    "field codes": ("TQ-08", paragraph("三、支出决算表PAGEREF _Toc25831。"), "fail"),
    "private characters": ("TQ-08", paragraph("支出\ue5d2合计5万元。"), "fail"),
    "assets counted in a year to come": (
        "TQ-09",
        paragraph("截至2023年12月31日，本单位共有车辆2辆。"),
        "fail",
    ),
    "assets counted the year before": (
        "TQ-09",
        paragraph("截至2022年12月31日，本单位共有车辆2辆。"),
        "pass",
    ),
    "compared and the same": ("TQ-10", paragraph("公务接待费0万元，比2022年预算持平。"), "fail"),
    "the same as": ("TQ-10", paragraph("公务接待费0万元，与2022年预算持平。"), "pass"),
    "less and then the same": ("TQ-10", both(paragraph("比上年减少5万元，其他支出与上年持平。")), "pass"),
}
