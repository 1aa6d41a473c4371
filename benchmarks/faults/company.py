"""Others at the same time: runs in the same home, a reader that does not let go.

Belongs here: causing it. Does not: judging (see `home`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.faults.home import State, make_home, said, start, state, whole
from benchmarks.faults.steps import step
from benchmarks.faults.trial import Trial
from pipelines.home import Home

TOGETHER = "three runs at the same time"
READER = "a reader holds the release open while the next is published"


def trials(folder: Path, expected: State) -> Iterator[Trial]:
    """All of it, one after the other."""
    yield runs_together(folder, expected)
    yield reader(folder, expected)


def runs_together(folder: Path, expected: State) -> Trial:
    """One works, the others say so and leave it alone."""
    home = make_home(folder / "company")
    runs = [start(home) for _ in range(3)]
    codes = sorted(process.wait() for process in runs)
    wrong = [] if codes[0] == 0 else [f"none completed: {codes}"]
    if said(home).count("another run is going on") != 2:
        wrong.append(f"the others were not told: {codes}")
    wrong += whole(home, expected)
    return Trial(TOGETHER, f"exit codes {codes}", not wrong, "; ".join(wrong))


def reader(folder: Path, expected: State) -> Trial:
    """It goes on reading what it opened, and who comes later reads the next."""
    home = Home.find(folder / "reader")
    shutil.rmtree(home.root, ignore_errors=True)
    shutil.copytree(folder / "undisturbed", home.root, symlinks=True)
    count, before = "select count(*) from marts.fct_line_item", home.current.resolve()
    with duckdb.connect(str(home.current / "gongkai.duckdb"), read_only=True) as connection:
        rows = connection.execute(count).fetchall()
        codes = [step("publish", home).wait() for _ in range(3)]
        wrong = [f"publishing ended with {codes}"] if any(codes) else []
        if connection.execute(count).fetchall() != rows:
            wrong.append("the reader saw another release under its hands")
    if home.current.resolve() == before:
        wrong.append("nothing new was published")
    wrong += state(home).unlike(expected)
    return Trial(READER, f"{rows[0][0]} figures before and after three releases", not wrong, "; ".join(wrong))
