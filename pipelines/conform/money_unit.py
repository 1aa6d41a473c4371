"""Which unit of money a table is printed in, and where that was read.

Belongs here: resolving the unit of one table from its own lines and header, with the evidence.
Does not: guessing. A unit that is not printed is `unknown`, and `unknown` blocks the table's facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pipelines.conform.header_words import read_label
from pipelines.conform.money import UNIT_WORDS, read_amount
from pipelines.extract.model import LogicalTable, Outcome
from pipelines.extract.text.cjk import comparable

# 金位 is a misprint of 单位 that real tables carry; nothing else can be meant before a unit of money.
_WORD = "(亿元|万元|千元|元)"
_UNIT_LINE = re.compile(
    rf"(?:单位|金位)(?:[:：](?:人民币)?{_WORD}|{_WORD}\)?$)(?:[/或、](?P<other>亿元|万元|千元|元))?"
)
_UNIT_OF_TITLE = re.compile(rf"表\({_WORD}\)$")

# Labels that head amounts of a form. Names of indicators (人均成本（元）) are no evidence.
_MONEY_LABEL = re.compile(r"资金(?:情况|来源|总额)?|预算数|金额|预算支出总额")
_LONGEST_LABEL = 20
_TELLING_DIGITS = 5


@dataclass(frozen=True, slots=True)
class ResolvedUnit:
    """Unit of money (`unknown` when unread), the text it was read from and where that stands."""

    unit: str
    evidence: str


def resolve_units(tables: Sequence[LogicalTable]) -> dict[int, tuple[ResolvedUnit, list[Outcome]]]:
    """Units of all tables of a document by table index; what no table states of itself by the others.

    A table without a unit takes it from another of the same document only on plain evidence: it goes on
    where the other stops (same columns, next page, no title of its own), or its largest figure is printed,
    to the last digit, as the largest figure of a table whose unit is printed.
    """
    units = {t.index: resolve_unit(t) for t in tables}
    for previous, table in pairwise(tables):
        unit, outcomes = units[table.index]
        if unit.unit != "unknown" or not outcomes or outcomes[0].code != "MONEY_UNIT_UNKNOWN":
            continue
        known = units[previous.index][0]
        if known.unit != "unknown" and _goes_on(previous, table):
            evidence = f"goes on from table {previous.index}, {known.evidence}"
            units[table.index] = ResolvedUnit(known.unit, evidence), []
    largest = {t.index: _largest_figure(t) for t in tables}
    for table in tables:
        unit, outcomes = units[table.index]
        figure = largest[table.index]
        if (
            unit.unit != "unknown"
            or figure is None
            or not outcomes
            or outcomes[0].code != "MONEY_UNIT_UNKNOWN"
        ):
            continue
        twins = {
            units[i][0].unit: i
            for i, other in largest.items()
            if i != table.index and other == figure and units[i][0].unit != "unknown"
        }
        if len(twins) == 1:
            word, twin = twins.popitem()
            evidence = f"its largest figure {figure} is also that of table {twin}, {units[twin][0].evidence}"
            units[table.index] = ResolvedUnit(word, evidence), []
    return units


def _goes_on(previous: LogicalTable, table: LogicalTable) -> bool:
    """Whether a table begins where the one before it ends: as many columns, nothing printed between."""
    if table.title or table.preamble:
        return False
    wide = [max((c.column + c.column_span for c in t.cells), default=0) for t in (previous, table)]
    return wide[0] == wide[1] and 0 <= table.first_page - previous.last_page <= 1


def _largest_figure(table: LogicalTable) -> Decimal | None:
    """The largest figure of a table, when it is telling: five digits that are not noughts or more."""
    # A code or a year is no amount: two tables that print the same code say nothing of each other's unit.
    told = {number for number, path in enumerate(table.columns) if _tells_a_role(path)}
    cells = (c for c in table.cells if c.column not in told)
    figures = [a.value for c in cells if (a := read_amount(c.text)).state == "number" and a.value]
    largest = max(figures, default=None)
    if largest is None or len(largest.normalize().as_tuple().digits) < _TELLING_DIGITS:
        return None
    return largest


def _tells_a_role(path: Sequence[str]) -> bool:
    """Whether a column's header says that it holds codes, names, years, … and no amounts."""
    labels = [label for text in path if (label := read_label(text)) is not None]
    return any(label.word is not None and label.word.facet == "role" for label in labels)


def resolve_unit(table: LogicalTable) -> tuple[ResolvedUnit, list[Outcome]]:
    """The table's unit: from the lines around its title and from its header; they must agree."""
    in_lines: dict[str, str] = {}
    for where, text in _lines_of(table):
        for word in units_stated(text):
            in_lines.setdefault(word, f"{where}: {text}")
    if not in_lines and (of_title := _UNIT_OF_TITLE.search(comparable(table.title))):
        in_lines[of_title[1]] = f"title: {table.title}"
    in_header = {
        label.money_unit: text
        for path in table.columns
        for text in path
        if (label := read_label(text)) is not None and label.money_unit
    }
    if not in_lines and not in_header:
        in_lines = _labels_with_unit(table)
    words = set(in_lines) | set(in_header)
    if len(words) == 1:
        word = words.pop()
        evidence = in_lines.get(word) or f"header: {in_header[word]}"
        return ResolvedUnit(UNIT_WORDS[word], evidence), []
    if words:
        said = "; ".join([*in_lines.values(), *(f"header: {t}" for t in in_header.values())])
        detail = f"{'、'.join(sorted(words))} are all printed: {said}"
        return ResolvedUnit("unknown", said), [_outcome(table, "MONEY_UNIT_CONTRADICTORY", detail)]
    detail = "no unit of money is printed above the table or in its header"
    return ResolvedUnit("unknown", ""), [_outcome(table, "MONEY_UNIT_UNKNOWN", detail)]


def units_stated(text: str) -> set[str]:
    """The units of money that a line like 单位：万元 states, as words; 单位：元/万元 states two."""
    found = list(_UNIT_LINE.finditer(comparable(text)))
    return {match[1] or match[2] for match in found} | {m["other"] for m in found if m["other"]}


def _lines_of(table: LogicalTable) -> list[tuple[str, str]]:
    """Lines that may state the unit, nearest first: the unit line, publisher line, title, lines above."""
    lines = [("unit line", table.unit_line), ("publisher line", table.publisher_line), ("title", table.title)]
    lines += [("line above the table", text) for text in table.preamble]
    lines += [("header", c.text) for c in table.header_cells if "单位" in c.text and len(c.text) <= 40]
    return [(where, text) for where, text in lines if text]


def _labels_with_unit(table: LogicalTable) -> dict[str, str]:
    """Units in labels of money inside a form (`项目资金（万元）`)."""
    found: dict[str, str] = {}
    for cell in (*table.header_cells, *table.cells):
        if len(cell.text) <= _LONGEST_LABEL and _MONEY_LABEL.search(cell.text):
            label = read_label(cell.text)
            if label is not None and label.money_unit:
                found.setdefault(label.money_unit, f"label: {cell.text}")
    return found


def _outcome(table: LogicalTable, code: str, detail: str) -> Outcome:
    return Outcome(code, "error", detail, table.first_page, table.index, text=table.unit_line)
