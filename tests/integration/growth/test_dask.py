"""Documents on two Dask workers: the same parts byte for byte, limits kept, lost workers outlived."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs Dask: pip install 'gongkai[cluster]'")

from pipelines import cluster
from pipelines.cluster import ClusterTrouble, run_on_cluster, scheduler_address
from pipelines.workers import Limits, Lost
from tests.integration.growth.servers import free_port, scheduler, worker

LIMITS = Limits(seconds=60, memory=1 << 30)


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as address, worker(address, folder, "a"), worker(address, folder, "b"):
        wait_for_workers(address, 2)
        yield dask(address)


def dask(address: str) -> str:
    found = scheduler_address(address)
    assert found is not None
    return found


def wait_for_workers(address: str, number: int) -> None:
    from distributed import Client

    with Client(dask(address), set_as_default=False) as client:
        client.wait_for_workers(number, timeout=60)


def told(task: object, why: Lost) -> tuple[object, str]:
    return task, why.code


def where(number: int) -> tuple[int, int]:
    time.sleep(0.2)
    return number, os.getppid()


def test_both_workers_work(two_workers: str) -> None:
    results = list(run_on_cluster(two_workers, where, list(range(12)), told, LIMITS))
    assert sorted(number for number, _ in results) == list(range(12))
    assert len({parent for _, parent in results}) == 2


def misbehave(number: int) -> int:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    while number == 2:
        time.sleep(1)
    if number == 3:
        return len(bytearray(4 << 30))
    return number


def test_limits_of_one_document_hold_on_a_cluster(two_workers: str) -> None:
    limits = Limits(seconds=4, memory=1 << 30)
    results = list(run_on_cluster(two_workers, misbehave, [0, 1, 2, 3, 4], told, limits))
    assert sorted(r for r in results if isinstance(r, int)) == [0, 4]
    assert sorted(r for r in results if isinstance(r, tuple)) == [
        (1, "READER_KILLED"),
        (2, "READER_TIMED_OUT"),
        (3, "READER_OUT_OF_MEMORY"),
    ]


def no_room(number: int) -> int:
    raise OSError("disk full")


def test_trouble_of_a_machine_is_raised(two_workers: str) -> None:
    with pytest.raises(OSError, match="disk full"):
        list(run_on_cluster(two_workers, no_room, [1], told, LIMITS))


def test_a_folder_that_workers_do_not_share_is_told_of(two_workers: str, tmp_path: Path) -> None:
    assert list(run_on_cluster(two_workers, abs, [-1], told, LIMITS, shared=[str(tmp_path)])) == [1]
    assert not list(tmp_path.iterdir())
    with pytest.raises(ClusterTrouble, match="does not see memory://elsewhere"):
        list(run_on_cluster(two_workers, abs, [-1], told, LIMITS, shared=["memory://elsewhere"]))


def test_workers_of_another_version_are_refused(two_workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "room_version", lambda room: "another")
    with pytest.raises(ClusterTrouble, match=r"extract: [0-9a-f]{12} there, another here"):
        list(run_on_cluster(two_workers, abs, [-1], told, LIMITS))


def test_nobody_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(ClusterTrouble, match="no Dask scheduler answers"):
        list(run_on_cluster(f"tcp://127.0.0.1:{free_port()}", abs, [1], told, LIMITS))
    with scheduler(tmp_path) as address, pytest.raises(ClusterTrouble, match="has no worker"):
        list(run_on_cluster(dask(address), abs, [1], told, LIMITS))


@pytest.mark.parametrize("text", ["dask://", "dask://host", "tcp://host:1", "dask://host:port", "remote"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        scheduler_address(text)


def test_addresses() -> None:
    assert scheduler_address("") is scheduler_address("local") is None
    assert scheduler_address("dask://a:8786") == "tcp://a:8786"
    assert scheduler_address("dask+tls://a:8786") == "tls://a:8786"


def slow(number: int) -> int:
    time.sleep(0.3)
    return number


def test_a_lost_worker_loses_no_document(tmp_path: Path) -> None:
    with scheduler(tmp_path) as address, worker(address, tmp_path, "a"):
        with worker(address, tmp_path, "b"):
            wait_for_workers(address, 2)
            results = run_on_cluster(dask(address), slow, list(range(20)), told, LIMITS)
            got = [next(results) for _ in range(4)]
        got += results  # worker b was killed: its documents go to the other
    assert sorted(got) == list(range(20))
