"""Trouble of the machine: a lost worker, a full disk, a store that is gone, a wrong clock, a bad document.

Belongs here: causing it. Does not: judging (see `home`, `steps`).
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

import polars as pl

from benchmarks.faults.home import State, make_home, said, state
from benchmarks.faults.steps import rooms_state, rooms_whole, step
from benchmarks.faults.trial import Trial
from pipelines.contracts.compaction import Compaction
from pipelines.contracts.parts import PARTS_VARIABLE
from pipelines.home import Home
from pipelines.orchestration.plan import versions
from pipelines.workers import MEMORY_VARIABLE, SECONDS_VARIABLE

WORKER = "a worker is lost (kill -9)"
DISK = "the disk is full"
STORE = "the store of parts is unreachable"
CLOCK = "the clock is wrong"
SLOW = "a document hangs the parser"
HUNGRY = "a document asks for too much memory"

# Kilobytes: full while archiving, reading, conforming, gathering. A home takes some two thousand.
_DISKS = (200, 400, 600, 800, 1000, 1300, 1600)
_SHIFTS = ("-400d", "+400d", "+20y")


def trials(folder: Path, reference: State, seconds: float, times: int) -> Iterator[Trial]:
    """All of it, one after the other; `times` workers are lost."""
    for number in range(times):
        yield worker_lost(folder, reference, seconds, number)
    for kilobytes in _DISKS:
        yield disk_full(folder, reference, kilobytes)
    yield store_gone(folder, reference)
    for shift in _SHIFTS:
        yield wrong_clock(folder, reference, shift)
    yield over_limit(folder, reference, SECONDS_VARIABLE)
    yield over_limit(folder, reference, MEMORY_VARIABLE)


def worker_lost(folder: Path, reference: State, seconds: float, number: int) -> Trial:
    """One of the processes that read documents is killed: the same run gives its document to another."""
    home = make_home(folder / "worker")
    running, until = step("rooms", home), time.monotonic() + seconds * 5
    killed = 0
    while not killed and running.poll() is None and time.monotonic() < until:
        for pid in _workers(running.pid)[:1]:
            time.sleep(0.2 * number)
            killed += _kill(pid)
        time.sleep(0.005)
    code = running.wait()
    if not killed:
        return Trial(WORKER, f"{number + 1}", is_whole=False, cause="no worker was met")
    wrong = [f"the run ended with {code}"] if code else rooms_state(home).unlike(reference)
    wrong += rooms_whole(home, reference)
    return Trial(WORKER, f"{number + 1}: {0.2 * number:.1f} s after it began", not wrong, "; ".join(wrong))


def _kill(pid: int) -> int:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def _workers(parent: int) -> list[int]:
    """Processes that read documents: children of the fork server of the run."""
    return [grandchild for child in _children(parent) for grandchild in _children(child)]


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def disk_full(folder: Path, reference: State, kilobytes: int) -> Trial:
    """The home lies on a small disk; the run fails; the disk grows; one run completes."""
    detail = f"{kilobytes} kB"
    with _small_disk(folder / "disk") as disk:
        if disk is None:
            return Trial(DISK, detail, is_whole=False, cause="no small disk can be mounted here")
        home = make_home(disk / "home")
        _resize(disk, f"{_used(disk) + kilobytes}k")
        code = step("rooms", home).wait()
        if code == 0:
            return Trial(DISK, detail, is_whole=False, cause="the disk was not full")
        _resize(disk, "1g")
        wrong = rooms_whole(home, reference)
    return Trial(DISK, f"{detail} left; that run ended with {code}", not wrong, "; ".join(wrong))


def _used(disk: Path) -> int:
    return shutil.disk_usage(disk).used // 1024


def _resize(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)  # noqa: S603, S607


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path | None]:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=1g", "gongkai-faults", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:  # noqa: S603
        yield None
        return
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def store_gone(folder: Path, reference: State) -> Trial:
    """The store of the parts does not answer: the run says so and ends; with a store it completes."""
    home = make_home(folder / "store")
    gone = {
        PARTS_VARIABLE: "s3://gongkai-parts/home",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_MAX_ATTEMPTS": "1",
    }
    code = step("rooms", home, gone).wait()
    if code == 0 or "s3://gongkai-parts" not in said(home):
        return Trial(STORE, "", is_whole=False, cause=f"ended with {code}: {said(home)[-300:]}")
    wrong = rooms_whole(home, reference)
    return Trial(STORE, f"connection refused; that run ended with {code}", not wrong, "; ".join(wrong))


def wrong_clock(folder: Path, reference: State, shift: str) -> Trial:
    """A run and a release under a wrong clock; then both with the right one, which must be the current."""
    library = next(iter(Path("/usr/lib").rglob("libfaketime.so.1")), None)
    if library is None:
        return Trial(CLOCK, shift, is_whole=False, cause="the library faketime is not here")
    wrongly = {"LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_FAKE_MONOTONIC": "0"}
    home = make_home(folder / "clock")
    codes = [step("rooms", home, wrongly).wait()]
    wrong = rooms_whole(home, reference)
    built, published = Home.find(folder / "undisturbed"), Home.find(folder / "clock_release")
    shutil.rmtree(published.root, ignore_errors=True)
    shutil.copytree(built.root, published.root, symlinks=True)
    before = state(published)
    codes.append(step("publish", published, wrongly).wait())
    under_wrong_clock = published.current.resolve()
    codes.append(step("publish", published).wait())
    if any(codes):
        wrong.append(f"ended with {codes}")
    if published.current.resolve() == under_wrong_clock:
        wrong.append("the release of the wrong clock stayed current")
    wrong += state(published).unlike(before)
    return Trial(CLOCK, shift, not wrong, "; ".join(wrong))


def over_limit(folder: Path, reference: State, variable: str) -> Trial:
    """A document that takes more time or memory than allowed ends as an outcome; the rest is there."""
    is_time = variable == SECONDS_VARIABLE
    name, code_wanted = (SLOW, "READER_TIMED_OUT") if is_time else (HUNGRY, "READER_OUT_OF_MEMORY")
    home = make_home(folder / "limit")
    (home.inbox / "heavy.pdf").write_bytes(heavy_pdf())
    code = step("rooms", home, {variable: "8" if is_time else "700"}).wait()
    wrong = [f"the run ended with {code}"] if code else []
    if not wrong:
        pattern = Compaction(home.compacted).readable.glob("extract", versions()["extract"], "outcomes")
        met = set(pl.read_parquet(pattern)["code"])
        wrong += [] if code_wanted in met else [f"no outcome {code_wanted}, but {sorted(met)}"]
        mine, theirs = rooms_state(home).tables["conform/lines"], reference.tables["conform/lines"]
        wrong += [] if mine == theirs else ["figures of other documents are missing"]
    return Trial(name, code_wanted, not wrong, "; ".join(wrong))


def heavy_pdf() -> bytes:
    """A page with a million and a half lines: minutes of reading, gigabytes if kept."""
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
