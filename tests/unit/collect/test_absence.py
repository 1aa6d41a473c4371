"""Missing, late and silent: judged by roster, approval and season, from fetches alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml

from pipelines.collect.absence import changes, expected_disclosures, season_alert, season_of
from pipelines.collect.fetches import FetchRecord, address_states, manual_list
from pipelines.collect.sources import Source, load_source


def a_source(tmp_path: Path) -> Source:
    record = {
        "source_id": "999999-test",
        "region": {"division_code": "999999", "division_name": "测试区"},
        "column_url": "https://www.qu.gov.cn/czyjs/",
        "expect_from_year": 2025,
        "units": [
            {"unit_id": "999999-001", "name": "测试区教育局", "type": "administrative"},
            {"unit_id": "999999-002", "name": "测试区民政局", "type": "administrative"},
            {"unit_id": "999999-003", "name": "测试区老局", "type": "administrative", "valid_to_year": 2025},
        ],
        "approvals": [
            {"fiscal_year": 2026, "kind": "budget", "approved_on": "2026-01-20", "evidence": "https://x/"}
        ],
    }
    file = tmp_path / "999999-test" / "source.yaml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return load_source(file)


def fetch(number: int = 1, **fields: object) -> FetchRecord:
    values = {
        "fetch_id": f"r-{number}", "source_id": "999999-test", "purpose": "attachment", "url": f"https://www.qu.gov.cn/{number}.pdf",
        "fetched_at": "2026-03-01T00:00:00+00:00", "code": "FETCH_NEW", "role": "document",
    }  # fmt: skip
    return FetchRecord(**{**values, **fields})  # type: ignore[arg-type]


def test_every_expectation_has_one_state(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    found = [
        fetch(1, unit_id="999999-001", fiscal_year=2026, kind="budget", published_on="2026-02-19"),
        fetch(2, unit_id="999999-002", fiscal_year=2025, kind="budget", published_on="2025-02-01"),
    ]
    expected = {
        (e.unit_id[-1], e.fiscal_year, e.kind): (e.state, e.days_late)
        for e in expected_disclosures(source, found, date(2026, 3, 1))
    }
    assert expected == {
        ("1", 2025, "budget"): ("missing", None),
        ("1", 2025, "final"): ("not_due", None),
        ("1", 2026, "budget"): ("late", 10),  # approved on 20 January, due by 9 February
        ("2", 2025, "budget"): ("published", None),
        ("2", 2025, "final"): ("not_due", None),
        ("2", 2026, "budget"): ("missing", 20),
        ("3", 2025, "budget"): ("missing", None),
        ("3", 2025, "final"): ("not_due", None),
    }


def test_a_failed_fetch_is_no_publication(tmp_path: Path) -> None:
    blocked = fetch(1, code="FETCH_BLOCKED", unit_id="999999-001", fiscal_year=2026, kind="budget")
    states = {
        e.state
        for e in expected_disclosures(a_source(tmp_path), [blocked], date(2026, 12, 1))
        if e.kind == "budget"
    }
    assert states == {"missing"}


def test_silence_is_odd_in_season_only(tmp_path: Path) -> None:
    source = a_source(tmp_path)
    quiet = [
        fetch(n, code="FETCH_NOT_MODIFIED", fetched_at=f"2026-03-{n:02}T00:00:00+00:00") for n in range(1, 15)
    ]
    assert season_alert(source, quiet, date(2026, 3, 14))
    assert (
        season_alert(source, [*quiet, fetch(20, fetched_at="2026-03-10T00:00:00+00:00")], date(2026, 3, 14))
        is None
    )
    assert season_alert(source, [], date(2026, 3, 14)) is None, "nobody crawled"
    assert season_alert(source, quiet[:1], date(2026, 3, 14)) is None, "crawled once"
    summer = [
        fetch(n, code="FETCH_NOT_MODIFIED", fetched_at=f"2026-06-{n:02}T00:00:00+00:00") for n in range(1, 15)
    ]
    assert season_alert(source, summer, date(2026, 6, 14)) is None
    assert [season_of(date(2026, m, 20)) for m in (1, 6, 9, 12)] == ["budget", None, "final", None]


def test_a_change_names_both_revisions() -> None:
    one, two = "1" * 64, "2" * 64
    (change,) = changes([
        fetch(1, document_id=one),
        fetch(1, document_id=one, code="FETCH_NOT_MODIFIED", fetched_at="2026-04-01T00:00:00+00:00"),
        fetch(1, document_id=two, code="FETCH_CHANGED", fetched_at="2026-05-01T00:00:00+00:00"),
    ])  # fmt: skip
    assert (change.old_document_id, change.new_document_id) == (one, two)
    assert (change.old_fetched_at[:10], change.seen_at[:10]) == ("2026-04-01", "2026-05-01")


def test_a_block_is_on_the_manual_list_until_somebody_hands_the_file_in() -> None:
    blocked = fetch(1, code="FETCH_BLOCKED")
    assert manual_list(address_states([blocked])) == [blocked]
    by_hand = fetch(1, purpose="ingest", source_id="")
    assert manual_list(address_states([blocked, by_hand])) == []
