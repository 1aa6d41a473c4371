"""How each rule is broken: one figure of the sound disclosure shifted a lot, and shifted by one printed step.

Belongs here: the disturbances, as data. Does not: running them (see `test_rules`).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.unit.reconcile.builders import Disclosure, Row, Sheet
from tests.unit.reconcile.cases_final import FINAL, FINAL_ARITHMETIC
from tests.unit.reconcile.cases_other import OTHER
from tests.unit.reconcile.cases_told import TOLD
from tests.unit.reconcile.cases_wording import WORDING
from tests.unit.reconcile.final import final
from tests.unit.reconcile.told import told

Change = Callable[[Disclosure], Disclosure]

SUMMARY, INCOME, SPENDING = "income_expenditure_summary", "income_detail", "expenditure_detail"
APPROPRIATION, GENERAL = "fiscal_appropriation_summary", "general_budget_expenditure"
MATRIX, BASIC, PUBLIC = (
    "general_budget_expenditure_by_economic",
    "general_budget_basic_expenditure",
    "three_public",
)
FUND, STATE, PROJECTS = "gov_fund_expenditure", "state_capital_expenditure", "project_expenditure"
SERVICES, FORMS = "service_purchase", "performance_target"


def shifted(table: str, key: str, measure: str, by: str) -> Change:
    return lambda d: d.shift(table, key, measure, by)


# Rule → (figure that breaks it, large shift, shift that rounding explains; None where nothing is explained).
ARITHMETIC: dict[str, tuple[tuple[str, str, str], str, str | None]] = {
    "B01-01": ((SUMMARY, "current_income_total", "amount"), "5", "0.01"),
    "B01-02": ((SUMMARY, "current_expenditure_total", "amount"), "5", "0.01"),
    "B01-03": ((SUMMARY, "total_income", "amount"), "5", "0.01"),
    "B01-04": ((SUMMARY, "total_expenditure", "amount"), "5", "0.01"),
    "B01-05": ((SUMMARY, "total_income", "amount"), "0.01", None),
    "B02-01": ((INCOME, "017", "total"), "5", "0.01"),
    "B02-02": ((INCOME, "017", "current_subtotal"), "5", "-0.01"),
    "B02-03": ((INCOME, "017", "carryover_subtotal"), "5", "0.01"),
    "B02-04": ((INCOME, "017", "current_other"), "-1", "0.01"),
    "B03-01": ((SPENDING, "2010350", "total"), "5", "0.01"),
    "B03-03": ((SPENDING, "合计", "basic_expenditure"), "5", "0.02"),
    "B03-04": ((SPENDING, "20103", "project_expenditure"), "5", "-0.01"),
    "B04-01": ((APPROPRIATION, "total_income", "amount"), "0.01", None),
    "B04-02": ((APPROPRIATION, "current_income_total", "amount"), "5", "0.01"),
    "B04-03": ((APPROPRIATION, "carryover_in", "amount"), "5", "0.01"),
    "B04-04": ((APPROPRIATION, "current_expenditure_total", "amount"), "7", "0.01"),
    "B05-01": ((GENERAL, "2010350", "total"), "5", "0.01"),
    "B05-02": ((GENERAL, "201", "personnel_expenditure"), "5", "0.01"),
    "B05-03": ((GENERAL, "201", "operating_expenditure"), "5", "0.01"),
    "B06-01": ((MATRIX, "2010350", "total"), "5", "0.01"),
    "B06-02": ((MATRIX, "201", "economic_302"), "5", "0.01"),
    "B06-03": ((MATRIX, "2010350", "total"), "0.21", "0.01"),
    "B06-04": ((MATRIX, "合计", "economic_303"), "5", "0.01"),
    "B07-01": ((BASIC, "30231", "operating_expenditure"), "5", "0.01"),
    "B07-02": ((BASIC, "合计", "personnel_expenditure"), "7", "0.01"),
    "B07-03": ((BASIC, "301", "total"), "5", "0.02"),
    "B08-01": ((PUBLIC, "合计", "three_public_total"), "5", "0.02"),
    "B08-02": ((PUBLIC, "合计", "official_vehicles"), "5", "0.01"),
    "B09-01": ((FUND, "2120801", "total"), "5", "0.01"),
    "B11-01": ((PROJECTS, "017", "total"), "5", "0.01"),
    "B11-02": ((PROJECTS, "31", "unit_funds"), "-1", "0.01"),
    "B11-03": ((PROJECTS, "42011223017T000000103", "total"), "5", "0.01"),
    "B11-04": ((GENERAL, "合计", "project_expenditure"), "5", "0.01"),
    "BX-01": ((SUMMARY, "total_income", "amount"), "5", "0.01"),
    "BX-02": ((SUMMARY, "carryover_in", "amount"), "5", "0.01"),
    "BX-03": ((SUMMARY, "income_other", "amount"), "5", "0.01"),
    "BX-04": ((SPENDING, "合计", "total"), "5", "0.01"),
    "BX-05": ((SUMMARY, "208", "amount"), "5", "0.01"),
    "BX-06": ((APPROPRIATION, "income_gov_fund", "amount"), "5", "0.01"),
    "BX-07": ((APPROPRIATION, "total_expenditure", "amount"), "5", "0.01"),
    "BX-08": ((APPROPRIATION, "total_income", "amount"), "5", "0.01"),
    "BX-09": ((SPENDING, "2080505", "total"), "-5", "-0.01"),
    "BX-10": ((BASIC, "合计", "operating_expenditure"), "5", "0.01"),
    "BX-11": ((BASIC, "30231", "total"), "5", "1.01"),
    "BX-12": ((BASIC, "30108", "total"), "5", "0.01"),
}


def _jiangsu(total: str) -> Change:
    """Expenditure as Jiangsu prints it: reserve funds and carry-over to next year are expenditure."""

    def change(disclosure: Disclosure) -> Disclosure:
        for row in disclosure.sheet(SPENDING).rows:
            row.cells.update({"reserve_funds": "7.00", "carryover_to_next_year": "2.00"})
            row.cells["total"] = f"{Decimal(row.cells['total']) + Decimal(total)}"
        return disclosure

    return change


def _shanghai(general: str) -> Change:
    """The appropriation summary with one column per budget."""

    def change(disclosure: Disclosure) -> Disclosure:
        for row in disclosure.sheet(APPROPRIATION).rows:
            if row.lane == "expenditure":
                row.cells["total"] = row.cells["general_budget"] = row.cells.pop("amount")
        row = disclosure.sheet(APPROPRIATION).row("208")
        row.cells.update({"general_budget": general, "gov_fund": "0.00", "state_capital": "0.00"})
        return disclosure

    return change


def _meetings(total: str) -> Change:
    """Meetings and training beside the three public expenses, which add up to 5.00 without them."""

    def change(disclosure: Disclosure) -> Disclosure:
        cells = disclosure.sheet(PUBLIC).rows[0].cells
        cells.update({"meeting_fee": "2.00", "training_fee": "1.00", "three_public_total": total})
        return disclosure

    return change


def _noted(table: str, note: str) -> Change:
    def change(disclosure: Disclosure) -> Disclosure:
        disclosure.sheet(table).note = note
        return disclosure

    return change


def _noughts(disclosure: Disclosure) -> Disclosure:
    sheet = disclosure.sheet(STATE)
    sheet.rows, sheet.note = [Row("合计", {"total": "0.00"}, level=0, is_total=True)], ""
    return disclosure


def _fund_code(code: str) -> Change:
    """A code of its own budget's neighbour in the government-fund table."""

    def change(disclosure: Disclosure) -> Disclosure:
        sheet = disclosure.sheet(FUND)
        sheet.rows.append(Row("x", {"total": "1.00"}, "外来", code, "function", 3))
        return disclosure

    return change


