"""What two readings make of a figure, and when it is in doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.ocr.agreement import (
    Settled,
    is_figure_like,
    is_well_formed,
    pieces_of,
    settle_figure,
    settle_text,
    tidy_text,
)
from pipelines.extract.ocr.recogniser import Seen


def seen(text: str, score: float = 0.99) -> Seen:
    return Seen(text, tuple(score for _ in text), tuple(float(i) for i in range(len(text))))


AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2).map(lambda d: f"{d:,}")


@given(AMOUNTS)
def test_equal_sure_readings_of_an_amount_are_believed(text: str):
    assert settle_figure(seen(text), seen(text), len(text)) == Settled(text, False)


@given(AMOUNTS, AMOUNTS)
def test_different_readings_are_never_believed(one: str, two: str):
    settled = settle_figure(seen(one), seen(two), len(one))
    assert settled.is_doubtful == (one != two)


@given(st.text(alphabet="0123456789.,-()OolI|€SB，．。（）%‰ ", min_size=1), st.floats(0, 1))
def test_what_is_not_in_doubt_is_as_it_was_read(text: str, score: float):
    settled = settle_figure(seen(text, score), seen(text, score), 0)
    if not settled.is_doubtful:
        assert is_well_formed(settled.text)
        assert not set("OolI|€SB") & set(settled.text) or settled.text == text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1O0.50", "100.50"), ("l2.30", "12.30"), ("€12.30", "612.30"), ("1.5%0", "1.5‰")],
)
def test_lookalikes_are_exchanged_only_in_doubt(text: str, expected: str):
    assert settle_figure(seen(text), seen(text), 0) == Settled(expected, True)


@pytest.mark.parametrize("text", ["1,23.45", "12,345,6", "25.100.57", "(5.10", "5.10)", "1..2"])
def test_wrong_grouping_or_brackets_are_in_doubt(text: str):
    assert settle_figure(seen(text), seen(text), 0).is_doubtful


def test_full_width_signs_are_half_width_in_figures():
    assert settle_figure(seen("１２，３４５．６０"), seen("12,345.60"), 9) == Settled("12,345.60", False)


def test_more_ink_than_characters_is_in_doubt():
    assert settle_figure(seen("100.00"), seen("100.00"), 7).is_doubtful
    assert not settle_figure(seen("100.00"), seen("100.00"), 5).is_doubtful


def test_weak_characters_are_in_doubt():
    assert settle_figure(seen("12.30", 0.5), seen("12.30"), 5).is_doubtful
    assert settle_figure(seen("12.30"), seen("12.30", 0.3), 5).is_doubtful


def test_text_with_figures_is_kept_whole():
    text = "预算201.08万元，较2022年增加5%"
    assert settle_figure(seen(text), seen(text), 0) == Settled(text, False)


@pytest.mark.parametrize(
    "text",
    ["95%", "≥95%", "027-83086596", "2023.10.1", "2023.01-2024.12", "3/4", "42011223060T000000101", "(1.00)"],
)
def test_well_formed(text: str):
    assert is_well_formed(text)


@pytest.mark.parametrize(("text", "figure"), [("1O0", True), ("教育支出", False), ("", False), ("-", False)])
def test_figure_like(text: str, figure: bool):
    assert is_figure_like(text) == figure


def test_text_read_twice_alike_is_believed_at_lower_scores():
    assert settle_text(seen("教育", 0.5), None).is_doubtful
    assert not settle_text(seen("教育", 0.5), seen("教育", 0.6)).is_doubtful
    assert settle_text(seen("教育", 0.5), seen("教青", 0.6)) == Settled("教青", True)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("费用;根据", "费用；根据"),
        ("〔2016]27号", "〔2016〕27号"),
        ("（一)项目", "（一）项目"),
        ("1,234.50元", "1,234.50元"),
    ],
)
def test_punctuation(text: str, tidy: str):
    assert tidy_text(text) == tidy


def test_pieces_of_ink():
    assert pieces_of([(0, 10), (12, 20), (22, 30)]) == 3
    assert pieces_of([(0, 10), (2, 9)]) == 1
    assert pieces_of([(0, 10), (9, 19)]) == 2
    assert pieces_of([]) == 0
