"""The part store: whole or not there, whoever dies when."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import uuid
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

DOC = "a" * 64


def units(*names: str) -> dict[str, pl.DataFrame]:
    rows = [
        {
            "unit_id": name,
            "unit_name": name,
            "division_code": "420112",
            "division_name": "东西湖区",
            "aliases": ["甲"],
            "source_id": "s1",
        }
        for name in names
    ]
    return {"source_units": to_frame(PART_TABLES["source_units"], rows)}


@pytest.fixture(params=["local", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PartStore:
    if request.param == "local":
        return PartStore(str(tmp_path / "parts"))
    return PartStore(f"memory://{uuid.uuid4().hex}/parts")


def test_what_is_written_is_read(store: PartStore) -> None:
    assert not store.is_done("collect", "v1", DOC)
    store.write("collect", "v1", DOC, units("u1", "u2"))
    assert store.is_done("collect", "v1", DOC)
    assert not store.is_done("collect", "v2", DOC)
    assert store.done("collect", "v1") == {DOC}
    assert store.read("collect", "v1", DOC, "source_units").equals(units("u1", "u2")["source_units"])
    assert store.read("collect", "v1", DOC, "archived_documents").is_empty()
    assert store.counts("collect", "v1", DOC)["source_units"] == 2
    with pytest.raises(FileNotFoundError):
        store.read("collect", "v1", "b" * 64, "source_units")


def test_writing_again_replaces_and_leaves_nothing_behind(store: PartStore) -> None:
    store.write("collect", "v1", DOC, units("u1"))
    store.write("collect", "v1", DOC, {})
    assert store.read("collect", "v1", DOC, "source_units").is_empty()
    assert store.counts("collect", "v1", DOC)["source_units"] == 0


def test_sweep_removes_what_is_not_finished_or_not_wanted(store: PartStore) -> None:
    store.write("collect", "v1", "kept", units("u1"))
    store.write("collect", "v1", "unwanted", units("u2"))
    store.write("collect", "v1", "killed", units("u3"))
    store._remove(store._marker("collect", "v1", "killed"))
    assert store.sweep("collect", "v1") == ["killed"]
    assert store.sweep("collect", "v1", keep={"kept"}) == ["unwanted"]
    assert store.done("collect", "v1") == {"kept"}
    assert not store.is_done("collect", "v1", "unwanted")
    assert store._names(f"{store._room('collect', 'v1')}/source_units", ".parquet") == {"kept", "_empty"}


def test_glob_matches_even_when_no_document_has_rows(tmp_path: Path) -> None:
    store = PartStore(str(tmp_path))
    store.prepare("conform", "v1")
    for table in ROOM_TABLES["conform"]:
        pattern = store.glob("conform", "v1", table)
        relation = duckdb.sql(f"select * from read_parquet('{pattern}')")
        assert relation.fetchall() == []
        assert relation.columns == list(PART_TABLES[table].field_names)


def test_types_survive_in_duckdb(tmp_path: Path) -> None:
    store = PartStore(str(tmp_path))
    line = {f.name: None for f in PART_TABLES["lines"].fields} | {"bbox": [1, 2, 3, 4], "amount_yuan": 5}
    store.write("conform", "v1", DOC, {"lines": to_frame(PART_TABLES["lines"], [line])})
    pattern = store.glob("conform", "v1", "lines")
    query = f"select typeof(amount_yuan), typeof(bbox), typeof(page) from read_parquet('{pattern}')"
    assert duckdb.sql(query).fetchall() == [("DECIMAL(20,2)", "DOUBLE[]", "BIGINT")]


def test_wrong_tables_frames_and_names_are_refused(store: PartStore) -> None:
    with pytest.raises(ValueError, match="does not write source_units"):
        store.write("conform", "v1", DOC, units("u"))
    with pytest.raises(ValueError, match="the contract says"):
        store.write("collect", "v1", DOC, {"source_units": pl.DataFrame({"unit_id": ["u"]})})
    with pytest.raises(ValueError, match="plain file name"):
        store.write("collect", "v1", "../../etc", units("u"))


def test_a_failing_write_leaves_an_unfinished_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PartStore(str(tmp_path))
    store.write("collect", "v1", DOC, units("old"))

    def full(path: str, content: bytes) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(store, "_write_bytes", full)
    with pytest.raises(OSError, match="disk full"):
        store.write("collect", "v1", DOC, units("new"))
    assert not store.is_done("collect", "v1", DOC)


def test_a_killed_writer_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    """A process is killed while it writes document after document; then the store is swept and read."""
    script = textwrap.dedent(
        """
        import sys
        from pipelines.contracts.frames import to_frame
        from pipelines.contracts.parts import PartStore
        from pipelines.contracts.tables import PART_TABLES

        store = PartStore(sys.argv[1])
        unit = dict(unit_name="u", division_code="420112", division_name="d", aliases=[], source_id="s")
        document = dict(file_name="f", media_type="m", byte_size=1, fetched_at="2026-01-01T00:00:00+00:00")
        for n in range(100_000):
            store.write("collect", "v1", f"d{n}", {
                "archived_documents": to_frame(
                    PART_TABLES["archived_documents"], [dict(document_id=f"{n:064x}", **document)]
                ),
                "source_units": to_frame(
                    PART_TABLES["source_units"], [dict(unit_id=f"{n}-{i}", **unit) for i in range(500)]
                ),
            })
            print(n, flush=True)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    ) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            assert writer.stdout.readline()
        os.kill(writer.pid, signal.SIGKILL)
    store = PartStore(str(tmp_path))
    finished = store.done("collect", "v1")
    assert len(finished) >= 20
    store.sweep("collect", "v1")
    for table, rows in (("archived_documents", 1), ("source_units", 500)):
        pattern = store.glob("collect", "v1", table)
        assert pl.read_parquet(pattern).height == rows * len(finished)
