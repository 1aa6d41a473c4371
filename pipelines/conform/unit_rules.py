"""Units of money that a person decided for all tables of one template of one publisher.

Belongs here: the rules of catalogue/unit_rules.csv, what a template is, settling tables that print no unit.
Does not: reading printed units (`money_unit`), making rules (`corrections/promote_unit`).

A rule speaks only where nothing is printed. Where a table of its template prints another unit, the printed
one holds, and tables of that document that print none stay unknown: the publisher has two habits, and to
choose between them would be a guess.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Final

from pipelines.conform.money_unit import ResolvedUnit
from pipelines.conform.table_identity import identify
from pipelines.extract.model import LogicalTable, Outcome, Severity
from pipelines.extract.text.cjk import comparable

FILE: Final = Path(__file__).resolve().parent / "catalogue" / "unit_rules.csv"
Units = Mapping[int, tuple[ResolvedUnit, list[Outcome]]]
_YEAR: Final = re.compile(r"20\d\d(?:年度?)?|附?表[\d一二三四五六七八九十]+[:：]?")


@dataclass(frozen=True, slots=True)
class UnitRule:
    """One decision: tables of `template` by `publisher` are in `money_unit` where they print none.

    `document_id`, `author`, `decided_on`, `reason` and `evidence` say on which page who decided it and why.
    """

    publisher: str
    table_type: str
    template: str
    money_unit: str
    document_id: str
    author: str
    decided_on: str
    reason: str
    evidence: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What no two rules may share."""
        return self.publisher, self.table_type, self.template

    @property
    def said(self) -> str:
        """The rule with its evidence, in words."""
        return (
            f"decided for this template of {self.publisher} by {self.author} on {self.decided_on}: "
            f"{self.reason} ({self.evidence}; file {self.document_id[:12]})"
        )

    def as_row(self) -> dict[str, str]:
        """The row of the catalogue."""
        return asdict(self)


COLUMNS: Final = tuple(f.name for f in fields(UnitRule))


@cache
def unit_rules(path: Path = FILE) -> tuple[UnitRule, ...]:
    """All rules of the catalogue."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(UnitRule(**row) for row in csv.DictReader(file))


def template_of(table: LogicalTable) -> str:
    """By what a table's template is known again: its header, else (a form) its title without number and year.

    Empty where there is neither: then nothing is known again.
    """
    header = "|".join("/".join(filter(None, map(comparable, path))) for path in table.columns)
    if header.strip("|"):
        return f"header: {_YEAR.sub('', header)}"
    title = _YEAR.sub("", comparable(table.title))
    return f"title: {title}" if title else ""


def settle(
    tables: Sequence[LogicalTable],
    units: Units,
    publisher: str | None,
    rules: Sequence[UnitRule] | None = None,
) -> dict[int, tuple[ResolvedUnit, list[Outcome]]]:
    """`units` with those that rules of `publisher` decide, each with an outcome that names its rule."""
    settled = dict(units)
    known = unit_rules() if rules is None else rules
    mine = {r.key: r for r in known if publisher and r.publisher == publisher}
    if not mine:
        return settled
    ruled: dict[UnitRule, list[LogicalTable]] = {}
    for table in tables:
        rule = mine.get((publisher or "", identify(table).table_type, template_of(table)))
        if rule is not None:
            ruled.setdefault(rule, []).append(table)
    for rule, covered in ruled.items():
        printed = {settled[t.index][0].unit for t in covered} - {"unknown", rule.money_unit}
        for table in covered:
            unit, outcomes = settled[table.index]
            if printed and unit.unit != rule.money_unit:
                detail = f"{' and '.join(sorted(printed))} is printed over this template here; {rule.said}"
                contradicted = _outcome(table, "MONEY_UNIT_RULE_CONTRADICTED", "warning", detail)
                settled[table.index] = unit, [*outcomes, contradicted]
            elif unit.unit == "unknown" and [o.code for o in outcomes] == ["MONEY_UNIT_UNKNOWN"]:
                decided = ResolvedUnit(rule.money_unit, rule.said)
                settled[table.index] = decided, [_outcome(table, "MONEY_UNIT_BY_RULE", "info", rule.said)]
    return settled


def _outcome(table: LogicalTable, code: str, severity: Severity, detail: str) -> Outcome:
    return Outcome(code, severity, detail, table.first_page, table.index, text=table.unit_line)
