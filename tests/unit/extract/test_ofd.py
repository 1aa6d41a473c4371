"""OFD pages become lines and grids by the same rules as PDF pages."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.collect.media_types import OFD, media_type_of
from pipelines.extract.document import extract_document
from pipelines.extract.model import Page, UnreadableDocument
from pipelines.extract.ofd.engine import OfdEngine
from pipelines.extract.ofd.geometry import deltas, segments
from tests.unit.extract import sheet_samples as samples
from tests.unit.extract.ofd_writer import OfdPage, package
from tests.unit.extract.test_spreadsheets import merged_grids, with_part

CELLS = [
    (0, 0, 1, 2, "收入"),
    (0, 2, 1, 2, "支出"),
    (1, 0, 1, 1, "项目"),
    (1, 1, 1, 1, "预算数"),
    (1, 2, 1, 1, "项目"),
    (1, 3, 1, 1, "预算数"),
    (2, 0, 1, 1, "一般公共预算"),
    (2, 1, 1, 1, "870.30"),
    (2, 2, 1, 1, "一般公共服务"),
    (2, 3, 1, 1, "1,340.25"),
]


def pages(content: bytes) -> list[Page]:
    return list(OfdEngine().pages(content))


def budget_page() -> OfdPage:
    page = OfdPage()
    page.text(80, 15, "2023年部门收支总表", size=5)
    page.text(160, 26, "单位：万元")
    page.table(CELLS)
    return page


def test_a_ruled_table_with_its_caption() -> None:
    content = package([budget_page()])
    assert media_type_of(content) == OFD
    document = extract_document(content, OFD)
    (table,) = document.tables
    assert (table.title, table.unit_line) == ("2023年部门收支总表", "单位：万元")
    assert table.columns[3] == ("支出", "预算数")
    assert [c.text for c in table.cells] == ["一般公共预算", "870.30", "一般公共服务", "1,340.25"]
    box = table.cells[1].spot.box
    assert box is not None
    assert box.as_list() == [
        170.08,
        130.39,
        297.64,
        153.07,
    ]  # the second of four columns, third row, in points
    assert document.method == "digital"


@settings(max_examples=40, deadline=None)
@given(merged_grids())
def test_any_merged_grid_comes_back(cells: list[samples.Merged]) -> None:
    assume(max(c[0] for c in cells) and max(c[1] for c in cells))  # one row or column may be a frame
    page = OfdPage(width=600)
    page.table(cells)
    (read,) = pages(package([page]))
    (grid,) = samples.grids(read)
    assert samples.spans(grid) == sorted(cells)


def test_templates_watermarks_and_white_text() -> None:
    page = budget_page()
    page.text(20, 200, "白字 9.99", color="255 255 255")
    page.text(60, 150, "仅供查阅", ctm="0.7 -0.7 0.7 0.7 0 0")
    template = OfdPage()
    template.text(90, 290, "— 1 —")
    (read,) = pages(package([page], template=template))
    everything = samples.lines(read) + [c.text for g in samples.grids(read) for c in g.cells]
    assert not any("9.99" in text or "仅供查阅" in text for text in everything)
    assert [line.text.replace(" ", "") for line in read.headers_and_footers] == ["—1—"]


def test_sideways_pages_are_read_upright() -> None:
    page = OfdPage()
    for index, text in enumerate(("项目", "预算数", "一般公共预算", "870.30", "合计", "870.30")):
        row, column = divmod(index, 2)
        page.text(30 + 10 * row, 100 + 60 * column, text, ctm="0 1 -1 0 0 0")
    for row in range(4):
        page.rule(25 + 10 * row, 95, 25 + 10 * row, 215)
    for column in range(3):
        page.rule(25, 95 + 60 * column, 55, 95 + 60 * column)
    (read,) = pages(package([page]))
    (grid,) = samples.grids(read)
    assert (grid.row_count, grid.column_count) in ((3, 2), (2, 3))
    assert sorted(c.text for c in grid.cells) == sorted(
        ["项目", "预算数", "一般公共预算", "870.30", "合计", "870.30"]
    )


def test_filled_bars_are_rules_too() -> None:
    page = budget_page()
    page.objects = [
        o.replace('LineWidth="0.25">', 'Stroke="false" Fill="true">').replace(" L ", " L 0 0.3 L ")
        if "PathObject" in o
        else o
        for o in page.objects
    ]
    assert pages(package([page]))  # bars of another shape: nothing may break


def test_steps_and_paths() -> None:
    assert deltas("g 3 4.2 1", 10) == [4.2, 4.2, 4.2, 1.0]
    assert deltas("g 999999999 1", 4) == [1.0] * 4
    assert segments("M 0 0 L 5 0 L 5 5 C") == [[(0, 0), (5, 0), (5, 5), (0, 0)]]
    assert segments("M 0 0 B 1 1 2 2 3 3 L 9 3") == [[(0, 0)], [(3, 3), (9, 3)]]
    assert segments("L 5") == []


def test_a_missing_page_is_told_and_the_others_are_read() -> None:
    content = package([budget_page(), budget_page()])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if "Page_0" not in name:
                new.writestr(name, old.read(name))
    first, second = pages(out.getvalue())
    assert [o.code for o in first.outcomes] == ["PAGE_UNREADABLE"]
    assert samples.grids(second)


@pytest.mark.parametrize("keep", [0, 50, 400, -100])
def test_cut_off(keep: int) -> None:
    with pytest.raises(UnreadableDocument, match="OFD_BROKEN"):
        pages(package([budget_page()])[:keep])


def test_entities_are_refused() -> None:
    dtd = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><ofd:Document'
    content = with_part(
        package([budget_page()]), "Doc_0/Document.xml", lambda d: d.replace(b"<ofd:Document", dtd, 1)
    )
    with pytest.raises(UnreadableDocument, match="XML_UNSAFE"):
        pages(content)


def test_paths_do_not_leave_the_package() -> None:
    content = with_part(
        package([budget_page()]), "OFD.xml", lambda d: d.replace(b"Doc_0/Document.xml", b"../../etc/passwd")
    )
    with pytest.raises(UnreadableDocument, match="OFD_BROKEN"):
        pages(content)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_anywhere_ends_as_an_outcome(data: st.DataObject) -> None:
    content = bytearray(package([budget_page()]))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pages(bytes(content))
    except UnreadableDocument as refused:
        assert refused.code
