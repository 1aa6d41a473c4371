"""Which unit of money a table is printed in, and where that was read.

Belongs here: resolving the unit of one table from its own lines and header, with the evidence.
Does not: guessing. A unit that is not printed is `unknown`, and `unknown` blocks the table's facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.conform.header_words import read_label
from pipelines.conform.money import UNIT_WORDS
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable, Outcome

# 金位 is a misprint of 单位 that real tables carry; nothing else can be meant before a unit of money.
_WORD = "(亿元|万元|千元|元)"
_UNIT_LINE = re.compile(rf"(?:单位|金位)(?:[:：](?:人民币)?{_WORD}|{_WORD}\)?$)")

# Labels that head amounts of a form. Names of indicators (人均成本（元）) are no evidence.
_MONEY_LABEL = re.compile(r"资金(?:情况|来源|总额)?|预算数|金额|预算支出总额")
_LONGEST_LABEL = 20


@dataclass(frozen=True, slots=True)
class ResolvedUnit:
    """Unit of money (`unknown` when unread), the text it was read from and where that stands."""

    unit: str
    evidence: str


def resolve_unit(table: LogicalTable) -> tuple[ResolvedUnit, list[Outcome]]:
    """The table's unit: from the lines around its title and from its header; they must agree."""
    in_lines: dict[str, str] = {}
    for where, text in _lines_of(table):
        for found in _UNIT_LINE.finditer(comparable(text)):
            in_lines.setdefault(found[1] or found[2], f"{where}: {text}")
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
