"""Titles, unit lines and publishers above a table, notes below it: as real templates print them."""

from __future__ import annotations

import pytest

from pipelines.extract.model import Box
from pipelines.extract.tables.captions import is_unit_line, read_caption
from pipelines.extract.tables.notes import begins_note, goes_on, note_text
from tests.unit.extract.builders import line

TABLE = Box(60, 150, 530, 400)


def read(*lines):
    return read_caption(list(lines), TABLE)


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元",
        "单位:人民币万元",
        "金额单位：元",
        "金位：元",
        "单 位： 万 元",
        "货币单位：万元",
        "单位：万元（保留两位小数）",
        "编制单位：某局    单位：元",
    ],
)
def test_lines_that_state_a_unit_of_money(text):
    assert is_unit_line(text)


@pytest.mark.parametrize("text", ["单位：某市某局", "部门：某局", "单位名称：某某中心", "2023年部门收支总表"])
def test_lines_that_state_none(text):
    assert not is_unit_line(text)


def test_a_title_set_in_two_centred_lines_is_joined():
    caption = read(
        line("某市某区城市管理执法局2021年一般公共预算“三公”经费支", x0=70, x1=526, top=63, size=15),
        line("出表", x0=283, x1=313, top=80, size=15),
        line("部门/单位：", x0=62, x1=112, top=97, size=9),
        line("单位：万元", x0=488, x1=533, top=97, size=9),
    )
    assert caption.title.text == "某市某区城市管理执法局2021年一般公共预算“三公”经费支出表"
    assert len(caption.lines) == 4


def test_a_heading_set_in_two_lines_at_the_left_is_joined():
    caption = read(
        line("十一、一般公共预算“三公”经费、会议费、培训费支出预", x0=60, x1=529, top=63, size=16),
        line("算表", x0=60, x1=92, top=85, size=16),
    )
    assert caption.title.text == "十一、一般公共预算“三公”经费、会议费、培训费支出预算表"


def test_a_section_heading_above_the_title_is_not_part_of_it():
    caption = read(
        line("一、收支预算总表", x0=90, x1=218, top=79, size=16),
        line("2026年度收支预算总表", x0=216, x1=380, top=113, size=16),
        line("单位：万元", x0=450, x1=505, top=135, size=11),
    )
    assert caption.title.text == "2026年度收支预算总表"


def test_a_publisher_set_in_two_lines_does_not_hide_the_title():
    caption = read(
        line("收入预算总表", x0=200, x1=390, top=60, size=26),
        line("部门：中国共产党某省委员会办", x0=60, x1=240, top=100),
        line("单位：万元", x0=470, x1=530, top=106),
        line("公厅", x0=60, x1=84, top=115),
    )
    assert caption.title.text == "收入预算总表"
    assert caption.publisher.text == "部门：中国共产党某省委员会办公厅"


def test_a_publisher_far_from_its_label_is_no_title():
    caption = read(
        line("二、收入预算总表", x0=90, x1=218, top=79, size=16),
        line("部门：", x0=96, x1=123, top=103, size=9),
        line("江苏省人民检察院", x0=208, x1=280, top=103, size=9),
        line("单位：万元", x0=459, x1=504, top=103, size=9),
    )
    assert caption.title.text == "二、收入预算总表"
    assert caption.publisher.text == "部门：江苏省人民检察院"


def test_an_organisation_right_below_the_title_is_the_publisher():
    caption = read(line("部门收支总表", top=60), line("某市某区教育局", top=80), line("单位：万元", top=100))
    assert (caption.title.text, caption.publisher.text) == ("部门收支总表", "某市某区教育局")


@pytest.mark.parametrize("number", ["公开01表", "预算13表", "附表4-1", "表二", "附件2", "表5", "财决01表"])
def test_the_number_of_a_table_is_no_title(number):
    caption = read(line("收入支出决算总表", top=60), line(number, top=80), line("单位：万元", top=100))
    assert caption.title.text == "收入支出决算总表"
    assert [x.text for x in caption.others] == [number]


def test_a_unit_in_brackets_behind_the_title_is_both():
    caption = read(line("2023年部门收支总表（单位：万元）"))
    assert caption.title.text == "2023年部门收支总表"
    assert caption.unit.text == "2023年部门收支总表（单位：万元）"


def test_a_note_of_several_lines_is_one_note():
    first = line("注：1.采购组织形式为：集中采购、部门集中采购和分散采购。", x0=60, x1=400, top=410, size=9)
    second = line("2.采购品目名称根据《政府采购品目分类目录》填写。", x0=80, x1=330, top=424, size=9)
    sentence = line("三、其他重要事项的情况说明", x0=60, x1=300, top=440, size=9)
    assert begins_note(first, table_is_empty=False)
    assert goes_on([first], second)
    assert not goes_on([first, second], sentence)
    assert note_text([first, second]).splitlines() == [first.text, second.text]


def test_a_wrapped_note_is_joined_without_a_break():
    first = line("备注：2023年本部门没有使用政府性基金预算财政拨款安排的支", x0=60, x1=530, top=410, size=9)
    second = line("出，故本表无数据。", x0=60, x1=140, top=422, size=9)
    assert goes_on([first], second)
    assert note_text([first, second]).endswith("安排的支出，故本表无数据。")


def test_a_sentence_below_declares_only_an_empty_table_empty():
    sentence = line("本部门没有国有资本经营预算安排的支出。")
    assert begins_note(sentence, table_is_empty=True)
    assert not begins_note(sentence, table_is_empty=False)
