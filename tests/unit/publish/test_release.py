"""Publishing: what a release holds, that it is checked, that readers are not disturbed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.tables import MART_TABLES
from pipelines.contracts.types import DUCKDB
from pipelines.publish import snapshot as snapshot_module
from pipelines.publish.current import current_release
from pipelines.publish.files import sha256_of
from pipelines.publish.query import NoReleaseError, QueryError, connect, query
from pipelines.publish.release import Release, publish
from pipelines.publish.settings import DEFAULT_KEPT, KEPT_VARIABLE, SettingError
from pipelines.publish.snapshot import SnapshotError
from pipelines.publish.storage import STORAGE_NUMBER, STORAGE_VERSION, storage_number

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def make_build(path: Path, units: list[str], without: str = "") -> Path:
    """A build database: every promised mart, empty but for some units."""
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create schema intermediate")
        connection.execute("create table intermediate.int_secret as select 1 as x")
        for table in MART_TABLES.values():
            if table.name != without:
                columns = ", ".join(f'"{f.name}" {DUCKDB[f.type]}' for f in table.fields)
                connection.execute(f"create table marts.{table.name} ({columns})")
        for unit in units:
            connection.execute(
                "insert into marts.dim_unit (unit_id, unit_name, is_registered) values (?, ?, true)",
                [unit, unit],
            )
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "releases"


def publish_units(tmp_path: Path, root: Path, units: list[str], minute: int = 0) -> Release:
    build = make_build(tmp_path / "build.duckdb", units)
    return publish(build, root, f"inputs-{minute}", {"conform": "abc"}, now=NOW + timedelta(minutes=minute))


def test_release_holds_what_is_promised(tmp_path: Path, root: Path) -> None:
    release = publish_units(tmp_path, root, ["b", "a"])
    current = root.parent / "current"
    assert current.is_symlink()
    assert not Path(current.readlink()).is_absolute()
    assert current.resolve() == release.folder
    names = {p.relative_to(current).as_posix() for p in current.rglob("*") if p.is_file()}
    assert names == {
        "gongkai.duckdb",
        "MANIFEST.json",
        "datapackage.json",
        "dictionary.md",
        *(f"parquet/{table}.parquet" for table in MART_TABLES),
    }
    manifest = json.loads((current / "MANIFEST.json").read_text())
    assert manifest["inputs_fingerprint"] == "inputs-0"
    assert manifest["source_versions"] == {"conform": "abc"}
    assert manifest["rows"]["dim_unit"] == 2
    assert set(manifest["files"]) == names - {"MANIFEST.json"}
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == sha256_of(current / name)
    assert manifest["files"]["parquet/dim_unit.parquet"]["rows"] == 2
    package = json.loads((current / "datapackage.json").read_text())
    assert {r["name"] for r in package["resources"]} == set(MART_TABLES)
    assert package["resources"][0]["hash"].removeprefix("sha256:") == sha256_of(
        current / package["resources"][0]["path"]
    )


def test_only_marts_are_published_and_labelled(tmp_path: Path, root: Path) -> None:
    publish_units(tmp_path, root, ["a"])
    schemas = query(root, "select distinct schema_name from duckdb_tables()").rows
    assert schemas == [("marts",)]
    comment = (
        "select comment from duckdb_columns() where table_name = 'dim_unit' and column_name = 'unit_name'"
    )
    assert "单位名称" in query(root, comment).rows[0][0]
    table = "select comment from duckdb_tables() where table_name = 'fct_line_item'"
    assert "数字行" in query(root, table).rows[0][0]


def test_storage_is_readable_by_older_duckdb(tmp_path: Path, root: Path) -> None:
    release = publish_units(tmp_path, root, ["a"])
    with duckdb.connect() as connection:
        connection.execute(f"attach '{release.database}' as r (read_only)")
        tags = connection.execute("select tags from duckdb_databases() where database_name = 'r'").fetchall()
    assert "v1.0.0" in str(tags)
    assert storage_number(release.database) == STORAGE_NUMBER


def test_readers_are_not_disturbed(tmp_path: Path, root: Path) -> None:
    publish_units(tmp_path, root, ["old"], minute=0)
    with connect(root) as reader:
        assert reader.execute("select unit_id from dim_unit").fetchall() == [("old",)]
        publish_units(tmp_path, root, ["new"], minute=1)
        assert reader.execute("select unit_id from dim_unit").fetchall() == [("old",)]
        assert query(root, "select unit_id from dim_unit").rows == [("new",)]
    current = root.parent / "current" / "gongkai.duckdb"
    with duckdb.connect(str(current), read_only=True) as through_link:
        assert through_link.execute("select unit_id from marts.dim_unit").fetchall() == [("new",)]


def test_old_releases_are_forgotten_but_some(tmp_path: Path, root: Path) -> None:
    ids = [publish_units(tmp_path, root, [str(n)], minute=n).release_id for n in range(DEFAULT_KEPT + 2)]
    assert sorted(p.name for p in root.iterdir()) == sorted(ids[-DEFAULT_KEPT:])
    current = current_release(root)
    assert current is not None
    assert current.release_id == ids[-1]


def test_two_releases_in_one_second(tmp_path: Path, root: Path) -> None:
    first = publish_units(tmp_path, root, ["a"])
    second = publish_units(tmp_path, root, ["b"])
    assert first.release_id < second.release_id
    assert query(root, "select unit_id from dim_unit").rows == [("b",)]


def test_incomplete_build_is_refused_and_nothing_switched(tmp_path: Path, root: Path) -> None:
    publish_units(tmp_path, root, ["good"])
    broken = make_build(tmp_path / "broken.duckdb", ["bad"], without="fct_claim")
    with pytest.raises(SnapshotError, match="fct_claim"):
        publish(broken, root, "x", {}, now=NOW + timedelta(minutes=1))
    assert len(list(root.iterdir())) == 1
    assert query(root, "select unit_id from dim_unit").rows == [("good",)]


def test_missing_build_is_named(tmp_path: Path, root: Path) -> None:
    with pytest.raises(SnapshotError, match=r"build\.duckdb"):
        publish(tmp_path / "build.duckdb", root, "x", {})
    assert current_release(root) is None


def test_a_copy_that_lost_rows_is_not_published(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_units(tmp_path, root, ["good"])
    honest = snapshot_module._copy

    def lossy(connection, table, parquet):  # type: ignore[no-untyped-def]
        honest(connection, table, parquet)
        if table.name == "dim_unit":
            connection.execute("delete from release.marts.dim_unit where unit_id = 'a'")

    monkeypatch.setattr(snapshot_module, "_copy", lossy)
    build = make_build(tmp_path / "build.duckdb", ["a", "b"])
    with pytest.raises(SnapshotError, match="dim_unit: 2 rows built, 1 in the database, 2 in Parquet"):
        publish(build, root, "x", {}, now=NOW + timedelta(minutes=1))
    assert query(root, "select unit_id from dim_unit").rows == [("good",)]


def test_a_copy_with_other_content_is_not_published(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = snapshot_module._copy

    def forged(connection, table, parquet):  # type: ignore[no-untyped-def]
        honest(connection, table, parquet)
        if table.name == "dim_unit":
            connection.execute("update release.marts.dim_unit set unit_name = 'other'")

    monkeypatch.setattr(snapshot_module, "_copy", forged)
    with pytest.raises(SnapshotError, match="dim_unit: as many rows as were built, but not the same"):
        publish(make_build(tmp_path / "build.duckdb", ["a"]), root, "x", {})
    assert current_release(root) is None


def test_another_storage_version_is_not_published(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert STORAGE_VERSION == "v1.0.0"
    monkeypatch.setattr(snapshot_module, "STORAGE_VERSION", "v1.4.0")
    with pytest.raises(SnapshotError, match="storage version 67; promised is 64"):
        publish(make_build(tmp_path / "build.duckdb", ["a"]), root, "x", {})


def test_how_many_are_kept_is_a_setting(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEPT_VARIABLE, "2")
    ids = [publish_units(tmp_path, root, [str(n)], minute=n).release_id for n in range(3)]
    assert sorted(p.name for p in root.iterdir()) == ids[1:]
    for wrong in ("0", "many", "-1"):
        monkeypatch.setenv(KEPT_VARIABLE, wrong)
        with pytest.raises(SettingError, match=KEPT_VARIABLE):
            publish_units(tmp_path, root, ["x"], minute=9)
    assert len(list(root.iterdir())) == 2


def test_half_removed_releases_are_cleared(tmp_path: Path, root: Path) -> None:
    leftover = root / ".forgotten-20260101T000000Z"
    leftover.mkdir(parents=True)
    publish_units(tmp_path, root, ["a"])
    assert not leftover.exists()


def test_leftovers_of_a_killed_publish_are_cleared(tmp_path: Path, root: Path) -> None:
    leftover = root / ".unfinished-20260101T000000Z"
    leftover.mkdir(parents=True)
    (leftover / "gongkai.duckdb").write_bytes(b"half")
    publish_units(tmp_path, root, ["a"])
    assert not leftover.exists()


def test_query_errors_are_plain(tmp_path: Path, root: Path) -> None:
    with pytest.raises(NoReleaseError, match="gongkai run"):
        query(root, "select 1")
    publish_units(tmp_path, root, ["a"])
    with pytest.raises(QueryError, match="no_such_table"):
        query(root, "select * from no_such_table")
    with pytest.raises(QueryError, match="read-only"):
        query(root, "delete from dim_unit")
    answer = query(root, "select unit_id, 1.5::decimal(20,2) as m from dim_unit")
    assert answer.columns == ["unit_id", "m"]
    assert str(answer.rows[0][1]) == "1.50"


def test_nobody_writes_into_a_release(tmp_path: Path, root: Path) -> None:
    publish_units(tmp_path, root, ["a"])
    with connect(root) as connection:
        for sql in (
            "delete from dim_document",
            "create table marts.mine as select 1",
            "drop table fct_line_item",
        ):
            with pytest.raises(duckdb.Error, match="read-only"):
                connection.execute(sql)
