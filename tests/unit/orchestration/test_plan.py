"""The plan: what is due, and a fingerprint that changes when, and only when, a release would."""

from pathlib import Path

import pytest

from pipelines.contracts.frames import to_frame
from pipelines.contracts.tables import PART_TABLES
from pipelines.orchestration.plan import digest_of, fingerprint, make_plan

DOCUMENT = {
    "document_id": "a" * 64,
    "file_name": "budget.txt",
    "media_type": "text/plain",
    "byte_size": 7,
    "fetched_at": "2026-11-24T04:00:00+00:00",
    "source_id": "420112-x",
    "source_url": None,
    "publication_id": "p1",
    "origin": "as fetched",
    "container_id": None,
    "container_path": None,
    "found_at": "folder:0123456789abcdef",
    "link_text": None,
    "published_on": None,
}
UNIT = {
    "unit_id": "420112-017",
    "unit_name": "大数据中心",
    "unit_code": "017",
    "division_code": "420112",
    "division_name": "武汉市东西湖区",
    "parent_unit_id": None,
    "unit_type": "institution",
    "aliases": ["区大数据中心", "中心"],
    "valid_from_year": None,
    "valid_to_year": None,
    "source_id": "420112-x",
}
EXPECTED = {
    "source_id": "420112-x",
    "unit_id": "420112-017",
    "unit_name": "大数据中心",
    "fiscal_year": 2026,
    "kind": "budget",
    "state": "missing",
    "approved_on": "2026-01-10",
    "due_on": "2026-01-30",
    "published_on": None,
    "days_late": 1,
    "url": None,
    "first_seen_at": None,
}
VERSIONS = {"collect": "1", "extract": "1", "conform": "1"}


def test_documents_without_finished_parts_are_due() -> None:
    other = {**DOCUMENT, "document_id": "b" * 64}
    plan = make_plan([other, DOCUMENT], [], {"extract": {"a" * 64, "b" * 64}, "conform": {"a" * 64}})
    assert plan.documents == ("a" * 64, "b" * 64)
    assert plan.due == {"extract": (), "conform": ("b" * 64,)}


def test_the_fingerprint_is_the_same_from_records_and_from_parts() -> None:
    documents = to_frame(PART_TABLES["archived_documents"], [DOCUMENT]).to_dicts()
    units = to_frame(PART_TABLES["source_units"], [UNIT]).to_dicts()
    assert fingerprint(documents, units, VERSIONS) == fingerprint([DOCUMENT], [UNIT], VERSIONS)


def test_the_order_of_documents_does_not_matter() -> None:
    two = [DOCUMENT, {**DOCUMENT, "document_id": "b" * 64}]
    assert fingerprint(two, [UNIT], VERSIONS) == fingerprint(two[::-1], [UNIT], VERSIONS)


@pytest.mark.parametrize("field", ["document_id", "publication_id", "source_url", "origin", "file_name"])
def test_what_a_release_shows_of_a_document_counts(field: str) -> None:
    changed = {**DOCUMENT, field: "c" * 64}
    assert fingerprint([changed], [UNIT], VERSIONS) != fingerprint([DOCUMENT], [UNIT], VERSIONS)


def test_aliases_versions_and_code_count_and_the_hour_of_arrival_does_not() -> None:
    before = fingerprint([DOCUMENT], [UNIT], VERSIONS, "dbt")
    assert fingerprint([DOCUMENT], [{**UNIT, "aliases": ["中心"]}], VERSIONS, "dbt") != before
    assert fingerprint([DOCUMENT], [UNIT], {**VERSIONS, "conform": "2"}, "dbt") != before
    assert fingerprint([DOCUMENT], [UNIT], VERSIONS, "other") != before
    later = {**DOCUMENT, "fetched_at": "2027-01-01T00:00:00+00:00"}
    assert fingerprint([later], [UNIT], VERSIONS, "dbt") == before


def test_who_is_overdue_counts_and_by_how_many_days_does_not() -> None:
    def of(**said: object) -> str:
        return make_plan([DOCUMENT], [UNIT], {}, expected=[{**EXPECTED, **said}]).fingerprint

    assert of(state="late") != of()
    assert of(published_on="2026-02-01") != of()
    assert of(days_late=3, first_seen_at="2026-03-01T00:00:00+00:00") == of(days_late=2)
    parts = to_frame(PART_TABLES["expected_disclosures"], [EXPECTED]).to_dicts()
    assert make_plan([DOCUMENT], [UNIT], {}, expected=parts).fingerprint == of()


def test_a_digest_knows_names_and_contents_and_no_rubbish(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    model = tmp_path / "models" / "a.sql"
    model.write_text("select 1")
    before = digest_of([tmp_path], tmp_path)
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "compiled.sql").write_text("select 1")
    (tmp_path / "notes.tmp").write_text("x")
    assert digest_of([tmp_path], tmp_path) == before
    model.write_text("select 2")
    changed = digest_of([tmp_path], tmp_path)
    assert changed != before
    model.rename(tmp_path / "models" / "b.sql")
    assert digest_of([tmp_path], tmp_path) not in (before, changed)
