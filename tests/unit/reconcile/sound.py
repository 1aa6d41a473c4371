"""One sound disclosure: every table derived exactly from a few base amounts, then printed with two decimals.

Belongs here: the disclosure on which all rules pass. Does not: disturbing it (see `builders`, the tests).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.unit.reconcile.builders import Disclosure, Row, Sheet, printed

NOUGHT = Decimal(0)
CLASSES = {
    "201": "一般公共服务支出",
    "208": "社会保障和就业支出",
    "212": "城乡社区支出",
    "221": "住房保障支出",
}


@dataclass(frozen=True)
class Base:
    """Base amounts in 万元: what was really budgeted, before anything is rounded for print."""

    wages: Decimal
    pension: Decimal
    retirees: Decimal
    housing_fund: Decimal
    housing_subsidy: Decimal
    office: Decimal
    cars: Decimal
    project: Decimal
    project_carried: Decimal
    fund: Decimal
    other_income: Decimal
    own_carried: Decimal
    cars_from_projects: Decimal
    reception: Decimal

    @property
    def operating(self) -> Decimal:
        return self.office + self.cars

    @property
    def personnel(self) -> Decimal:
        return self.wages + self.pension + self.retirees + self.housing_fund + self.housing_subsidy

    @property
    def basic(self) -> Decimal:
        return self.personnel + self.operating

    @property
    def general(self) -> Decimal:
        return self.basic + self.project

    @property
    def own(self) -> Decimal:
        return self.other_income + self.own_carried

    @property
    def all_funds(self) -> Decimal:
        return self.general + self.fund + self.own


PLAIN = Base(
    wages=Decimal(36),
    pension=Decimal(10),
    retirees=Decimal(4),
    housing_fund=Decimal(6),
    housing_subsidy=Decimal(4),
    office=Decimal(17),
    cars=Decimal(3),
    project=Decimal(40),
    project_carried=Decimal(2),
    fund=Decimal(30),
    other_income=Decimal(3),
    own_carried=Decimal(2),
    cars_from_projects=Decimal(1),
    reception=Decimal(1),
)


def sound(name: str, base: Base | None = None) -> Disclosure:
    """The disclosure `name` with every table of a budget, all of it in agreement."""
    b = base or PLAIN
    return Disclosure(
        name=name,
        sheets=[
            _summary(b),
            _income(b),
            _expenditure(b),
            _appropriation(b),
            _general(b),
            _by_economic(b),
            _basic(b),
            _three_public(b),
            _fund(b),
            Sheet("state_capital_expenditure", [], note="本部门没有国有资本经营预算安排的支出"),
            _projects(b),
            Sheet("service_purchase", [], note="本年没有政府购买服务预算安排的支出"),
            Sheet("performance_target", [Row("项目总预算", {"amount": printed(b.project)})]),
        ],
        cost_items=[("302-商品和服务支出", printed(b.project))],
    )


def _cells(**amounts: Decimal) -> dict[str, str]:
    return {measure: printed(amount) for measure, amount in amounts.items()}


def _item(lane: str, item: str, amount: Decimal, parent: str | None = None) -> Row:
    level = 0 if item.startswith(("total", "current", "carryover_in", "carryover_out")) else 1
    return Row(
        item, _cells(amount=amount), level=level, parent=parent, lane=lane, item=item, is_total=level == 0
    )


def _class(code: str, amount: Decimal) -> Row:
    return Row(
        code,
        _cells(amount=amount),
        CLASSES[code],
        code=code,
        scheme="function",
        level=1,
        lane="expenditure",
        item="function_class",
    )


def _summary(b: Base) -> Sheet:
    general = b.general - b.project_carried
    return Sheet(
        "income_expenditure_summary",
        [
            _item("income", "income_general_budget", general),
            _item("income", "income_gov_fund", b.fund),
            _item("income", "income_other", b.other_income),
            _item("income", "current_income_total", general + b.fund + b.other_income),
            _item("income", "carryover_in", b.project_carried + b.own_carried),
            _item("income", "total_income", b.all_funds),
            *_classes(b, all_funds=True),
            _item("expenditure", "current_expenditure_total", b.all_funds),
            _item("expenditure", "carryover_out", NOUGHT),
            _item("expenditure", "total_expenditure", b.all_funds),
        ],
    )


def _classes(b: Base, *, all_funds: bool) -> list[Row]:
    main = b.wages + b.operating + b.project + (b.own if all_funds else NOUGHT)
    return [
        _class("201", main),
        _class("208", b.pension + b.retirees),
        _class("212", b.fund),
        _class("221", b.housing_fund + b.housing_subsidy),
    ]


def _appropriation(b: Base) -> Sheet:
    general = b.general - b.project_carried
    total = b.general + b.fund
    return Sheet(
        "fiscal_appropriation_summary",
        [
            _item("income", "current_income_total", general + b.fund),
            _item("income", "income_general_budget", general, parent="current_income_total"),
            _item("income", "income_gov_fund", b.fund, parent="current_income_total"),
            _item("income", "carryover_in", b.project_carried),
            _item("income", "carryover_general_budget", b.project_carried, parent="carryover_in"),
            _item("income", "total_income", total),
            _item("expenditure", "current_expenditure_total", total),
            *_classes(b, all_funds=False),
            _item("expenditure", "carryover_out", NOUGHT),
            _item("expenditure", "total_expenditure", total),
        ],
    )


def _income(b: Base) -> Sheet:
    general = b.general - b.project_carried
    small = b.other_income

    def row(key: str, level: int, parent: str | None, main: Decimal, other: Decimal, carried: Decimal) -> Row:
        fund = b.fund if main else NOUGHT
        own = b.own_carried if main else NOUGHT
        return Row(
            key,
            _cells(
                total=main + fund + other + carried + own,
                current_subtotal=main + fund + other,
                current_general_budget=main,
                current_gov_fund=fund,
                current_other=other,
                carryover_subtotal=carried + own,
                carryover_general_budget=carried,
                carryover_unit_funds=own,
            ),
            code=None if level == 0 else key,
            scheme="none" if level == 0 else "unit",
            level=level,
            parent=parent,
            is_total=True,
        )

    return Sheet(
        "income_detail",
        [
            row("合计", 0, None, general, small, b.project_carried),
            row("017", 1, "合计", general, small, b.project_carried),
            row("017001", 2, "017", general, NOUGHT, b.project_carried),
            row("017002", 2, "017", NOUGHT, small, NOUGHT),
        ],
    )


def _tree(rows: list[tuple[str, dict[str, str]]], scheme: str, sizes: tuple[int, ...]) -> list[Row]:
    """The total row first, then coded rows whose parent is the nearest shorter code before them."""
    result = [Row("合计", rows[0][1], level=0, is_total=True)]
    for code, cells in rows[1:]:
        level = sizes.index(len(code)) + 1
        parent = "合计" if level == 1 else code[: sizes[level - 2]]
        result.append(Row(code, cells, CLASSES.get(code, ""), code, scheme, level, parent))
    return result


def _expenditure(b: Base) -> Sheet:
    main = _cells(
        total=b.wages + b.operating + b.project + b.own,
        basic_expenditure=b.wages + b.operating,
        project_expenditure=b.project + b.own,
    )
    social = _cells(total=b.pension + b.retirees, basic_expenditure=b.pension + b.retirees)
    fund = _cells(total=b.fund, project_expenditure=b.fund)
    housing = b.housing_fund + b.housing_subsidy
    return Sheet(
        "expenditure_detail",
        _tree(
            [
                (
                    "",
                    _cells(
                        total=b.all_funds,
                        basic_expenditure=b.basic,
                        project_expenditure=b.project + b.own + b.fund,
                    ),
                ),
                *((code, dict(main)) for code in ("201", "20103", "2010350")),
                *((code, dict(social)) for code in ("208", "20805")),
                ("2080502", _cells(total=b.retirees, basic_expenditure=b.retirees)),
                ("2080505", _cells(total=b.pension, basic_expenditure=b.pension)),
                *((code, dict(fund)) for code in ("212", "21208", "2120801")),
                *((code, _cells(total=housing, basic_expenditure=housing)) for code in ("221", "22102")),
                ("2210201", _cells(total=b.housing_fund, basic_expenditure=b.housing_fund)),
                ("2210202", _cells(total=b.housing_subsidy, basic_expenditure=b.housing_subsidy)),
            ],
            "function",
            (3, 5, 7),
        ),
    )


def _general(b: Base) -> Sheet:
    def basic_only(amount: Decimal) -> dict[str, str]:
        return _cells(total=amount, basic_expenditure=amount, personnel_expenditure=amount)

    main = _cells(
        total=b.wages + b.operating + b.project,
        basic_expenditure=b.wages + b.operating,
        personnel_expenditure=b.wages,
        operating_expenditure=b.operating,
        project_expenditure=b.project,
    )
    return Sheet(
        "general_budget_expenditure",
        _tree(
            [
                (
                    "",
                    _cells(
                        total=b.general,
                        basic_expenditure=b.basic,
                        personnel_expenditure=b.personnel,
                        operating_expenditure=b.operating,
                        project_expenditure=b.project,
                    ),
                ),
                *((code, dict(main)) for code in ("201", "20103", "2010350")),
                *((code, basic_only(b.pension + b.retirees)) for code in ("208", "20805")),
                ("2080502", basic_only(b.retirees)),
                ("2080505", basic_only(b.pension)),
                *((code, basic_only(b.housing_fund + b.housing_subsidy)) for code in ("221", "22102")),
                ("2210201", basic_only(b.housing_fund)),
                ("2210202", basic_only(b.housing_subsidy)),
            ],
            "function",
            (3, 5, 7),
        ),
    )


def _by_economic(b: Base) -> Sheet:
    goods = b.operating + b.project
    housing = b.housing_fund + b.housing_subsidy
    social = _cells(total=b.pension + b.retirees, economic_301=b.pension, economic_303=b.retirees)
    return Sheet(
        "general_budget_expenditure_by_economic",
        _tree(
            [
                (
                    "",
                    _cells(
                        total=b.general,
                        economic_301=b.personnel - b.retirees,
                        economic_302=goods,
                        economic_303=b.retirees,
                    ),
                ),
                *(
                    (code, _cells(total=b.wages + goods, economic_301=b.wages, economic_302=goods))
                    for code in ("201", "20103", "2010350")
                ),
                *((code, dict(social)) for code in ("208", "20805")),
                ("2080502", _cells(total=b.retirees, economic_303=b.retirees)),
                ("2080505", _cells(total=b.pension, economic_301=b.pension)),
                *((code, _cells(total=housing, economic_301=housing)) for code in ("221", "22102")),
                ("2210201", _cells(total=b.housing_fund, economic_301=b.housing_fund)),
                ("2210202", _cells(total=b.housing_subsidy, economic_301=b.housing_subsidy)),
            ],
            "function",
            (3, 5, 7),
        ),
        title="一般公共预算支出表(分功能科目)",
    )


def _basic(b: Base) -> Sheet:
    def personnel(amount: Decimal) -> dict[str, str]:
        return _cells(total=amount, personnel_expenditure=amount, operating_expenditure=NOUGHT)

    def operating(amount: Decimal) -> dict[str, str]:
        return _cells(total=amount, personnel_expenditure=NOUGHT, operating_expenditure=amount)

    return Sheet(
        "general_budget_basic_expenditure",
        _tree(
            [
                (
                    "",
                    _cells(
                        total=b.basic,
                        personnel_expenditure=b.personnel,
                        operating_expenditure=b.operating,
                    ),
                ),
                ("301", personnel(b.personnel - b.retirees)),
                ("30101", personnel(b.wages)),
                ("30102", personnel(b.housing_subsidy)),
                ("30108", personnel(b.pension)),
                ("30113", personnel(b.housing_fund)),
                ("302", operating(b.operating)),
                ("30201", operating(b.office)),
                ("30231", operating(b.cars)),
                ("303", personnel(b.retirees)),
                ("30302", personnel(b.retirees)),
            ],
            "dept_economic",
            (3, 5),
        ),
    )


def _three_public(b: Base) -> Sheet:
    cars = b.cars + b.cars_from_projects
    return Sheet(
        "three_public",
        [
            Row(
                "合计",
                _cells(
                    three_public_total=cars + b.reception,
                    overseas_travel=NOUGHT,
                    official_vehicles=cars,
                    vehicle_purchase=NOUGHT,
                    vehicle_operation=cars,
                    official_reception=b.reception,
                ),
            )
        ],
    )


def _fund(b: Base) -> Sheet:
    cells = _cells(total=b.fund, project_expenditure=b.fund)
    return Sheet(
        "gov_fund_expenditure",
        _tree(
            [("", dict(cells)), *((code, dict(cells)) for code in ("212", "21208", "2120801"))],
            "function",
            (3, 5, 7),
        ),
    )


def _projects(b: Base) -> Sheet:
    def cells(
        current: Decimal, fund: Decimal = NOUGHT, carried: Decimal = NOUGHT, own: Decimal = NOUGHT
    ) -> dict[str, str]:
        return _cells(
            total=current + fund + carried + own,
            current_general_budget=current,
            current_gov_fund=fund,
            carryover_general_budget=carried,
            unit_funds=own,
        )

    def project(serial: str, category: str, row_cells: dict[str, str]) -> Row:
        code = f"42011223017{serial}"
        return Row(code, row_cells, f"项目{serial}", code, "project", 4, category, project_code=code)

    everything = cells(b.general - b.project_carried, b.fund, b.project_carried, b.own)
    specific = cells(b.project - b.project_carried, b.fund, b.project_carried, b.own)
    return Sheet(
        "project_expenditure",
        [
            Row("合计", everything, level=0, is_total=True),
            Row("017", dict(everything), "部门", "017", "unit", 1, "合计", True),
            Row("017001", dict(everything), "本级", "017001", "unit", 2, "017", True),
            Row("1101", cells(b.personnel), "人员", "1101", "project_category", 3, "017001"),
            project("R000000100", "1101", cells(b.personnel)),
            Row("2101", cells(b.operating), "公用", "2101", "project_category", 3, "017001"),
            project("Y000000110", "2101", cells(b.operating)),
            Row("31", specific, "本级支出项目", "31", "project_category", 3, "017001"),
            project("T000000101", "31", cells(b.project - b.project_carried, carried=b.project_carried)),
            project("T000000102", "31", cells(NOUGHT, b.fund)),
            project("T000000103", "31", cells(NOUGHT, own=b.own)),
        ],
    )
