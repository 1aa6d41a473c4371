"""What fifteen budgets of Jiangsu's departments print, as far as it is known without their documents.

Belongs here: `docs/panels/jiangsu_published.csv`, read. Does not: the lines below these figures (`figures`),
documents (`typeset`). Amounts are 万元 as printed; an empty field is not known.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from benchmarks.warehouse.questions import PANELS

FILE: Final = PANELS / "jiangsu_published.csv"
DEPARTMENTS: Final = (
    "江苏省委办公厅",
    "江苏省人大办公厅",
    "江苏省政协办公厅",
    "江苏省高级人民法院",
    "江苏省人民检察院",
)
YEARS: Final = (2017, 2018, 2019)


@dataclass(frozen=True, slots=True)
class Published:
    """One budget: three figures that are known of all, and the lines of 收支预算总表 where they are."""

    department: str
    fiscal_year: int
    agency_operating_cost: Decimal
    basic_expenditure: Decimal
    goods_and_services: Decimal
    """Of 基本支出, class 302."""
    summary: dict[str, Decimal]
    """By the names of `_SUMMARY`; only what is known."""
    printed_in: str
    """Name of the file that the department published."""
    taken_from: str


_SUMMARY: Final = (
    "total",
    "general_budget",
    "special_account",
    "other_funds",
    "main_class",
    "social_security",
    "housing",
    "project",
    "reserve",
)


def published() -> list[Published]:
    """All fifteen, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Published(
                row["department"],
                int(row["fiscal_year"]),
                Decimal(row["agency_operating_cost"]),
                Decimal(row["basic_expenditure"]),
                Decimal(row["goods_and_services"]),
                {name: Decimal(row[name]) for name in _SUMMARY if row[name]},
                row["printed_in"],
                row["taken_from"],
            )
            for row in csv.DictReader(file)
        ]
