"""Sums that every row of a table must satisfy: which measures add up to which, and whether they do.

Belongs here: identities between the measures of one row, with the rounding they allow.
Does not: sums over rows, repairs, judgements about the publisher.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.conform.catalogue import measure_tree
from pipelines.conform.columns import Column

_LEAST_PARTS = 2


@dataclass(frozen=True, slots=True)
class RowIdentity:
    """`total` = Σ `parts` in every row of a table that prints these measures."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SumCheck:
    """One sum tested: what is stated, what the parts give, and the rounding allowed."""

    stated: Decimal
    summed: Decimal
    allowed: Decimal

    @property
    def difference(self) -> Decimal:
        return self.stated - self.summed

    @property
    def outcome(self) -> str:
        """`exact`, `rounding` or `fail`."""
        if not self.difference:
            return "exact"
        return "rounding" if abs(self.difference) <= self.allowed else "fail"


def identities_of(measures: Collection[str], least_parts: int = _LEAST_PARTS) -> tuple[RowIdentity, ...]:
    """Identities between the measures a table prints; a part that is not printed is replaced by its parts.

    A total of one printed part says little (others may not be printed): by default it takes two.
    """
    printed = frozenset(measures)
    found = []
    for total, trees in measure_tree().items():
        if total not in printed:
            continue
        for parts in trees:
            expanded = tuple(p for part in parts for p in _expand(part, printed))
            if len(expanded) >= least_parts:
                found.append(RowIdentity(total, expanded))
    return tuple(found)


def keyed_identities(
    columns: Sequence[Column], least_parts: int = _LEAST_PARTS
) -> tuple[list[str], tuple[RowIdentity, ...]]:
    """A key for every column (`""` where it measures nothing) and the identities between those keys.

    Columns of another fund, basis or year are sums of their own: 预算数 and 决算数 side by side never mix.
    A measure printed twice in one group is ambiguous and keeps no key.
    """
    groups: dict[str, list[str]] = {}
    for column in columns:
        if column.measure:
            groups.setdefault(column.slot, []).append(column.measure)
    keys = [
        f"{c.slot}{c.measure}" if c.measure and groups[c.slot].count(c.measure) == 1 else "" for c in columns
    ]
    identities = tuple(
        RowIdentity(f"{slot}{i.total}", tuple(f"{slot}{p}" for p in i.parts))
        for slot, measures in groups.items()
        for i in identities_of({m for m in measures if measures.count(m) == 1}, least_parts)
    )
    return keys, identities


def _expand(measure: str, printed: frozenset[str]) -> tuple[str, ...]:
    if measure in printed:
        return (measure,)
    for parts in measure_tree().get(measure, ()):
        expanded = tuple(p for part in parts for p in _expand(part, printed))
        if expanded:
            return expanded
    return ()


def check_sum(stated: Decimal, parts: list[Decimal], step: Decimal) -> SumCheck:
    """Test one sum; each printed figure may be off by half its last digit (`step`)."""
    return SumCheck(stated, sum(parts, Decimal(0)), step * (len(parts) + 1) / 2)


def _values_of(
    measure: str, row: Mapping[str, Decimal | None], identities: Collection[RowIdentity]
) -> list[Decimal]:
    """A part's figure, or where its cell is blank those of its own parts (a 小计 left empty)."""
    value = row.get(measure)
    if value is not None:
        return [value]
    parts = next((i.parts for i in identities if i.total == measure), ())
    return [v for p in parts for v in _values_of(p, row, identities)]


def check_row(
    row: Mapping[str, Decimal | None], identities: tuple[RowIdentity, ...], step: Decimal
) -> list[SumCheck]:
    """All identities of a row that can be tested: the total is stated and so is at least one part."""
    checks = []
    for identity in identities:
        total = row.get(identity.total)
        parts = [value for p in identity.parts for value in _values_of(p, row, identities)]
        if total is not None and parts:
            checks.append(check_sum(total, parts, step))
    return checks
