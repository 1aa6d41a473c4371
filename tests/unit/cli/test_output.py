"""Exact numbers, and the spot in a text dump."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pipelines.commands.query import exact_json, shown
from pipelines.reports.explain_text import surroundings

money = st.decimals(min_value=-(10**17), max_value=10**17, places=2, allow_nan=False, allow_infinity=False)


@given(st.lists(money))
def test_amounts_cross_json_exactly_and_as_numbers(amounts: list[Decimal]) -> None:
    assert json.loads(exact_json(amounts), parse_float=Decimal) == amounts


@given(st.dictionaries(st.text(), st.text()))
def test_no_text_is_taken_for_a_number(values: dict[str, str]) -> None:
    assert json.loads(exact_json(values)) == values


def test_amounts_are_shown_with_separators() -> None:
    assert shown(Decimal("8703000.00")) == "8,703,000.00"
    assert shown(None) == ""


def test_the_spot_in_a_dump_is_marked_with_its_neighbours() -> None:
    text = "\n".join(["表", "a\tb", "合计\t870.30\t0", "c", "d", "e", "f", "g"])
    lines = surroundings(text, "line 3, field 2")
    assert lines[2].startswith("▶")
    assert "【870.30】" in lines[2]
    assert len(lines) == 6


def test_a_spot_that_is_not_there_shows_nothing() -> None:
    assert surroundings("a", "page 3") == []
    assert surroundings("a", "line 99") == []
