"""Arithmetic repair of rows that carry one field too many.

Belongs here: finding the one reading of a row under which all its identities hold.
Does not: inventing values. A repair only drops a field; the raw reading is kept by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.conform.catalogue import Identity


def surplus_position(
    values: Sequence[Decimal | None],
    measures: Sequence[str],
    identities: Sequence[Identity],
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
        if _all_hold(dict(zip(measures, rest, strict=True)), identities, step):
            readings[rest] = position
    return next(iter(readings.values())) if len(readings) == 1 else None


def _all_hold(row: dict[str, Decimal | None], identities: Sequence[Identity], step: Decimal) -> bool:
    tested = 0
    for identity in identities:
        total = row.get(identity.total)
        parts = [row[p] for p in identity.parts if p in row]
        if total is None or not parts:
            continue
        tested += 1
        allowed = step * (len(parts) + 1) / 2
        if abs(total - sum((p for p in parts if p is not None), Decimal(0))) > allowed:
            return False
    return tested > 0
