"""Every way a site can misbehave ends with a code, spoils nothing else, and leaves no torn file."""

from __future__ import annotations

import asyncio
import gzip
import io
import itertools
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipelines.collect.archive import Archive, content_id
from pipelines.collect.crawl.resolver import GuardedResolver, PrivateAddress
from pipelines.collect.fetches import FetchRecord, read_fetches
from tests.integration.collect.crawling import archive_of, check_archive, fetches_of, run_crawl, write_source
from tests.integration.collect.district import pdf_bytes
from tests.integration.collect.web import Answer, Asked, Web

HOST = "www.guzhang.gov.cn"
SITE = f"http://{HOST}"
GOOD = pdf_bytes("good")


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def a_list(*links: str) -> Answer:
    items = "".join(f'<li><a href="{link}">第{i}局2026年部门预算</a></li>' for i, link in enumerate(links))
    return Answer(f'<html><head><meta charset="utf-8"></head><body><ul>{items}</ul></body></html>'.encode())


def crawl_links(
    tmp_path: Path, web: Web, *links: str, crawl: dict[str, Any] | None = None, **options: Any
) -> dict[str, FetchRecord]:
    """Crawl a list of `links`; returns the last record of each address, robots.txt left out."""
    web.pages[f"{HOST}/list/"] = a_list(*links)
    source = write_source(
        tmp_path, [{"url": f"{SITE}/list/", "family": "plain"}], crawl={"delay_seconds": 1, **(crawl or {})}
    )
    run_crawl(tmp_path, source, web, **options)
    check_archive(tmp_path)
    return {r.url: r for r in fetches_of(tmp_path) if r.purpose != "robots"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(GOOD, "application/pdf", fault="reset"), "FETCH_CONNECTION_FAILED"),
        (Answer(GOOD, "application/pdf", fault="truncate"), "FETCH_TRUNCATED"),
        (Answer(GOOD + b" ", "application/pdf", fault="truncate"), "FETCH_TRUNCATED"),
        (Answer(b"", "application/pdf"), "FETCH_EMPTY"),
        (Answer(b"no", status=404, validators=False), "FETCH_GONE"),
        (Answer(b"no", status=500, validators=False), "FETCH_HTTP_ERROR"),
        (Answer(b"<html><body>\xe9\xa6\x96\xe9\xa1\xb5</body></html>", "application/pdf"), "FETCH_HTML_INSTEAD"),
        (Answer(b"\x00\x01\x02" * 50, "application/pdf"), "UNSUPPORTED_TYPE"),
        (Answer(b"PK\x03\x04broken", "application/zip"), "CONTAINER_BROKEN"),
        (Answer(status=302, headers={"Location": "/list/x.pdf"}, validators=False), "FETCH_REDIRECT_LOOP"),
        (Answer(status=302, headers={"Location": "http://127.0.0.1:1/x.pdf"}, validators=False), "FETCH_ADDRESS_REFUSED"),
        (Answer(status=302, headers={"Location": "http://evil.example.com/x.pdf"}, validators=False), "FETCH_HOST_REFUSED"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}, validators=False), "FETCH_HTTP_ERROR"),
        (Answer(b"x" * 100, "application/pdf", headers={"Content-Encoding": "gzip"}), "FETCH_CONNECTION_FAILED"),
        (Answer(b"x" * 100, "application/pdf", headers={"Content-Encoding": "br"}), "FETCH_UNSUPPORTED_ENCODING"),
        (Answer(gzip.compress(b"\0" * 30_000_000), "application/pdf", headers={"Content-Encoding": "gzip"}), "FETCH_TOO_LARGE"),
        (Answer(b"x" * 2_000_000, "application/pdf"), "FETCH_TOO_LARGE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_answer_has_a_code_and_the_others_arrive(
    tmp_path: Path, web: Web, answer: Answer, code: str
) -> None:
    web.pages[f"{HOST}/list/x.pdf"] = answer
    web.pages[f"{HOST}/list/good.pdf"] = Answer(GOOD, "application/pdf")
    found = crawl_links(tmp_path, web, "x.pdf", "good.pdf", crawl={"max_file_mb": 1})
    assert found[f"{SITE}/list/x.pdf"].code == code
    assert found[f"{SITE}/list/good.pdf"].code == "FETCH_NEW"
    assert check_archive(tmp_path) == {content_id(GOOD)}


