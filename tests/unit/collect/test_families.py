"""Families of content systems, each on a page of its shape written for this test."""

from __future__ import annotations

import json

from pipelines.collect.families import FAMILIES, Column, detect_family
from pipelines.collect.links import is_disclosure_text, read_links
from pipelines.collect.registry import guess_family
from pipelines.collect.web_page import WebPage, read_page

SITE = "https://www.qu.gov.cn"


def page(url: str, body: str) -> WebPage:
    return read_page(url, f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode())


def urls(family: str, where: WebPage, **options: str) -> list[str]:
    return [link.url for link in FAMILIES[family].entries(where, Column(where.url, family, options=options))]


def test_trs_counts_its_pages_and_its_rows_carry_dates_and_full_titles() -> None:
    where = page(
        f"{SITE}/czyjs/",
        "<script>function createPageHTML(n, i, a, b) {}</script><ul><li><a href='./202602/t20260220_11.html'"
        " title='区教育局2026年部门预算公开'>区教育局2026年…</a><span>2026-02-20</span></li></ul>"
        '<script>createPageHTML(3, 0, "index", "shtml");</script>',
    )
    assert detect_family(where).name == "trs"
    (link,) = FAMILIES["trs"].entries(where, Column(where.url, "trs"))
    assert (link.text, link.published_on) == ("区教育局2026年部门预算公开", "2026-02-20")
    pages = FAMILIES["trs"].next_pages(where, Column(where.url, "trs"))
    assert [p.url for p in pages] == [f"{SITE}/czyjs/index_1.shtml", f"{SITE}/czyjs/index_2.shtml"]


def test_rows_that_a_script_writes_are_read() -> None:
    where = page(
        f"{SITE}/czyjs/",
        """<script>document.writeln('<li><a href=\\"./t1.html\\">民政局2026年部门预算<\\/a> 2026-02-21</li>');
        document.write('<a href="' + url + '">' + title + '预算</a>');</script>""",
    )
    assert urls("trs", where) == [f"{SITE}/czyjs/t1.html"]


def test_hanweb_reads_records_and_asks_the_proxy_for_the_rest() -> None:
    rows = "".join(
        f"<record><![CDATA[<li><a href='/art/2026/2/{n}/art_1_{n}.html' title='第{n}局2026年部门预算'>第{n}局</a></li>]]></record>"
        for n in range(1, 16)
    )
    where = page(
        f"{SITE}/col/col77388/index.html",
        f"<script type='text/xml'><datastore><totalrecord>100</totalrecord><recordset>{rows}</recordset></datastore>"
        "</script><script>$.jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:15, columnid:77388, unitid:'235',"
        "webid:12, path:'/', permissiontype:0})</script>",
    )
    assert detect_family(where).name == "hanweb"
    assert len(urls("hanweb", where)) == 15
    pages = FAMILIES["hanweb"].next_pages(where, Column(where.url, "hanweb"))
    assert [p.url.split("?")[1] for p in pages] == [
        "startrecord=16&endrecord=60&perpage=15",
        "startrecord=61&endrecord=100&perpage=15",
    ]
    assert dict(pages[0].form) == {
        "columnid": "77388",
        "unitid": "235",
        "webid": "12",
        "path": "/",
        "permissiontype": "0",
    }
    reply = WebPage(pages[0].url, f"<datastore><totalrecord>100</totalrecord>{rows}</datastore>")
    assert len(urls("hanweb", reply)) == 15
    assert FAMILIES["hanweb"].next_pages(reply, Column(where.url, "hanweb")) == []


def test_gkmlpt_asks_for_json_and_counts_by_its_total() -> None:
    column = Column(f"{SITE}/gkmlpt/index", "gkmlpt", options={"column_id": "1234"})
    (first,) = FAMILIES["gkmlpt"].first(column)
    assert first.url == f"{SITE}/gkmlpt/api/all/1234?page=1"
    articles = [
        {
            "title": "区水务局2026年部门预算",
            "url": f"{SITE}/gkmlpt/content/1/1/post_1.html",
            "date": 1771977600,
        },
        {"title": "采购意向", "url": f"{SITE}/gkmlpt/content/1/1/post_2.html"},
    ]
    reply = WebPage(first.url, json.dumps({"total": 5, "articles": articles}))
    (link,) = FAMILIES["gkmlpt"].entries(reply, column)
    assert (link.text, link.published_on) == ("区水务局2026年部门预算", "2026-02-25")
    pages = FAMILIES["gkmlpt"].next_pages(reply, column)
    assert [p.url[-1] for p in pages] == ["2", "3"]
    assert (
        FAMILIES["gkmlpt"].next_pages(WebPage(pages[0].url, json.dumps({"total": 5, "articles": []})), column)
        == []
    )
    assert FAMILIES["gkmlpt"].entries(WebPage(first.url, "<html>no JSON</html>"), column) == []


