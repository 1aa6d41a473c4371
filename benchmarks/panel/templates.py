"""Jiangsu's template by year: which twelve tables, in which order, under which titles and headings.

Belongs here: what the real documents of two departments show of 2017 to 2019. Does not: rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

_OLD_CLASSES: Final = (
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化体育与传媒支出",
    "社会保障和就业支出",
    "医疗卫生与计划生育支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探信息等支出",
    "商业服务业等支出",
    "金融支出",
    "国土海洋气象等支出",
    "住房保障支出",
    "粮油物资储备支出",
    "其他支出",
)
_RENAMED_IN_2019: Final = {
    "文化体育与传媒支出": "文化旅游体育与传媒支出",
    "医疗卫生与计划生育支出": "卫生健康支出",
    "国土海洋气象等支出": "自然资源海洋气象等支出",
}
_NEW_CLASSES: Final = (
    *(_RENAMED_IN_2019.get(name, name) for name in _OLD_CLASSES[:-1]),
    "灾害防治及应急管理支出",
    "其他支出",
)
# In 2019 it went on printing the names of the year before: two vocabularies in one province and year.
KEEPS_OLD_NAMES: Final = "江苏省政协办公厅"

TITLES: Final = {
    "summary": "收支预算总表",
    "income": "收入预算总表",
    "expenditure": "支出预算总表",
    "fiscal_summary": "财政拨款收支预算总表",
    "fiscal_functions": "财政拨款支出预算表",
    "fiscal_basic": "财政拨款基本支出预算表",
    "fund": "财政拨款政府性基金支出预算表",
    "general_functions": "一般公共预算支出预算表",
    "general_basic": "一般公共预算基本支出预算表",
    "operating": "一般公共预算机关运行经费支出预算表",
    "three_public": "“三公”经费、会议费、培训费支出预算表",
    "procurement": "政府采购支出预算表",
}
_BY_FUNCTION: Final = ("fiscal_functions", "general_functions")
_BY_ECONOMIC: Final = ("fiscal_basic", "general_basic")
_FIRST: Final = ("summary", "income", "expenditure", "fiscal_summary", "fiscal_functions", "fiscal_basic")
_ORDER_2017: Final = (*_FIRST, "fund", "general_functions", "general_basic", "operating", "three_public")
_ORDER_2018: Final = (*_FIRST, "general_functions", "general_basic", "three_public", "fund", "operating")


@dataclass(frozen=True, slots=True)
class Template:
    """One year's set."""

    fiscal_year: int
    order: tuple[str, ...]
    code_label: str
    classes: tuple[str, ...]
    titles: dict[str, str] = field(default_factory=lambda: dict(TITLES))
    empty_note: str = ""
    """Under a table without figures."""


def template(fiscal_year: int, department: str) -> Template:
    """The set that a department printed for a year."""
    order = (*(_ORDER_2017 if fiscal_year == 2017 else _ORDER_2018), "procurement")
    titles = dict(TITLES)
    if fiscal_year == 2019:
        titles |= {name: TITLES[name] + "（功能科目）" for name in _BY_FUNCTION}
        titles |= {name: TITLES[name] + "（经济科目）" for name in _BY_ECONOMIC}
        titles["fund"] = "政府性基金预算财政拨款支出预算表"
    return Template(
        fiscal_year,
        order,
        "功能科目编码" if fiscal_year == 2019 else "功能科目代码",
        _NEW_CLASSES if fiscal_year == 2019 and department != KEEPS_OLD_NAMES else _OLD_CLASSES,
        titles,
        "" if fiscal_year == 2017 else "注：本部门无相关收支项目",
    )
