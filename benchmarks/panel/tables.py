"""The twelve tables of one budget as ruled tables: headings over several rows, merged cells, amounts.

Belongs here: rows of each table. Does not: which tables a year has (`templates`), paper (`typeset`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from benchmarks.panel.figures import ZERO, Figures, Line
from benchmarks.panel.templates import Template
from scripts.typeset.ruled import RuledCell, RuledTable

WIDTH: Final = 511.0
_NUMERALS: Final = "一二三四五六七八九"


def table(name: str, figures: Figures, template: Template) -> RuledTable:
    """The table that `template.order` calls `name`."""
    return _TABLES[name](figures, template)


def money(amount: Decimal | None) -> str:
    """As printed: 1,234.50; nothing for nothing."""
    return f"{amount:,.2f}" if amount else ""


def numeral(number: int) -> str:
    """1 to 29 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else "二十") + (_NUMERALS[ones - 1] if ones else "")


def _ruled(widths: Sequence[float], header_rows: int) -> RuledTable:
    scale = WIDTH / sum(widths)
    return RuledTable([w * scale for w in widths], header_rows=header_rows, size=8.0, padding=2.0)


def _row(ruled: RuledTable, row: int, texts: Sequence[str], amounts: Sequence[int]) -> None:
    """One row of single cells; the columns in `amounts` are set right."""
    for column, text in enumerate(texts):
        ruled.cells.append(RuledCell(row, column, text, align="right" if column in amounts else "left"))


def _summary(figures: Figures, template: Template) -> RuledTable:
    ruled = _ruled((105, 62, 135, 62, 85, 62), 3)
    ruled.cells += [
        RuledCell(0, 0, "收入", column_span=2),
        RuledCell(0, 2, "支出", column_span=4),
        RuledCell(1, 0, "项目名称", row_span=2),
        RuledCell(1, 1, "金额", row_span=2),
        RuledCell(1, 2, "功能分类", column_span=2),
        RuledCell(1, 4, "支出用途", column_span=2),
        *(RuledCell(2, 2 + n, text) for n, text in enumerate(("功能科目名称", "金额", "项目名称", "金额"))),
    ]
    income = [
        ("一、财政拨款", figures.general_budget),
        ("1.一般公共预算", figures.general_budget),
        ("2.政府性基金预算", ZERO),
        ("二、财政专户管理资金", figures.special_account),
        ("三、其他资金", figures.other_funds),
    ]
    amounts = {
        figures.branch.class_name: figures.main_class,
        "社会保障和就业支出": figures.social_security,
        "住房保障支出": figures.housing,
    }
    uses = [
        ("一、基本支出", figures.published.basic_expenditure),
        ("二、项目支出", figures.project),
        ("三、单位预留机动经费", figures.reserve),
    ]
    for n, name in enumerate(template.classes):
        texts = [*_at(income, n), f"{numeral(n + 1)}、{name}", money(amounts.get(name)), *_at(uses, n)]
        _row(ruled, 3 + n, texts, (1, 3, 5))
    ends = (
        ("当年收入小计", "当年支出小计", figures.total),
        ("上年结转资金", "结转下年资金", ZERO),
        ("收入合计", "支出合计", figures.total),
    )
    for n, (left, right, amount) in enumerate(ends, start=3 + len(template.classes)):
        ruled.cells += [
            RuledCell(n, 0, left),
            RuledCell(n, 1, money(amount), align="right"),
            RuledCell(n, 2, right, column_span=3),
            RuledCell(n, 5, money(amount), align="right"),
        ]
    return ruled


def _at(rows: Sequence[tuple[str, Decimal]], number: int) -> tuple[str, str]:
    return (rows[number][0], money(rows[number][1])) if number < len(rows) else ("", "")


def _income(figures: Figures, template: Template) -> RuledTable:
    ruled = _ruled((140, 220, 120), 1)
    special, other = figures.special_account, figures.other_funds
    general = figures.general_budget
    groups: list[tuple[str, list[tuple[str, Decimal]]]] = [
        ("一般公共预算资金", [("小计", general), ("公共财政拨款(补助)资金", general), ("专项收入", ZERO)]),
        ("政府性基金", [("小计", ZERO)]),
        ("财政专户管理资金", [("小计", special), ("专户管理教育收费", ZERO), ("其他非税收入", special)]),
        ("其他资金", [("小计", other), ("事业收入", ZERO), ("经营收入", ZERO), ("其他收入", other)]),
        ("上年结转和结余资金", [("小计", ZERO), ("其中：动用上年结转和结余资金", ZERO)]),
    ]
    if template.fiscal_year < 2019:
        groups[3][1].append(("债务资金(银行贷款)", ZERO))
    ruled.cells += [RuledCell(0, 0, "项目名称", column_span=2), RuledCell(0, 2, "金额")]
    ruled.cells += [RuledCell(1, 0, "收入总计", column_span=2)]
    ruled.cells += [RuledCell(1, 2, money(figures.total), align="right")]
    row = 2
    for group, lines in groups:
        ruled.cells.append(RuledCell(row, 0, group, row_span=len(lines)))
        for name, amount in lines:
            ruled.cells.append(RuledCell(row, 1, name))
            ruled.cells.append(RuledCell(row, 2, money(amount), align="right"))
            row += 1
    return ruled


