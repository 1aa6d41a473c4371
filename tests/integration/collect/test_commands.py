"""The commands and the asset on the test web, as people use them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.collect.archive import content_id
from tests.integration.collect.crawling import check_archive, environment, fetches_of, write_source
from tests.integration.collect.district import COLUMN, HOST, District, department
from tests.integration.collect.web import Answer, Web


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


def gongkai(home: Path, web: Web, *words: str) -> subprocess.CompletedProcess[str]:
    variables = {**environment(), "GONGKAI_PROXY": web.proxy, "GONGKAI_CONTACT": "tests@example.org"}
    command = [str(Path(sys.executable).with_name("gongkai")), "--home", str(home), *words]
    return subprocess.run(command, capture_output=True, text=True, env=variables, timeout=300)


def test_a_district_from_its_record_to_what_is_missing(tmp_path: Path, web: Web) -> None:
    District(departments=1, years=(2026,)).publish(web)
    web.pages[f"{HOST}/zwgk/czyjs/blocked.html"] = Answer(b"", status=412, validators=False)
    write_source(
        tmp_path,
        [{"url": COLUMN, "family": "trs"}],
        units=[
            {"unit_id": "999999-001", "name": department(1), "type": "administrative"},
            {"unit_id": "999999-002", "name": "测试区民政局", "type": "administrative"},
        ],
        expect_from_year=2026,
        approvals=[
            {
                "fiscal_year": 2026,
                "kind": "budget",
                "approved_on": "2026-01-21",
                "evidence": "https://x.gov.cn/",
            }
        ],
    )
    done = gongkai(tmp_path, web, "collect")
    assert done.returncode == 0, done.stderr
    assert "1 new documents" in done.stdout
    assert "DISCLOSURE_LATE: 1 of 2" in done.stdout and "10 days late" in done.stdout
    assert "DISCLOSURE_MISSING: 1 of 2" in done.stdout and "测试区民政局" in done.stdout
    checked = gongkai(tmp_path, web, "sources", "check")
    assert checked.returncode == 1
    assert "1 late, 1 missing" in checked.stdout


def test_what_blocks_robots_is_handed_in_by_hand(tmp_path: Path, web: Web) -> None:
    address = f"http://{HOST}/list/a.pdf"
    web.pages[f"{HOST}/list/"] = Answer('<li><a href="a.pdf">某局2026年部门预算</a></li>'.encode())
    web.pages[f"{HOST}/list/a.pdf"] = Answer(b"", status=521, validators=False)
    write_source(tmp_path, [{"url": f"http://{HOST}/list/", "family": "plain"}])
    assert "by hand" in gongkai(tmp_path, web, "collect").stdout
    assert address in gongkai(tmp_path, web, "sources", "manual").stdout
    file = tmp_path / "下载.pdf"
    file.write_bytes(b"%PDF-1.4 by hand")
    assert gongkai(tmp_path, web, "ingest", str(file), "--url", address).returncode == 0
    assert address not in gongkai(tmp_path, web, "sources", "manual").stdout
    assert content_id(b"%PDF-1.4 by hand") in check_archive(tmp_path)
    assert gongkai(tmp_path, web, "sources", "warc", str(tmp_path / "all.warc.gz")).returncode == 0


def test_the_asset_crawls_in_its_own_process_and_tells_what_it_did(
    tmp_path: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.orchestration.crawling import CRAWL, CrawlConfig, crawl_asset
    from pipelines.orchestration.workshop import Workshop

    district = District(departments=1, years=(2026,))
    district.publish(web)
    write_source(tmp_path, [{"url": COLUMN, "family": "trs"}])
    monkeypatch.setenv("GONGKAI_PROXY", web.proxy)
    result = dg.materialize(
        [crawl_asset],
        resources={"workshop": Workshop(home=str(tmp_path))},
        run_config=dg.RunConfig({"collect__crawl": CrawlConfig(contact="tests@example.org")}),
    )
    assert result.success
    (event,) = result.asset_materializations_for_node("collect__crawl")
    assert event.asset_key == CRAWL
    assert event.metadata["documents_new"].value == 1
    assert event.metadata["fetches_by_code"].value["FETCH_NEW"] == 4  # robots.txt, list, article, file
    assert check_archive(tmp_path) == {content_id(c) for c in district.files.values()}
    assert {f.source_id for f in fetches_of(tmp_path)} == {"999999-test"}


def test_a_process_that_dies_is_a_result_with_its_last_words(tmp_path: Path) -> None:
    from pipelines.collect.crawl.task import CrawlTask
    from pipelines.collect.launch import crawl

    result = crawl(CrawlTask(str(tmp_path), (str(tmp_path / "no.yaml"),), "a@b.cn"), lambda event: None)
    assert not result.ended
    assert "no.yaml" in result.cause
