"""The warehouse as a lake: catalogue in a real PostgreSQL, data in a store that speaks S3, equal to the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

pytest.importorskip("s3fs", reason="needs s3fs: pip install 'gongkai[s3]'")
pytest.importorskip("moto.server", reason="needs moto's S3 server (dev group)")

from pipelines.contracts.tables import MART_TABLES
from pipelines.home import Home
from pipelines.orchestration.lake import Lake, LakeTrouble, open_lake, packaged_extension
from tests.integration.growth.servers import GONGKAI, free_port, s3_server
from tests.paths import ROOT


def postgres_programs() -> Path | None:
    """Folder of `initdb` and `pg_ctl`; distributions keep them off the PATH."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


PROGRAMS = postgres_programs()
pytestmark = [
    pytest.mark.skipif(
        PROGRAMS is None or not (PROGRAMS / "initdb").exists(),
        reason="needs PostgreSQL's server programs (apt-get install postgresql)",
    ),
    pytest.mark.skipif(
        packaged_extension("ducklake") is None,
        reason="needs DuckDB's extensions: pip install 'gongkai[lake]'",
    ),
]


def as_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to be run by root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = Path("/tmp") / f"gongkai-pg-{os.getpid()}"  # short: a socket's path has at most 107 bytes
    folder.mkdir()
    port = free_port()
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, log = folder / "data", folder / "log"
        run(as_user([f"{PROGRAMS}/initdb", "-D", str(data), "-E", "UTF8", "-A", "trust", "-U", "gongkai"]))
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        server = [f"{PROGRAMS}/pg_ctl", "-D", str(data), "-w", "-l", str(log)]
        run(as_user([*server, "-o", options, "start"]))
        try:
            yield f"dbname=postgres host=127.0.0.1 port={port} user=gongkai"
        finally:
            run(as_user([*server, "-m", "immediate", "stop"]))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str], **environment: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=900, env={**os.environ, **environment}
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def environment(catalog: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    import s3fs

    with s3_server(tmp_path_factory.mktemp("s3")) as endpoint:
        fs = s3fs.S3FileSystem(key="k", secret="the-secret", endpoint_url=endpoint)
        fs.call_s3("create_bucket", Bucket="lake")
        yield {
            "GONGKAI_LAKE_CATALOG": catalog,
            "GONGKAI_LAKE_DATA": "s3://lake/gongkai/",
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "k",
            "AWS_SECRET_ACCESS_KEY": "the-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }


def rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{f}"' for f in MART_TABLES[name].field_names)
    order = ", ".join(f'"{f}"' for f in MART_TABLES[name].key)
    return connection.execute(f"select {columns} from marts.{name} order by {order}").fetchall()


def test_the_lake_holds_what_the_file_holds_and_many_use_it_at_once(
    environment: dict[str, str], tmp_path: Path
) -> None:
    root = tmp_path / "home"
    shutil.copytree(ROOT / "raw" / "sources", root / "raw" / "sources")
    run([GONGKAI, "--home", str(root), "run"])
    told = run([GONGKAI, "--home", str(root), "lake", "build"], **environment)
    assert "built and tested" in told

    home, lake = Home(root), Lake.from_environment(environment)
    compared = 0
    with (
        duckdb.connect(str(home.build_db), read_only=True) as file,
        open_lake(home, lake) as connection,
    ):
        for name in MART_TABLES:
            ours = rows(file, name)
            assert rows(connection, name) == ours, name
            compared += len(ours)
    assert compared > 1_000

    answer = run(
        [
            GONGKAI,
            "--home",
            str(root),
            "lake",
            "query",
            "select count(*) as n from dim_document",
            "--format",
            "csv",
        ],
        **environment,
    )
    assert answer == "n\n2\n"

    for path in (root / "warehouse").rglob("*"):
        if path.is_file() and path.suffix in (".log", ".json", ".sql"):
            assert "the-secret" not in path.read_text(errors="replace"), path

    several_writers_and_a_reader(home, lake)


def several_writers_and_a_reader(home: Home, lake: Lake) -> None:
    """Two writers append in transactions; a reader never sees half of one."""
    batch, batches = 50, 8
    with open_lake(home, lake, read_only=False) as connection:
        connection.execute("create table marts.counted (writer integer, n integer)")
    failures: list[str] = []
    seen: list[int] = []
    stop = threading.Event()

    def write(writer: int) -> None:
        try:
            with open_lake(home, lake, read_only=False) as connection:
                for n in range(batches):
                    connection.execute(
                        "insert into marts.counted select ?, ? from range(?)", [writer, n, batch]
                    )
        except duckdb.Error as error:
            failures.append(str(error))

    def read() -> None:
        with open_lake(home, lake) as connection:
            while not stop.is_set():
                (count,) = connection.execute("select count(*) from marts.counted").fetchone() or (0,)
                seen.append(int(count))

    reader = threading.Thread(target=read)
    writers = [threading.Thread(target=write, args=(n,)) for n in (1, 2)]
    reader.start()
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    reader.join()
    assert failures == []
    assert seen == sorted(seen)
    assert all(count % batch == 0 for count in seen)
    with open_lake(home, lake) as connection:
        assert connection.execute("select count(*) from marts.counted").fetchone() == (2 * batch * batches,)
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("drop table marts.counted")


def test_what_is_missing_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(LakeTrouble, match="GONGKAI_LAKE_CATALOG and GONGKAI_LAKE_DATA"):
        Lake.from_environment({})
    nobody = Lake.from_environment(
        {**environment, "GONGKAI_LAKE_CATALOG": f"host=127.0.0.1 port={free_port()}"}
    )
    with pytest.raises(LakeTrouble, match="cannot be opened"):
        open_lake(Home(tmp_path), nobody)
