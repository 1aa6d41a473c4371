"""Which unit of money a table is printed in, and where that was read.

Belongs here: resolving the unit of one table from its own lines and header.
Does not: guessing. A unit that is not printed is `unknown`, and `unknown` blocks the table's facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.conform.money import UNIT_WORDS
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable, Outcome

_UNIT_LINE = re.compile(r"(?:单位|金位)[:：](?:人民币)?(亿元|万元|千元|元)")
_HEADER_UNIT = re.compile(r"\((亿元|万元|千元|元)\)")


@dataclass(frozen=True, slots=True)
class ResolvedUnit:
    """Unit of money (`unknown` when unread) and the text it was read from."""

    unit: str
    evidence: str


def resolve_unit(table: LogicalTable) -> tuple[ResolvedUnit, list[Outcome]]:
    """The table's unit: its unit line first, then the header; they must not contradict each other."""
    line = _UNIT_LINE.search(comparable(table.unit_line))
    in_header = {
        m for path in table.columns for label in path for m in _HEADER_UNIT.findall(comparable(label))
    }
    if line:
        word = line[1]
        if in_header and in_header != {word}:
            detail = f"the unit line says {word}, the header says {'、'.join(sorted(in_header))}"
            return ResolvedUnit("unknown", table.unit_line), [
                _outcome(table, "MONEY_UNIT_CONTRADICTORY", detail)
            ]
        return ResolvedUnit(UNIT_WORDS[word], table.unit_line), []
    if len(in_header) == 1:
        word = in_header.pop()
        return ResolvedUnit(UNIT_WORDS[word], f"header ({word})"), []
    detail = "no unit of money is printed above the table or in its header"
    return ResolvedUnit("unknown", ""), [_outcome(table, "MONEY_UNIT_UNKNOWN", detail)]


def _outcome(table: LogicalTable, code: str, detail: str) -> Outcome:
    return Outcome(code, "error", detail, table.first_page, table.index, text=table.unit_line)
