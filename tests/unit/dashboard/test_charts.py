"""Geometry of charts: areas as sizes, nothing outside the field, nothing on top of another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dashboard.charts import Column, Part, columns_chart, treemap

sizes = st.lists(st.integers(min_value=1, max_value=10**12), min_size=1, max_size=40)


@given(sizes)
def test_tiles_have_the_areas_of_their_parts(amounts: list[int]) -> None:
    tiles = treemap([Part(str(a), Decimal(a), "") for a in amounts])
    whole = sum(amounts)
    assert len(tiles) == len(amounts)
    for tile in tiles:
        share = tile.width * tile.height / 10_000
        assert share == pytest.approx(float(tile.part.size) / whole, rel=1e-6, abs=1e-9)
        assert tile.x >= -1e-4
        assert tile.y >= -1e-4
        assert tile.x + tile.width <= 100 + 1e-4
        assert tile.y + tile.height <= 100 + 1e-4


@given(sizes)
def test_tiles_do_not_overlap(amounts: list[int]) -> None:
    tiles = treemap([Part(str(a), Decimal(a), "") for a in amounts])
    for i, one in enumerate(tiles):
        for two in tiles[i + 1 :]:
            across = min(one.x + one.width, two.x + two.width) - max(one.x, two.x)
            down = min(one.y + one.height, two.y + two.height) - max(one.y, two.y)
            assert across <= 1e-6 or down <= 1e-4


def test_nothing_gives_no_tiles() -> None:
    assert treemap([]) == []
    assert treemap([Part("none", Decimal(0), "")]) == []


def test_bars_escape_what_documents_say() -> None:
    chart = columns_chart([Column("<b>", (("x", Decimal(1), '"&<'),), "1")], "<script>")
    assert "<script>" not in chart
    assert "<b>" not in chart
    assert not columns_chart([], "nothing")