def test_a_truncated_body_is_whole_at_the_second_try(tmp_path: Path, web: Web) -> None:
    def at_first_broken(asked: Asked) -> Answer:
        tries = sum(a.url == asked.url for a in web.log)
        return Answer(GOOD, "application/pdf", fault="truncate" if tries == 1 else "")

    web.pages[f"{HOST}/list/x.pdf"] = at_first_broken
    record = crawl_links(tmp_path, web, "x.pdf")[f"{SITE}/list/x.pdf"]
    assert (record.code, record.attempts) == ("FETCH_NEW", 2)
    assert check_archive(tmp_path) == {content_id(GOOD)}


def test_a_drip_is_given_up_and_a_missing_length_is_noted(tmp_path: Path, web: Web) -> None:
    web.pages[f"{HOST}/list/drip.pdf"] = Answer(GOOD, "application/pdf", fault="drip")
    web.pages[f"{HOST}/list/open.pdf"] = Answer(GOOD + b"\n", "application/pdf", fault="no_length")
    found = crawl_links(tmp_path, web, "drip.pdf", "open.pdf", pace_window_seconds=1.0)
    assert found[f"{SITE}/list/drip.pdf"].code == "FETCH_TOO_SLOW"
    assert found[f"{SITE}/list/open.pdf"].code == "FETCH_NEW"
    assert "length" in found[f"{SITE}/list/open.pdf"].detail


def test_a_busy_host_is_asked_more_slowly_and_then_answers(tmp_path: Path, web: Web) -> None:
    def busy(asked: Asked) -> Answer:
        tries = sum(a.url == asked.url for a in web.log)
        if tries <= 2:
            return Answer(b"later", status=429, headers={"Retry-After": "1"}, validators=False)
        return Answer(GOOD, "application/pdf")

    web.pages[f"{HOST}/list/x.pdf"] = busy
    assert crawl_links(tmp_path, web, "x.pdf")[f"{SITE}/list/x.pdf"].code == "FETCH_NEW"
    times = [a.at for a in web.log if a.url.endswith("x.pdf")]
    assert all(later - earlier >= 0.9 for earlier, later in itertools.pairwise(times))


def test_a_storm_of_errors_ends_the_host_and_every_address_is_accounted_for(tmp_path: Path, web: Web) -> None:
    links = [f"{n}.pdf" for n in range(20)]
    for link in links:
        web.pages[f"{HOST}/list/{link}"] = Answer(b"down", status=502, validators=False)
    found = crawl_links(tmp_path, web, *links, delay_seconds=0.05)
    codes = [found[f"{SITE}/list/{link}"].code for link in links]
    assert set(codes) == {"FETCH_HTTP_ERROR", "FETCH_HOST_GIVEN_UP"} or set(codes) == {"FETCH_HOST_GIVEN_UP"}
    assert len(web.log) < 15, "the host was left alone"


