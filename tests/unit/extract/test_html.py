"""Web pages: what a reader sees, whatever the page says of itself."""

from __future__ import annotations

import csv
from collections import Counter
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.collect.media_types import HTML, media_type_of
from pipelines.extract.document import extract_document
from pipelines.extract.model import Page, UnreadableDocument
from pipelines.extract.web.html import HtmlEngine
from pipelines.extract.web.source import decode
from tests.paths import SHARED, needs_shared_corpus
from tests.unit.extract import sheet_samples as samples
from tests.unit.extract.test_spreadsheets import merged_grids

TABLE = (
    "<table border=1><tr><td colspan=4>2023年部门收支总表</td></tr>"
    "<tr><td colspan=2>部门：某局</td><td colspan=2>单位：万元</td></tr>"
    "<tr><th colspan=2>收入</th><th colspan=2>支出</th></tr>"
    "<tr><th>项目</th><th>预算数</th><th>项目</th><th>预算数</th></tr>"
    "<tr><td>一般公共<br>预算</td><td align=right>870.30</td><td>&#12288;一般公共\n   服务</td><td>-</td></tr></table>"
)


def page(markup: str | bytes) -> Page:
    content = markup if isinstance(markup, bytes) else markup.encode()
    (only,) = HtmlEngine().pages(content)
    return only


def test_titles_and_units_inside_a_table_are_lines() -> None:
    read = page(f"<html><body>{TABLE}<p>备注：无。</p></body></html>")
    assert samples.lines(read) == ["2023年部门收支总表", "部门：某局", "单位：万元", "备注：无。"]
    (grid,) = samples.grids(read)
    assert samples.texts(grid) == [
        ["收入", "", "支出", ""],
        ["项目", "预算数", "项目", "预算数"],
        ["一般公共预算", "870.30", "一般公共服务", "-"],
    ]
    assert samples.cell(grid, "一般公共预算").reading.lines == ("一般公共", "预算")
    assert samples.cell(grid, "一般公共服务").reading.indent == 10.5
    assert samples.cell(grid, "870.30").spot.locator == "table 1, row 5, column 2"


@settings(max_examples=80, deadline=None)
@given(merged_grids())
def test_any_merged_grid_comes_back(cells: list[samples.Merged]) -> None:
    rows = [[c for c in cells if c[0] == row] for row in range(1 + max(c[0] for c in cells))]
    body = "".join(
        "<tr>"
        + "".join(f"<td rowspan={h} colspan='{w}'>{escape(text)}</td>" for _, _, h, w, text in row)
        + "</tr>"
        for row in rows
    )
    read = page(f"<html><body><table>{body}</table></body></html>")
    found = [cell for grid in samples.grids(read) for cell in samples.spans(grid)]
    if all(len(row) > 1 for row in rows):
        assert found == sorted(cells)
    else:
        assert sorted([c[4] for c in found] + samples.lines(read)) == sorted(c[4] for c in cells)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("said", ["utf-8", "gb2312", "iso-8859-1", "no-such-set"])
def test_the_charset_is_found_whatever_the_page_says(encoding: str, said: str) -> None:
    if (encoding, said) == ("gb18030", "iso-8859-1"):
        pytest.skip("every byte is a letter of that set: nothing contradicts the page")
    markup = f"<html><head><meta charset={said}></head><body><p>某区㐂局2023年部门预算公开</p></body></html>"
    content = markup.encode(encoding)
    assert media_type_of(content) == HTML
    assert samples.lines(page(content)) == ["某区㐂局2023年部门预算公开"]


def test_broken_bytes_are_counted_not_hidden() -> None:
    content = "<html><body><p>部门预算公开情况</p></body></html>".encode("gbk").replace(
        b"<p>", b"<p>\xff\xff"
    )
    assert decode(content).unreadable > 0
    assert [o.code for o in page(content).outcomes] == ["TEXT_UNREADABLE"]


