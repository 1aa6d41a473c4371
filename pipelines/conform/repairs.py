"""Arithmetic repair: the one reading of a row under which all its sums hold.

Belongs here: finding that reading. Does not: inventing values. A repair drops a field, moves fields to other
columns of their row, joins a number that was cut or parts two that were run together; it never makes up a
figure. The raw reading is kept by the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipelines.conform.arithmetic import RowIdentity, check_row
from pipelines.conform.money import finest, read_amount

_MOST_READINGS = 5_000


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a row: the figure of each column (None where blank) and the printed fields it rests on.

    `sources[i]` are the positions of the fields that make the figure of column `i`.
    """

    figures: tuple[str | None, ...]
    sources: tuple[tuple[int, ...], ...]
    how: str


def repaired_row(
    fields: Sequence[str], measures: Sequence[str], identities: Sequence[RowIdentity]
) -> Reading | None:
    """The only reading of a row's `fields` (one per column, empty where blank) whose sums all hold, or None.

    Tried are: figures moved to other columns in their order, a figure cut in two joined again, two figures
    run together in one field parted. Every figure must stand in a sum that is tested, else it could stand
    anywhere; and no two readings may differ in a figure.
    """
    named = {m for identity in identities for m in (identity.total, *identity.parts)}
    found: dict[tuple[str | None, ...], Reading] = {}
    tried = 0
    for texts, sources, how in _regrouped(fields):
        if len(texts) > len(measures):
            continue
        for columns in combinations(range(len(measures)), len(texts)):
            tried += 1
            if tried > _MOST_READINGS:
                return None
            if not all(measures[c] in named for c in columns):
                continue
            reading = _placed(texts, sources, columns, len(measures), how)
            if reading.figures not in found and _holds(reading, measures, identities):
                found[reading.figures] = reading
                if len(found) > 1:
                    return None
    return next(iter(found.values())) if found else None


def _regrouped(fields: Sequence[str]) -> Iterator[tuple[list[str], list[tuple[int, ...]], str]]:
    """The row's figures in order: as printed, with two neighbours joined, with one field parted."""
    texts = [text for text in fields if text]
    places: list[tuple[int, ...]] = [(i,) for i, text in enumerate(fields) if text]
    if all(_is_figure(t) for t in texts):
        yield texts, places, "moved"
    for i in range(len(texts) - 1):
        joined = texts[i] + texts[i + 1]
        rest = [*texts[:i], joined, *texts[i + 2 :]]
        if _is_figure(joined) and all(_is_figure(t) for t in rest):
            yield rest, [*places[:i], (*places[i], *places[i + 1]), *places[i + 2 :]], "joined"
    for i, text in enumerate(texts):
        for left, right in _parted(text):
            rest = [*texts[:i], left, right, *texts[i + 1 :]]
            if all(_is_figure(t) for t in rest):
                yield rest, [*places[:i], places[i], places[i], *places[i + 1 :]], "parted"


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Ways to part a field into two figures: at a blank, or after two decimals (`12.3456.78`)."""
    pieces = text.split()
    if len(pieces) == 2:
        yield pieces[0], pieces[1]
    elif len(pieces) == 1 and text.count(".") == 2:
        first = text.index(".")
        for cut in range(first + 2, text.rindex(".")):
            yield text[:cut], text[cut:]


def _placed(
    texts: Sequence[str], sources: Sequence[tuple[int, ...]], columns: Sequence[int], width: int, how: str
) -> Reading:
    figures: list[str | None] = [None] * width
    origin: list[tuple[int, ...]] = [()] * width
    for text, source, column in zip(texts, sources, columns, strict=True):
        figures[column], origin[column] = text, source
    return Reading(tuple(figures), tuple(origin), how)


def _holds(reading: Reading, measures: Sequence[str], identities: Sequence[RowIdentity]) -> bool:
    """Whether every identity holds and every figure stands in one that is tested."""
    amounts = {m: read_amount(t) for m, t in zip(measures, reading.figures, strict=True) if m and t}
    row: dict[str, Decimal | None] = {m: a.value for m, a in amounts.items()}
    step = finest(amounts.values())
    tested: set[str] = set()
    for identity in identities:
        parts = [p for p in identity.parts if row.get(p) is not None]
        if row.get(identity.total) is None:
            if parts:
                return False
            continue
        if not parts:
            continue
        tested |= {identity.total, *parts}
    return set(row) <= tested and all_hold(row, identities, step)


def _is_figure(text: str) -> bool:
    return read_amount(text).state in ("number", "zero")


def all_hold(row: dict[str, Decimal | None], identities: Sequence[RowIdentity], step: Decimal) -> bool:
    """Whether every identity of the row that can be tested holds, and at least one can."""
    checks = check_row(row, tuple(identities), step)
    return bool(checks) and all(check.outcome != "fail" for check in checks)