def _project(code: str, label: str) -> Change:
    def change(disclosure: Disclosure) -> Disclosure:
        disclosure.sheet(PROJECTS).rows.append(
            Row("new", {"total": "0.00"}, label, code, "project", 4, "31", project_code=code)
        )
        return disclosure

    return change


def _operating_cost(amount: str | None, posts: str) -> Change:
    def change(disclosure: Disclosure) -> Disclosure:
        disclosure.operating_cost, disclosure.posts = amount, posts
        disclosure.extra["headcounts"] = []
        return disclosure

    return change


def _surplus(repaired: int) -> Change:
    def change(disclosure: Disclosure) -> Disclosure:
        sheet = disclosure.sheet(INCOME)
        sheet.surplus_fields, sheet.repaired_rows = 3, repaired
        return disclosure

    return change


def _cost_items(*items: tuple[str | None, str]) -> Change:
    def change(disclosure: Disclosure) -> Disclosure:
        disclosure.cost_items = list(items)
        return disclosure

    return change


def _column_numbers(disclosure: Disclosure) -> Disclosure:
    cells = disclosure.sheet(PUBLIC).rows[0].cells
    for number, measure in enumerate(cells, start=1):
        cells[measure] = str(number)
    return disclosure


def _bare_year(disclosure: Disclosure) -> Disclosure:
    disclosure.sheet(PUBLIC).rows[0].cells["overseas_travel"] = "2023"
    return disclosure