STUB = (
    b"<script>var _0x49a6=['a'];document.cookie='__tst_status=1';setTimeout('location.reload()',1)</script>"
)
CAPTCHA = "<html><body><p>您的访问过于频繁，请输入验证码继续访问</p></body></html>".encode()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"", status=412, validators=False),
        Answer(b"<script>challenge()</script>", status=521, validators=False),
        Answer(STUB, validators=False),
        Answer(CAPTCHA, validators=False),
    ],
    ids=["412", "521", "script as 200", "captcha as 200"],
)
def test_a_block_is_recorded_never_evaded_and_the_host_left_alone(
    tmp_path: Path, web: Web, answer: Answer
) -> None:
    for n in range(5):
        web.pages[f"{HOST}/list/a{n}.html"] = answer
    found = crawl_links(tmp_path, web, *(f"a{n}.html" for n in range(5)), delay_seconds=0.1)
    codes = [found[f"{SITE}/list/a{n}.html"].code for n in range(5)]
    assert codes == ["FETCH_BLOCKED"] * 5
    assert len([u for u in web.urls() if u.endswith(".html")]) == 1
    assert not any("cookie" in a.headers for a in web.log)


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (Answer(b"User-agent: *\nDisallow: /list/x", "text/plain"), "FETCH_ROBOTS_FORBIDDEN"),
        (Answer(b"User-agent: GongkaiBot\nDisallow: /list/*.pdf$", "text/plain"), "FETCH_ROBOTS_FORBIDDEN"),
        (Answer(b"User-agent: other\nDisallow: /", "text/plain"), "FETCH_NEW"),
        (Answer(b"<html><body>404</body></html>"), "FETCH_NEW"),
        (Answer(b"", status=404, validators=False), "FETCH_NEW"),
    ],
)  # fmt: skip
def test_robots_rules(tmp_path: Path, web: Web, robots: Answer, code: str) -> None:
    web.pages[f"{HOST}/robots.txt"] = robots
    web.pages[f"{HOST}/list/x.pdf"] = Answer(GOOD, "application/pdf")
    assert crawl_links(tmp_path, web, "x.pdf")[f"{SITE}/list/x.pdf"].code == code
    assert (f"{SITE}/list/x.pdf" in web.urls()) == (code == "FETCH_NEW")


@pytest.mark.parametrize(
    "robots", [Answer(b"", status=500, validators=False), Answer(fault="reset")], ids=["500", "reset"]
)
def test_unreachable_robots_rules_mean_that_nothing_is_asked(
    tmp_path: Path, web: Web, robots: Answer
) -> None:
    web.pages[f"{HOST}/robots.txt"] = robots
    found = crawl_links(tmp_path, web, "x.pdf")
    assert found[f"{SITE}/list/"].code == "FETCH_ROBOTS_UNREACHABLE"
    assert web.urls() == []


def test_rules_of_a_second_host_are_asked_once_however_many_files_lie_there(tmp_path: Path, web: Web) -> None:
    other = "file.guzhang.gov.cn"
    for n in range(6):
        web.pages[f"{other}/{n}.pdf"] = Answer(pdf_bytes(f"file {n}"), "application/pdf")
    links = [f"http://{other}/{n}.pdf" for n in range(6)]
    crawl_links(tmp_path, web, *links, crawl={"attachment_hosts": [other]})
    assert len(check_archive(tmp_path)) == 6
    assert [a.url for a in web.log].count(f"http://{other}/robots.txt") == 1


def test_names_encodings_and_odd_links(tmp_path: Path, web: Web) -> None:
    files = {n: pdf_bytes(f"file {n}") for n in range(6)}
    utf8 = quote("区教育局2026年预算.pdf")
    web.pages |= {
        f"{HOST}/list/": Answer(
            (
                '<html><head><meta charset="iso-8859-1"></head><body><ul>'
                "<li><a href='javascript:void(0)' onclick=\"window.open('/down/1.pdf')\">教育局2026年部门预算</a></li>"
                f"<li><a href='//{HOST}/down/2.pdf'>民政局2026年部门预算</a></li>"
                "<li><a href='..\\down\\3.pdf '>司法局2026年部门预算</a></li>"
                "<li><a href='/servlet/download?id=4'>水务局2026年部门预算</a></li>"
                "<li><a href='/down/5.PDF;jsessionid=AB12'>审计局2026年部门预算</a></li>"
                "</ul><script>document.writeln('<li><a href=\"/down/0.pdf\">统计局2026年部门预算<\\/a></li>');</script>"
                "</body></html>"
            ).encode("gb18030"),
            "text/html; charset=UTF-8",
        ),
        f"{HOST}/down/1.pdf": Answer(files[1], headers={"Content-Disposition": f"attachment; filename*=UTF-8''{utf8}"}),
        f"{HOST}/down/2.pdf": Answer(files[2], "application/pdf"),
        f"{HOST}/down/3.pdf": Answer(files[3], "application/octet-stream"),
        f"{HOST}/servlet/download?id=4": Answer(files[4], "application/octet-stream"),
        f"{HOST}/down/5.PDF;jsessionid=AB12": Answer(files[5], "application/pdf"),
        f"{HOST}/down/0.pdf": Answer(files[0], "application/pdf"),
    }  # fmt: skip
    source = write_source(tmp_path, [{"url": f"{SITE}/list/", "family": "plain"}])
    run_crawl(tmp_path, source, web)
    assert check_archive(tmp_path) == {content_id(c) for c in files.values()}
    names = {r.file_name for r in fetches_of(tmp_path) if r.purpose == "attachment"}
    assert {"区教育局2026年预算.pdf", "民政局2026年部门预算.pdf", "统计局2026年部门预算.pdf"} <= names


