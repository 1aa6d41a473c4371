"""Archive and parts in a store that speaks S3, documents on Dask workers: the same release as on one machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl
import pytest

pytest.importorskip("s3fs", reason="needs s3fs: pip install 'gongkai[s3]'")
pytest.importorskip("moto.server", reason="needs moto's S3 server (dev group)")
pytest.importorskip("distributed", reason="needs Dask: pip install 'gongkai[cluster]'")

from pipelines.collect.archive import Archive, ArchiveRecord, content_id
from pipelines.collect.stores import StoreTrouble
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import PartStore
from pipelines.home import Home
from pipelines.orchestration.plan import versions
from pipelines.orchestration.retention import clear
from tests.integration.growth.servers import GONGKAI, Cable, s3_server, scheduler, worker
from tests.paths import ROOT

BUCKET = "gongkai"
# The only thing that may differ between two runs over the same files: when they came in.
WITH_TIME_OF_ARRIVAL = {"dim_document", "fct_fetch", "mart_publication_status"}


@dataclass(frozen=True)
class Shop:
    """A bucket behind a cable that can be cut."""

    cable: Cable
    environment: dict[str, str]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with s3_server(tmp_path_factory.mktemp("s3")) as endpoint:
        cable = Cable(urlsplit(endpoint).port or 0)
        environment = {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{cable.port}",
            "AWS_ACCESS_KEY_ID": "gongkai",
            "AWS_SECRET_ACCESS_KEY": "a-secret-nobody-may-read",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_MAX_ATTEMPTS": "2",
        }
        yield Shop(cable, environment)


@pytest.fixture
def bucket(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    import s3fs

    for name, value in shop.environment.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 2)
    fs = s3fs.S3FileSystem(use_listings_cache=False)
    if not fs.exists(BUCKET):
        fs.mkdir(BUCKET)
    yield f"s3://{BUCKET}"
    s3fs.S3FileSystem.clear_instance_cache()


def gongkai(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [GONGKAI, "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, **environment},
    )


def empty_home(folder: Path) -> Path:
    shutil.copytree(ROOT / "raw" / "sources", folder / "raw" / "sources")
    return folder


def release_files(home: Path) -> dict[str, bytes]:
    folder = home / "warehouse" / "current" / "parquet"
    return {p.stem: p.read_bytes() for p in folder.glob("*.parquet") if p.stem not in WITH_TIME_OF_ARRIVAL}


def test_the_whole_road_on_a_cluster_gives_the_local_release(bucket: str, shop: Shop, tmp_path: Path) -> None:
    local, remote = empty_home(tmp_path / "local"), empty_home(tmp_path / "remote")
    done = gongkai(local, "run")
    assert done.returncode == 0, done.stdout + done.stderr

    places = {"GONGKAI_ARCHIVE": f"{bucket}/archive", "GONGKAI_PARTS": f"{bucket}/parts"}
    more = {**shop.environment, **places}
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path, "a", **more),
        worker(address, tmp_path, "b", **more),
    ):
        done = gongkai(remote, "run", "--workers", address, **more)
        assert done.returncode == 0, done.stdout + done.stderr
        assert not (remote / "raw" / "archive").exists()
        assert not (remote / "warehouse" / "parts").exists()

        # Every part, byte for byte; every table of the release, byte for byte.
        here, there = PartStore(str(local / "warehouse" / "parts")), PartStore(f"{bucket}/parts")
        compared = 0
        for room in ("extract", "conform"):
            (version,) = (p.name for p in (local / "warehouse" / "parts" / room).iterdir())
            assert here.done(room, version) == there.done(room, version) != set()
            for path in (local / "warehouse" / "parts" / room / version).rglob("*.parquet"):
                name = path.relative_to(local / "warehouse" / "parts").as_posix()
                assert path.read_bytes() == there._read(f"{there._path}/{name}"), name
                compared += 1
        assert compared > 20
        ours, theirs = release_files(local), release_files(remote)
        assert ours.keys() == theirs.keys()
        assert [name for name in ours if ours[name] != theirs[name]] == []

        again = gongkai(remote, "run", "--workers", address, **more)
        assert "Nothing to do" in again.stdout, again.stdout + again.stderr

    for log in [*tmp_path.glob("*.log"), *(remote / "warehouse" / "logs").glob("*")]:
        assert "a-secret-nobody-may-read" not in log.read_text(errors="replace"), log


def test_old_versions_go_from_the_store_and_their_markers_first(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Retention as it is at the end of a run, with parts in a store that speaks S3."""
    home, old = Home(tmp_path), "0" * 12
    store = PartStore(f"{bucket}/old/parts")
    monkeypatch.setenv("GONGKAI_PARTS", store.root)
    now = versions()
    for version in (old, now["conform"]):
        for letter in "ab":
            store.write("conform", version, letter * 64, {})
    asked: list[str] = []
    real = store._fs.rm

    def watched(path: str | list[str], **more: object) -> None:
        asked.extend([path] if isinstance(path, str) else path)
        real(path, **more)

    monkeypatch.setattr(store._fs, "rm", watched)
    later = datetime.now(UTC) + timedelta(days=8)
    assert clear(home, datetime.now(UTC)).versions == ()
    assert clear(home, later).versions == (("conform", old, 2),)
    assert ["/done/" in path for path in asked] == [True, True, False]
    assert store._fs.find(f"{store._path}/conform/{old}") == []
    assert store.done("conform", now["conform"]) == {"a" * 64, "b" * 64}


