"""Arithmetic repair drops a field only when exactly one reading of the row adds up."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.conform.arithmetic import RowIdentity
from pipelines.conform.repairs import surplus_position

IDENTITY = RowIdentity("total", ("a", "b", "c"))
MEASURES = ("total", "a", "b", "c")
STEP = Decimal("0.01")


def position(*values: str) -> int | None:
    return surplus_position([Decimal(v) for v in values], MEASURES, [IDENTITY], STEP)


def test_one_reading_adds_up():
    assert position("6.00", "1.00", "9.00", "2.00", "3.00") == 2


def test_equal_readings_are_one_reading():
    assert position("3.00", "3.00", "0.00", "0.00", "0.00") == 4


def test_two_different_readings_are_no_repair():
    # Dropping the second 1.00 or the 2.00/3.00 pair's first both leave sums that hold: nothing is guessed.
    assert (
        surplus_position(
            [Decimal("3.00"), Decimal("1.00"), Decimal("2.00"), Decimal("2.00"), Decimal("1.00")],
            ("total", "a", "b", "c"),
            [RowIdentity("total", ("a", "b"))],
            STEP,
        )
        is None
    )


def test_no_reading_adds_up():
    assert position("6.00", "1.00", "1.00", "1.00", "1.00") is None


def test_without_an_identity_nothing_is_decided():
    assert surplus_position([Decimal(1)] * 3, ("x", "y"), [], STEP) is None


@given(
    parts=st.lists(st.decimals(min_value=1, max_value=10**6, places=2), min_size=3, max_size=3),
    surplus=st.decimals(min_value=1, max_value=10**6, places=2),
    place=st.integers(min_value=1, max_value=4),
)
def test_a_repair_never_leaves_a_row_that_does_not_add_up(parts, surplus, place):
    row = [sum(parts), *parts]
    row.insert(place, surplus)
    found = surplus_position(row, MEASURES, [IDENTITY], STEP)
    if found is not None:
        rest = row[:found] + row[found + 1 :]
        assert abs(rest[0] - sum(rest[1:])) <= STEP * 2
