"""A whole budget around its published figures: the lines below and beside them are invented, and add up.

Belongs here: splitting amounts to the cent so that every sum holds. Does not: which table prints what.
Invented is everything that `Published` does not hold. Amounts are 万元.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from benchmarks.panel.published import Published

CENT: Final = Decimal("0.01")
ZERO: Final = Decimal(0)
# The reform of 2018 moved the housing fund and allowances out of class 303.
NEW_CLASSES: Final = 2018


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table by code: `code` as printed (类 3, 款 5, 项 7 digits)."""

    code: str
    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Department:
    """What is the same in all its years: its functional class and the 款 below it."""

    class_code: str
    class_name: str
    group_code: str
    group_name: str


_GENERAL: Final = ("201", "一般公共服务支出")
_SECURITY: Final = ("204", "公共安全支出")
# Codes and names as these departments print them (observed 2017-2019).
BRANCHES: Final = {
    "江苏省委办公厅": Department(*_GENERAL, "20131", "党委办公厅（室）及相关机构事务"),
    "江苏省人大办公厅": Department(*_GENERAL, "20101", "人大事务"),
    "江苏省政协办公厅": Department(*_GENERAL, "20102", "政协事务"),
    "江苏省高级人民法院": Department(*_SECURITY, "20405", "法院"),
    "江苏省人民检察院": Department(*_SECURITY, "20404", "检察"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one budget."""

    published: Published
    general_budget: Decimal
    special_account: Decimal
    other_funds: Decimal
    main_class: Decimal
    social_security: Decimal
    housing: Decimal
    project: Decimal
    reserve: Decimal
    functions: tuple[Line, ...]
    """一般公共预算 by function."""
    basic: tuple[Line, ...]
    """一般公共预算 基本支出 by economic class."""
    operating: tuple[Line, ...]
    """机关运行经费: from 2018 class 302 of `basic`, in 2017 with goods and services of projects."""
    three_public: dict[str, Decimal]
    purchases: tuple[tuple[str, str, str, str, Decimal], ...]
    """专项名称, 经济科目, 采购物品名称, 采购组织形式, amount."""

    @property
    def total(self) -> Decimal:
        return self.general_budget + self.special_account + self.other_funds

    @property
    def fiscal_basic(self) -> Decimal:
        """基本支出 of the general budget: other funds pay for some of it."""
        return self.published.basic_expenditure - self.other_funds

    @property
    def fiscal_project(self) -> Decimal:
        """项目支出 of the general budget: the special account pays for some of it."""
        return self.project - self.special_account

    @property
    def branch(self) -> Department:
        return BRANCHES[self.published.department]


def figures(published: Published) -> Figures:
    """The whole budget. Raises ValueError where the published figures leave no room for the rest."""
    known = published.summary
    basic = published.basic_expenditure
    project = known.get("project", _part(basic, "0.55"))
    reserve = known.get("reserve", _part(basic, "0.02" if published.fiscal_year < NEW_CLASSES else "0.15"))
    if "total" in known:
        reserve = known["total"] - basic - project
    special, other = known.get("special_account", ZERO), known.get("other_funds", ZERO)
    total = basic + project + reserve
    security = known.get("social_security", _part(total, "0.09"))
    housing = known.get("housing", _part(total, "0.14"))
    main = known.get("main_class", total - security - housing)
    if main + security + housing != total:
        raise ValueError(f"{published.department} {published.fiscal_year}: the classes do not make the total")
    functions = _functions(published, main - special - other, project - special, security, housing)
    economic = _economic(published, basic - other, {line.code: line.amount for line in functions})
    goods = {line.code: line.amount for line in economic if line.code.startswith("302")}
    operating = _operating(published, economic)
    return Figures(
        published,
        general_budget=total - special - other,
        special_account=special,
        other_funds=other,
        main_class=main,
        social_security=security,
        housing=housing,
        project=project,
        reserve=reserve,
        functions=functions,
        basic=economic,
        operating=operating,
        three_public=_three_public(goods),
        purchases=_purchases(project),
    )


def _part(amount: Decimal, share: str) -> Decimal:
    return (amount * Decimal(share)).quantize(CENT)


def _split(amount: Decimal, items: tuple[tuple[str, str, str], ...]) -> list[Line]:
    """Lines with the given shares; the last takes what is left."""
    lines = [Line(code, name, _part(amount, share)) for code, name, share in items[:-1]]
    left = amount - sum((line.amount for line in lines), ZERO)
    if left <= 0:
        raise ValueError(f"nothing is left of {amount} for {items[-1][1]}")
    return [*lines, Line(items[-1][0], items[-1][1], left)]


def _functions(
    published: Published, main: Decimal, project: Decimal, security: Decimal, housing: Decimal
) -> tuple[Line, ...]:
    branch = BRANCHES[published.department]
    retired = "未归口管理的行政单位离退休"
    pensions = [Line("2080504", retired, security)]
    if published.fiscal_year >= NEW_CLASSES:
        pensions = _split(
            security,
            (
                ("2080504", retired, "0.20"),
                ("2080505", "机关事业单位基本养老保险缴费支出", "0.57"),
                ("2080506", "机关事业单位职业年金缴费支出", ""),
            ),
        )
    return (
        Line(branch.class_code, branch.class_name, main),
        Line(branch.group_code, branch.group_name, main),
        Line(branch.group_code + "01", "行政运行", main - project),
        Line(branch.group_code + "02", "一般行政管理事务", project),
        Line("208", "社会保障和就业支出", security),
        Line("20805", "行政事业单位离退休", security),
        *pensions,
        Line("221", "住房保障支出", housing),
        Line("22102", "住房改革支出", housing),
        *_split(housing, (("2210201", "住房公积金", "0.33"), ("2210202", "提租补贴", ""))),
    )


_GOODS: Final = (
    ("30201", "办公费", "0.16"),
    ("30205", "水费", "0.03"),
    ("30206", "电费", "0.10"),
    ("30207", "邮电费", "0.07"),
    ("30211", "差旅费", "0.14"),
    ("30213", "维修（护）费", "0.06"),
    ("30215", "会议费", "0.05"),
    ("30216", "培训费", "0.02"),
    ("30217", "公务接待费", "0.02"),
    ("30228", "工会经费", "0.04"),
    ("30231", "公务用车运行维护费", "0.10"),
    ("30239", "其他交通费用", "0.13"),
    ("30299", "其他商品和服务支出", ""),
)


def _economic(published: Published, basic: Decimal, function: dict[str, Decimal]) -> tuple[Line, ...]:
    """Classes 301, 302, 303; what the function tables print of pensions and housing returns here."""
    wages_shares = (("30101", "基本工资", "0.32"), ("30103", "奖金", "0.03"), ("30102", "津贴补贴", ""))
    retired = _split(function["2080504"], (("30301", "离休费", "0.20"), ("30302", "退休费", "")))
    housing = [
        Line("30311", "住房公积金", function["2210201"]),
        Line("30312", "提租补贴", function["2210202"]),
    ]
    paid: list[Line] = []
    if published.fiscal_year >= NEW_CLASSES:
        paid = [
            Line("30108", "机关事业单位基本养老保险缴费", function["2080505"]),
            Line("30109", "职业年金缴费", function["2080506"]),
            Line("30113", "住房公积金", function["2210201"]),
        ]
        housing = []
    persons = _sum(retired) + _sum(housing)
    wages = basic - published.goods_and_services - persons
    return (
        Line("301", "工资福利支出", wages),
        *sorted([*_split(wages - _sum(paid), wages_shares), *paid], key=lambda line: line.code),
        Line("302", "商品和服务支出", published.goods_and_services),
        *_split(published.goods_and_services, _GOODS),
        Line("303", "对个人和家庭的补助", persons),
        *retired,
        *housing,
    )


def _operating(published: Published, economic: tuple[Line, ...]) -> tuple[Line, ...]:
    goods = [line for line in economic if line.code.startswith("302")]
    if published.fiscal_year >= NEW_CLASSES:
        return tuple(goods)
    equipment = _part(published.agency_operating_cost, "0.02")
    amount = published.agency_operating_cost - equipment
    rest = amount - _sum(goods[1:-1])
    return (
        Line("302", "商品和服务支出", amount),
        *goods[1:-1],
        Line("30299", "其他商品和服务支出", rest),
        Line("310", "其他资本性支出", equipment),
        Line("31002", "办公设备购置", equipment),
    )


def _three_public(goods: dict[str, Decimal]) -> dict[str, Decimal]:
    abroad = _part(goods["302"], "0.04")
    vehicles, reception = goods["30231"], goods["30217"]
    three = abroad + vehicles + reception
    meetings, training = goods["30215"], goods["30216"]
    return {
        "all": three + meetings + training,
        "three_public": three,
        "abroad": abroad,
        "vehicles": vehicles,
        "operation": vehicles,
        "reception": reception,
        "meetings": meetings,
        "training": training,
    }


def _purchases(project: Decimal) -> tuple[tuple[str, str, str, str, Decimal], ...]:
    return (
        ("办公设备购置费", "办公设备购置", "台式计算机（20万以下）", "政府集中采购", _part(project, "0.004")),
        ("物业管理费", "物业管理费", "物业管理服务", "分散自行组织", _part(project, "0.03")),
    )


def _sum(lines: list[Line]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)