def record(content: bytes) -> ArchiveRecord:
    return ArchiveRecord(
        content_id(content), "a.txt", "text/plain", len(content), "2026-01-01T00:00:00+00:00"
    )


def test_an_unreachable_store_is_the_machines_trouble_and_passes(
    bucket: str, shop: Shop, tmp_path: Path
) -> None:
    archive, parts = Archive(f"{bucket}/cut/archive"), PartStore(f"{bucket}/cut/parts")
    archive.store(b"kept", record(b"kept"))
    parts.write("extract", "v1", "a" * 64, {})
    shop.cable.cut()
    try:
        for ask in (
            lambda: archive.read(content_id(b"kept")),
            lambda: archive.store(b"new", record(b"new")),
            lambda: list(archive.documents()),
            lambda: parts.done("extract", "v1"),
            lambda: parts.write("extract", "v1", "b" * 64, {}),
            lambda: Compaction(tmp_path / "pieces").gather(parts, "extract", "v1"),
        ):
            with pytest.raises(StoreTrouble, match=f"{bucket}/cut"):
                ask()
    finally:
        shop.cable.mend()
    assert archive.read(content_id(b"kept")) == b"kept"
    assert parts.done("extract", "v1") == {"a" * 64}


def test_a_run_without_its_store_fails_in_plain_words(bucket: str, shop: Shop, tmp_path: Path) -> None:
    home = empty_home(tmp_path / "home")
    places = {"GONGKAI_ARCHIVE": f"{bucket}/gone/archive", "GONGKAI_PARTS": f"{bucket}/gone/parts"}
    shop.cable.cut()
    try:
        done = gongkai(home, "run", **shop.environment, **places)
    finally:
        shop.cable.mend()
    assert done.returncode == 2
    assert f"{bucket}/gone" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_others_wrote_is_seen_at_once(bucket: str) -> None:
    mine, others = PartStore(f"{bucket}/fresh/parts"), PartStore(f"{bucket}/fresh/parts")
    assert mine.done("extract", "v1") == set()
    others.write("extract", "v1", "a" * 64, {})
    assert mine.done("extract", "v1") == {"a" * 64}
    assert pl.read_parquet(mine._read(f"{mine._path}/extract/v1/pages/_empty.parquet")).is_empty()
