"""A tab-separated dump becomes lines and grids whose places a person can find again."""

from __future__ import annotations

import pytest

from pipelines.extract.model import Grid, TextLine, UnreadableDocument
from pipelines.extract.text.dump import TextDumpEngine, decode, without_markup


def page_of(text: str):
    (page,) = TextDumpEngine().pages(text.encode())
    return page


def test_a_block_with_a_tab_is_a_grid_and_the_rest_are_lines():
    page = page_of("某局2023年收支总表\n\n单位：万元\n\n收 入\t预算数\n合计\t1.00\n\n备注：无\n")
    kinds = [type(item) for item in page.items]
    assert kinds == [TextLine, TextLine, Grid, TextLine]
    grid = page.items[2]
    assert [c.text for c in grid.cells] == ["收入", "预算数", "合计", "1.00"]
    assert grid.cells[3].spot.locator == "line 6, field 2"


def test_spaces_inside_chinese_words_go_and_spaces_around_figures_stay():
    (cell, *_) = page_of("事业单 位经营 支出\tx\n").items[0].cells
    assert cell.text == "事业单位经营支出"
    (line,) = page_of("比 2022 年预算减少\n").items
    assert line.text == "比 2022 年预算减少"


def test_tick_boxes_and_tags_of_the_dump_are_undone():
    raw = '持续性项目 <input checked="" type="checkbox"/> 新增性项目 <input type="checkbox"/>'
    assert without_markup(raw) == "持续性项目 ☑ 新增性项目 ☐"
    assert without_markup("<p>（一）职能</p>") == "（一）职能"
    # A title in angle brackets is text, not markup.
    assert without_markup("《关于印发<某区办法（试行）>的通知》") == "《关于印发<某区办法（试行）>的通知》"


def test_gb18030_is_read_and_garbage_is_refused_with_its_code():
    assert decode("部门预算".encode("gb18030")) == "部门预算"
    with pytest.raises(UnreadableDocument) as empty:
        decode(b"  \n ")
    assert empty.value.code == "FILE_EMPTY"
    with pytest.raises(UnreadableDocument) as broken:
        decode(b"\xff\xff\xff\xff")
    assert broken.value.code == "TEXT_UNDECODABLE"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_texts_with_a_byte_order_mark_are_read(encoding: str) -> None:
    assert decode("部门预算\t870.30".encode(encoding)) == "部门预算\t870.30"
