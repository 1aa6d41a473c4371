"""Rows of indicator tables: levels by dictionary, values by count from the right.

Belongs here: which cells of a row are levels and which are the indicator and its values, lost
row-spans carried down, level names cut by a page break. Does not: sections of a form.

Position cannot be trusted: merged level cells vanish or move their neighbours to the left. What can
be trusted is the dictionary of level names and that an indicator row ends in its name, its values
and its basis.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from pipelines.conform.form_rows import FormRow
from pipelines.conform.indicator_levels import Level, levels
from pipelines.conform.ledger import Ledger
from pipelines.extract.model import TableCell
from pipelines.extract.text.cjk import comparable

_GOAL_LABEL = re.compile(r"^(?:长期|年度|总体)?绩效(?:目标|指标)\d*$|^目标名称$")
_FRAGMENT_MIN = 1
MIN_TELLING_NAME = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as read: values in printed order (annual: two years ago, prior, target)."""

    row: FormRow
    name: TableCell
    values: tuple[TableCell, ...]
    basis: TableCell | None
    level1: str
    level2: str
    quality: str
    level_is_printed: bool


@dataclass(slots=True)
class IndicatorReader:
    """Reads the rows of one indicator table; remembers levels whose merged cells were lost."""

    ledger: Ledger
    value_count: int
    _level1: str = "unknown"
    _level2: str = ""
    _next_level2: str = ""
    indicators: list[Indicator] = field(default_factory=list)

    def take(self, row: FormRow, following: FormRow | None = None) -> None:
        """Read one row of an indicator table; every cell of it ends in the ledger."""
        tail = self.value_count + 2  # name, values, basis
        cells = list(row.cells)
        if all(self._is_level_word(c) for c in cells):
            for cell in cells:
                self.ledger.label(cell)
            return
        if self._is_upper_half(row, following):
            for cell in cells:
                self.ledger.exclude(
                    cell, "ROW_CUT_REPEATED", "upper half of a row that a page break cut in two"
                )
            return
        head, rest = cells[: max(0, len(cells) - tail)], cells[max(0, len(cells) - tail) :]
        if len(rest) < tail:
            for cell in cells:
                self.ledger.fail(cell, "INDICATOR_ROW_INCOMPLETE", f"an indicator row needs {tail} cells")
            return
        basis: TableCell | None = None
        if comparable(rest[0].text) in levels():
            # A level stands where the name should: the row prints no basis.
            head.append(rest.pop(0))
        else:
            basis = rest.pop()
        inferred = self._read_levels(head)
        for filled in (*rest, basis):
            self.ledger.fact(filled)
        self.indicators.append(
            Indicator(
                row=row,
                name=rest[0],
                values=tuple(rest[1:]),
                basis=basis,
                level1=self._level1,
                level2=self._level2,
                quality="inferred" if inferred else "exact",
                level_is_printed=any(comparable(c.text) in levels() for c in head),
            )
        )

    def _is_upper_half(self, row: FormRow, following: FormRow | None) -> bool:
        """Whether a row only repeats what the next one says whole: its name is a piece of a level name."""
        printed = self.value_count + 1  # values and basis
        if following is None or len(row.cells) != printed + 1 or not _is_fragment(row.first):
            return False
        return row.keys[1:] == following.keys[-printed:] and any(
            _is_fragment(k) for k in following.keys[:-printed]
        )

    def _read_levels(self, head: list[TableCell]) -> bool:
        """Take the level cells before an indicator; True when a level had to be inferred."""
        seconds: list[str] = []
        firsts: list[Level] = []
        inferred = False
        for cell in head:
            key = comparable(cell.text)
            level = levels().get(key)
            if _GOAL_LABEL.match(key):
                self.ledger.label(cell)
            elif level is not None:
                self.ledger.label(cell)
                (seconds.append(level.name) if level.depth == 2 else firsts.append(level))
            elif self._is_level_word(cell):
                completed = _complete(key)
                self.ledger.label(cell)
                if completed:
                    seconds.append(completed.name) if completed.depth == 2 else firsts.append(completed)
                    inferred = True
            else:
                self.ledger.fail(cell, "INDICATOR_LEVEL_UNKNOWN", "not in the dictionary of indicator levels")
        if not seconds and self._next_level2:
            seconds, inferred = [self._next_level2], True
        self._next_level2 = ""
        if seconds:
            self._level2 = seconds[-1]
            if len(seconds) > 1:
                # Two second levels in one row: a lost row-span pushed the next row's level up into this one.
                self._next_level2, inferred = seconds[0], True
            self._level1 = levels()[self._level2].level1
        elif firsts:
            # Older templates list 成本指标 and 满意度指标 on the second level too.
            self._level1, self._level2 = firsts[-1].level1, firsts[-1].name
        return inferred

    def _is_level_word(self, cell: TableCell) -> bool:
        key = comparable(cell.text)
        return key in levels() or bool(_GOAL_LABEL.match(key)) or _is_fragment(key)


def agree_on_levels(horizons: dict[str, list[Indicator]], *, spans_known: bool) -> None:
    """Give carried-down levels the level that the other horizon prints for the same indicator.

    Where merged cells are lost (`spans_known` False) a level carried down from the row above is an
    inference: it is marked so, and yields to a printed one. In place.
    """
    printed = [i for found in horizons.values() for i in found if i.level_is_printed]
    for found in horizons.values():
        for position, indicator in enumerate(found):
            if indicator.level_is_printed:
                continue
            twin = next((p for p in printed if _same_name(p, indicator)), None)
            if twin and twin.level2 != indicator.level2:
                found[position] = replace(
                    indicator, level1=twin.level1, level2=twin.level2, quality="inferred"
                )
            elif not spans_known:
                found[position] = replace(indicator, quality="inferred")


def _same_name(left: Indicator, right: Indicator) -> bool:
    """Equal names; a name cut short in one horizon still counts when it is long enough to be telling."""
    a, b = sorted((comparable(left.name.text), comparable(right.name.text)), key=len)
    return a == b or (len(a) >= MIN_TELLING_NAME and b.startswith(a))


def _is_fragment(key: str) -> bool:
    """Whether a text is the beginning or the end of a level name that a page break cut in two."""
    return key in _fragments()


@cache
def _fragments() -> frozenset[str]:
    found = set()
    for name in levels():
        for cut in range(2, len(name) - 1):
            found.add(name[:cut])
            found.add(name[cut:])
    return frozenset(f for f in found if len(f) > _FRAGMENT_MIN)


def _complete(key: str) -> Level | None:
    """The only level name that begins with `key`, longest second level first; None if none does."""
    candidates = [level for level in levels().values() if level.name.startswith(key)]
    candidates.sort(key=lambda level: (-level.depth, len(level.name)))
    return candidates[0] if candidates else None
