"""Printed lines become whole paragraphs with the section they stand in."""

from __future__ import annotations

from pipelines.extract.text.narrative import is_heading, join_lines, joined, narrate
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
    blocks = narrate(
        [
            dump_line(text)
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
    ).blocks
    assert [b.kind for b in blocks[:4]] == ["contents", "contents", "contents", "heading"]
    by_text = {b.text: b for b in blocks if b.kind == "paragraph"}
    assert by_text["承办上级交办的其他事项。"].section == (
        "第一部分 预算公开说明",
        "一、基本情况",
        "（一）主要职能",
    )
    assert by_text["在职10人。"].section == ("第一部分 预算公开说明", "二、人员情况")


def test_entries_with_leaders_are_contents_even_without_a_title():
    blocks = narrate(
        [
            line("第一部分 单位概况..........1", x0=90, x1=500, top=100),
            line("一、主要职责..............2", x0=90, x1=500, top=120),
            line("一、主要职责", x0=90, x1=200, top=200),
        ]
    ).blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("contents", "第一部分 单位概况…1"),
        ("contents", "一、主要职责…2"),
        ("heading", "一、主要职责"),
    ]


def test_contents_never_printed_again_end_with_their_page():
    blocks = narrate(
        [
            line("目 录", x0=280, x1=320, top=80),
            line("一、单位主要职能", top=100, x1=200),
            line("二、名词解释", top=120, x1=200),
            line("某中心主要职能", page=2, top=100, x1=200),
            line("本中心负责在本市销售福利彩票，筹集社会公益资金。", page=2, x0=114, top=130),
        ]
    ).blocks
    assert [b.kind for b in blocks] == ["contents"] * 3 + ["paragraph"] * 2


def test_a_large_line_without_a_number_is_a_heading_and_a_part_keeps_its_name():
    text = "本中心负责销售福利彩票，筹集社会公益资金，并承办上级交办的其他事项。"
    narrative = narrate(
        [
            line("第二部分", x0=260, x1=340, top=100, size=22),
            line("2023年部门预算表", x0=220, x1=380, top=150, size=22),
            line("名词解释", page=2, x0=260, x1=340, top=100, size=18),
            line(text, page=2, top=140),
        ]
    )
    assert [(b.kind, b.text) for b in narrative.blocks] == [
        ("heading", "第二部分 2023年部门预算表"),
        ("heading", "名词解释"),
        ("paragraph", text),
    ]
    assert narrative.blocks[2].section == ("名词解释",)
    assert narrative.section_at(2) == ("第二部分 2023年部门预算表",)


def test_a_title_of_two_lines_is_one_heading():
    groups = join_lines(
        [
            line("第一部分某市某区城市管理执法局二〇二三年部门预算公", x0=70, x1=525, top=60, size=18),
            line("开说明", x0=271, x1=325, top=90, size=18),
            line("一、部门基本情况与主要职能，机构设置与人员的情况和其他事项", x0=62, x1=525, top=126),
        ]
    )
    assert [len(g) for g in groups] == [2, 1]


def test_a_footnote_does_not_cut_the_paragraph_that_goes_on_over_the_page_end():
    groups = join_lines(
        [
            line("2023年部门收入预算870.3万元，其中：政府性基金预算财政拨款收", x0=90, x1=500, top=700),
            line("①数据来自部门预算批复。", x0=90, x1=200, top=760, size=9),
            line("入0万元，占0%。", page=2, x0=90, x1=180, top=80),
        ]
    )
    assert [joined(g) for g in groups] == [
        "2023年部门收入预算870.3万元，其中：政府性基金预算财政拨款收入0万元，占0%。",
        "①数据来自部门预算批复。",
    ]
