"""What each printed column of a table means: a label role, a measure, a declared exclusion, or unknown.

Belongs here: matching header paths against a layout. Does not: rows, amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.conform.catalogue import ColumnRule, TableLayout, header_levels
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable

_YEAR = re.compile(r"(20\d\d)年")
_COLUMN_NUMBER = re.compile(r"\d{1,2}|\*+|栏次")


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column (0-based) with its rule; `rule` is None for a header the catalogue lacks.

    `year` is the fiscal year its header names, None when it names none. `compares` marks a column
    that compares with another year (执行数, 增减): it holds no figure of this document's own.
    """

    index: int
    path: str
    rule: ColumnRule | None
    year: int | None = None
    compares: bool = False

    @property
    def measure(self) -> str:
        return self.rule.measure if self.rule else ""

    @property
    def role(self) -> str:
        return self.rule.role if self.rule else ""

    def as_text(self) -> str:
        """Role or measure for the table's record; `?` marks an unknown header."""
        if self.compares:
            return f"comparison: {self.path}"
        if self.rule is None:
            return f"? {self.path}"
        name = self.rule.measure or self.rule.role or f"excluded: {self.rule.exclude}"
        return f"{name} ({self.year})" if self.year else name


def header_path(path: tuple[str, ...]) -> list[str]:
    """Levels of a header path, comparable, repeated levels said once, column numbers left out."""
    levels: list[str] = []
    for label in path:
        key = re.sub(r"^其中[:：]?", "", comparable(label))
        if key and not _COLUMN_NUMBER.fullmatch(key) and (not levels or levels[-1] != key):
            levels.append(key)
    return levels


def header_key(path: tuple[str, ...]) -> str:
    """A header path as one comparable string (`合计/合计` → `合计`)."""
    return "/".join(header_path(path))


def map_columns(table: LogicalTable, layout: TableLayout) -> list[Column]:
    """Every printed column with the rule that matches its header path, neutral levels left out at need."""
    columns = []
    for index, path in enumerate(table.columns):
        levels = header_path(path)
        key = "/".join(levels)
        if any(header_levels().comparison.search(level) for level in levels):
            columns.append(Column(index, key, None, compares=True))
            continue
        year = next((int(m[1]) for level in levels if (m := _YEAR.search(level))), None)
        columns.append(Column(index, key, _rule_for(levels, layout), year))
    return columns


def _rule_for(levels: list[str], layout: TableLayout) -> ColumnRule | None:
    """The first rule that matches the fullest reading of the path."""
    for reading in readings(levels):
        key = "/".join(reading)
        for rule in layout.columns:
            if rule.path.fullmatch(key):
                return rule
    return None


def readings(levels: list[str]) -> Iterator[list[str]]:
    """The path itself, then with neutral levels left out: from the top, then from the bottom."""
    neutral = header_levels()
    end = len(levels)
    while end > 0:
        for start in range(end):
            if all(_matches(neutral.leading, level) for level in levels[:start]):
                yield levels[start:end]
        if not _matches(neutral.trailing, levels[end - 1]):
            return
        end -= 1


def _matches(patterns: tuple[re.Pattern[str], ...], level: str) -> bool:
    return any(p.fullmatch(level) for p in patterns)
