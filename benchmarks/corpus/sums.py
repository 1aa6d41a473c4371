"""Whether the figures of a table add up: parents and children, and the measures of each row.

Belongs here: testing sums over finished lines, independently of the code that read them.
Does not: reading, repairing or judging.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pipelines.conform.arithmetic import SumCheck, check_row, check_sum, identities_of

Line = dict[str, Any]
_MOST_FAILS_KEPT = 6


@dataclass
class SumReport:
    """Sums tested in one table: exact, within rounding or failed, and the first that failed."""

    outcomes: Counter[str] = field(default_factory=Counter)
    fails: list[str] = field(default_factory=list)

    def add(self, what: str, check: SumCheck) -> None:
        self.outcomes[check.outcome] += 1
        if check.outcome == "fail" and len(self.fails) < _MOST_FAILS_KEPT:
            self.fails.append(f"{what}: printed {check.stated}, sum {check.summed}, off {check.difference}")


def sums_of_table(lines: Iterable[Line]) -> tuple[SumReport, SumReport]:
    """(parents against children, row identities) of one table's lines."""
    children, rows = SumReport(), SumReport()
    groups: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in lines:
        if line["amount_yuan"] is not None:
            groups[line["lane"], line["funding"], line["basis"], str(line["amount_year"])].append(line)
    for members in groups.values():
        _test_children(members, children)
        _test_rows(members, rows)
    return children, rows


def _test_children(lines: list[Line], report: SumReport) -> None:
    amounts: dict[tuple[int, str], Line] = {(r["row_number"], _measure(r)): r for r in lines}
    parts: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line["parent_row_number"]:
            parts[line["parent_row_number"], _measure(line)].append(line)
    for (row, measure), found in parts.items():
        parent = amounts.get((row, measure))
        if parent is None:
            continue
        step = max(line["step_yuan"] for line in (parent, *found))
        check = check_sum(parent["amount_yuan"], [line["amount_yuan"] for line in found], step)
        report.add(f"row {row} {parent['row_label'][:14]} {measure}", check)


def _test_rows(lines: list[Line], report: SumReport) -> None:
    by_row: dict[int, dict[str, Line]] = defaultdict(dict)
    for line in lines:
        by_row[line["row_number"]].setdefault(line["measure"], line)
    if any(line["item"] == line["measure"] for line in lines):
        # Every row is a measure of its own: the whole table is one row of sums.
        merged = {line["measure"]: line for line in lines if line["item"] == line["measure"]}
        by_row = defaultdict(dict, {0: merged})
    identities = identities_of({line["measure"] for line in lines})
    for row, cells in by_row.items():
        step = max(line["step_yuan"] for line in cells.values())
        values: dict[str, Decimal | None] = {m: line["amount_yuan"] for m, line in cells.items()}
        for check in check_row(values, identities, step):
            report.add(f"row {row}", check)


def _measure(line: Line) -> str:
    """Rows that are measures of their own are parts of one another all the same."""
    return "" if line["item"] == line["measure"] else line["measure"]
