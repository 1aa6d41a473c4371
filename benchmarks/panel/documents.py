"""Which of the fifteen budgets was published in which shape and under which of its publisher's names.

Belongs here: names, tables alone or one document with a narrative, its words. Does not: drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from benchmarks.panel.figures import Figures
from benchmarks.panel.tables import money

# Where a file's name spells its department another way, so does the typeset document.
_SPELLED: Final = {
    ("江苏省委办公厅", 2017): "中国共产党江苏省委员会办公厅",
    ("江苏省委办公厅", 2018): "中共江苏省委办公厅",
    ("江苏省委办公厅", 2019): "中共江苏省委办公厅",
    ("江苏省人大办公厅", 2018): "省人大办公厅",
    ("江苏省人大办公厅", 2019): "江苏省人大常委会办公厅",
    ("江苏省高级人民法院", 2017): "省法院",
    ("江苏省高级人民法院", 2018): "省法院",
}
# One document with the narrative behind the tables; the others published the tables as a file of their own.
_WITH_NARRATIVE: Final = ("江苏省人民检察院", "江苏省高级人民法院")
# What the documents say of the change, where that is known: 检察院's on its pages, 法院's in rule MX-04.
_CAUSES: Final = {
    ("江苏省人民检察院", 2018): "主要原因是两个年度报表设计的统计口径形成的差异",
    ("江苏省高级人民法院", 2018): "主要原因是统计口径发生调整，故上下年数据无可比性",
    ("江苏省人民检察院", 2019): "主要原因是省检察院贯彻厉行节约规定，压减了会议费预算和其他商品服务支出",
}


@dataclass(frozen=True, slots=True)
class Document:
    """One budget as it is printed."""

    figures: Figures
    printed_name: str
    has_narrative: bool

    @property
    def file_name(self) -> str:
        """Stable; says that it is typeset."""
        published = self.figures.published
        return f"{published.fiscal_year}_{self.printed_name}_部门预算_typeset.pdf"

    @property
    def title(self) -> str:
        return f"{self.printed_name}{self.figures.published.fiscal_year}年度部门预算公开"

    @property
    def cover(self) -> tuple[str, ...]:
        """Lines of the first page: tables alone stand under the province's own."""
        if self.has_narrative:
            return (self.title,)
        year = self.figures.published.fiscal_year
        return (f"江苏省{year}年度", "省级部门预算公开报表", f"部门：{self.printed_name}")


def document(figures: Figures) -> Document:
    """How this budget was published."""
    published = figures.published
    key = (published.department, published.fiscal_year)
    printed = _SPELLED.get(key, published.department)
    return Document(figures, printed, published.department in _WITH_NARRATIVE)


def narrative(document: Document, before: Figures | None) -> list[str]:
    """Part three: the totals, and what is said of 机关运行经费.

    `before`: the budget of the year before; how much changed is said where the cause that was given is known.
    """
    figures, published = document.figures, document.figures.published
    year, cost = published.fiscal_year, published.agency_operating_cost
    said = f"{year}年本部门一般公共预算机关运行经费预算支出{money(cost)}万元"
    if before is not None and (cause := _CAUSES.get((published.department, year))):
        change = cost - before.published.agency_operating_cost
        said += f"，与上年相比{'增加' if change > 0 else '减少'}{money(abs(change))}万元。{cause}"
    return [
        f"第三部分 {year}年度部门预算情况说明",
        "一、收支预算总体情况说明",
        f"{published.department}{year}年度收入、支出预算总计{money(figures.total)}万元。其中：",
        f"（一）收入预算总计{money(figures.total)}万元。",
        f"（二）支出预算总计{money(figures.total)}万元。"
        f"其中基本支出预算数为{money(published.basic_expenditure)}万元，"
        f"项目支出预算数为{money(figures.project)}万元，单位预留机动经费预算数为{money(figures.reserve)}万元。",
        "十一、一般公共预算机关运行经费支出预算情况说明",
        f"{said}。",
    ]
