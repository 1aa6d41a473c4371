"""Kills of the run at random moments, of the run alone or with all it has started.

Belongs here: choosing the moment, killing. Does not: judging (see `home`).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.home import State, fill_inbox, make_home, run, start, state, whole
from benchmarks.faults.trial import Trial
from pipelines.home import Home

NAME = "kill -9 at a random moment"


def kill_runs(
    folder: Path, expected: State, seconds: float, times: int, row: int, dice: random.Random
) -> Iterator[Trial]:
    """`times` kills. Each `row` of them hits one home, killed again and again, before it may complete.

    `seconds` is how long a run takes that nobody disturbs. Every other home has a release already, which
    must open after each kill.
    """
    done = rows = 0
    while done < times:
        rows += 1
        home = make_home(folder / "killed") if rows % 2 else _published_home(folder)
        killed: list[str] = []
        while len(killed) < min(row, times - done):
            if (moment := _kill(home, dice, seconds)) is None:
                continue  # the run was over before
            killed.append(moment)
            if home.current.exists():
                state(home)  # raises when a reader would meet a broken release
            if _is_published(home, expected):
                break  # what follows would be "nothing to do"
        wrong = whole(home, expected)
        for moment in killed:
            yield Trial(NAME, moment, not wrong, "; ".join(wrong))
        done += len(killed)


def _published_home(folder: Path) -> Home:
    """A home with a release of the sample alone, and more documents waiting."""
    ready = folder / "published"
    if not ready.exists() and (code := run(make_home(ready, inbox=False))):
        raise SystemExit(f"a run that nobody disturbed ended with {code}: see {ready / 'run.out'}")
    shutil.rmtree(folder / "killed", ignore_errors=True)
    shutil.copytree(ready, folder / "killed", symlinks=True)
    home = Home.find(folder / "killed")
    fill_inbox(home)
    return home


def _is_published(home: Home, expected: State) -> bool:
    return home.current.exists() and not state(home).unlike(expected)


def _kill(home: Home, dice: random.Random, seconds: float) -> str | None:
    """Kill one run; where it was. None when it ended by itself before its moment came."""
    after, alone = dice.uniform(0, seconds), dice.random() < 0.5
    running = start(home)
    began = time.monotonic()
    while time.monotonic() - began < after:
        if running.poll() is not None:
            return None
        time.sleep(0.02)
    where = _where(home)
    if alone:
        os.kill(running.pid, signal.SIGKILL)
    else:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    return f"{after:.1f} s, {'the run alone' if alone else 'with its processes'}, {where}"


def _where(home: Home) -> str:
    """What was going on, by what lies in the home."""
    if (home.warehouse / "build.pid").exists():
        return "while dbt built"
    if any(home.parts.glob("conform/*/done/*.json")):
        return "conforming or later"
    if any(home.parts.glob("extract/*/done/*.json")):
        return "extracting"
    return "starting or archiving"
