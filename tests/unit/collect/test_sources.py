"""A mistake in a source record is named by file and key and spoils no other source."""

from pathlib import Path

import pytest
import yaml

from pipelines.collect.archive import Archive, content_id
from pipelines.collect.campaign import why_not
from pipelines.collect.checked import SourceProblem
from pipelines.collect.families import FAMILIES
from pipelines.collect.records import archived_documents, source_units
from pipelines.collect.register import collect_raw, register_sources
from pipelines.collect.sources import load_source, load_sources
from pipelines.home import CHECKOUT, Home

TEXT = "部门收支总表".encode()


def good(source_id: str = "420112-x") -> dict:
    return {
        "source_id": source_id,
        "region": {"division_code": "420112", "division_name": "武汉市东西湖区"},
        "column_url": "https://example.invalid/budget",
        "units": [
            {"unit_id": "420112-017", "name": "大数据中心", "code": "017", "type": "institution"},
            {
                "unit_id": "420112-017001",
                "name": "大数据中心本级",
                "type": "institution",
                "parent": "420112-017",
                "aliases": ["中心本级"],
            },
        ],
        "documents": [
            {
                "file": "documents/a.txt",
                "sha256": content_id(TEXT),
                "publication_id": "p1",
                "origin": "as fetched",
                "published_year": 2023,
            }
        ],
    }


def write(home: Path, record: dict, folder: str = "") -> Path:
    file = home / "raw" / "sources" / (folder or record["source_id"]) / "source.yaml"
    (file.parent / "documents").mkdir(parents=True)
    (file.parent / "documents" / "a.txt").write_bytes(TEXT)
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return file


def test_a_good_record_is_loaded(tmp_path: Path) -> None:
    source = load_source(write(tmp_path, good()))
    assert [u.unit_id for u in source.units] == ["420112-017", "420112-017001"]
    assert source.documents[0].published_year == 2023


def put(record: dict, path: str, value: object) -> dict:
    *parents, last = path.split("/")
    place: object = record
    for step in parents:
        place = place[int(step)] if step.isdigit() else place[step]  # type: ignore[index]
    place[last] = value  # type: ignore[index]
    return record


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ("source_id", "other", "source_id"),
        ("region/division_code", "4201", "region.division_code"),
        ("region/division_code", 420112, "region.division_code"),
        ("units/0/type", "office", "units[0].type"),
        ("units/0/unit_id", "110000-017", "units[0].unit_id"),
        ("units/0/code", 17, "units[0].code"),
        ("units/0/alias", ["typing error"], "units[0].alias"),
        ("units/1/unit_id", "420112-017", "units[1].unit_id"),
        ("units/1/parent", "420112-018", "units[1].parent"),
        ("units/1/aliases", ["大数据中心"], "units[1].aliases"),
        ("units/1/valid_from_year", "2019", "units[1].valid_from_year"),
        ("documents/0/sha256", "abc", "documents[0].sha256"),
        ("documents/0/file", "../../secret.txt", "documents[0].file"),
        ("documents/0/origin", "", "documents[0].origin"),
        ("documents", {"file": "x"}, "documents"),
    ],
)
def test_a_mistake_names_file_and_key(path: str, value: object, key: str, tmp_path: Path) -> None:
    file = write(tmp_path, put(good(), path, value), folder="420112-x")
    with pytest.raises(SourceProblem) as caught:
        load_source(file)
    assert caught.value.key == key
    assert str(file) in str(caught.value)


def test_one_bad_source_leaves_the_others(tmp_path: Path) -> None:
    write(tmp_path, good())
    bad = tmp_path / "raw" / "sources" / "bad" / "source.yaml"
    bad.parent.mkdir()
    bad.write_text("source_id: [", encoding="utf-8")
    loaded = load_sources(tmp_path / "raw" / "sources")
    assert [s.source_id for s in loaded.sources] == ["420112-x"]
    assert [p.file for p in loaded.problems] == [bad]


