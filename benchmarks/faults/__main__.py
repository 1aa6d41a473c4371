"""`make faults`: trouble on purpose, and a table of what was whole afterwards.

Belongs here: the command. Does not: the trouble (modules beside this one), the page (see `report`).
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults import company, kills, machine
from benchmarks.faults.home import State, make_home, run, said, state
from benchmarks.faults.report import write_page
from benchmarks.faults.steps import rooms_state, step
from benchmarks.faults.trial import Trial, keep
from pipelines.home import CHECKOUT, Home

_FOLDER = Path(tempfile.gettempdir()) / "gongkai-faults"
RECORDS = CHECKOUT / "docs" / "benchmarks" / "faults.csv"


def main() -> int:
    """Returns 1 when anything was not whole."""
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="kills at random moments (default 100)")
    parser.add_argument("--row", type=int, default=1, help="kills in a row before the run may complete")
    parser.add_argument("--workers", type=int, default=20, help="workers killed (default 20)")
    parser.add_argument("--seed", type=int, default=8, help="of the random moments")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where homes are made")
    parser.add_argument("--keep", action="store_true", help="add to the records that are there")
    parser.add_argument("--only", choices=("others", "steps", "runs"), help="one part of it")
    chosen = parser.parse_args()
    if not chosen.keep:
        RECORDS.unlink(missing_ok=True)
    expected, seconds = _undisturbed(chosen.folder)
    print(f"an undisturbed run takes {seconds:.0f} s; {len(expected.documents)} documents", flush=True)
    bad = 0
    for trial in _trials(chosen, expected, seconds):
        keep(trial, RECORDS)
        bad += not trial.is_whole
        print(
            "whole" if trial.is_whole else "NOT WHOLE", trial.scenario, trial.detail, trial.cause, flush=True
        )
    write_page(RECORDS, seconds, chosen.row)
    return 1 if bad else 0


def _trials(chosen: argparse.Namespace, expected: State, seconds: float) -> Iterator[Trial]:
    folder = chosen.folder
    reference, step_seconds = _undisturbed_steps(folder)
    if chosen.only in (None, "others"):
        yield from machine.trials(folder, reference, step_seconds, chosen.workers)
        yield from company.trials(folder, expected)
    if chosen.only in (None, "steps"):
        dice = random.Random(chosen.seed)  # noqa: S311 - moments, not secrets
        yield from kills.kill_steps(folder, reference, step_seconds, chosen.kills, dice)
        built = Home.find(folder / "publishing")
        shutil.rmtree(built.root, ignore_errors=True)
        shutil.copytree(folder / "undisturbed", built.root, symlinks=True)
        yield from kills.kill_publishing(built, expected, chosen.kills, dice)
    if chosen.only in (None, "runs"):
        dice = random.Random(chosen.seed)  # noqa: S311 - moments, not secrets
        yield from kills.kill_runs(folder, expected, seconds, chosen.kills, chosen.row, dice)


def _undisturbed(folder: Path) -> tuple[State, float]:
    """The state every other home must come to, and the seconds it takes."""
    home, began = make_home(folder / "undisturbed"), time.monotonic()
    if code := run(home):
        raise SystemExit(f"a run that nobody disturbed ended with {code}:\n{said(home)}")
    return state(home), time.monotonic() - began


def _undisturbed_steps(folder: Path) -> tuple[State, float]:
    home, began = make_home(folder / "undisturbed_steps"), time.monotonic()
    if code := step("rooms", home).wait():
        raise SystemExit(f"steps that nobody disturbed ended with {code}:\n{said(home)}")
    return rooms_state(home), time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