def test_navigation_scripts_and_hidden_parts_are_no_text() -> None:
    markup = f"""<html><head><title>2023年部门预算_某区政府</title><style>p{{}}</style></head><body>
    <div class="nav"><a href=/>首页</a><a href=/a>政务公开</a></div>
    <div class="article"><p>本部门2023年收入870.30万元，比上年增加12.50万元，主要原因是人员增加。</p>
    <div style="display: none">99.99</div><script>var x = "88.88"</script>{TABLE}</div>
    <div id="footer">版权所有 ICP备1.23号</div></body></html>"""
    read = page(markup)
    everything = " ".join([*samples.lines(read), *(c.text for g in samples.grids(read) for c in g.cells)])
    assert "99.99" not in everything
    assert "88.88" not in everything
    assert samples.lines(read)[0] == "2023年部门预算"
    assert {line.text for line in read.headers_and_footers} == {"首页政务公开", "版权所有 ICP备1.23号"}


def test_layout_tables_are_looked_through() -> None:
    read = page(
        f"<html><body><table><tr><td>左栏</td><td><p>说明。</p>{TABLE}</td></tr></table></body></html>"
    )
    assert len(samples.grids(read)) == 1
    assert samples.lines(read)[:3] == ["左栏", "说明。", "2023年部门收支总表"]


def test_attached_files_are_told() -> None:
    read = page("<html><body><p>预算公开如下</p><a href='P0203.PDF?x=1'>附件：部门预算.pdf</a></body></html>")
    assert [(o.code, o.text) for o in read.outcomes] == [
        ("LINKED_FILES", "P0203.PDF?x=1"),
        ("LIST_OF_LINKS", ""),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
        "<html><body><h3>您访问的页面不存在或已删除</h3></body></html>",
        "<html><body>请输入验证码后继续访问<input name=code></body></html>",
        "<html><head><title>统一身份登录</title></head><body><input type=password></body></html>",
        "<html><head><meta http-equiv=refresh content='0;url=./a.html'></head><body></body></html>",
        "<html><body><div id=app></div><script src=app.js></script></body></html>",
    ],
)
def test_pages_that_are_no_disclosure(markup: str) -> None:
    with pytest.raises(UnreadableDocument, match="NOT_A_DISCLOSURE"):
        page(markup)


def test_a_disclosure_that_speaks_of_a_login_is_one() -> None:
    assert page(f"<html><body><p>用户登录系统维护费404.00万元</p>{TABLE}</body></html>").items


def test_preformatted_text_with_tabs_is_a_table() -> None:
    read = page("<html><body><pre>项目\t金额\n合计\t870.30</pre></body></html>")
    (grid,) = samples.grids(read)
    assert samples.texts(grid) == [["项目", "金额"], ["合计", "870.30"]]


def test_texts_placed_by_coordinates_become_a_table() -> None:
    rows = [
        ("科目编码", "科目名称", "预算数"),
        ("2010350", "事业运行", "340.30"),
        ("2080505", "养老保险", "1,530.00"),
    ]
    placed = [("2023年支出表", 200, 20), ("单位：万元", 400, 40)]
    placed += [
        (t, x, 60 + 20 * i)
        for i, row in enumerate(rows * 2)
        for t, x in zip(row, (50, 150, 400), strict=True)
    ]
    divs = "".join(
        f'<div style="position:absolute;left:{x}px;top:{y}px;font-size:16px">{t}</div>' for t, x, y in placed
    )
    markup = f'<html><body><div class="page" style="width:600px;height:800px">{divs}</div></body></html>'
    read = page(markup)
    assert samples.lines(read) == ["2023年支出表", "单位：万元"]
    (grid,) = samples.grids(read)
    assert samples.texts(grid)[:3] == [list(row) for row in rows]
    assert all(c.reading.flags == ("borderless",) and c.spot.box for c in grid.cells)
    assert (read.width, read.height) == (450.0, 600.0)