def test_a_grid_follows_departments_and_years_and_nothing_of_the_frame() -> None:
    cells = "".join(f"<td><a href='./bm{n}/'>区第{n}局</a></td>" for n in range(9))
    where = page(
        f"{SITE}/ztzl/czgk/",
        f"<div class='nav'><a href='/'>首页</a></div><table><tr>{cells}</tr></table><a href='./2025/'>2025年</a>"
        "<div class='footer'><a href='/about/'>主办：区政府办公室</a></div><a href='./yb.pdf'>2026年预算样表</a>",
    )
    assert detect_family(where).name == "grid"
    grid = FAMILIES["grid"]
    columns = grid.columns(where, Column(where.url, "grid"))
    assert [c.url for c in columns] == [
        *(f"{SITE}/ztzl/czgk/bm{n}/" for n in range(9)),
        f"{SITE}/ztzl/czgk/2025/",
    ]
    assert urls("grid", where) == [f"{SITE}/ztzl/czgk/yb.pdf"]


def test_a_platform_is_walked_by_the_values_it_offers() -> None:
    where = page(
        f"{SITE}/yjsgk/list.do?unit=1",
        "<select name='year'><option value=''>全部</option><option value='2025'>2025</option></select>"
        "<a href='?unit=1'>区财政局</a><a href='?unit=2'>区教育局</a><li><a href='down.do?file=a.pdf'>2026年部门预算</a></li>",
    )
    platform = FAMILIES["platform"]
    assert platform.recognises(where)
    column = Column(f"{SITE}/yjsgk/list.do", "platform", options={"select": "unit, year"})
    found = {link.url for link in platform.columns(where, column)}
    assert found == {f"{SITE}/yjsgk/list.do?unit=2", f"{SITE}/yjsgk/list.do?unit=1&year=2025"}
    assert [link.url for link in platform.entries(where, column)] == [f"{SITE}/yjsgk/down.do?file=a.pdf"]


def test_plain_lists_follow_their_page_numbers_and_no_other_link() -> None:
    where = page(
        f"{SITE}/list?c=5",
        "<a href='?c=5&page=2'>2</a><a href='?c=5&page=2'>下一页</a><a href='?c=5&page=9'>尾页</a>"
        "<a href='?c=6&page=2'>3</a><a href='/other?page=2'>4</a><p>共 9 页</p>",
    )
    pages = {p.url for p in FAMILIES["plain"].next_pages(where, Column(where.url, "plain"))}
    assert pages == {f"{SITE}/list?c=5&page=2", f"{SITE}/list?c=5&page=9"}
    counted = FAMILIES["plain"].next_pages(
        where, Column(where.url, "plain", options={"page_parameter": "page"})
    )
    assert len(counted) == 9


def test_the_same_document_linked_twice_is_one_link_with_all_that_is_said() -> None:
    where = page(
        f"{SITE}/a.html", "<p><a href='x.pdf'><img src='pdf.gif'></a><a href='x.pdf'>2026年部门预算</a></p>"
    )
    (link,) = read_links(where)
    assert link.text == "2026年部门预算"


def test_words_that_mark_a_disclosure() -> None:
    for text in ("2026年部门预算", "二〇二五年度决算公开", "“三公”经费", "部门整体支出绩效目标", "预、决算"):
        assert is_disclosure_text(text), text
    for text in ("中华人民共和国预算法", "关于印发预算管理办法的通知", "预算执行审计", "施工图预算招标"):
        assert not is_disclosure_text(text), text


def test_a_family_is_guessed_from_an_address() -> None:
    assert guess_family("https://a.gov.cn/col/col77388/index.html") == "hanweb"
    assert guess_family("https://a.gov.cn/gkmlpt/index#1234") == "gkmlpt"
    assert guess_family("https://a.gov.cn/ZWGK/CZYJS/") == "trs"
    assert guess_family("http://yjs.gov.cn/wzyjsgkpt/x") == "platform"
    assert guess_family("https://a.gov.cn/list.aspx?id=3") == "plain"


def test_charset_lies_do_no_harm() -> None:
    text = "<html><head><meta charset='utf-8'></head><body>区教育局2026年部门预算</body></html>"
    assert "教育局" in read_page(SITE, text.encode("gb18030"), "text/html; charset=utf-8").text
    assert "教育局" in read_page(SITE, text.encode(), "text/html; charset=gb2312").text
    assert "教育局" in read_page(SITE, text.encode("gb18030") + b"\xff", "").text
    assert "教育局" in read_page(SITE, text.encode("utf-16"), "").text


def test_counters_and_clocks_do_not_change_a_page() -> None:
    first, second = (page(SITE, f"<p>2026年部门预算</p><p>浏览次数：{n}次 10:0{n}</p>") for n in (1, 2))
    other = page(SITE, "<p>2027年部门预算</p><p>浏览次数：1次</p>")
    assert first.fingerprint == second.fingerprint != other.fingerprint
