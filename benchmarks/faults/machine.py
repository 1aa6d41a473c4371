"""Trouble of the machine: a lost worker, a full disk, a store that is gone, a wrong clock, a bad document.

Belongs here: causing it. Does not: judging (see `home`).
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from benchmarks.faults.home import State, fill_inbox, make_home, run, said, start, whole
from benchmarks.faults.trial import Trial
from pipelines.contracts.parts import PARTS_VARIABLE
from pipelines.home import Home
from pipelines.workers import MEMORY_VARIABLE, SECONDS_VARIABLE

_DISKS = (1, 3, 8, 16, 30)  # MB: full while archiving, while reading, while building
_SHIFTS = ("-400d", "+400d", "+26y")


def trials(folder: Path, expected: State, seconds: float) -> Iterator[Trial]:
    """All of it, one after the other."""
    for number in range(5):
        yield _worker_lost(folder, expected, seconds, number)
    for megabytes in _DISKS:
        yield _disk_full(folder, expected, megabytes)
    yield _store_gone(folder, expected)
    for shift in _SHIFTS:
        if trial := _wrong_clock(folder, expected, shift):
            yield trial
    yield _over_limit(folder, expected, SECONDS_VARIABLE, "a document hangs the parser")
    yield _over_limit(folder, expected, MEMORY_VARIABLE, "a document asks for too much memory")


def _worker_lost(folder: Path, expected: State, seconds: float, number: int) -> Trial:
    """One of the processes that read documents is killed: the document is read by another."""
    name, home = "a worker is lost (kill -9)", make_home(folder / "worker")
    running, until = start(home), time.monotonic() + seconds * 3
    killed = 0
    while not killed and running.poll() is None and time.monotonic() < until:
        for pid in _workers(running.pid):
            os.kill(pid, signal.SIGKILL)
            killed += 1
        time.sleep(0.01)
    running.wait()
    if not killed:
        return Trial(name, f"try {number + 1}", is_whole=False, cause="no worker was met")
    wrong = whole(home, expected)
    return Trial(name, f"try {number + 1}: {killed} killed", not wrong, "; ".join(wrong))


def _workers(parent: int) -> list[int]:
    """Processes that read documents: children of the fork server of the run."""
    below = _children(parent)
    return [grandchild for child in below if _is_fork_server(child) for grandchild in _children(child)]


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _is_fork_server(pid: int) -> bool:
    try:
        return b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _disk_full(folder: Path, expected: State, megabytes: int) -> Trial:
    """The home lies on a small disk; the run fails; the disk grows; one run completes."""
    name = "the disk is full"
    with _small_disk(folder / "disk", megabytes) as disk:
        if disk is None:
            return Trial(name, f"{megabytes} MB", is_whole=False, cause="no small disk can be mounted here")
        home = make_home(disk / "home")
        code = run(home)
        if code == 0:
            return Trial(name, f"{megabytes} MB", is_whole=False, cause="the disk was not full")
        subprocess.run(["mount", "-o", "remount,size=2g", str(disk)], check=True)  # noqa: S603, S607
        wrong = whole(home, expected)
    return Trial(name, f"{megabytes} MB; the run ended with {code}", not wrong, "; ".join(wrong))


@contextmanager
def _small_disk(folder: Path, megabytes: int) -> Iterator[Path | None]:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "gongkai-faults", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def _store_gone(folder: Path, expected: State) -> Trial:
    """The store of the parts does not answer: the run says so and ends; with a store it completes."""
    name, home = "the store is unreachable", make_home(folder / "store")
    gone = {
        PARTS_VARIABLE: "s3://gongkai-parts/home",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_MAX_ATTEMPTS": "1",
    }
    code = run(home, gone)
    told = said(home)
    if code == 0 or "s3://gongkai-parts" not in told:
        return Trial(name, "S3 endpoint refuses", is_whole=False, cause=f"ended with {code}: {told[-200:]}")
    wrong = whole(home, expected)
    return Trial(name, f"S3 endpoint refuses; the run ended with {code}", not wrong, "; ".join(wrong))


def _wrong_clock(folder: Path, expected: State, shift: str) -> Trial | None:
    """A run under a clock that is wrong, killed or not by it; then one with the right clock."""
    name, home = "the clock is wrong", make_home(folder / "clock", inbox=False)
    faketime = shutil.which("faketime")
    if faketime is None:
        return Trial(name, shift, is_whole=False, cause="the program faketime is not here")
    library = next(iter(Path("/usr/lib").rglob("libfaketime.so.1")), None)
    extra = {"LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    code = run(home, extra)
    fill_inbox(home)
    wrong = whole(home, expected)
    return Trial(name, f"{shift}; that run ended with {code}", not wrong, "; ".join(wrong))


def _over_limit(folder: Path, expected: State, variable: str, name: str) -> Trial:
    """A document that takes more time or memory than allowed ends as an outcome; the rest is there."""
    home = make_home(folder / "limit")
    (home.inbox / "bomb.pdf").write_bytes(_heavy_pdf())
    code = run(home, {variable: "1" if variable == SECONDS_VARIABLE else "400"})
    return _judge_limit(home, expected, name, code)


def _judge_limit(home: Home, expected: State, name: str, code: int) -> Trial:
    codes = ["READER_TIMED_OUT", "READER_OUT_OF_MEMORY"]
    with duckdb.connect(str(home.current.resolve() / "gongkai.duckdb"), read_only=True) as connection:
        asked = "select code from marts.fct_outcome where list_contains(?, code)"
        met = connection.execute(asked, [codes]).fetchall()
        figures = connection.execute("select count(*) from marts.fct_line_item").fetchall()[0][0]
    wrong = []
    if code:
        wrong.append(f"the run ended with {code}")
    if not met:
        wrong.append("no outcome names the document")
    if figures < expected.tables["fct_line_item"][0]:
        wrong.append("figures of other documents are missing")
    return Trial(name, ", ".join(row[0] for row in met), not wrong, "; ".join(wrong))


def _heavy_pdf() -> bytes:
    """A page with two million path segments: minutes of reading, gigabytes if kept."""
    content = b"".join(
        b"%d %d m %d %d l S\n" % (x % 500, x % 700, x % 499, x % 698) for x in range(1_500_000)
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d>>\nstream\n" % len(content) + content + b"endstream",
    ]
    text, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(text)
    return text + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer
