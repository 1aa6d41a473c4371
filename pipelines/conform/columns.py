"""What each printed column of a table means: a label role, a measure, a declared exclusion, or unknown.

Belongs here: matching header paths against a layout. Does not: rows, amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.conform.catalogue import ColumnRule, TableLayout
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column (0-based) with its rule; `rule` is None for a header the catalogue lacks."""

    index: int
    path: str
    rule: ColumnRule | None

    @property
    def measure(self) -> str:
        return self.rule.measure if self.rule else ""

    @property
    def role(self) -> str:
        return self.rule.role if self.rule else ""

    def as_text(self) -> str:
        """Role or measure for the table's record; `?` marks an unknown header."""
        if self.rule is None:
            return f"? {self.path}"
        return self.rule.measure or self.rule.role or f"excluded: {self.rule.exclude}"


def header_key(path: tuple[str, ...]) -> str:
    """A header path as one comparable string, repeated levels said once (`合计/合计` → `合计`)."""
    levels: list[str] = []
    for label in path:
        key = re.sub(r"^其中[:：]", "", comparable(label))
        if key and (not levels or levels[-1] != key):
            levels.append(key)
    return "/".join(levels)


def map_columns(table: LogicalTable, layout: TableLayout) -> list[Column]:
    """Every printed column with the first rule that matches its whole header path."""
    columns = []
    for index, path in enumerate(table.columns):
        key = header_key(path)
        rule = next((r for r in layout.columns if r.path.fullmatch(key)), None)
        columns.append(Column(index, key, rule))
    return columns
