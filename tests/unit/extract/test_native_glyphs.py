"""The compiled part sees the same glyphs as Python, digit by digit, or declines the page."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.native.library import library_file
from pipelines.extract.page.columns import (
    CLIPPED,
    FAINT,
    GLYPH,
    INVISIBLE,
    MARK,
    SHIFTED_X,
    UNMAPPED,
    WHITE,
    PageMarks,
    upright,
)
from pipelines.extract.page.glyphs import CleanGlyphs, _is_hyphen, _table, clean_glyphs, page_and_glyphs
from pipelines.extract.page.native_glyphs import native_glyphs

pytestmark = pytest.mark.skipif(library_file() is None, reason="no C compiler when the project was installed")

WIDTH, HEIGHT = 200.0, 100.0
# Few places and few characters, so that glyphs meet, double and overlap; radicals, hyphens and blanks too.
CODES = st.sampled_from([ord(c) for c in "001合，⼀ \u00ad\u3000\x00\uf0fe"])
X = st.sampled_from([10.0, 10.05, 10.4, 11.0, 13.0, 16.0, 190.0, -20.0])
Y = st.sampled_from([50.0, 50.05, 51.0, 70.0, 120.0])


@st.composite
def glyph(draw: st.DrawFn) -> tuple[float, ...]:
    x, y, size = draw(X), draw(Y), draw(st.sampled_from([0.0, 6.0, 10.0]))
    flags = draw(st.sampled_from([0, 0, 0, 0, UNMAPPED, INVISIBLE, CLIPPED]))
    wide = draw(st.sampled_from([5.0, 10.0]))
    return x, y - 2, x + wide, y + 8, x, y, size, 0.0, draw(CODES), draw(st.integers(0, 3)), flags, 0.0


def page_with(glyphs: list[tuple[float, ...]], rotation: int = 0) -> PageMarks:
    box = (3.0, 1.0, 3.0 + WIDTH, 1.0 + HEIGHT)
    return PageMarks(1, WIDTH, HEIGHT, rotation, box, np.array(glyphs, GLYPH), np.zeros(0, MARK))


def assert_same(ours: CleanGlyphs, theirs: CleanGlyphs) -> None:
    assert ours.columns.keys() == theirs.columns.keys()
    for name, column in theirs.columns.items():
        assert ours.columns[name].dtype == column.dtype, name
        assert ours.columns[name].tolist() == column.tolist(), name
    assert ours.changed.tolist() == theirs.changed.tolist()
    assert (ours.unreadable, ours.dropped) == (theirs.unreadable, theirs.dropped)


@given(st.lists(glyph(), max_size=25))
def test_level_text(glyphs: list[tuple[float, ...]]) -> None:
    marks = page_with(glyphs)
    page, ours = page_and_glyphs(marks)
    whole = upright(marks)
    assert native_glyphs(marks, _table(), _is_hyphen()) is not None
    assert_same(ours, clean_glyphs(whole))
    assert (page.width, page.height, page.turn) == (whole.width, whole.height, whole.turn)


@pytest.mark.parametrize("flag", [WHITE, FAINT, SHIFTED_X])
def test_pale_and_shifted_glyphs_are_declined(flag: int) -> None:
    marks = page_with([(10, 48, 15, 58, 10, 50, 10, 0.0, ord("1"), 0, flag, 1.0)])
    assert native_glyphs(marks, _table(), _is_hyphen()) is None


@pytest.mark.parametrize(("angle", "code", "rotation"), [(1.5708, 49, 0), (0.0, 0x20000, 0), (0.0, 49, 90)])
def test_turned_text_and_rare_characters_are_declined(angle: float, code: int, rotation: int) -> None:
    marks = page_with([(10, 48, 15, 58, 10, 50, 10, angle, code, 0, 0, 0.0)], rotation)
    assert native_glyphs(marks, _table(), _is_hyphen()) is None


def test_so_many_equal_characters_that_pairs_are_not_compared() -> None:
    dots = [
        (3 + i % 100, 2 + i // 100, 4 + i % 100, 3 + i // 100, 3 + i % 100, 2 + i // 100, 1, 0, 46, 0, 0, 0)
        for i in range(2000)
    ]
    marks = page_with([*dots, dots[0]])
    found = native_glyphs(marks, _table(), _is_hyphen())
    assert found is not None
    assert found.may_double
    assert_same(page_and_glyphs(marks)[1], clean_glyphs(upright(marks)))
