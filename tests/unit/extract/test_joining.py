"""Fragments of one table are joined over page ends, different tables are not: by evidence, not by luck."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.model import ExtractedDocument, Grid, GridCell, LogicalTable, Page, Spot
from pipelines.extract.tables.assemble import assemble
from pipelines.extract.tables.audit import unaccounted
from tests.unit.extract.builders import line, page_of, plain_grid, ruled_grid

LINES = [60.0, 120.0, 260.0, 360.0, 460.0]
HEADER = ["科目编码", "科目名称", "基本支出", "项目支出"]
TITLE = "某局2023年部门支出总表"


def document(*pages: Page) -> ExtractedDocument:
    closed = assemble(pages).close("d", "application/pdf")
    assert unaccounted(pages, closed) == []
    assert "TEXT_LOST" not in {o.code for o in closed.outcomes}
    return closed


def texts(table: LogicalTable) -> list[list[str]]:
    return [[c.text if c else "" for c in row] for row in table.rows()]


def caption(page: int = 1, title: str = TITLE):
    return [
        line(title, page=page, x0=200, x1=320, top=20, size=15),
        line("单位：万元", page=page, x0=420, x1=460, top=42, size=9),
    ]


def test_header_repeated_in_part_is_dropped_and_reported_as_reprinted():
    head = [(0, 0, 2, 1, "科目编码"), (0, 1, 2, 1, "科目名称"), (0, 2, 1, 2, "预算数")]
    head += [(1, 2, 1, 1, "基本支出"), (1, 3, 1, 1, "项目支出")]
    body = [(2, c, 1, 1, t) for c, t in enumerate(["201", "一般公共服务支出", "1.00", "2.00"])]
    second = [(0, 2, 1, 1, "基本支出"), (0, 3, 1, 1, "项目支出"), (0, 0, 1, 1, ""), (0, 1, 1, 1, "")]
    second += [(1, c, 1, 1, t) for c, t in enumerate(["208", "社会保障支出", "3.00", "4.00"])]
    closed = document(
        page_of(1, *caption(), ruled_grid(head + body, 3, LINES)), page_of(2, ruled_grid(second, 2, LINES, 2))
    )
    (table,) = closed.tables
    assert [row[0] for row in texts(table)] == ["201", "208"]
    assert [o.text for o in closed.outcomes if o.code == "REPRINTED"] == ["基本支出 | 项目支出"]
    assert table.columns[2:] == (("预算数", "基本支出"), ("预算数", "项目支出"))


def test_columns_that_drift_by_a_few_points_are_the_same_columns():
    drifted = [x + 3 for x in LINES]
    closed = document(
        page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)),
        page_of(2, plain_grid([["208", "社会", "3.00", "4.00"]], drifted, 2)),
    )
    assert [row[0] for row in texts(closed.tables[0])] == ["201", "208"]


def test_a_landscape_page_goes_on_with_a_portrait_page():
    wide = [60 + (x - 60) * 1.6 for x in LINES]
    closed = document(
        page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)),
        page_of(2, plain_grid([["208", "社会", "3.00", "4.00"]], wide, 2), width=842, height=595),
    )
    (table,) = closed.tables
    assert table.row_count == 2
    assert table.column_count == 4


def test_other_columns_another_header_or_another_title_begin_another_table():
    first = page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES))
    other_columns = plain_grid([["208", "3.00", "4.00"]], [60.0, 200.0, 330.0, 460.0], 2)
    other_header = plain_grid([["项目", "收入", "金额", "备注"], ["208", "社会", "3.00", ""]], LINES, 2)
    again = plain_grid([HEADER, ["208", "社会", "3.00", "4.00"]], LINES, 2)
    assert len(document(first, page_of(2, other_columns)).tables) == 2
    assert len(document(first, page_of(2, other_header)).tables) == 2
    assert len(document(first, page_of(2, *caption(2, "某局2023年项目支出表"), again)).tables) == 2
    assert len(document(first, page_of(2, *caption(2), again)).tables) == 1
    assert len(document(first, page_of(2, *caption(2, TITLE + "（续）"), again)).tables) == 1


def test_narrative_or_a_note_between_ends_the_table():
    first = plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)
    second = plain_grid([["208", "社会", "3.00", "4.00"]], LINES, 2)
    note = line("注：本表反映部门本年度支出情况。", x0=60, x1=260, top=110, size=9)
    sentence = line("2023年支出预算3.00万元，比上年增加。", page=2, x0=60, x1=300, top=40)
    noted = document(page_of(1, *caption(), first, note), page_of(2, second))
    assert [t.row_count + t.header_row_count for t in noted.tables] == [2, 1]
    assert noted.tables[0].note == "注：本表反映部门本年度支出情况。"
    assert len(document(page_of(1, *caption(), first), page_of(2, sentence, second)).tables) == 2


def test_a_unit_line_printed_again_does_not_end_the_table():
    first = plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)
    second = plain_grid([["208", "社会", "3.00", "4.00"]], LINES, 2)
    unit = line("单位：万元", page=2, x0=420, x1=460, top=42, size=9)
    (table,) = document(page_of(1, *caption(), first), page_of(2, unit, second)).tables
    assert table.row_count == 2


def test_grids_of_office_formats_are_whole_tables():
    def grid(*rows: list[str]) -> Grid:
        cells = [
            GridCell(r, c, text, Spot(1, None, f"table, row {r + 1}"))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        ]
        return Grid(len(rows), 2, tuple(cells), Spot(1))

    first = grid(["项目", "金额"], ["办公费", "1.00"])
    apart = document(page_of(1, *caption(), first, grid(["印刷费", "2.00"], ["水费", "3.00"])))
    again = document(page_of(1, *caption(), first, grid(["项目", "金额"], ["印刷费", "2.00"])))
    assert [len(apart.tables), len(again.tables)] == [2, 1]


def test_a_note_that_touches_the_table_is_no_rest_of_a_cell():
    grid = plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)
    note = line("注：无。", x0=62, x1=100, top=96, size=9)
    rest = line("支出", x0=125, x1=150, top=96, size=9)
    assert document(page_of(1, *caption(), grid, note)).tables[0].note == "注：无。"
    (table,) = document(page_of(1, *caption(), grid, rest)).tables
    assert texts(table) == [["201", "教育支出", "1.00", "2.00"]]


def test_text_drawn_below_the_page_of_its_merged_cell_does_not_part_the_table():
    lines = [60.0, 120.0, 260.0]
    first = [(0, 0, 1, 1, "项目"), (0, 1, 1, 1, "指标"), (1, 0, 2, 1, "培训"), (1, 1, 1, 1, "甲")]
    first += [(2, 1, 1, 1, "乙"), (3, 0, 1, 1, ""), (3, 1, 1, 1, "丙")]
    second = [(0, 0, 2, 1, "维修改造项目"), (0, 1, 1, 1, "丁"), (1, 1, 1, 1, "戊")]
    stray = line("项目", x0=62, x1=80, top=160, size=9)
    closed = document(
        page_of(1, *caption(), ruled_grid(first, 4, lines), stray),
        page_of(2, ruled_grid(second, 2, lines, 2)),
    )
    (table,) = closed.tables
    assert [c.text for c in table.cells if c.column == 0] == ["培训", "维修改造项目"]
    assert [o.text for o in closed.outcomes if o.code == "REPRINTED"] == ["项目"]


def test_two_tables_of_one_page_are_two():
    upper = plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)
    lower = plain_grid([HEADER, ["208", "社会", "3.00", "4.00"]], LINES, top=200)
    assert len(document(page_of(1, *caption(), upper, lower)).tables) == 2


def test_a_row_cut_by_the_page_end_is_one_row_with_both_spots():
    header = ["指标", "内容", "指标值", "依据"]
    rows = [["培训次数", "全年组织业务培训的次数", "≥12次/年", "计划数据"]]
    above = ["合格率", "参训人员考核合格的人数占参训", "≥50人/班", "行业标准"]
    below = ["", "人数", "次", ""]
    closed = document(
        page_of(1, *caption(), plain_grid([header, *rows, above], LINES)),
        page_of(2, plain_grid([below, ["满意度", "服务对象", "≥95%", "行业标准"]], LINES, 2)),
    )
    (table,) = closed.tables
    assert texts(table)[1] == ["合格率", "参训人员考核合格的人数占参训人数", "≥50人/班次", "行业标准"]
    cell = table.rows()[1][2]
    assert "cut" in cell.reading.changes
    assert cell.spot.page == 1
    assert [spot.page for spot in cell.reading.continued] == [2]


def test_figures_cut_by_the_page_end_are_joined_without_a_space():
    closed = document(
        page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1,234,5", "2.00"]], LINES)),
        page_of(2, plain_grid([["", "", "67.00", ""], ["208", "社会", "3.00", "4.00"]], LINES, 2)),
    )
    assert texts(closed.tables[0])[0] == ["201", "教育", "1,234,567.00", "2.00"]


def test_a_whole_row_is_not_taken_for_the_lower_half_of_the_row_above():
    closed = document(
        page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES)),
        page_of(2, plain_grid([["", "合计", "1.00", "2.00"]], LINES, 2)),
    )
    assert texts(closed.tables[0]) == [["201", "教育", "1.00", "2.00"], ["", "合计", "1.00", "2.00"]]


def test_a_blank_sliver_at_the_top_of_a_page_is_no_row():
    first = page_of(1, *caption(), plain_grid([HEADER, ["201", "教育", "1.00", "2.00"]], LINES))
    cells = [(r, c, 1, 1, "") for r in (0,) for c in range(4)]
    grid = ruled_grid(cells, 1, LINES, 2, row_height=3)
    rest = plain_grid([["208", "社会", "3.00", "4.00"], ["210", "卫生", "5.00", "6.00"]], LINES, 2, top=63)
    shifted = tuple(
        type(c)(c.row + 1, c.column, c.text, c.spot, c.row_span, c.column_span) for c in rest.cells
    )
    sliver = type(grid)(3, 4, (*grid.cells, *shifted), grid.spot)
    assert [r[0] for r in texts(document(first, page_of(2, sliver)).tables[0])] == ["201", "208", "210"]


def test_a_merged_cells_text_centred_over_two_pages_is_one_cell():
    lines = [60.0, 120.0, 260.0]
    first = [(0, 0, 1, 1, "目标名称"), (0, 1, 1, 1, "指标"), (1, 0, 2, 1, "年度目标"), (1, 1, 1, 1, "甲")]
    first += [(2, 1, 1, 1, "乙"), (3, 0, 1, 1, ""), (3, 1, 1, 1, "丙")]
    second = [(0, 0, 3, 1, "长期目标"), (0, 1, 1, 1, "丁"), (1, 1, 1, 1, "戊"), (2, 1, 1, 1, "己")]
    closed = document(
        page_of(1, *caption(), ruled_grid(first, 4, lines)), page_of(2, ruled_grid(second, 3, lines, 2))
    )
    (table,) = closed.tables
    label = next(c for c in table.cells if c.text == "长期目标")
    assert (label.row, label.row_span, label.spot.page) == (2, 4, 2)
    assert [spot.page for spot in label.reading.continued] == [1]


def test_a_title_row_in_the_grid_begins_a_form():
    lines = [60.0, 160.0, 460.0]

    def form(page: int, name: str):
        cells = [(0, 0, 1, 2, f"{name}项目绩效目标表"), (1, 0, 1, 1, "项目名称"), (1, 1, 1, 1, name)]
        cells += [(2, 0, 1, 1, "资金总额"), (2, 1, 1, 1, "5.00")]
        return ruled_grid(cells, 3, lines, page)

    closed = document(page_of(1, form(1, "培训经费")), page_of(2, form(2, "维修经费")))
    assert [t.title for t in closed.tables] == ["培训经费项目绩效目标表", "维修经费项目绩效目标表"]
    assert all(not t.columns and t.header_row_count == 1 for t in closed.tables)


def test_unit_and_title_rows_inside_the_grid_are_no_body_rows():
    rows = [(0, 0, 1, 4, "2023年部门支出总表"), (1, 0, 1, 4, "单位：万元")]
    rows += [(2, c, 1, 1, t) for c, t in enumerate(HEADER)]
    rows += [(3, c, 1, 1, t) for c, t in enumerate(["201", "教育", "1.00", "2.00"])]
    (table,) = document(page_of(1, ruled_grid(rows, 4, LINES))).tables
    assert (table.title, table.unit_line, table.header_row_count) == ("2023年部门支出总表", "单位：万元", 3)
    assert texts(table) == [["201", "教育", "1.00", "2.00"]]
    assert table.columns == tuple((label,) for label in HEADER)


@st.composite
def cut_tables(draw):
    """A table with a header and merged group labels, and its rows cut into pages.

    The first group has three rows and stays whole: it shows that labels are merged here.
    """
    columns = draw(st.integers(3, 6))
    groups = [3, *draw(st.lists(st.integers(1, 4), min_size=2, max_size=8))]
    total = sum(groups)
    cuts = draw(st.lists(st.integers(4, total - 1), max_size=3, unique=True)) if total > 4 else []
    repeat = draw(st.booleans())
    drift = draw(st.sampled_from([0.0, 1.5, -2.0]))
    return columns, groups, [0, *sorted(cuts), total], repeat, drift


@settings(deadline=None)
@given(cut_tables())
def test_a_table_cut_into_pages_and_joined_again_is_the_table(made):
    columns, groups, bounds, repeat, drift = made
    header = ["类别", "项目名称", *[f"第{c}季度预算数" for c in range(columns - 2)]]
    starts = [sum(groups[:i]) for i in range(len(groups))]
    rows = [[f"{r}号工作", *[f"{r}.{c}5" for c in range(columns - 2)]] for r in range(bounds[-1])]
    pages = []
    for number, (begin, end) in enumerate(pairwise(bounds), start=1):
        cells = []
        offset = 0
        if number == 1 or repeat:
            cells = [(0, c, 1, 1, text) for c, text in enumerate(header)]
            offset = 1
        for i, (start, size) in enumerate(zip(starts, groups, strict=True)):
            top, bottom = max(start, begin), min(start + size, end)
            if top < bottom:
                label = f"第{i}类" if top == start else ""
                cells.append((top - begin + offset, 0, bottom - top, 1, label))
        for r in range(begin, end):
            cells += [(r - begin + offset, c + 1, 1, 1, text) for c, text in enumerate(rows[r])]
        lines = [60.0 + 70 * c + (drift if number > 1 else 0.0) for c in range(columns + 1)]
        items = [ruled_grid(cells, end - begin + offset, lines, number, row_height=12)]
        pages.append(page_of(number, *(caption() if number == 1 else ()), *items))
    (table,) = document(*pages).tables
    assert (table.row_count, table.column_count) == (bounds[-1], columns)
    assert table.columns == tuple((label,) for label in header)
    labels = [(c.row, c.row_span, c.text) for c in table.cells if c.column == 0]
    assert labels == [(s, n, f"第{i}类") for i, (s, n) in enumerate(zip(starts, groups, strict=True))]
    assert [[c.text for c in row[1:]] for row in table.rows()] == rows


lines_of_text = st.text("一二三支出预算表单位：万元123.45（）、。", min_size=1, max_size=20)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            lines_of_text,
            st.lists(
                st.lists(st.one_of(st.just(""), lines_of_text), min_size=3, max_size=3),
                min_size=1,
                max_size=5,
            ),
        ),
        max_size=12,
    ),
    st.lists(st.integers(1, 3), min_size=12, max_size=12),
)
def test_whatever_pages_hold_ends_somewhere(items, steps):
    pages: dict[int, list] = {}
    number, top = 1, 40.0
    for item, step in zip(items, steps, strict=False):
        if step == 3:
            number, top = number + 1, 40.0
        if isinstance(item, str):
            pages.setdefault(number, []).append(line(item, page=number, top=top))
            top += 20
        else:
            pages.setdefault(number, []).append(
                plain_grid(item, [60.0, 200.0, 300.0, 460.0], number, top=top)
            )
            top += 20 * len(item) + 10
    document(*[page_of(n, *found) for n, found in sorted(pages.items())])


def test_a_title_that_reads_like_a_cell_is_no_loss():
    grid = plain_grid([["", "", "11万"]], [60.0, 200.0, 300.0, 460.0], 1, top=60.0)
    page = page_of(1, line("11万", page=1, top=40.0), grid)
    assert unaccounted([page], assemble([page]).close("d", "application/pdf")) == []