def _expenditure(figures: Figures, template: Template) -> RuledTable:
    del template
    ruled = _ruled((1, 1, 1, 1, 1), 1)
    titles = ("合计", "基本支出", "项目支出", "单位预留机动经费", "结转下年资金")
    ruled.cells += [RuledCell(0, n, text) for n, text in enumerate(titles)]
    amounts = (figures.total, figures.published.basic_expenditure, figures.project, figures.reserve, ZERO)
    _row(ruled, 1, [money(a) for a in amounts], range(5))
    return ruled


def _fiscal_summary(figures: Figures, template: Template) -> RuledTable:
    del template
    ruled = _ruled((150, 90, 150, 90), 3)
    ruled.cells += [
        RuledCell(0, 0, "收入", column_span=2),
        RuledCell(0, 2, "支出", column_span=2),
        RuledCell(1, 0, "项目名称", row_span=2),
        RuledCell(1, 1, "金额", row_span=2),
        RuledCell(1, 2, "支出用途", column_span=2),
        RuledCell(2, 2, "项目名称"),
        RuledCell(2, 3, "金额"),
    ]
    general = money(figures.general_budget)
    rows = (
        ("一、一般公共预算", general, "一、基本支出", money(figures.fiscal_basic)),
        ("二、政府性基金预算", "", "二、项目支出", money(figures.fiscal_project)),
        ("", "", "三、单位预留机动经费", money(figures.reserve)),
        ("收入合计", general, "支出合计", general),
    )
    for n, row in enumerate(rows, start=3):
        _row(ruled, n, row, (1, 3))
    return ruled


def _coded(header: Sequence[str], lines: Sequence[Line], total: Decimal) -> RuledTable:
    ruled = _ruled((110, 260, 120), 1)
    ruled.cells += [RuledCell(0, n, text) for n, text in enumerate(header)]
    ruled.cells += [RuledCell(1, 0, "合计", column_span=2), RuledCell(1, 2, money(total), align="right")]
    for n, line in enumerate(lines, start=2):
        _row(ruled, n, (line.code, line.name, money(line.amount)), (2,))
    return ruled


def _functions(figures: Figures, template: Template) -> RuledTable:
    header = (template.code_label, "功能科目名称", "金额")
    return _coded(header, figures.functions, figures.general_budget)


def _basic(figures: Figures, template: Template) -> RuledTable:
    del template
    return _coded(("科目编码", "科目名称", "金额"), figures.basic, figures.fiscal_basic)


def _fund(figures: Figures, template: Template) -> RuledTable:
    del figures
    return _coded((template.code_label, "功能科目名称", "金额"), (Line("", "", ZERO),), ZERO)


def _operating(figures: Figures, template: Template) -> RuledTable:
    del template
    header = ("科目编码", "科目名称", "机关运行经费支出")
    return _coded(header, figures.operating, figures.published.agency_operating_cost)


def _three_public(figures: Figures, template: Template) -> RuledTable:
    del template
    ruled = _ruled((1,) * 9, 3)
    ruled.cells += [
        RuledCell(0, 0, "合计", row_span=3),
        RuledCell(0, 1, "“三公”经费", column_span=6),
        RuledCell(1, 1, "小计", row_span=2),
        RuledCell(1, 2, "因公出国（境）费", row_span=2),
        RuledCell(1, 3, "公务用车购置及运行维护费", column_span=3),
        RuledCell(2, 3, "小计"),
        RuledCell(2, 4, "公务用车购置费"),
        RuledCell(2, 5, "公务用车运行维护费"),
        RuledCell(1, 6, "公务接待费", row_span=2),
        RuledCell(0, 7, "会议费", row_span=3),
        RuledCell(0, 8, "培训费", row_span=3),
    ]
    amount = figures.three_public
    columns = (
        "all",
        "three_public",
        "abroad",
        "vehicles",
        "",
        "operation",
        "reception",
        "meetings",
        "training",
    )
    _row(ruled, 3, [money(amount.get(name)) for name in columns], range(9))
    return ruled


def _procurement(figures: Figures, template: Template) -> RuledTable:
    del template
    ruled = _ruled((70, 90, 90, 120, 80, 61), 1)
    header = ("采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计")
    ruled.cells += [RuledCell(0, n, text) for n, text in enumerate(header)]
    bought = figures.purchases
    total = sum((p[4] for p in bought), ZERO)
    ruled.cells.append(RuledCell(1, 0, "合计", column_span=5))
    ruled.cells.append(RuledCell(1, 5, money(total), align="right"))
    row = 2
    for category, purchase in zip(("一、货物A", "三、服务C"), bought, strict=True):
        project, economic, thing, organisation, amount = purchase
        _row(ruled, row, (category, "", "", "", "", money(amount)), (5,))
        _row(ruled, row + 1, ("", project, economic, "", "", money(amount)), (5,))
        _row(ruled, row + 2, ("", "", "", thing, organisation, money(amount)), (5,))
        row += 3
    return ruled


_TABLES: Final[dict[str, Callable[[Figures, Template], RuledTable]]] = {
    "summary": _summary,
    "income": _income,
    "expenditure": _expenditure,
    "fiscal_summary": _fiscal_summary,
    "fiscal_functions": _functions,
    "fiscal_basic": _basic,
    "fund": _fund,
    "general_functions": _functions,
    "general_basic": _basic,
    "operating": _operating,
    "three_public": _three_public,
    "procurement": _procurement,
}