def test_containers_are_opened_and_hostile_members_refused(tmp_path: Path, web: Web) -> None:
    buffer, name = io.BytesIO(), "区水务局2026预算.pdf".encode("gbk")
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("x" * len(name), GOOD)
        container.writestr("../../etc/evil.pdf", pdf_bytes("evil"))
    content = buffer.getvalue().replace(b"x" * len(name), name)  # as Chinese tools write it, without a flag
    web.pages[f"{HOST}/list/all.zip"] = Answer(content, "application/zip")
    record = crawl_links(tmp_path, web, "all.zip")[f"{SITE}/list/all.zip"]
    assert record.code == "CONTAINER_INCOMPLETE"
    (document,) = archive_of(tmp_path).documents()
    assert document.document_id == content_id(GOOD)
    assert document.file_name == "区水务局2026预算.pdf"
    assert not list(tmp_path.rglob("evil*"))


def test_a_public_name_that_leads_into_this_network_is_refused(tmp_path: Path, web: Web) -> None:
    """Without a proxy names are resolved here: what they lead to is judged, and that very answer is used."""

    async def resolve(host: str, *, allow_private: bool) -> int:
        resolver = GuardedResolver(allow_private=allow_private, trusted=frozenset())
        return len(await resolver.resolve(host))

    with pytest.raises(PrivateAddress):
        asyncio.run(resolve("localhost", allow_private=False))
    assert asyncio.run(resolve("localhost", allow_private=True))


def test_without_a_proxy_loopback_is_asked_only_when_a_test_allows_it(tmp_path: Path, web: Web) -> None:
    source = write_source(tmp_path, [{"url": f"{SITE}/list/", "family": "plain"}])
    text = source.read_text(encoding="utf-8").replace(SITE, f"http://localhost:{web.port}")
    source.write_text(text.replace(f"localhost:{web.port}", f"host.test:{web.port}"), encoding="utf-8")
    web.pages[f"host.test:{web.port}/list/"] = a_list("x.pdf")
    run_crawl(tmp_path, source, web, proxy="")
    codes = {r.code for r in fetches_of(tmp_path)}
    assert codes <= {"FETCH_NAME_UNKNOWN", "FETCH_ROBOTS_UNREACHABLE"} and codes
    assert web.log == []


TABLE = (
    "<table>" + "".join(f"<tr><td>基本支出</td><td>{n}.50</td></tr>" for n in range(100, 112)) + "</table>"
)


