"""Every task gives a result, even one that takes its process down."""

import os
import signal

import pytest

from pipelines.orchestration.pool import run_all


def double(number: int) -> int:
    return 2 * number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fail_at_two(number: int) -> int:
    if number == 2:
        raise OSError("disk full")
    return number


def minus(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_gives_its_result(jobs: int) -> None:
    assert sorted(run_all(double, [1, 2, 3], jobs, minus)) == [2, 4, 6]


def test_no_task_no_result() -> None:
    assert list(run_all(double, [], 2, minus)) == []


def test_a_task_that_kills_its_process_is_told_of_and_the_others_are_done() -> None:
    assert sorted(run_all(die_at_three, [1, 2, 3, 4, 5], 2, minus)) == [-3, 1, 2, 4, 5]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(jobs: int) -> None:
    with pytest.raises(OSError, match="disk full"):
        list(run_all(fail_at_two, [1, 2, 3], jobs, minus))
