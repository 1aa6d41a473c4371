"""Gathered parts say what the parts say, whatever came, went, or was killed in between."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.contracts import compaction
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES

ROOM, VERSION, TABLE = "collect", "v1", "source_units"


def units(*names: str) -> dict[str, pl.DataFrame]:
    rows = [
        {
            "unit_id": name,
            "unit_name": name,
            "division_code": "420112",
            "division_name": "东西湖区",
            "aliases": ["甲", "乙"],
            "source_id": "s1",
        }
        for name in names
    ]
    return {TABLE: to_frame(PART_TABLES[TABLE], rows)}


def document(number: int) -> str:
    return f"{number:064x}"


def seen(gathered: Compaction) -> list[str]:
    frame = pl.scan_parquet(gathered.readable.glob(ROOM, VERSION, TABLE)).collect()
    assert frame.schema == units()[TABLE].schema
    return sorted(frame["unit_id"])


@pytest.fixture(params=["local", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> PartStore:
    if request.param == "local":
        return PartStore(str(tmp_path / "parts"))
    return PartStore(f"memory://{uuid.uuid4().hex}/parts")


def test_rows_of_all_documents_in_few_files(store: PartStore, tmp_path: Path) -> None:
    gathered = Compaction(tmp_path / "compacted")
    for number in range(20):
        store.write(ROOM, VERSION, document(number), units(f"u{number:02}"))
    store.write(ROOM, VERSION, document(20), {})
    pieces = gathered.gather(store, ROOM, VERSION)
    assert sum(map(len, pieces.values())) == 21
    assert seen(gathered) == [f"u{number:02}" for number in range(20)]
    files = list((tmp_path / "compacted" / ROOM / VERSION / TABLE).glob("*.parquet"))
    assert len(files) == 2  # one piece, and the part without rows


def test_what_is_gone_or_renewed_leaves_no_trace(store: PartStore, tmp_path: Path) -> None:
    gathered = Compaction(tmp_path / "compacted")
    for number in range(3):
        store.write(ROOM, VERSION, document(number), units(f"u{number}"))
    gathered.gather(store, ROOM, VERSION)
    store.sweep(ROOM, VERSION, {document(0), document(1)})
    gathered.gather(store, ROOM, VERSION)
    assert seen(gathered) == ["u0", "u1"]
    store.write(ROOM, VERSION, document(1), units("renewed"))
    gathered.gather(store, ROOM, VERSION)
    assert seen(gathered) == ["renewed", "u0"]


def test_other_versions_and_leftovers_of_a_killed_run_are_cleared(store: PartStore, tmp_path: Path) -> None:
    gathered = Compaction(tmp_path / "compacted")
    store.write(ROOM, "v0", document(0), units("old"))
    gathered.gather(store, ROOM, "v0")
    store.write(ROOM, VERSION, document(0), units("new"))
    folder = tmp_path / "compacted" / ROOM / VERSION / TABLE
    folder.mkdir(parents=True)
    units("twice")[TABLE].write_parquet(folder / "abandoned.parquet")
    (folder / "half.part").write_bytes(b"PAR1")
    gathered.gather(store, ROOM, VERSION)
    assert seen(gathered) == ["new"]
    assert [p.name for p in (tmp_path / "compacted" / ROOM).iterdir()] == [VERSION]
    assert not (folder / "half.part").exists()


def test_a_spoilt_index_means_that_everything_is_gathered_again(store: PartStore, tmp_path: Path) -> None:
    gathered = Compaction(tmp_path / "compacted")
    store.write(ROOM, VERSION, document(0), units("u0"))
    gathered.gather(store, ROOM, VERSION)
    (tmp_path / "compacted" / ROOM / VERSION / "pieces.json").write_text("{")
    gathered.gather(store, ROOM, VERSION)
    assert seen(gathered) == ["u0"]
    shutil.rmtree(tmp_path / "compacted")
    gathered.gather(store, ROOM, VERSION)
    assert seen(gathered) == ["u0"]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("add"), st.integers(0, 30)),
            st.tuples(st.just("remove"), st.integers(0, 30)),
            st.tuples(st.just("gather"), st.just(0)),
        ),
        max_size=40,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_history_ends_with_the_rows_of_the_finished_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, history: list[tuple[str, int]]
) -> None:
    monkeypatch.setattr(compaction, "DOCUMENTS_PER_PIECE", 4)
    monkeypatch.setattr(compaction, "SMALL_PIECES", 2)
    folder = tmp_path / uuid.uuid4().hex
    store, gathered = PartStore(str(folder / "parts")), Compaction(folder / "compacted")
    there: set[int] = set()
    for what, number in [*history, ("gather", 0)]:
        if what == "add" and number not in there:
            store.write(ROOM, VERSION, document(number), units(f"u{number:02}"))
            there.add(number)
        elif what == "remove":
            there.discard(number)
            store.sweep(ROOM, VERSION, {document(n) for n in there})
        elif what == "gather":
            pieces = gathered.gather(store, ROOM, VERSION)
            assert all(len(documents) <= 4 for documents in pieces.values())
            assert seen(gathered) == [f"u{n:02}" for n in sorted(there)]


def test_an_old_version_that_was_half_removed_is_gathered_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code goes forth and back, and the first removal is killed: its index must not speak for lost pieces."""
    store, pieces = PartStore(str(tmp_path / "parts")), Compaction(tmp_path / "compacted")
    for version in (VERSION, "v2"):
        store.write(ROOM, version, document(1), units("甲"))
    pieces.gather(store, ROOM, VERSION)

    def killed(folder: Path) -> None:
        for file in (Path(folder) / TABLE).glob("[0-9a-f]*.parquet"):
            file.unlink()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(compaction, "shutil", SimpleNamespace(rmtree=killed))
        with pytest.raises(KeyboardInterrupt):
            pieces.gather(store, ROOM, "v2")
    pieces.gather(store, ROOM, VERSION)
    assert pl.read_parquet(pieces.readable.glob(ROOM, VERSION, TABLE)).height == 1
