"""When a build goes on with the file that is there, and how much of a corpus one go takes."""

import json
from pathlib import Path

import duckdb
import pytest

from pipelines.home import Home
from pipelines.orchestration import build_file

ROOMS = {"conform": "v1"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a build that was begun with the present code and is whole."""
    found = Home(tmp_path)
    found.warehouse.mkdir()
    assert not build_file.go_on_or_begin(found)
    record(found, known=5, finished=5, documents=8)
    build_file.settle(found, ROOMS)
    return found


def record(home: Home, *, known: int, finished: int, documents: int) -> None:
    with duckdb.connect(str(home.build_db)) as connection:
        connection.execute("create schema if not exists bookkeeping")
        for table, rows in (
            ("due_fingerprint", known),
            ("finished_disclosures", finished),
            ("due_document_digest", documents),
        ):
            connection.execute(f"create or replace table bookkeeping.{table} as from range({rows})")


def test_a_whole_file_is_gone_on_with(home: Home) -> None:
    assert build_file.go_on_or_begin(home)
    assert home.build_db.exists()


def test_other_code_begins_anew(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_file, "dbt_digest", lambda: "another")
    assert not build_file.go_on_or_begin(home)
    assert not home.build_db.exists()


def test_after_a_failure_it_begins_anew(home: Home) -> None:
    build_file.distrust(home)
    assert not build_file.go_on_or_begin(home)
    assert not home.build_db.exists()


def test_a_file_that_does_not_open_is_thrown_away(home: Home) -> None:
    home.build_db.write_bytes(b"no database" * 1000)
    assert not build_file.go_on_or_begin(home)
    assert not home.build_db.exists()


def test_a_file_that_grew_out_of_proportion_is_thrown_away(home: Home) -> None:
    basis = home.build_db.with_suffix(".basis.json")
    told = json.loads(basis.read_text())
    basis.write_text(json.dumps({**told, "bytes": home.build_db.stat().st_size // 10}))
    assert not build_file.go_on_or_begin(home)


def test_a_record_that_cannot_be_read_begins_anew(home: Home) -> None:
    home.build_db.with_suffix(".basis.json").write_text("[half")
    assert not build_file.go_on_or_begin(home)


def test_new_documents_and_unfinished_disclosures_are_due(home: Home) -> None:
    assert build_file.due_at_most(home, 8, ROOMS) == 0
    assert build_file.due_at_most(home, 11, ROOMS) == 3
    record(home, known=5, finished=2, documents=8)
    assert build_file.due_at_most(home, 8, ROOMS) == 3
    assert build_file.unfinished(home.build_db) == 3


def test_a_room_that_changed_may_make_everything_due(home: Home) -> None:
    assert build_file.due_at_most(home, 8, {"conform": "v2"}) == 8


def test_limits_come_from_the_machine_unless_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(build_file.MEMORY_VARIABLE, raising=False)
    monkeypatch.delenv(build_file.BATCH_VARIABLE, raising=False)
    monkeypatch.setattr(build_file, "memory_available", lambda: 8 << 30)
    assert build_file.memory_limit() == "4096MB"
    monkeypatch.setattr(build_file, "memory_available", lambda: 1 << 28)
    assert build_file.memory_limit() == "1024MB"
    small = build_file.disclosures_at_once()
    monkeypatch.setenv(build_file.MEMORY_VARIABLE, "8GB")
    assert build_file.memory_limit() == "8GB"
    assert build_file.disclosures_at_once() > 4 * small
    monkeypatch.setenv(build_file.BATCH_VARIABLE, "7")
    assert build_file.disclosures_at_once() == 7
