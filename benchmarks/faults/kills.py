"""Kills at random moments: of the whole run, of its work on documents, of publishing.

Belongs here: choosing the moment, killing. Does not: judging (see `home`, `steps`).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.faults.home import State, fill_inbox, make_home, run, start, state, whole
from benchmarks.faults.steps import rooms_whole, step
from benchmarks.faults.trial import Trial
from pipelines.home import Home

RUN = "kill -9 of the whole run"
ROOMS = "kill -9 while documents are archived, read, conformed, gathered"
PUBLISH = "kill -9 while a release is published"


def kill_runs(
    folder: Path, expected: State, seconds: float, times: int, row: int, dice: random.Random
) -> Iterator[Trial]:
    """`times` kills of `gongkai run`. Each `row` of them hits one home, killed again, before it may complete.

    `seconds` is how long a run takes that nobody disturbs. Every other home has a release already, which
    must open after each kill.
    """
    done = homes = 0
    while done < times:
        homes += 1
        home = make_home(folder / "killed") if homes % 2 else _published_home(folder)
        killed: list[str] = []
        while len(killed) < min(row, times - done):
            if (moment := _kill(lambda h=home: start(h), seconds, dice)) is None:  # type: ignore[misc]
                break  # it was quicker than its moment: what follows would be "nothing to do"
            killed.append(f"{moment}, {_where(home)}")
            if home.current.exists():
                state(home)  # raises when a reader would meet a broken release
        wrong = whole(home, expected)
        for where in killed:
            yield Trial(RUN, where, not wrong, "; ".join(wrong))
        done += len(killed)


def kill_steps(
    folder: Path, reference: State, seconds: float, times: int, dice: random.Random
) -> Iterator[Trial]:
    """`times` kills of the work on documents, each in a home of its own that one more go must complete."""
    for number in range(times):
        home = make_home(folder / "steps")
        while (moment := _kill(lambda h=home: step("rooms", h), seconds, dice)) is None:  # type: ignore[misc]
            home = make_home(folder / "steps")
        wrong = rooms_whole(home, reference)
        yield Trial(ROOMS, f"{number + 1}: {moment}", not wrong, "; ".join(wrong))


def kill_publishing(home: Home, expected: State, times: int, dice: random.Random) -> Iterator[Trial]:
    """`times` kills of publishing in a home with a finished build; the next must publish it."""
    began = time.monotonic()
    step("publish", home).wait()
    seconds = time.monotonic() - began
    for number in range(times):
        moment = None
        while moment is None:
            shutil.rmtree(home.releases)
            home.current.unlink(missing_ok=True)
            moment = _kill(lambda: step("publish", home), seconds, dice)
        code = step("publish", home).wait()
        wrong = [f"the next ended with {code}"] if code else state(home).unlike(expected)
        if left := [p.name for p in home.releases.iterdir() if p.resolve() != home.current.resolve()]:
            wrong = [*wrong, f"left over: {left}"] if len(left) > 1 else wrong
        yield Trial(PUBLISH, f"{number + 1}: {moment}", not wrong, "; ".join(wrong))


def _published_home(folder: Path) -> Home:
    """A home with a release of the sample alone, and more documents waiting."""
    ready = folder / "published"
    if not (ready / "warehouse" / "current").exists() and (code := run(make_home(ready, inbox=False))):
        raise SystemExit(f"a run that nobody disturbed ended with {code}: see {ready / 'run.out'}")
    shutil.rmtree(folder / "killed", ignore_errors=True)
    shutil.copytree(ready, folder / "killed", symlinks=True)
    home = Home.find(folder / "killed")
    fill_inbox(home)
    return home


def _kill(begin: Callable[[], subprocess.Popen[bytes]], seconds: float, dice: random.Random) -> str | None:
    """Begin it, and kill it at a moment of its own choosing; None when it ended before."""
    after, alone = dice.uniform(0, seconds), dice.random() < 0.5
    running, began = begin(), time.monotonic()
    while time.monotonic() - began < after:
        if running.poll() is not None:
            return None
        time.sleep(0.01)
    if running.poll() is not None:
        return None
    if alone:
        os.kill(running.pid, signal.SIGKILL)
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    return f"after {after:.1f} of {seconds:.1f} s, {'the process alone' if alone else 'with its processes'}"


def _where(home: Home) -> str:
    """What was going on, by what lies in the home."""
    if (home.warehouse / "build.pid").exists():
        return "dbt built"
    if any(home.parts.glob("conform/*/done/*.json")):
        return "documents were conformed"
    if any(home.parts.glob("extract/*/done/*.json")):
        return "documents were read"
    return "starting or archiving"
