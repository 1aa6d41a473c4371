"""Headers, footers and page numbers are told from text on upright, landscape and sideways pages."""

from __future__ import annotations

import pytest

from pipelines.extract.model import Box, Page, Spot, TextLine
from pipelines.extract.text.running_lines import RunningLines, is_page_number


def text(content: str, x0: float, top: float, x1: float, bottom: float) -> TextLine:
    return TextLine(content, Spot(1, Box(x0, top, x1, bottom)), 9)


def page(number: int, width: float, height: float, *lines: TextLine) -> Page:
    return Page(number, width, height, 0, "digital", lines)


@pytest.mark.parametrize(
    "content",
    ["- 3 -", "—12—", "第3页共20页", "第 3 页，共 20 页", "共20页 第3页", "3/20", "iv", "XII", "- 三 -"],
)
def test_page_numbers(content):
    assert is_page_number(content)


@pytest.mark.parametrize("content", ["三", "2023年", "3.60", "第三部分", "1,234", "mix ed"])
def test_no_page_numbers(content):
    assert not is_page_number(content)


def test_a_header_is_known_over_pages_of_different_formats():
    header = text("某区教育局2022年部门预算公开", 62, 38, 241, 47)
    upright, landscape = page(1, 595, 842, header), page(2, 842, 595, header)
    running = RunningLines()
    assert running.sort(upright, landscape) == ([], [header])
    assert running.sort(landscape, None) == ([], [header])


def test_running_lines_of_sideways_pages_stand_at_the_sides():
    header = text("某区住房和城乡建设局", 22, 657, 31, 792)
    number = text("3", 567, 418, 576, 424)
    body = text("部门收支总表", 58, 300, 74, 500)
    first = page(1, 595, 842, header, body, number)
    assert RunningLines().sort(first, page(2, 595, 842, header)) == ([body], [header, number])


def test_a_table_title_at_the_top_of_every_page_is_text():
    title = text("2026年项目支出绩效目标表", 538, 41, 739, 57)
    first = page(1, 1261, 912, title)
    assert RunningLines().sort(first, first) == ([title], [])
