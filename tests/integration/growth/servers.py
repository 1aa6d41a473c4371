"""Real servers for the tests of this folder, each a process of its own that ends with the test.

Belongs here: starting and stopping them. Does not: what is asked of them.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def process(command: list[str], log: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, killed with all it started."""
    with log.open("ab") as file:
        started = subprocess.Popen(
            command, stdout=file, stderr=file, start_new_session=True, env={**os.environ, **more}
        )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait(timeout=30)


def wait_until(condition: object, what: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, f"{what}: {log.read_text()[-2000:]}"
        time.sleep(0.05)


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A Dask scheduler; gives its address as `gongkai` takes it."""
    port, log = free_port(), folder / "scheduler.log"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    with process([*command, "--port", str(port), "--no-dashboard"], log):
        wait_until(lambda: answers(port), "the scheduler does not start", log)
        yield f"dask://127.0.0.1:{port}"


@contextlib.contextmanager
def worker(address: str, folder: Path, name: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as an operator starts it: `gongkai worker ADDRESS`."""
    log = folder / f"worker-{name}.log"
    with process([GONGKAI, "worker", address, "--jobs", "1"], log, **more) as started:
        yield started


@contextlib.contextmanager
def s3_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """moto's S3 server; gives its endpoint."""
    port, log = port or free_port(), folder / "s3.log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with process(command, log):
        wait_until(lambda: answers(port), "the S3 server does not start", log)
        yield f"http://127.0.0.1:{port}"


class Cable:
    """A connection to a server that can be cut and mended: what is unreachable is still there afterwards."""

    def __init__(self, target: int) -> None:
        self.port = free_port()
        self._target = target
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self.mend()

    def cut(self) -> None:
        """Nobody answers any more, and what was connected is not."""
        if self._listener is not None:
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for end in self._open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._open.clear()

    def mend(self) -> None:
        """Answer again, at the same port."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
