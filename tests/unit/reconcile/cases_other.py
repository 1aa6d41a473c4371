"""Tables beyond the canonical ones: when their levels and columns are judged, and when not.

Belongs here: disturbances of `told` for OT-01 and OT-02, as data. Does not: running them (see `test_rules`).
"""

from __future__ import annotations

from decimal import Decimal

from tests.unit.reconcile.builders import Disclosure, Row, Sheet
from tests.unit.reconcile.cases_told import Change, edited

_ROWS = (
    ("合计", None, "30.00", "12.00", "18.00"),
    ("301", "合计", "20.00", "8.00", "12.00"),
    ("30101", "301", "15.00", "6.00", "9.00"),
    ("30102", "301", "5.00", "2.00", "3.00"),
    ("302", "合计", "10.00", "4.00", "6.00"),
    ("30201", "302", "7.00", "3.00", "4.00"),
    ("30202", "302", "3.00", "1.00", "2.00"),
)
_MEASURES = ("total", "current_general_budget", "current_other")


def other(**changed: str) -> Change:
    """A table of a title of its own; `changed` are totals by code (`r30101="16.00"`)."""

    def change(d: Disclosure) -> Disclosure:
        rows = [
            Row(
                key,
                {
                    **dict(zip(_MEASURES, amounts, strict=True)),
                    **({"total": changed[f"r{key}"]} if f"r{key}" in changed else {}),
                },
                code=key if key.isdigit() else None,
                scheme="economic" if key.isdigit() else "none",
                level=0 if parent is None else 1 if parent == "合计" else 2,
                parent=parent,
                is_total=parent is None,
            )
            for key, parent, *amounts in _ROWS
        ]
        d.sheets.append(Sheet("other", rows, "基本支出总表"))
        return d

    return change


_SCRAMBLED = {"r30101": "1.00", "r30201": "2.00", "r301": "40.00", "r302": "50.00", "r合计": "60.00"}


def _every_column(d: Disclosure) -> Disclosure:
    """No sum holds in any column: what was taken for levels is none."""
    d = other(**_SCRAMBLED)(d)
    for row in d.sheets[-1].rows:
        row.cells = dict.fromkeys(_MEASURES, row.cells["total"])
    return d


def _nothing_stated(d: Disclosure) -> Disclosure:
    none = edited("claims", {"subject": "three_public_total"}, amount_yuan=Decimal(0), amount_text="0万元")
    return none(d.emptied("three_public"))


def operating_cost(amount: str) -> Change:
    """A table of one sum, too few to prove anything, and another that prints the same codes."""

    def change(d: Disclosure) -> Disclosure:
        for title, printed in (("机关运行经费", amount), ("机关运行经费明细", "7.00")):
            amounts = {"302": "10.00", "30201": printed, "30202": "3.00"}
            rows = [
                Row(
                    code,
                    {"agency_operating_cost": text},
                    code=code,
                    scheme="dept_economic",
                    level=1 if code == "302" else 2,
                    parent=None if code == "302" else "302",
                )
                for code, text in amounts.items()
            ]
            d.sheets.append(Sheet("other", rows, title))
        return d

    return change


# Name → (rule, change of the told disclosure, outcome expected among the rule's results).
OTHER: dict[str, tuple[str, Change, str]] = {
    "another table adds up": ("OT-01", other(), "pass"),
    "a part of another table is wrong": ("OT-01", other(r30101="16.00"), "fail"),
    "the total of another table is wrong": ("OT-01", other(r合计="31.00"), "fail"),
    "another table, rounding": ("OT-01", other(r30101="15.01"), "rounding"),
    "a table whose levels do not add up is not judged": ("OT-01", _every_column, "not_applicable"),
    "another table shows which figure is wrong": ("OT-01", operating_cost("6.00"), "fail"),
    "a minus sign that no sum explains": ("OT-01", operating_cost("-7.00"), "fail"),
    "columns of another table add up": ("OT-02", other(), "pass"),
    "a column of another table is wrong": ("OT-02", other(r30101="16.00"), "fail"),
    "columns of another table, rounding": ("OT-02", other(r30101="15.01"), "rounding"),
    "a figure stated of an emptied table": ("OT-03", lambda d: d.emptied("three_public"), "fail"),
    "nothing stated of an emptied table": ("OT-03", _nothing_stated, "pass"),
    "a table that was not read is not empty": ("OT-03", lambda d: d.unread("three_public"), "not_applicable"),
    "columns that are no parts are not judged": ("OT-02", _every_column, "not_applicable"),
}