def _unlisted(disclosure: Disclosure) -> Disclosure:
    """A class is not published; the totals hold it."""
    for code in ("212", "21208", "2120801"):
        _without_row(disclosure, SPENDING, code)
    return disclosure


# Name → (rule, change of the sound disclosure, outcome expected among the rule's results).
SPECIAL: dict[str, tuple[str, Change, str]] = {
    "pensions booked differently are a hint": (
        "BX-13",
        shifted(BASIC, "30302", "total", "5"),
        "not_applicable",
    ),
    "pensions, rounding": ("BX-13", shifted(BASIC, "30302", "total", "0.01"), "rounding"),
    "kind of income under another name": (
        "B01-01",
        lambda d: _renamed(d, SUMMARY, "income_general_budget", "current_income_total"),
        "pass",
    ),
    "the same total printed twice": ("B01-01", lambda d: _printed_again(d, "151.00"), "pass"),
    "carry-over under an unknown name": (
        "B01-03",
        lambda d: _renamed(d, SUMMARY, "carryover_in", "current_income_total"),
        "cannot_tell",
    ),
    "two totals of one name": ("B01-01", lambda d: _printed_again(d, "155.00"), "not_applicable"),
    "no subtotal of the year in the layout": (
        "B02-01",
        lambda d: _without_column(d, "current_subtotal"),
        "not_applicable",
    ),
    "not one part of a total was read": (
        "B03-01",
        lambda d: _without_cells(d, "2080505", "basic_expenditure"),
        "cannot_tell",
    ),
    "a class that is not published": ("B03-03", _unlisted, "cannot_tell"),
    "business expenditure is an of-which": (
        "B03-01",
        shifted(SPENDING, "合计", "business_expenditure", "9"),
        "pass",
    ),
    "carry-over counted as income": (
        "BX-06",
        shifted(SUMMARY, "income_general_budget", "amount", "2"),
        "pass",
    ),
    "noughts in the text": (
        "B09-02",
        lambda d: _said_to_be_empty(_noted(STATE, "")(d)),
        "pass",
    ),
    "a heading between total and classes": ("B03-03", lambda d: _heading(d), "pass"),
    "current-year appropriation only": ("BX-07", lambda d: _current_year_only(d), "pass"),
    "class missing in the other table": ("BX-05", lambda d: _without_row(d, SPENDING, "208"), "fail"),
    "table of words": ("B06-04", lambda d: _of_words(d), "pass"),
    "unrepaired surplus columns": ("B02-05", _surplus(0), "cannot_tell"),
    "repaired surplus columns": ("B02-05", _surplus(3), "pass"),
    "failed guard silences its table": ("B02-01", _surplus(0), "cannot_tell"),
    "failed guard silences cross rules": ("BX-01", _surplus(0), "cannot_tell"),
    "Jiangsu layout adds up": ("B03-02", _jiangsu("9"), "pass"),
    "Jiangsu layout, rounding": ("B03-02", _jiangsu("9.01"), "rounding"),
    "Jiangsu layout does not add up": ("B03-02", _jiangsu("4"), "fail"),
    "Jiangsu layout leaves the common rule out": ("B03-01", _jiangsu("9"), "not_applicable"),
    "Shanghai columns add up": ("B04-05", _shanghai("14.00"), "pass"),
    "Shanghai columns, rounding": ("B04-05", _shanghai("13.99"), "rounding"),
    "Shanghai columns do not add up": ("B04-05", _shanghai("13.00"), "fail"),
    "other title, other scope": (
        "B06-03",
        lambda d: _retitled(d, "支出表(分功能科目)").shift(MATRIX, "2010350", "total", "5"),
        "not_applicable",
    ),
    "cost items without class fill the gap": ("B06-04", _cost_items((None, "40")), "pass"),
    "cost items without class do not fill it": ("B06-04", _cost_items((None, "30")), "fail"),
    "wages in the operating column": (
        "B07-04",
        shifted(BASIC, "30101", "operating_expenditure", "3"),
        "fail",
    ),
    "retirees' public funds are local practice": (
        "B07-04",
        lambda d: _unregistered(d).shift(BASIC, "30302", "operating_expenditure", "3"),
        "pass",
    ),
    "column numbers": ("B08-03", _column_numbers, "cannot_tell"),
    "a year among the amounts": ("B08-03", _bare_year, "cannot_tell"),
    "out of scale": ("B08-03", shifted(PUBLIC, "合计", "three_public_total", "200000"), "cannot_tell"),
    "column numbers are not added up": ("B08-01", _column_numbers, "cannot_tell"),
    "meetings apart": ("B08-04", _meetings("5.00"), "pass"),
    "meetings counted": ("B08-04", _meetings("8.00"), "fail"),
    "total wrong otherwise": ("B08-04", _meetings("6.50"), "not_applicable"),
    "empty table without note": ("B09-02", _noted(STATE, ""), "fail"),
    "empty table, the text elsewhere": (
        "B09-02",
        lambda d: _wordless(_noted(STATE, "")(d)),
        "cannot_tell",
    ),
    "empty table with another budget's note": ("B09-02", _noted(STATE, "没有政府性基金预算"), "fail"),
    "full table that calls itself empty": ("B09-02", _noted(FUND, "本表无数据"), "fail"),
    "noughts without a note that was read": ("B09-02", lambda d: _noughts(d), "cannot_tell"),
    "plain note": ("B09-02", _noted(STATE, "本表为空表"), "pass"),
    "general-budget code in the fund table": ("B09-03", _fund_code("2210201"), "fail"),
    "unknown code in the fund table": ("B09-03", _fund_code("2999901"), "cannot_tell"),
    "project code of another structure": ("B11-05", _project("T-17", "短码"), "fail"),
    "project code of another department": ("B11-05", _project("42011223018T000000104", "外单位"), "fail"),
    "one code, two names": ("B11-06", _project("42011223017T000000101", "另一名称"), "fail"),
    "agency operating cost of an institution": ("BX-14", _operating_cost("5", "institution"), "fail"),
    "agency operating cost = operating money": ("BX-14", _operating_cost("20", "administrative"), "pass"),
    "agency operating cost, rounding": ("BX-14", _operating_cost("20.01", "administrative"), "rounding"),
    "agency operating cost differs": ("BX-14", _operating_cost("15", "administrative"), "fail"),
    "nature of the unit unknown": ("BX-14", _operating_cost("15", ""), "not_applicable"),
    "agency operating cost not stated": ("BX-14", _operating_cost(None, "institution"), "not_applicable"),
    "class missing in the summary": ("BX-05", lambda d: _without_row(d, SUMMARY, "208"), "fail"),
    "item printed in one table only": (
        "BX-03",
        lambda d: _without_row(d, SUMMARY, "income_other"),
        "not_applicable",
    ),
}


