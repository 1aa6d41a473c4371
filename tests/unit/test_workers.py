"""Every task gives a result: one that dies, hangs or takes too much memory gives its reason."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from pipelines.workers import MEMORY_VARIABLE, SECONDS_VARIABLE, Limits, Lost, run_all

LIMITS = Limits(seconds=60, memory=1024 * (1 << 20))


def double(number: int) -> int:
    return 2 * number


def die_at_three(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang_at_two(number: int) -> int:
    while number == 2:
        time.sleep(1)
    return number


def devour_at_two(number: int) -> int:
    if number == 2:
        return len(bytearray(4 << 30))
    return number


def fail_at_two(number: int) -> int:
    if number == 2:
        raise OSError("disk full")
    return number


def told(task: int, why: Lost) -> tuple[int, str]:
    return task, why.code


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_gives_its_result(jobs: int) -> None:
    assert sorted(run_all(double, [1, 2, 3], jobs, told, LIMITS)) == [2, 4, 6]


def test_no_task_no_result() -> None:
    assert list(run_all(double, [], 2, told)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_kills_its_process_is_told_of_and_the_others_are_done(jobs: int) -> None:
    results = list(run_all(die_at_three, [1, 2, 3, 4, 5], jobs, told, LIMITS))
    assert (3, "READER_KILLED") in results
    assert sorted(r for r in results if isinstance(r, int)) == [1, 2, 4, 5]


def die_once(mark: str) -> str:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark


def test_a_task_whose_process_somebody_ended_is_done_by_another(tmp_path: Path) -> None:
    mark = str(tmp_path / "died")
    assert list(run_all(die_once, [mark], 1, lambda task, why: why.code, LIMITS)) == [mark]


def test_a_process_that_is_ended_before_it_has_a_task_costs_nothing() -> None:
    """The pool breaks then: found by `make faults`."""
    ended = threading.Event()

    def end_the_first() -> None:
        while not ended.is_set():
            for child in _grandchildren():
                os.kill(child, signal.SIGKILL)
                ended.set()
                return
            time.sleep(0.001)

    killer = threading.Thread(target=end_the_first)
    killer.start()
    try:
        assert sorted(run_all(double, list(range(6)), 2, told, LIMITS)) == [0, 2, 4, 6, 8, 10]
        assert ended.is_set()
    finally:
        ended.set()
        killer.join()


def _grandchildren() -> list[int]:
    """Processes of the fork server: the pool's."""

    def children(pid: int) -> list[int]:
        try:
            return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    return [grandchild for child in children(os.getpid()) for grandchild in children(child)]


def test_a_task_that_hangs_is_ended() -> None:
    results = list(run_all(hang_at_two, [1, 2, 3], 2, told, Limits(seconds=2, memory=0)))
    assert (2, "READER_TIMED_OUT") in results
    assert sorted(r for r in results if isinstance(r, int)) == [1, 3]


def test_a_task_that_takes_too_much_memory_is_told_of() -> None:
    results = list(run_all(devour_at_two, [1, 2, 3], 1, told, LIMITS))
    assert sorted(results, key=str) == [(2, "READER_OUT_OF_MEMORY"), 1, 3]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_task_raises_is_raised(jobs: int) -> None:
    with pytest.raises(OSError, match="disk full"):
        list(run_all(fail_at_two, [1, 2, 3], jobs, told, LIMITS))


def test_limits_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECONDS_VARIABLE, "5")
    monkeypatch.setenv(MEMORY_VARIABLE, "200")
    assert Limits.from_environment() == Limits(5, 200 << 20)
    monkeypatch.setenv(SECONDS_VARIABLE, "soon")
    assert Limits.from_environment().seconds == Limits().seconds
