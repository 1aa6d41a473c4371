"""Others at the same time: a second run, a reader that does not let go.

Belongs here: causing it. Does not: judging (see `home`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.faults.home import State, fill_inbox, make_home, run, said, start, whole
from benchmarks.faults.trial import Trial


def trials(folder: Path, expected: State, seconds: float) -> Iterator[Trial]:
    """All of it, one after the other."""
    for number in range(3):
        yield _second_run(folder, expected, number)
    yield _reader(folder, expected)


def _second_run(folder: Path, expected: State, number: int) -> Trial:
    """Three runs at once in one home: one works, the others say so and leave it alone."""
    name, home = "runs at the same time", make_home(folder / "company")
    runs = [start(home) for _ in range(3)]
    codes = sorted(process.wait() for process in runs)
    wrong = [] if codes[0] == 0 else [f"none completed: {codes}"]
    if 0 not in codes or "another run is going on" not in said(home):
        wrong.append(f"nobody was told: {codes}")
    wrong += whole(home, expected)
    return Trial(name, f"try {number + 1}: exit codes {codes}", not wrong, "; ".join(wrong))


def _reader(folder: Path, expected: State) -> Trial:
    """A reader holds a release open while the next is published: it goes on reading what it opened."""
    name, home = "a reader holds the release open", make_home(folder / "reader", inbox=False)
    run(home)
    count = "select count(*) from marts.fct_line_item"
    with duckdb.connect(str(home.current / "gongkai.duckdb"), read_only=True) as connection:
        before = connection.execute(count).fetchall()
        fill_inbox(home)
        wrong = whole(home, expected)
        if connection.execute(count).fetchall() != before:
            wrong.append("the reader saw another release under its hands")
    return Trial(name, f"{before[0][0]} figures before and after", not wrong, "; ".join(wrong))
