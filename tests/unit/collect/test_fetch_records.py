"""The journal survives torn lines, the store any file system, the WARC says only what is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, now
from pipelines.collect.fetches import (
    CHECKED,
    GOT,
    QUIET,
    FetchRecord,
    Journal,
    address_states,
    new_run_id,
    parse_journal,
    read_fetches,
    rescue_journals,
)
from pipelines.collect.records import archived_documents, fetch_rows
from pipelines.collect.stores import open_store
from pipelines.collect.warc import export_warc
from pipelines.contracts.frames import admit
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.contracts.tables import PART_TABLES

URL = "https://www.qu.gov.cn/a.pdf"


def fetch(journal: Journal, **fields: object) -> FetchRecord:
    values = {"source_id": "s", "purpose": "attachment", "url": URL, "fetched_at": now(), "code": "FETCH_NEW"}
    record = FetchRecord(fetch_id=journal.next_id(), **{**values, **fields})  # type: ignore[arg-type]
    journal.add(record)
    return record


@pytest.mark.parametrize("root", ["local", "memory://gongkai-test-archive"])
def test_records_come_back_from_any_store(tmp_path: Path, root: str) -> None:
    archive = Archive(tmp_path / "archive" if root == "local" else f"{root}-{tmp_path.name}")
    with Journal(archive, new_run_id()) as journal:
        record = fetch(journal, members=("a" * 64,), headers={"etag": '"x"'}, link_text="预算")
        bare = fetch(journal, source_id="")
    with Journal(archive, new_run_id()):
        pass  # an empty run leaves no journal
    assert list(read_fetches(archive)) == [record, bare]
    file = tmp_path / "x.part"
    file.write_bytes(b"%PDF-1.4")
    archive.adopt(file, ArchiveRecord(content_id(b"%PDF-1.4"), "x.pdf", "application/pdf", 8, now()))
    assert not file.exists()
    assert archive.read(content_id(b"%PDF-1.4")) == b"%PDF-1.4"
    assert [d.file_name for d in archive.documents()] == ["x.pdf"]


def test_a_store_without_atomic_uploads_gets_a_move(tmp_path: Path) -> None:
    store = open_store(f"file://{tmp_path}/remote")
    store.write("records/a.json", b"one")
    store.write("records/a.json", b"two")
    assert store.read("records/a.json") == b"two"
    assert store.names("records") == ["records/a.json"]


@given(st.integers(min_value=0))
def test_a_torn_line_costs_only_itself(cut: int) -> None:
    line = json.dumps(
        {
            "fetch_id": "r-1",
            "source_id": "s",
            "purpose": "page",
            "url": URL,
            "fetched_at": "x",
            "code": "FETCH_NEW",
        }
    )
    torn = line.encode()[: cut % len(line)]
    records = list(parse_journal(line.encode() + b"\n" + torn))
    assert len(records) == 1


def test_a_killed_run_on_a_remote_store_is_rescued(tmp_path: Path) -> None:
    archive = Archive(f"memory://rescue-{tmp_path.name}")
    journal = Journal(archive, new_run_id())
    fetch(journal)
    (archive.spool / "left.part").write_bytes(b"half")
    assert list(read_fetches(archive)) == []
    rescue_journals(archive)
    assert len(list(read_fetches(archive))) == 1
    assert not list(archive.spool.iterdir())


def test_an_address_is_due_after_its_days_or_a_failure(tmp_path: Path) -> None:
    with Journal(Archive(tmp_path), new_run_id()) as journal:
        day = datetime(2026, 3, 1, tzinfo=UTC)
        good = fetch(journal, fetched_at=day.isoformat())
        bad = fetch(journal, code="FETCH_TIMEOUT", fetched_at=(day + timedelta(days=1)).isoformat())
    (state,) = address_states([good]).values()
    assert not state.is_due(day + timedelta(days=29), 30)
    assert state.is_due(day + timedelta(days=30), 30)
    (state,) = address_states([good, bad]).values()
    assert state.is_due(day + timedelta(days=2), 30)
    assert state.got == good, "what it brought before is not forgotten"


def test_codes_are_listed_and_quiet_ones_are_harmless() -> None:
    codes = outcome_codes()
    assert codes.keys() >= GOT | CHECKED | QUIET
    assert {codes[c].severity for c in QUIET - {"FETCH_CHANGED"}} == {"info"}
    named = {c for c in codes if c.startswith("FETCH_")}
    loud = {c for c in named if codes[c].severity == "info"} - QUIET
    assert not loud


def test_rows_keep_their_contract_and_documents_know_where_they_come_from(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    content = b"%PDF-1.4 x"
    archive.store(
        content, ArchiveRecord(content_id(content), "x.pdf", "application/pdf", len(content), now())
    )
    with Journal(archive, new_run_id()) as journal:
        fetch(
            journal, document_id=content_id(content), role="document", status=200, published_on="2026-02-20"
        )
        fetch(journal, code="FETCH_BLOCKED", status=412, url="https://www.qu.gov.cn/b.html", purpose="page")
    fetches = list(read_fetches(archive))
    admitted = admit(PART_TABLES["fetches"], fetch_rows(fetches))
    assert (admitted.frame.height, admitted.quarantined) == (2, [])
    (row,) = archived_documents(archive, (), fetches)
    assert (row["source_url"], row["source_id"]) == (URL, "s")


def test_the_warc_holds_bodies_and_what_is_known_of_them(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    content = b"%PDF-1.4 x"
    identity = content_id(content)
    archive.store(content, ArchiveRecord(identity, "x.pdf", "application/pdf", len(content), now()))
    with Journal(archive, new_run_id()) as journal:
        fetch(journal, document_id=identity, media_type="application/pdf")
        fetch(journal, document_id=identity, code="FETCH_NOT_MODIFIED")
        fetch(journal, code="FETCH_GONE")
    assert export_warc(archive, read_fetches(archive), tmp_path / "x.warc.gz") == (1, 4)
    with (tmp_path / "x.warc.gz").open("rb") as file:
        records = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert [r[0] for r in records] == ["warcinfo", "resource", "metadata", "revisit", "metadata", "metadata"]
    assert records[1][1:] == (URL, content)
    assert json.loads(records[5][2])["code"] == "FETCH_GONE"
