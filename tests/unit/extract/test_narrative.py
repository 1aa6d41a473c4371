"""Printed lines become whole paragraphs with the section they stand in."""

from __future__ import annotations

from pipelines.extract.narrative import is_heading, join_lines, joined, to_blocks
from tests.unit.extract.builders import dump_line, line


def test_a_paragraph_cut_by_a_page_end_is_whole_again_in_a_dump():
    groups = join_lines(
        [
            dump_line("2023 年部门收入预算 870.3 万元，其中：政府性基金预算财政拨款收"),
            dump_line("入 0 万元，占 0%。"),
            dump_line("（二）部门支出预算安排情况"),
        ]
    )
    assert [joined(g) for g in groups] == [
        "2023 年部门收入预算 870.3 万元，其中：政府性基金预算财政拨款收入 0 万元，占 0%。",
        "（二）部门支出预算安排情况",
    ]


def test_geometry_decides_where_a_pdf_paragraph_ends():
    groups = join_lines(
        [
            line("2023年部门支出预算870.3万元，其中基本支出", x0=114, x1=500, top=100),
            line("340.3万元。", x0=90, x1=150, top=120),
            line("2023年财政拨款支出预算870.09万元。", x0=114, x1=400, top=140),
        ]
    )
    assert [joined(g) for g in groups] == [
        "2023年部门支出预算870.3万元，其中基本支出340.3万元。",
        "2023年财政拨款支出预算870.09万元。",
    ]


def test_headings_are_short_numbered_and_state_no_money():
    assert is_heading("三、部门收支预算总体安排情况")
    assert is_heading("（一）机关运行经费情况")
    assert not is_heading("（二）项目支出 530 万元，比 2022 年预算减少 4.2 万元")
    assert not is_heading("3.一般公共预算“三公”经费：指使用一般公共预算财政拨款安排的经费")
    assert not is_heading("2023年部门预算")


def test_sections_nest_and_contents_are_no_headings():
    blocks = to_blocks(
        [
            [dump_line(text)]
            for text in (
                "某局2023年部门预算公开目录",
                "第一部分 预算公开说明",
                "一、基本情况",
                "第一部分 预算公开说明",
                "一、基本情况",
                "（一）主要职能",
                "承办上级交办的其他事项。",
                "二、人员情况",
                "在职10人。",
            )
        ]
    )
    assert [b.kind for b in blocks[:3]] == ["paragraph", "contents", "contents"]
    by_text = {b.text: b for b in blocks if b.kind == "paragraph"}
    assert by_text["承办上级交办的其他事项。"].section == (
        "第一部分 预算公开说明",
        "一、基本情况",
        "（一）主要职能",
    )
    assert by_text["在职10人。"].section == ("第一部分 预算公开说明", "二、人员情况")
