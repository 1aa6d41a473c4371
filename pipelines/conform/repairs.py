"""Arithmetic repair: the one reading of a row under which all its sums hold.

Belongs here: finding that reading. Does not: inventing values. A repair drops a field or moves fields to
other columns of their row; it never changes a figure. The raw reading is kept by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from pipelines.conform.arithmetic import RowIdentity, check_row

_MOST_READINGS = 4_000


def surplus_position(
    values: Sequence[Decimal | None],
    measures: Sequence[str],
    identities: Sequence[RowIdentity],
    step: Decimal,
) -> int | None:
    """Position of the surplus value among `values` (one more than `measures`), or None.

    A position qualifies when, without it, every identity of the row holds within rounding
    (half a step per term). Several positions are accepted only if they leave the same values: then
    nothing is guessed, and the last of them is returned. Needs at least one identity to be decisive.
    """
    if len(values) != len(measures) + 1:
        return None
    readings: dict[tuple[Decimal | None, ...], int] = {}
    for position in range(len(values)):
        rest = (*values[:position], *values[position + 1 :])
        if all_hold(dict(zip(measures, rest, strict=True)), identities, step):
            readings[rest] = position
    return next(iter(readings.values())) if len(readings) == 1 else None


def moved_positions(
    values: Sequence[Decimal],
    measures: Sequence[str],
    identities: Sequence[RowIdentity],
    step: Decimal,
) -> tuple[int, ...] | None:
    """Columns the printed `values` of a row belong to, in their order, when cells were shifted; or None.

    `measures` are the measures of all columns, `""` where a column has none. Only a reading that satisfies
    every identity of the row, that tests all its values and that no other reading shares counts.
    """
    if not values or len(values) > len(measures):
        return None
    found: tuple[int, ...] | None = None
    tested = 0
    for columns in combinations(range(len(measures)), len(values)):
        tested += 1
        if tested > _MOST_READINGS:
            return None
        if not all(measures[c] for c in columns):
            continue
        row: dict[str, Decimal | None] = {measures[c]: v for c, v in zip(columns, values, strict=True)}
        named = {m for i in identities for m in (i.total, *i.parts)}
        if not set(row) <= named or not all_hold(row, identities, step):
            continue
        if found is not None:
            return None
        found = columns
    return found


def all_hold(row: dict[str, Decimal | None], identities: Sequence[RowIdentity], step: Decimal) -> bool:
    """Whether every identity of the row that can be tested holds, and at least one can."""
    checks = check_row(row, tuple(identities), step)
    return bool(checks) and all(check.outcome != "fail" for check in checks)