def test_what_pdf2htmlex_writes() -> None:
    """Classes carry the places; one line holds several columns with spacers between."""
    css = ".m0{transform:matrix(0.25,0,0,0.25,0,0)}.fs0{font-size:64px;}.h1{height:16px;}.x1{left:50px;}"
    css += "._1{width:800px;}" + "".join(f".y{i}{{bottom:{700 - 20 * i}px;}}" for i in range(20))
    line = '<div class="t m0 x1 h1 y{} ff1 fs0">{}<span class="_ _1"> </span>{}</div>'
    lines = "".join(line.format(i, f"项目{i}", f"{i}.50") for i in range(20))
    markup = f"<html><head><style>{css}</style></head><body><div class='pf w0 h0' style='height:800px'>{lines}</div></body></html>"
    (grid,) = samples.grids(page(markup))
    assert samples.texts(grid) == [[f"项目{i}", f"{i}.50"] for i in range(20)]


@pytest.mark.parametrize("content", [b"", b"   ", b"<html>", b"<html><body></body></html>"])
def test_empty_pages(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        page(content)


def test_hostile_pages() -> None:
    deep = "<div>" * 5000 + "9.50" + "</div>" * 5000
    spans = "<table><tr><td rowspan=99999 colspan=99999>1.50</td><td>2.50</td></tr><tr><td>x</td><td>y</td></tr></table>"
    read = page(f"<html><body>{spans}<p>&lt;script&gt;</p></body></html>")
    assert "1.50" in [c.text for g in samples.grids(read) for c in g.cells]
    try:
        page(f"<html><body>{deep}</body></html>")
    except UnreadableDocument as refused:
        assert refused.code == "HTML_BROKEN"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_well(noise: bytes) -> None:
    try:
        list(HtmlEngine().pages(b"<html><body>" + noise))
    except UnreadableDocument as refused:
        assert refused.code


@needs_shared_corpus
def test_real_pages_are_told_apart() -> None:
    folder = SHARED / "corpus" / "web"
    found: dict[str, Counter[str]] = {}
    for row in csv.DictReader((folder / "manifest.csv").read_text(encoding="utf-8").splitlines()):
        content = (folder / row["file"]).read_bytes()
        try:
            document = extract_document(content, media_type_of(content))
        except UnreadableDocument as refused:
            told = {refused.code}
        else:
            told = {o.code for o in document.outcomes} - {"RUNNING_LINE"} or {"READ"}
        found.setdefault(row["what"], Counter()).update(told)
    details = [n for what, c in found.items() if what.startswith("detail page") for n in [c["LINKED_FILES"]]]
    assert sum(details) == 16
    assert found["list page of disclosures"]["LIST_OF_LINKS"] == 7
    assert found["home page / unrelated / error page"]["NOT_A_DISCLOSURE"] == 3


@needs_shared_corpus
def test_a_real_disclosure_page_is_read_whole() -> None:
    (path,) = (SHARED / "corpus" / "web").glob("36_*.html")
    document = extract_document(path.read_bytes(), HTML)
    assert document.blocks[0].text.startswith("昆明市审计局")
    assert len(document.blocks) > 100


def test_years_under_a_merged_heading_do_not_divide_a_form():
    """Rows of years alone are captions, but not where a cell of the row above reaches down beside them."""
    page = """<table><tr><td>部门名称</td><td colspan="3">某局</td></tr>
    <tr><td rowspan="3">总体资金情况</td><td rowspan="2">当年金额</td><td colspan="2">近两年收支金额</td></tr>
    <tr><td>2021年</td><td>2022年</td></tr><tr><td>870.31</td><td>1296.70</td><td>1034.16</td></tr></table>"""
    (table,) = extract_document(page.encode(), "text/html").tables
    texts = [c.text for c in table.cells if "年" in c.text]
    assert texts == ["当年金额", "近两年收支金额", "2021年", "2022年"]
    assert table.row_count + len({c.row for c in table.header_cells}) == 4
