"""One run at a time, and no writer left over from a killed one."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.orchestration import writer
from pipelines.orchestration.lock import Busy, exclusive

HOLD = """
import sys, time
from pathlib import Path
from pipelines.orchestration.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
WRITE = """
import sys, time, duckdb
connection = duckdb.connect(sys.argv[1])
connection.execute("create table t as select 1")
print("open", flush=True)
time.sleep(60)
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_whoever_comes_second_is_told_who_was_first(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    holder = start(HOLD, str(lock))
    try:
        with pytest.raises(Busy, match=str(holder.pid)), exclusive(lock):
            pass
    finally:
        holder.kill()
        holder.wait()
    with exclusive(lock):
        pass  # a killed holder does not keep the lock


def test_a_dbt_of_a_killed_run_is_ended(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    orphan = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "dbt"])
    time.sleep(0.3)
    writer.remember(home, orphan.pid)

    import threading

    threading.Thread(target=orphan.wait).start()  # a zombie would look alive
    writer.end_orphan(home, patience=10)
    assert orphan.wait() != 0
    assert not (home.warehouse / "build.pid").exists()


def test_a_strange_process_with_the_same_number_is_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    time.sleep(0.3)
    writer.remember(home, stranger.pid)
    writer.end_orphan(home, patience=1)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_build_that_is_being_written_is_not_taken_away(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir()
    process = start(WRITE, str(home.build_db))
    try:
        with pytest.raises(writer.StillWriting):
            writer.end_orphan(home, patience=0.5)
    finally:
        process.kill()
        process.wait()
    writer.end_orphan(home, patience=5)
    writer.forget_build(home)
    assert list(home.warehouse.iterdir()) == []