def _wordless(disclosure: Disclosure) -> Disclosure:
    """The tables alone: the text is in another file."""
    disclosure.extra["blocks"] = []
    return disclosure


def _said_to_be_empty(disclosure: Disclosure) -> Disclosure:
    disclosure.extra["blocks"][0]["text"] += "本单位没有国有资本经营预算安排的支出。"
    return disclosure


def _unregistered(disclosure: Disclosure) -> Disclosure:
    """No register says where the unit is."""
    disclosure.extra["source_units"] = []
    return disclosure


def _renamed(disclosure: Disclosure, table: str, key: str, parent: str) -> Disclosure:
    """The row loses its meaning but not its place in the tree."""
    for row in disclosure.sheet(table).rows:
        if row.item.startswith("income_"):
            row.parent = parent
    disclosure.sheet(table).row(key).item = ""
    return disclosure


def _printed_again(disclosure: Disclosure, amount: str) -> Disclosure:
    """Another row that reads like 本年收入合计."""
    row = Row("again", {"amount": amount}, "收入合计", lane="income", item="current_income_total")
    disclosure.sheet(SUMMARY).rows.append(row)
    return disclosure


def _without_column(disclosure: Disclosure, measure: str) -> Disclosure:
    for row in disclosure.sheet(INCOME).rows:
        row.cells.pop(measure, None)
    return disclosure


