"""Geometry of the PDF engine without any PDF: grids, turns, lines, radicals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.model import Box, Spot, TextLine
from pipelines.extract.pdf_glyphs import readable
from pipelines.extract.pdf_grid import cell_grid
from pipelines.extract.pdf_lines import cell_text, printed_lines
from pipelines.extract.pdf_marks import Glyph, Stroke, Turn, em_box
from pipelines.extract.pdf_rules import Framework, Rule, frameworks
from pipelines.extract.radicals import radical_table, without_radicals
from pipelines.extract.running_lines import RunningLines, is_page_number

position = st.integers(0, 12).map(lambda n: n * 10.0)


@st.composite
def rule_sets(draw: st.DrawFn) -> Framework:
    """Rules of any length on a lattice: tables with every kind of merged, open and broken cell."""

    def rules() -> list[Rule]:
        triples = draw(st.lists(st.tuples(position, position, position), min_size=2, max_size=14))
        return [Rule(p, min(a, b), max(a, b)) for p, a, b in triples if a != b]

    return Framework(tuple(rules()), tuple(rules()))


@given(rule_sets())
def test_cells_tile_the_grid_whatever_the_rules(framework: Framework) -> None:
    if not framework.level or not framework.upright:
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
    for index, region in enumerate(grid.regions):
        middle = ((region.box.x0 + region.box.x1) / 2, (region.box.top + region.box.bottom) / 2)
        assert grid.cell_at(*middle) == index


@given(st.sampled_from([0, 90, 180, 270]), st.lists(st.floats(0, 500), min_size=4, max_size=4))
def test_a_turn_undone_gives_the_box_back(angle: int, corners: list[float]) -> None:
    x0, x1 = sorted(corners[:2])
    top, bottom = sorted(corners[2:])
    back = Turn(angle, 600, 800).undo(Turn(angle, 600, 800).apply(Box(x0, top, x1, bottom)))
    assert all(
        abs(a - b) < 1e-6 for a, b in zip(back.as_list(), Box(x0, top, x1, bottom).as_list(), strict=True)
    )


def test_dots_and_double_rules_become_one_rule() -> None:
    dots = [Stroke(Box(x, 100, x + 1, 100)) for x in range(0, 200, 3)]
    frame = [
        Stroke(Box(0, 150, 200, 150)),
        Stroke(Box(0, 151.5, 200, 151.5)),
        Stroke(Box(0, 100, 0, 151.5)),
        Stroke(Box(100, 100, 100, 151.5)),
        Stroke(Box(200, 100, 200, 151.5)),
    ]
    [framework] = frameworks((*dots, *frame), ())
    grid = cell_grid(framework)
    assert grid is not None
    assert (grid.row_count, grid.column_count) == (1, 2)


def test_tables_apart_are_two_tables() -> None:
    def box(top: float) -> list[Stroke]:
        rules = [Box(0, top + d, 90, top + d) for d in (0, 20, 40)] + [
            Box(x, top, x, top + 40) for x in (0, 50, 90)
        ]
        return [Stroke(rule) for rule in rules]

    assert len(frameworks((*box(0), *box(60)), ())) == 2


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


def test_lines_follow_baselines_and_gaps_become_spaces() -> None:
    marks = [*glyphs("支出", 0, 120), *glyphs("收入", 0, 100), *glyphs("合", 40, 100)]
    assert [line.text for line in printed_lines(marks)] == ["收入 合", "支出"]


def test_texts_far_apart_on_one_line_are_two_lines() -> None:
    marks = [*glyphs("部门", 0, 100), *glyphs("单位", 300, 100)]
    assert [line.text for line in printed_lines(marks, split_at_gaps=True)] == ["部门", "单位"]
    assert [line.text for line in printed_lines(marks)] == ["部门 单位"]


def test_spread_chinese_text_gets_no_spaces() -> None:
    assert [line.text for line in printed_lines(glyphs("财政拨款", 0, 100, advance=14))] == ["财政拨款"]


def test_cell_lines_join_without_a_space_except_between_words() -> None:
    def joined(*texts: str) -> str:
        return cell_text(printed_lines([g for n, t in enumerate(texts) for g in glyphs(t, 0, 100 + 20 * n)]))

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


def test_unmapped_glyphs_become_the_replacement_character() -> None:
    assert readable("(cid:12)") == "\ufffd"
    assert readable("\x00") == "\ufffd"
    assert readable("\uf0fe") == "\ufffd"
    assert readable("\x02") == "-"


def test_forms_of_page_numbers() -> None:
    assert all(
        is_page_number(t) for t in ("— 3 —", "3", "-12-", "第3页", "第 3 页 共 10 页", "3/10", "Page 3 of 9")
    )
    assert not any(is_page_number(t) for t in ("3.60", "2023年", "一", "12345", "共10页合计"))


def test_a_page_number_in_the_text_is_text() -> None:
    def line(text: str, top: float) -> TextLine:
        return TextLine(text, Spot(1, Box(90, top, 120, top + 10)), 10)

    text, running = RunningLines().sort([line("12", 400), line("— 5 —", 530)], 595, [])
    assert [t.text for t in text] == ["12"]
    assert [t.text for t in running] == ["— 5 —"]


def test_captions_that_every_page_repeats_are_text() -> None:
    caption = TextLine("单位：万元", Spot(1, Box(400, 20, 460, 30)), 10)
    text, running = RunningLines().sort([caption], 595, [caption])
    assert (text, running) == ([caption], [])
