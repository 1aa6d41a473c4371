"""A crawl of a generated district over loopback: complete, polite, and quiet the second time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.collect.archive import content_id
from tests.integration.collect.crawling import by_code, check_archive, fetches_of, run_crawl, write_source
from tests.integration.collect.district import COLUMN, HOST, District
from tests.integration.collect.web import Answer, Web


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def test_everything_is_fetched_once_and_nothing_that_is_forbidden(tmp_path: Path, web: Web) -> None:
    district = District(departments=8, years=(2025, 2026))
    district.publish(web)
    web.pages[f"{HOST}/private/ys.html"] = Answer(b"<html>secret</html>")
    source = write_source(tmp_path, [{"url": COLUMN, "family": "trs"}])
    result = run_crawl(tmp_path, source, web)

    assert check_archive(tmp_path) == {content_id(c) for c in district.files.values()}
    assert result.documents_new == 16
    asked = web.urls()
    assert len(asked) == len(set(asked)), "an address was asked twice"
    assert not [u for u in asked if "/private/" in u], "robots.txt forbids it"
    assert {u.split("/")[2] for u in asked} == {HOST}
    assert web.most_at_once[HOST] == 1
    assert all("contact: tests@example.org" in a.headers["user-agent"] for a in web.log)
    refused = by_code(fetches_of(tmp_path))
    assert refused["FETCH_ROBOTS_FORBIDDEN"] == [f"http://{HOST}/private/ys.html"]
    assert refused["FETCH_HOST_REFUSED"] == ["http://other.example.com/2026ys.pdf"]


def test_the_second_crawl_of_an_unchanged_site_asks_only_conditionally(tmp_path: Path, web: Web) -> None:
    District(departments=3, years=(2025, 2026)).publish(web)
    source = write_source(tmp_path, [{"url": COLUMN, "family": "trs"}])
    run_crawl(tmp_path, source, web)
    before = check_archive(tmp_path)

    web.log.clear()
    second = run_crawl(tmp_path, source, web)
    assert all(a.is_conditional for a in web.log)
    assert second.counts["not_due"] == 12
    assert len(web.urls()) == 1, "only the list itself: nothing else is due"

    web.log.clear()
    third = run_crawl(tmp_path, source, web, recheck=True)
    assert all(a.is_conditional for a in web.log)
    assert len(web.urls()) == 13
    assert third.counts["FETCH_NOT_MODIFIED"] == 14
    assert third.documents_new == third.documents_changed == 0
    assert check_archive(tmp_path) == before


def test_a_changed_file_is_a_new_revision_and_the_old_one_stays(tmp_path: Path, web: Web) -> None:
    district = District(departments=2, years=(2026,))
    district.publish(web)
    source = write_source(tmp_path, [{"url": COLUMN, "family": "trs"}])
    run_crawl(tmp_path, source, web)
    before = check_archive(tmp_path)
    address = sorted(district.files)[0]
    web.pages[address.removeprefix("http://")] = Answer(
        b"%PDF-1.4\n% another figure\n%%EOF\n", "application/pdf"
    )

    result = run_crawl(tmp_path, source, web, recheck=True)
    assert result.documents_changed == 1
    after = check_archive(tmp_path)
    assert before < after and len(after) == len(before) + 1
    (change,) = [r for r in fetches_of(tmp_path) if r.code == "FETCH_CHANGED"]
    assert change.url == address
    assert content_id(district.files[address]) in change.detail
