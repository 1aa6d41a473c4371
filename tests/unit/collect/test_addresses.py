"""Addresses: made absolute as browsers do it, compared without sessions, refused when unsafe."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.collect.addresses import (
    HostRules,
    absolute,
    address_key,
    extension,
    is_above,
    is_document,
    is_private,
    refusal,
)

PAGE = "https://www.qu.gov.cn/zwgk/czyjs/index.html"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("./202603/t1.html", "https://www.qu.gov.cn/zwgk/czyjs/202603/t1.html"),
        ("../a.pdf", "https://www.qu.gov.cn/zwgk/a.pdf"),
        ("../../../../a.pdf", "https://www.qu.gov.cn/a.pdf"),
        ("//file.qu.gov.cn/a.pdf", "https://file.qu.gov.cn/a.pdf"),
        ("HTTP://WWW.QU.GOV.CN:80/a.pdf#top", "http://www.qu.gov.cn/a.pdf"),
        ("..\\down\\a.pdf ", "https://www.qu.gov.cn/zwgk/down/a.pdf"),
        ("\n  /a\nb.pdf", "https://www.qu.gov.cn/ab.pdf"),
        ("/附件 1.pdf", "https://www.qu.gov.cn/%E9%99%84%E4%BB%B6%201.pdf"),
        ("/%E9%99%84.pdf?x=1", "https://www.qu.gov.cn/%E9%99%84.pdf?x=1"),
        ("javascript:void(0)", None),
        ("mailto:a@b.cn", None),
        ("#", None),
        ("", None),
        ("ftp://www.qu.gov.cn/a.pdf", None),
        ("http://[bad/a.pdf", None),
        ("http://www.qu.gov.cn:99999/", None),
    ],
)
def test_references_become_absolute(reference: str, expected: str | None) -> None:
    assert absolute(PAGE, reference) == expected


@given(st.text(max_size=80))
def test_any_reference_gives_a_plain_http_address_or_none(reference: str) -> None:
    found = absolute(PAGE, reference)
    if found is not None:
        assert found.startswith(("http://", "https://"))
        assert found.isascii() and not any(c in found for c in ' \t\r\n"<>')
        assert absolute(PAGE, found) == found


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("http://a.cn/x.pdf", "https://a.cn/x.pdf", True),
        ("http://a.cn/x.pdf;jsessionid=1", "http://a.cn/x.pdf;jsessionid=2", True),
        ("http://a.cn/x?id=1&t=5", "http://a.cn/x?t=9&id=1", True),
        ("http://a.cn/x.xls?w4rLK-Cf31P", "http://a.cn/x.xls?AQEXQcFgfqh7S", True),
        ("http://a.cn/x?id=1", "http://a.cn/x?id=2", False),
        ("http://a.cn/x", "http://b.cn/x", False),
    ],
)
def test_spellings_of_one_address(one: str, two: str, same: bool) -> None:
    assert (address_key(one) == address_key(two)) is same


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.gov.cn/x",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://10.0.0.8/x.pdf",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://localhost/",
        "http://printer.local/",
        "http://user:secret@a.gov.cn/",
        "http:///x",
    ],
)
def test_unsafe_addresses_are_refused(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    "url", ["http://117.141.250.58:10060/wzyjsgkpt", "https://www.qu.gov.cn/", "http://1.1.1.1/"]
)
def test_public_addresses_are_not(url: str) -> None:
    assert refusal(url) is None


def test_what_is_no_address_is_private() -> None:
    assert is_private("nonsense") and is_private("fe80::1%eth0") and not is_private("8.8.8.8")


def test_files_are_known_by_path_or_parameter() -> None:
    assert extension("http://a.cn/X.XLS?token") == "xls"
    assert extension("http://a.cn/d.jsp?file=2026%E9%A2%84%E7%AE%97.docx") == "docx"
    assert is_document("http://a.cn/module/download/downfile.jsp?id=3")
    assert not is_document("http://a.cn/zwgk/t20260302_1.html")


def test_breadcrumbs_lead_above() -> None:
    article = "https://www.qu.gov.cn/zwgk/czyjs/202603/t1.html"
    assert is_above("https://www.qu.gov.cn/zwgk/czyjs/", article)
    assert is_above("https://www.qu.gov.cn/", article)
    assert is_above(article, article)
    assert not is_above("https://www.qu.gov.cn/zwgk/czyjs/202603/t2.html", article)
    assert not is_above("https://www.qu.gov.cn/other/", article)


def test_hosts_are_exact_and_files_may_lie_elsewhere() -> None:
    rules = HostRules(frozenset({"www.qu.gov.cn"}), frozenset({"file.qu.gov.cn"}))
    assert rules.allow("http://WWW.qu.gov.cn./x", is_attachment=False)
    assert not rules.allow("http://evil.www.qu.gov.cn/x", is_attachment=True)
    assert rules.allow("http://file.qu.gov.cn/x.pdf", is_attachment=True)
    assert not rules.allow("http://file.qu.gov.cn/x.html", is_attachment=False)
