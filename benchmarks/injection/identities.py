"""Which sums hold in a document's tables, found from the figures alone, without looking at any rule.

Belongs here: sums down (a row and the rows under it) and across (a column and columns that add up to it in
every row). Does not: rules, changing anything. This is what says whether a changed figure breaks an identity,
so it must not ask the rules it measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

Record = Mapping[str, Any]
_MOST_COLUMNS = 11
_MOST_PARTS = 5
_FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """`whole` = sum of `parts` (line ids), within `tolerance` yuan. `kind` is down or across."""

    kind: str
    whole: str
    parts: tuple[str, ...]
    tolerance: Decimal

    def gap(self, amounts: Mapping[str, Decimal]) -> Decimal:
        """Whole less parts, in yuan."""
        return amounts[self.whole] - sum((amounts[part] for part in self.parts), Decimal(0))

    def holds(self, amounts: Mapping[str, Decimal]) -> bool:
        """Whether rounding explains what is between the two sides."""
        return abs(self.gap(amounts)) <= self.tolerance


def identities(lines: Iterable[Record]) -> list[Identity]:
    """Every sum that holds in the document as printed. `lines` are records of the contract `lines`."""
    tables: dict[tuple[int, str], list[Record]] = defaultdict(list)
    for line in lines:
        if line["amount_yuan"] is not None:
            tables[line["table_index"], line["lane"]].append(line)
    found: list[Identity] = []
    for rows in tables.values():
        found += _down(rows)
        found += _across(rows)
    return found


def _tolerance(steps: Iterable[Decimal | None], count: int) -> Decimal:
    step = min((s for s in steps if s), default=Decimal(0))
    return step * (count + 1) / 2


def _down(lines: list[Record]) -> list[Identity]:
    """A row and the rows under it, measure by measure; the table's total and its rows of the first level."""
    own = {(line["row_number"], line["measure"], line["basis"]): line for line in lines}
    children: dict[tuple[int, str, str], list[Record]] = defaultdict(list)
    for line in lines:
        if line["parent_row_number"] is not None:
            children[line["parent_row_number"], line["measure"], line["basis"]].append(line)
    found = []
    for key, parts in children.items():
        if key in own and any(part["amount_yuan"] for part in parts):
            found.append(_identity("down", own[key], parts))
    amounts = {line["line_id"]: line["amount_yuan"] for line in lines}
    return [identity for identity in found if identity.holds(amounts)]


def _across(lines: list[Record]) -> list[Identity]:
    """Columns that add up to another in every row of the table."""
    by_row: dict[int, dict[tuple[str, str], Record]] = defaultdict(dict)
    for line in lines:
        by_row[line["row_number"]].setdefault((line["measure"], line["basis"]), line)
    columns = list(dict.fromkeys(name for row in by_row.values() for name in row))
    used = [c for c in columns if any(row[c]["amount_yuan"] for row in by_row.values() if c in row)]
    if not 2 <= len(used) <= _MOST_COLUMNS or len(by_row) < _FEWEST_ROWS:
        return []
    found: list[Identity] = []
    for whole in used:
        others = [c for c in used if c != whole]
        parts = _adding_up(whole, others, list(by_row.values()))
        if parts:
            for row in by_row.values():
                present = [row[c] for c in parts if c in row]
                if whole in row and present:
                    found.append(_identity("across", row[whole], present))
    return found


def _adding_up(
    whole: tuple[str, str], others: list[tuple[str, str]], rows: list[dict[tuple[str, str], Record]]
) -> tuple[tuple[str, str], ...]:
    """The fewest columns that add up to `whole` in every row, each of them needed; empty where none do."""
    fewest = 1 if "total" in whole[0] else 2
    for count in range(fewest, min(_MOST_PARTS, len(others)) + 1):
        for parts in combinations(others, count):
            if _adds_up(whole, parts, rows):
                return parts
    return ()


def _adds_up(
    whole: tuple[str, str], parts: tuple[tuple[str, str], ...], rows: list[dict[tuple[str, str], Record]]
) -> bool:
    seen = 0
    for row in rows:
        if whole not in row:
            continue
        present = [row[c] for c in parts if c in row]
        identity = _identity("across", row[whole], present)
        gap = row[whole]["amount_yuan"] - sum((p["amount_yuan"] for p in present), Decimal(0))
        if abs(gap) > identity.tolerance:
            return False
        seen += bool(row[whole]["amount_yuan"])
    return seen >= _FEWEST_ROWS


def _identity(kind: str, whole: Record, parts: list[Record]) -> Identity:
    lines = [whole, *parts]
    tolerance = _tolerance((line["step_yuan"] for line in lines), len(lines))
    return Identity(kind, whole["line_id"], tuple(p["line_id"] for p in parts), tolerance)
