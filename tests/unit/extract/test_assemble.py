"""Pages become logical tables: captions sorted, fragments joined, notes kept, running lines reported."""

from __future__ import annotations

from pipelines.extract.model import Page
from pipelines.extract.tables.assemble import assemble
from pipelines.extract.tables.captions import read_caption
from tests.unit.extract.builders import dump_line, line, pdf_grid

HEADER = [(0, 0, "科目编码"), (0, 1, "科目名称"), (0, 2, "合计")]


def page(number: int, *items, footers=()) -> Page:
    return Page(number, 595, 842, 0, "digital", items, headers_and_footers=tuple(footers))


def texts(table) -> list[list[str]]:
    return [[c.text if c else "" for c in row] for row in table.rows()]


def test_caption_roles_do_not_depend_on_their_order():
    caption = read_caption([dump_line("政府采购预算表"), dump_line("预算13表"), dump_line("单位：元")])
    assert caption.title.text == "政府采购预算表"
    assert caption.unit.text == "单位：元"
    swapped = read_caption(
        [dump_line("一般公共预算支出表(分功能科目)"), dump_line("单位: 万元"), dump_line("部门/单位:")]
    )
    assert swapped.title.text == "一般公共预算支出表(分功能科目)"
    assert swapped.publisher.text == "部门/单位:"


def test_a_sentence_is_no_title():
    caption = read_caption([dump_line("上述支出均已纳入部门预算管理。"), dump_line("单位：元")])
    assert caption.title is None
    assert caption.unit.text == "单位：元"


def test_a_table_over_two_pages_is_one_and_its_repeated_header_is_dropped():
    first = pdf_grid(2, 3, [*HEADER, (1, 0, "201"), (1, 1, "一般公共服务支出"), (1, 2, "5.00")])
    second = pdf_grid(2, 3, [*HEADER, (1, 0, "208"), (1, 1, "社会保障和就业支出"), (1, 2, "2.00")], page=2)
    assembly = assemble(
        [
            page(1, line("某局2023年部门支出总表"), line("单位：万元"), first),
            page(2, second, footers=[line("— 2 —", page=2)]),
        ]
    )
    (table,) = [t.close(1) for t in assembly.tables]
    assert texts(table) == [["201", "一般公共服务支出", "5.00"], ["208", "社会保障和就业支出", "2.00"]]
    assert (table.first_page, table.last_page) == (1, 2)
    assert [o.code for o in assembly.outcomes] == ["RUNNING_LINE"]
    assert not assembly.lines


def test_a_title_between_two_grids_begins_a_new_table():
    grid = pdf_grid(2, 3, [*HEADER, (1, 0, "201"), (1, 2, "5.00")])
    assembly = assemble([page(1, line("部门支出总表"), grid, line("一般公共预算支出表"), grid)])
    assert [t.caption.title.text for t in assembly.tables] == ["部门支出总表", "一般公共预算支出表"]


def test_a_reprinted_title_with_the_same_header_continues_the_table():
    grid = pdf_grid(2, 3, [*HEADER, (1, 0, "201"), (1, 2, "5.00")])
    again = pdf_grid(2, 3, [*HEADER, (1, 0, "208"), (1, 2, "2.00")], page=2)
    assembly = assemble([page(1, line("部门支出总表"), grid), page(2, line("部门支出总表", page=2), again)])
    (table,) = assembly.tables
    assert table.body_rows == 2


def test_the_note_below_an_empty_table_stays_with_it():
    empty = pdf_grid(1, 3, HEADER)
    assembly = assemble(
        [
            page(
                1,
                line("政府性基金预算支出表"),
                empty,
                line("备注：本部门没有政府性基金预算安排的支出"),
                line("第二章"),
            )
        ]
    )
    table = assembly.tables[0].close(1)
    assert table.note.startswith("备注")
    assert table.row_count == 0
    assert [item.text for item in assembly.lines] == ["第二章"]
