"""The compiled part finds the same rules and grids as Python, digit by digit, or declines the page."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.native.library import library_file
from pipelines.extract.page.columns import Array
from pipelines.extract.page.grid import CellGrid, cell_grid
from pipelines.extract.page.native_grids import native_grids
from pipelines.extract.page.open_sides import with_open_sides
from pipelines.extract.page.rules import PageRules, frameworks, page_rules

pytestmark = pytest.mark.skipif(library_file() is None, reason="no C compiler when the project was installed")

NO_MARKS = np.zeros((0, 6))
PLACES = st.integers(0, 12).map(lambda n: n * 20.0) | st.floats(0, 250, width=32)
WIDTHS = st.sampled_from([0.0, 0.0, 0.5, 3.0, 3.2, 40.0])


@st.composite
def level_or_upright(draw: st.DrawFn) -> tuple[float, ...]:
    along, across = sorted((draw(PLACES), draw(PLACES))), draw(PLACES)
    width = draw(WIDTHS)
    luma, alpha = draw(st.sampled_from([0.0, 0.0, 0.0, 255.0])), draw(st.sampled_from([255.0, 255.0, 10.0]))
    if draw(st.booleans()):
        return along[0], across, along[1], across + width, luma, alpha
    return across, along[0], across + width, along[1], luma, alpha


def rows(marks: list[tuple[float, ...]]) -> Array:
    return np.array(marks) if marks else NO_MARKS


def by_python(strokes: Array, fills: Array) -> tuple[PageRules, list[CellGrid]]:
    rules = page_rules(strokes, fills)
    found = with_open_sides(frameworks(rules), rules)
    return rules, [grid for f in found if (grid := cell_grid(f)) is not None]


def ruled(xs: list[float], ys: list[float], without: frozenset[int] = frozenset()) -> Array:
    """Every side of every field of a table as a stroke of its own, some left out."""
    sides = [(a, y, b, y) for y in ys for a, b in itertools.pairwise(xs)]
    sides += [(x, a, x, b) for x in xs for a, b in itertools.pairwise(ys)]
    return rows([(*side, 0.0, 255.0) for i, side in enumerate(sides) if i not in without])


def assert_same(strokes: Array, fills: Array) -> None:
    found = native_grids(strokes, fills)
    if found is None:
        return
    rules, grids = by_python(strokes, fills)
    assert np.array_equal(found[0].level, rules.level)
    assert np.array_equal(found[0].upright, rules.upright)
    assert not rules.is_drawing
    assert len(found[1]) == len(grids)
    for ours, theirs in zip(found[1], grids, strict=True):
        assert np.array_equal(ours.xs, theirs.xs)
        assert np.array_equal(ours.ys, theirs.ys)
        assert np.array_equal(ours.owner, theirs.owner)
        assert ours.regions == theirs.regions


@given(
    st.lists(PLACES, min_size=2, max_size=6, unique=True),
    st.lists(PLACES, min_size=2, max_size=6, unique=True),
    st.frozensets(st.integers(0, 60), max_size=12),
)
def test_tables_with_sides_missing(xs: list[float], ys: list[float], without: frozenset[int]) -> None:
    assert_same(ruled(sorted(xs), sorted(ys), without), NO_MARKS)


@given(st.lists(level_or_upright(), max_size=30), st.lists(level_or_upright(), max_size=12))
def test_any_marks(strokes: list[tuple[float, ...]], fills: list[tuple[float, ...]]) -> None:
    assert_same(rows(strokes), rows(fills))


def test_an_ordinary_table_is_not_declined() -> None:
    found = native_grids(ruled([0, 50, 100, 200], [0, 20, 40]), NO_MARKS)
    assert found is not None
    [grid] = found[1]
    assert (grid.row_count, grid.column_count) == (2, 3)
    assert all(region.is_closed for region in grid.regions)


@pytest.mark.parametrize(
    ("strokes", "fills"),
    [
        pytest.param(
            rows([(0, 0, 100, 0, 255, 255), (0, 20, 100, 20, 255, 255), (0, 0, 0, 20, 255, 255)]),
            rows([(0, 0, 100, 20, 90, 255)]),
            id="white rules on coloured ground",
        ),
        pytest.param(
            np.concatenate([ruled([0, 50, 100], [0, 20, 40]), rows([(300, 0, 300, 40, 0, 255)])]),
            NO_MARKS,
            id="an upright rule that touches nothing",
        ),
        pytest.param(
            np.concatenate([ruled([0, 50, 100], [0, 20, 40]), rows([(np.nan, 0, 300, 40, 0, 255)])]),
            NO_MARKS,
            id="no number",
        ),
        pytest.param(
            rows([(0, 6.0 * i, 100, 6.0 * i, 0, 255) for i in range(3100)]), NO_MARKS, id="a drawing"
        ),
    ],
)
def test_what_python_has_to_do_is_declined(strokes: Array, fills: Array) -> None:
    assert native_grids(strokes, fills) is None


def test_pages_without_marks() -> None:
    found = native_grids(NO_MARKS, NO_MARKS)
    assert found is not None
    assert found[1] == []
    assert found[0].level.shape == (0, 3)