def _without_cells(disclosure: Disclosure, key: str, measure: str) -> Disclosure:
    disclosure.sheet(SPENDING).row(key).cells.pop(measure)
    return disclosure


def _heading(disclosure: Disclosure) -> Disclosure:
    """The unit's name as a row of its own, with the whole total, beside the classes."""
    sheet = disclosure.sheet(SPENDING)
    sheet.rows.insert(1, Row("某局", dict(sheet.rows[0].cells), level=1, parent="合计"))
    return disclosure


def _current_year_only(disclosure: Disclosure) -> Disclosure:
    """The general-budget table without the money carried over (2.00)."""
    return disclosure.shift(GENERAL, "合计", "total", "-2")


def _of_words(disclosure: Disclosure) -> Disclosure:
    """A form without any figure, all of it understood."""
    forms = disclosure.sheet(FORMS)
    disclosure.sheets.append(Sheet(FORMS, [Row("年度目标", {}, "目标")], title=forms.title))
    return disclosure


def _retitled(disclosure: Disclosure, title: str) -> Disclosure:
    disclosure.sheet(MATRIX).title = title
    return disclosure


def _without_row(disclosure: Disclosure, table: str, key: str) -> Disclosure:
    sheet: Sheet = disclosure.sheet(table)
    sheet.rows = [row for row in sheet.rows if row.key != key]
    return disclosure


# The tables of the rules that name none as required.
OPTIONAL_ONLY = {"B09-01": (FUND, STATE), "B09-02": (FUND, STATE, SERVICES), "B09-03": (FUND, STATE)}


def variants() -> dict[str, Disclosure]:
    """Every disturbed disclosure by name; the untouched ones are `sound` and `final sound`."""
    found: dict[str, Disclosure] = {}
    for prefix, whole, arithmetic, special in (
        ("", told, ARITHMETIC, SPECIAL | TOLD | WORDING | OTHER),
        ("final ", final, FINAL_ARITHMETIC, FINAL),
    ):
        found[f"{prefix}sound"] = whole(f"{prefix}sound")
        for rule, (cell, large, small) in arithmetic.items():
            found[f"{rule} large"] = whole(f"{rule} large").shift(*cell, large)
            if small is not None:
                found[f"{rule} small"] = whole(f"{rule} small").shift(*cell, small)
            doubtful = whole(f"{rule} doubtful").shift(*cell, large)
            doubtful.sheet(cell[0]).cells_failed = 1
            found[f"{rule} doubtful"] = doubtful
        for name, (_, change, _) in special.items():
            found[name] = change(whole(name))
        for table in [sheet.table_type for sheet in whole("").sheets]:
            for state, change in STATES.items():
                name = f"{prefix}{state} {table}"
                found[name] = change(whole(name), table)
    for rule, tables in OPTIONAL_ONLY.items():
        found[f"{rule} without any"] = told(f"{rule} without any").without(*tables)
        found[f"{rule} unread"] = told(f"{rule} unread").without(*tables[1:]).unread(tables[0])
    return found


def _with_figures(disclosure: Disclosure, table: str) -> Disclosure:
    if not disclosure.sheet(table).rows:
        disclosure.sheet(table).rows = [Row("合计", {"total": "1.00"}, level=0, is_total=True)]
    return disclosure


def _lost(disclosure: Disclosure, table: str) -> Disclosure:
    disclosure.outcomes = [{"code": "TABLE_UNKNOWN"}]
    return disclosure.without(table)


def _twice(disclosure: Disclosure, table: str) -> Disclosure:
    sheets = _with_figures(disclosure, table).sheets
    sheets.append(disclosure.sheet(table))
    return disclosure


# What may have become of a table.
STATES: dict[str, Callable[[Disclosure, str], Disclosure]] = {
    "without": lambda d, table: d.without(table),
    "empty": lambda d, table: d.emptied(table),
    "unread": lambda d, table: _with_figures(d, table).unread(table),
    "lost": _lost,
    "twice": _twice,
}
