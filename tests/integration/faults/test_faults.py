"""Trouble on purpose, at small size; `make faults` does it a hundred times. Whole: nothing lost, nothing twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.faults import kills, machine
from benchmarks.faults.home import State, make_home
from benchmarks.faults.steps import rooms_state, step
from benchmarks.faults.trial import Trial


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="module")
def reference(folder: Path) -> State:
    """What steps that nobody disturbs come to."""
    home = make_home(folder / "undisturbed_steps")
    assert step("rooms", home).wait() == 0
    return rooms_state(home)


def assert_whole(trial: Trial) -> None:
    assert trial.is_whole, f"{trial.scenario} ({trial.detail}): {trial.cause}"


def test_work_that_is_killed_is_completed_by_the_next(folder: Path, reference: State) -> None:
    dice = random.Random(8)
    for trial in kills.kill_steps(folder, reference, 6.0, 2, dice):
        assert_whole(trial)


def test_a_lost_worker_costs_nothing(folder: Path, reference: State) -> None:
    assert_whole(machine.worker_lost(folder, reference, 10.0, 0))


def test_a_full_disk_is_survived(folder: Path, reference: State) -> None:
    trial = machine.disk_full(folder, reference, 700)
    if "can be mounted" in trial.cause:
        pytest.skip("only the system's administrator can mount a small disk")
    assert_whole(trial)


def test_a_store_that_is_gone_stops_the_run_and_no_more(folder: Path, reference: State) -> None:
    assert_whole(machine.store_gone(folder, reference))


def test_a_state_that_lacks_or_doubles_something_is_not_whole(reference: State) -> None:
    """The judge can say no."""
    table = next(iter(reference.tables))
    rows, digest = reference.tables[table]
    doubled = State(reference.documents, {**reference.tables, table: (rows * 2, digest)})
    other = State(reference.documents, {**reference.tables, table: (rows, digest + 1)})
    lost = State(frozenset(list(reference.documents)[1:]), reference.tables)
    assert [len(s.unlike(reference)) for s in (reference, doubled, other, lost)] == [0, 1, 1, 1]
