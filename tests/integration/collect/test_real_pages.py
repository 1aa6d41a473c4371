"""Real pages of the shared corpus: every link that is there is found, and a crawl of them is polite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipelines.collect.addresses import address_key, is_column
from pipelines.collect.archive import content_id
from pipelines.collect.blocks import block_of
from pipelines.collect.families import FAMILIES, Column, detect_family
from tests.integration.collect.crawling import by_code, check_archive, fetches_of, run_crawl, write_source
from tests.integration.collect.district import pdf_bytes
from tests.integration.collect.real_pages import BLOCKS, DETAILS, FOLDER, LISTS, WITHOUT, RealPage
from tests.integration.collect.web import Answer, Web
from tests.paths import needs_shared_corpus

pytestmark = needs_shared_corpus


@pytest.mark.parametrize("real", (*LISTS, *DETAILS), ids=lambda real: real.number)
def test_every_link_that_is_there_is_found_and_nothing_else(real: RealPage) -> None:
    page = real.read()
    found = {
        address_key(link.url) for link in FAMILIES[real.family].entries(page, Column(real.url, real.family))
    }
    there = real.there()
    assert len(there) == real.count, "the page is not what it was when somebody looked at it"
    assert not {text for key, text in there.items() if key not in found}, "missed"
    others = [
        key for key in found - there.keys() if not is_column(f"https://{key}")
    ]  # 更多 leads to the list
    assert not others, "found what is no disclosure"


@pytest.mark.parametrize("real", LISTS, ids=lambda real: real.number)
def test_the_family_of_a_list_is_recognised(real: RealPage) -> None:
    assert detect_family(real.read()).name == real.family


def test_pages_of_a_list_are_known_from_its_first() -> None:
    real = next(r for r in LISTS if r.number == "32")
    pages = FAMILIES["trs"].next_pages(real.read(), Column(real.url, "trs"))
    assert [p.url.rsplit("/", 1)[1] for p in pages] == ["index_1.html", "index_2.html", "index_3.html"]


@pytest.mark.parametrize("number", BLOCKS)
def test_a_script_in_place_of_a_page_is_a_block(number: str) -> None:
    (file,) = FOLDER.glob(f"{number}_*.html")
    text = file.read_text(encoding="utf-8")
    assert block_of(200, "text/html", text, len(text.encode()))


def test_no_real_page_is_mistaken_for_a_block() -> None:
    for file in FOLDER.glob("*.html"):
        if not file.name.startswith(BLOCKS):
            text = file.read_text(encoding="utf-8", errors="replace")
            assert block_of(200, "text/html", text, len(text.encode())) is None, file.name


@pytest.mark.parametrize("number", WITHOUT)
def test_a_home_page_without_disclosures_lists_none(number: str) -> None:
    (file,) = FOLDER.glob(f"{number}_*.html")
    page = RealPage(number, "https://www.example.gov.cn/", "trs", "", 0)
    assert page.file == file
    assert FAMILIES["trs"].entries(page.read(), Column(page.url, "trs")) == []


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def test_a_crawl_replays_the_pages_at_their_real_addresses(tmp_path: Path, web: Web) -> None:
    """Lists and articles at their own https addresses through the proxy; whatever they lead to is there."""
    reals = [*LISTS, *DETAILS]
    for real in reals:
        web.pages[real.url.split("://", 1)[1]] = Answer(real.file.read_bytes(), "text/html")
    files: dict[str, bytes] = {}
    for real in DETAILS:
        for link in FAMILIES[real.family].entries(real.read(), Column(real.url, real.family)):
            content = files.setdefault(address_key(link.url), pdf_bytes(link.url))
            web.pages[link.url.split("://", 1)[1]] = Answer(content, "application/octet-stream")
    columns = [{"url": real.url, "family": real.family} for real in reals]
    source = write_source(tmp_path, columns)
    run_crawl(tmp_path, source, web, tls=True)

    assert {content_id(c) for c in files.values()} <= check_archive(tmp_path)
    records = fetches_of(tmp_path)
    codes = by_code(records)
    assert {urlsplit(a.url).hostname for a in web.log} <= {urlsplit(real.url).hostname for real in reals}
    assert len(web.urls()) == len(set(web.urls()))
    linked = {key for real in LISTS for key in real.there()}
    asked = {address_key(u) for u in web.urls()} | {
        address_key(u) for u in codes.get("FETCH_HOST_REFUSED", [])
    }
    assert linked <= asked, "a link that is there was neither asked nor refused"
    assert not codes.keys() & {"FETCH_CRASHED", "FETCH_TLS_FAILED", "FETCH_CONNECTION_FAILED"}
