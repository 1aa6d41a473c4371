"""One document's work ends with parts and a marker, whatever the document is like."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, now
from pipelines.contracts.parts import PartStore
from pipelines.orchestration.work import Task, failure, keep, perform

VERSIONS = {"collect": "v1", "extract": "v1", "conform": "v1"}
DUMP = "武汉市某局 2023 年部门预算\n\n收支总表\n单位：万元\n项目\t预算数\n收入总计\t870.30\n".encode()


def archived(tmp_path: Path, content: bytes, media_type: str) -> Task:
    record = ArchiveRecord(content_id(content), "a.txt", media_type, len(content), now())
    Archive(tmp_path / "archive").store(content, record)
    paths = (str(tmp_path / "archive"), str(tmp_path / "parts"))
    return Task("extract", record.document_id, media_type, "a.txt", *paths, VERSIONS)


def follow(task: Task) -> Task:
    return Task(
        "conform", task.document_id, task.media_type, task.file_name, task.archive, task.parts, VERSIONS
    )


def outcomes(task: Task) -> list[dict[str, Any]]:
    return PartStore(task.parts).read(task.room, "v1", task.document_id, "outcomes").to_dicts()


def test_a_document_goes_through_both_rooms(tmp_path: Path) -> None:
    task = archived(tmp_path, DUMP, "text/plain")
    assert perform(task).rows["cells"] > 0
    done = perform(follow(task))
    assert done.rows["documents"] == 1
    assert PartStore(task.parts).is_done("conform", "v1", task.document_id)


def test_an_unreadable_document_is_done_with_its_reason(tmp_path: Path) -> None:
    task = archived(tmp_path, b"%PDF-1.4 nothing behind it", "application/pdf")
    done = perform(task)
    assert [code for code, _, _ in done.errors] == [o["code"] for o in outcomes(task)]
    assert done.errors
    assert perform(follow(task)).rows["documents"] == 0
    assert PartStore(task.parts).is_done("conform", "v1", task.document_id)


def test_a_fault_of_the_code_becomes_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(content: bytes, media_type: str) -> None:
        raise KeyError("no such column")

    monkeypatch.setattr("pipelines.extract.document.extract_document", broken)
    task = archived(tmp_path, DUMP, "text/plain")
    (error,) = perform(task).errors
    assert error[0] == "EXTRACT_CRASHED"
    assert "KeyError" in error[2]
    assert "test_work.py" in error[2]
    assert [o["code"] for o in outcomes(task)] == ["EXTRACT_CRASHED"]


def test_trouble_of_the_machine_is_raised_and_leaves_the_document_due(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(content: bytes, media_type: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pipelines.extract.document.extract_document", full)
    task = archived(tmp_path, DUMP, "text/plain")
    with pytest.raises(OSError, match="disk full"):
        perform(task)
    assert not PartStore(task.parts).is_done("extract", "v1", task.document_id)


def test_a_record_that_breaks_its_contract_is_quarantined_and_counted(tmp_path: Path) -> None:
    task = archived(tmp_path, DUMP, "text/plain")
    good = {
        "document_id": task.document_id,
        "page": 1,
        "width": 1,
        "height": 1,
        "rotation": 0,
        "method": "text",
    }
    bad = [{**good, "page": 0}, {**good, "page": 2, "method": None}]
    done = keep(task, {"pages": [good, *bad]})
    assert (done.rows["pages"], done.rows["quarantine"]) == (1, 2)
    rows = PartStore(task.parts).read("extract", "v1", task.document_id, "quarantine").to_dicts()
    assert [r["quarantine_index"] for r in rows] == [1, 2]
    assert {r["document_id"] for r in rows} == {task.document_id}


def test_quarantine_of_room_and_gate_is_numbered_together(tmp_path: Path) -> None:
    task = follow(archived(tmp_path, DUMP, "text/plain"))
    own = {
        "document_id": task.document_id,
        "source_table": "claims",
        "quarantine_index": 1,
        "reason_code": "UNIT_UNKNOWN",
        "detail": "no unit",
        "record": "{}",
    }
    keep(task, {"quarantine": [own], "claims": [{"claim_id": None}]})
    rows = PartStore(task.parts).read("conform", "v1", task.document_id, "quarantine").to_dicts()
    assert [(r["source_table"], r["quarantine_index"]) for r in rows] == [("claims", 1), ("claims", 2)]


def test_a_death_is_written_down_like_any_failure(tmp_path: Path) -> None:
    task = archived(tmp_path, DUMP, "text/plain")
    done = keep(task, failure(task, "READER_KILLED", "out of memory"))
    assert done.errors == (("READER_KILLED", None, "out of memory"),)
    assert outcomes(task)[0]["detail"] == "out of memory"