def test_a_unit_registered_twice_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, good("420112-x"))
    write(tmp_path, good("420112-y"))
    assert {p.key for p in load_sources(tmp_path / "raw" / "sources").problems} == {"units"}


def test_registered_documents_are_archived_once_with_what_the_source_says(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write(tmp_path, good())
    assert [r.code for r in register_sources(home).results] == ["ARCHIVED"]
    again = register_sources(home)
    assert [r.code for r in again.results] == ["ALREADY_ARCHIVED"]
    (record,) = archived_documents(Archive(home.archive), again.sources.sources)
    assert (record["source_id"], record["publication_id"], record["source_url"]) == (
        "420112-x",
        "p1",
        "https://example.invalid/budget",
    )
    assert [u["parent_unit_id"] for u in source_units(again.sources.sources)] == [None, "420112-017"]


def test_a_changed_or_missing_file_is_reported_and_not_taken(tmp_path: Path) -> None:
    home = Home(tmp_path)
    file = write(tmp_path, good()).parent / "documents" / "a.txt"
    file.write_bytes(b"changed")
    assert [r.code for r in register_sources(home).results] == ["SOURCE_FILE_CHANGED"]
    file.unlink()
    assert [r.code for r in register_sources(home).results] == ["SOURCE_FILE_MISSING"]
    assert list(Archive(home.archive).documents()) == []


def test_the_inbox_is_taken_too(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.inbox.mkdir(parents=True)
    (home.inbox / "loose.txt").write_bytes(TEXT)
    assert [r.code for r in collect_raw(home).results] == ["ARCHIVED"]
    (record,) = archived_documents(Archive(home.archive), ())
    assert record["source_id"] is None


def test_the_sources_of_the_project_are_in_order() -> None:
    loaded = load_sources(CHECKOUT / "raw" / "sources")
    assert not loaded.problems
    documents = [d for s in loaded.sources for d in s.documents]
    assert documents
    for document in documents:
        assert content_id(document.file.read_bytes()) == document.sha256, document.file.name


def test_the_record_in_the_guide_can_be_crawled_and_is_short(tmp_path: Path) -> None:
    guide = (CHECKOUT / "docs" / "how-to" / "add-a-source.md").read_text(encoding="utf-8")
    record = guide.split("```yaml\n")[1].split("```")[0]
    assert len(record.splitlines()) <= 10
    file = tmp_path / "420106" / "source.yaml"
    file.parent.mkdir()
    file.write_text(record, encoding="utf-8")
    source = load_source(file)
    assert why_not(source) is None
    for family in FAMILIES.values():
        assert f"`{family.name}`" in guide
        for option in family.option_names:
            assert f"`{option}`" in guide, option


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"columns": [{"url": "http://10.0.0.1/", "family": "trs"}]}, "columns[0].url"),
        ({"columns": [{"url": "https://a.gov.cn/", "family": "none"}]}, "columns[0].family"),
        (
            {"columns": [{"url": "https://a.gov.cn/", "family": "trs", "options": {"x": "1"}}]},
            "columns[0].options.x",
        ),
        ({"crawl": {"delay_seconds": 0}}, "crawl.delay_seconds"),
        ({"crawl": {"hosts": ["localhost"]}}, "crawl.hosts"),
        ({"crawl": {"hosts": ["https://a.gov.cn"]}}, "crawl.hosts"),
        ({"crawl": {"speed": 1}}, "crawl.speed"),
        ({"terms": {"licence": "x"}}, "terms.reviewed_on"),
        ({"approvals": [{"kind": "budget"}]}, "approvals[0].fiscal_year"),
    ],
)
def test_a_mistake_in_crawl_rules_names_its_key(tmp_path: Path, change: dict[str, object], key: str) -> None:
    record = {
        "source_id": "999999",
        "region": {"division_code": "999999", "division_name": "某区"},
        "column_url": "https://a.gov.cn/",
        **change,
    }
    file = tmp_path / "999999" / "source.yaml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(record), encoding="utf-8")
    with pytest.raises(SourceProblem) as caught:
        load_source(file)
    assert caught.value.key == key
