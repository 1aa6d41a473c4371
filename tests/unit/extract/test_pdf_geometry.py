"""Geometry of the PDF engine without any PDF: grids, turns, lines, radicals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.extract.model import Box, Grid, Page, Spot, TextLine
from pipelines.extract.page.builder import build_page, find_grids, page_of
from pipelines.extract.page.columns import from_raw, upright
from pipelines.extract.page.glyphs import clean_glyphs
from pipelines.extract.page.grid import CellGrid, cell_grid
from pipelines.extract.page.lines import Lines, cell_text, printed_lines
from pipelines.extract.page.marks import Glyph, RawPage, Stroke, Turn, em_box
from pipelines.extract.page.rules import Framework
from pipelines.extract.text.radicals import radical_table, without_radicals
from pipelines.extract.text.running_lines import RunningLines, is_page_number

position = st.integers(0, 12).map(lambda n: n * 10.0)


@st.composite
def rule_sets(draw: st.DrawFn) -> Framework:
    """Rules of any length on a lattice: tables with every kind of merged, open and broken cell."""

    def rules() -> np.ndarray:
        triples = draw(st.lists(st.tuples(position, position, position), min_size=2, max_size=14))
        return np.array([(p, min(a, b), max(a, b)) for p, a, b in triples if a != b]).reshape(-1, 3)

    return Framework(rules(), rules())


@given(rule_sets())
def test_cells_tile_the_grid_whatever_the_rules(framework: Framework) -> None:
    if not len(framework.level) or not len(framework.upright):
        return
    grid = cell_grid(framework)
    if grid is None:
        return
    covered = [
        (row, column)
        for r in grid.regions
        for row in range(r.row, r.row + r.row_span)
        for column in range(r.column, r.column + r.column_span)
    ]
    assert sorted(covered) == [(r, c) for r in range(grid.row_count) for c in range(grid.column_count)]
    x = np.array([(r.box.x0 + r.box.x1) / 2 for r in grid.regions])
    y = np.array([(r.box.top + r.box.bottom) / 2 for r in grid.regions])
    assert grid.cells_at(x, y).tolist() == list(range(len(grid.regions)))
    assert grid.cells_at(x + 1000, y).tolist() == [-1] * len(grid.regions)


@example(90, [0.0, 0.0, 0.0, 0.025])
@given(st.sampled_from([0, 90, 180, 270]), st.lists(st.floats(0, 500), min_size=4, max_size=4))
def test_a_turn_undone_gives_the_box_back(angle: int, corners: list[float]) -> None:
    x0, x1 = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    back = Turn(angle, 600, 800).undo(Turn(angle, 600, 800).apply(Box(x0, top, x1, bottom)))
    assert (back.x0, back.top, back.x1, back.bottom) == pytest.approx((x0, top, x1, bottom), abs=1e-6)


def page(glyphs: list[Glyph] = (), strokes: list[Stroke] = ()) -> RawPage:
    return RawPage(1, 600, 800, 0, tuple(glyphs), tuple(strokes))


def grids_of(strokes: list[Stroke]) -> list[CellGrid]:
    bare = upright(from_raw(page(strokes=strokes)))
    return find_grids(bare, clean_glyphs(bare))[0]


def test_dots_and_double_rules_become_one_rule() -> None:
    dots = [Stroke(Box(x, 100, x + 1, 100)) for x in range(0, 200, 3)]
    frame = [
        Stroke(Box(0, 150, 200, 150)),
        Stroke(Box(0, 151.5, 200, 151.5)),
        Stroke(Box(0, 100, 0, 151.5)),
        Stroke(Box(100, 100, 100, 151.5)),
        Stroke(Box(200, 100, 200, 151.5)),
    ]
    [grid] = grids_of([*dots, *frame])
    assert (grid.row_count, grid.column_count) == (1, 2)


def test_tables_apart_are_two_tables() -> None:
    def box(top: float) -> list[Stroke]:
        rules = [Box(0, top + d, 90, top + d) for d in (0, 20, 40)] + [
            Box(x, top, x, top + 40) for x in (0, 50, 90)
        ]
        return [Stroke(rule) for rule in rules]

    assert len(grids_of([*box(0), *box(60)])) == 2


def glyphs(text: str, x: float, baseline: float, size: float = 10, advance: float = 10) -> list[Glyph]:
    return [
        Glyph(
            c,
            Box(x + i * advance, baseline - 9, x + i * advance + size, baseline + 1),
            baseline,
            size,
            order=i,
        )
        for i, c in enumerate(text)
    ]


def lines_of(marks: list[Glyph], *, split_at_gaps: bool = False) -> Lines:
    clean = clean_glyphs(upright(from_raw(page(marks))))
    loose = 0 if split_at_gaps else -1
    return printed_lines(clean.columns, clean.changed, np.zeros(len(clean), np.int64), loose)


def test_lines_follow_baselines_and_gaps_become_spaces() -> None:
    marks = [*glyphs("支出", 0, 120), *glyphs("收入", 0, 100), *glyphs("合", 40, 100)]
    assert lines_of(marks).text == ["收入 合", "支出"]


def test_texts_far_apart_on_one_line_are_two_lines() -> None:
    marks = [*glyphs("部门", 0, 100), *glyphs("单位", 300, 100)]
    assert lines_of(marks, split_at_gaps=True).text == ["部门", "单位"]
    assert lines_of(marks).text == ["部门 单位"]


def test_spread_chinese_text_gets_no_spaces() -> None:
    assert lines_of(glyphs("财政拨款", 0, 100, advance=14)).text == ["财政拨款"]


def test_cell_lines_join_without_a_space_except_between_words() -> None:
    def joined(*texts: str) -> str:
        return cell_text(lines_of([g for n, t in enumerate(texts) for g in glyphs(t, 0, 100 + 20 * n)]).text)

    assert joined("42011222017T0000001", "07") == "42011222017T000000107"
    assert joined("事业单", "位经营") == "事业单位经营"
    assert joined("Data", "Centre") == "Data Centre"


def test_boxes_come_from_the_baseline_not_from_the_font() -> None:
    claimed = Box(10, 50, 20, 90)
    assert em_box(claimed, 10, 100, 10, 0).as_list() == [10, 91.2, 20, 101.2]
    assert em_box(claimed, 100, 0, 10, 90).as_list() == [91.2, 50, 101.2, 90]


def test_radicals_of_the_table_are_characters_of_mainland_print() -> None:
    assert without_radicals("⼾⿈⾭⻋⻔⽤") == "户黄青车门用"
    assert without_radicals("（１）：％") == "（１）：％"
    for printed, character in radical_table().items():
        assert 0x2E80 <= printed <= 0x2FDF or 0xF900 <= printed <= 0xFAFF
        assert len(character) == 1
        assert without_radicals(character) == character


def test_characters_are_read_as_a_reader_sees_them() -> None:
    def read(text: str) -> str:
        clean = clean_glyphs(upright(from_raw(page(glyphs(text, 20, 100)))))
        return "".join(map(chr, clean.columns["code"]))

    assert read("\x00") == "\ufffd"
    assert read("\ue000") == "\ufffd"
    assert read("\x02") == "-"
    assert read("⽤款") == "用款"
    assert read("\uf0fe\uf0a8") == "☑□"
    assert read("\U00020bb7") == "\U00020bb7"


def test_a_digit_in_a_font_without_widths_ends_where_the_next_begins() -> None:
    wide = glyphs("174,900.64", 20, 100, size=10, advance=5)
    clean = clean_glyphs(upright(from_raw(page(wide))))
    assert (clean.columns["x1"] - clean.columns["x0"]).tolist() == [5.0] * 10


def ruled(columns: list[float], rows: list[float]) -> list[Stroke]:
    level = [Stroke(Box(columns[0], y, columns[-1], y)) for y in rows]
    return level + [Stroke(Box(x, rows[0], x, rows[-1])) for x in columns]


def cell_texts(raw: RawPage) -> list[str]:
    [grid] = [item for item in build_page(raw).items if isinstance(item, Grid)]
    return [cell.text for cell in grid.cells]


def test_a_word_longer_than_its_cell_stays_whole() -> None:
    # Five characters of ten points begin at the left edge of a cell that is thirty points wide.
    raw = page(glyphs("服务对象满", 52, 90), ruled([50, 80, 140], [70, 100, 130]))
    [grid] = [item for item in build_page(raw).items if isinstance(item, Grid)]
    assert [cell.text for cell in grid.cells] == ["服务对象满", "", "", ""]
    assert grid.cells[0].reading.flags == ("overflow",)


def test_amounts_that_touch_over_a_rule_stay_two() -> None:
    touching = [*glyphs("12.34", 56, 90, size=5, advance=5), *glyphs("56.78", 81.2, 90, size=5, advance=5)]
    marks = from_raw(page(touching, ruled([50, 81, 140], [70, 100, 130])))
    marks.glyphs["run"] = [1] * 5 + [2] * 5  # two text objects, as a spreadsheet program writes them
    [grid] = [item for item in page_of(marks).items if isinstance(item, Grid)]
    assert [cell.text for cell in grid.cells] == ["12.34", "56.78", "", ""]


def test_a_line_cut_by_the_page_end_belongs_to_the_open_cell() -> None:
    uprights = [Stroke(Box(x, 70, x, 100)) for x in (50, 90, 140)]
    rows = [Stroke(Box(50, y, 140, y)) for y in (70, 85)]
    raw = page([*glyphs("甲", 55, 82), *glyphs("乙", 55, 106)], [*uprights, *rows])
    assert cell_texts(raw) == ["甲", "", "乙", ""]


def test_forms_of_page_numbers() -> None:
    assert all(
        is_page_number(t) for t in ("— 3 —", "3", "-12-", "第3页", "第 3 页 共 10 页", "3/10", "Page 3 of 9")
    )
    assert not any(is_page_number(t) for t in ("3.60", "2023年", "一", "12345", "共10页合计"))


def page_with(*lines: TextLine) -> Page:
    return Page(1, 842, 595, 0, "digital", lines)


def test_a_page_number_in_the_text_is_text() -> None:
    def line(text: str, top: float) -> TextLine:
        return TextLine(text, Spot(1, Box(90, top, 120, top + 10)), 10)

    text, running = RunningLines().sort(page_with(line("12", 400), line("— 5 —", 530)), None)
    assert [t.text for t in text] == ["12"]
    assert [t.text for t in running] == ["— 5 —"]


def test_captions_that_every_page_repeats_are_text() -> None:
    caption = TextLine("单位：万元", Spot(1, Box(400, 20, 460, 30)), 10)
    text, running = RunningLines().sort(page_with(caption), page_with(caption))
    assert (text, running) == ([caption], [])