def test_a_page_that_is_the_disclosure_is_a_document_and_its_counter_no_revision(
    tmp_path: Path, web: Web
) -> None:
    def article(asked: Asked) -> Answer:
        visits = len(web.log)
        body = f"<html><meta charset=utf-8><body><p>2026年部门预算 单位：万元</p>{TABLE}浏览次数：{visits}</body></html>"
        return Answer(body.encode(), validators=False)

    web.pages[f"{HOST}/list/a.html"] = article
    found = crawl_links(tmp_path, web, "a.html")
    assert (found[f"{SITE}/list/a.html"].code, found[f"{SITE}/list/a.html"].role) == ("FETCH_NEW", "document")
    documents = check_archive(tmp_path)
    found = crawl_links(tmp_path, web, "a.html", recheck=True)
    assert found[f"{SITE}/list/a.html"].code == "FETCH_UNCHANGED"
    assert check_archive(tmp_path) == documents and len(documents) == 1


def test_scanned_pages_shown_as_pictures_and_pages_that_refresh(tmp_path: Path, web: Web) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"scan" * 100
    web.pages |= {
        f"{HOST}/list/a.html": Answer(b"<html><head><meta http-equiv=Refresh content='0;URL=./b/t1.html'></head></html>"),
        f"{HOST}/list/b/t1.html": Answer(
            "<html><meta charset=utf-8><body><img src='/images/logo.png'><div class='TRS_UEDITOR'><p>2026年部门预算</p>"
            "<img src='./W020.png' width=800></div></body></html>".encode()
        ),
        f"{HOST}/list/b/W020.png": Answer(picture, "image/png"),
    }  # fmt: skip
    crawl_links(tmp_path, web, "a.html")
    assert check_archive(tmp_path) == {content_id(picture)}
    assert not [u for u in web.urls() if "logo" in u]


def test_a_crawl_delay_in_robots_is_obeyed(tmp_path: Path, web: Web) -> None:
    web.pages[f"{HOST}/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 1\n", "text/plain")
    for n in range(2):
        web.pages[f"{HOST}/list/{n}.pdf"] = Answer(pdf_bytes(str(n)), "application/pdf")
    crawl_links(tmp_path, web, "0.pdf", "1.pdf")
    times = [a.at for a in web.log if not a.url.endswith("robots.txt")]
    assert all(later - earlier > 0.6 for earlier, later in itertools.pairwise(times)), "jitter is 30 %"


def test_an_archive_on_another_file_system_holds_the_same(tmp_path: Path, web: Web) -> None:
    web.pages[f"{HOST}/list/"] = a_list("x.pdf")
    web.pages[f"{HOST}/list/x.pdf"] = Answer(GOOD, "application/pdf")
    source = write_source(tmp_path, [{"url": f"{SITE}/list/", "family": "plain"}])
    run_crawl(tmp_path, source, web, archive=f"file://{tmp_path}/remote")
    archive = Archive(f"file://{tmp_path}/remote")
    assert [d.document_id for d in archive.documents()] == [content_id(GOOD)]
    assert {r.code for r in read_fetches(archive) if r.purpose != "robots"} == {"FETCH_NEW"}
    web.log.clear()
    run_crawl(tmp_path, source, web, archive=f"file://{tmp_path}/remote", recheck=True)
    assert all(a.is_conditional for a in web.log if not a.url.endswith("robots.txt"))


def test_certificates_are_checked_unless_the_source_says_otherwise(tmp_path: Path, web: Web) -> None:
    web.pages[f"{HOST}/list/"] = a_list("x.pdf")
    web.pages[f"{HOST}/list/x.pdf"] = Answer(GOOD, "application/pdf")
    columns = [{"url": f"https://{HOST}/list/", "family": "plain"}]
    source = write_source(tmp_path, columns)
    run_crawl(tmp_path, source, web)  # the authority is not trusted
    assert {r.code for r in fetches_of(tmp_path)} == {"FETCH_TLS_FAILED"}
    source = write_source(tmp_path, columns, crawl={"delay_seconds": 1, "tls": "unverified"})
    run_crawl(tmp_path, source, web)
    assert check_archive(tmp_path) == {content_id(GOOD)}
    other = tmp_path / "trusting"
    run_crawl(other, write_source(other, columns), web, tls=True)
    assert check_archive(other) == {content_id(GOOD)}
