"""The services of a server, in the right order."""

from __future__ import annotations

import socket
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from pipelines.commands import service
from pipelines.commands.failures import CommandFailure
from pipelines.home import Home
from pipelines.orchestration import instance


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    monkeypatch.setattr(service, "_CODE_PORT", number)
    return number


def test_a_second_code_server_ends_no_runs_of_the_first(tmp_path: Path, port: int) -> None:
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(CommandFailure, match=f"{port} is in use"),
    ):
        service._clear_up(Home(tmp_path))


def test_the_daemon_is_not_fooled_by_a_code_server_that_is_clearing_up(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def bury(_: object, number: int) -> list[str]:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", number))
        seen.append(number)
        return []

    monkeypatch.setattr(instance, "bury_served_runs", bury)
    monkeypatch.setattr(instance, "open_instance", lambda home: nullcontext())
    service._clear_up(Home(tmp_path))
    assert seen == [port]


def test_the_daemon_waits_for_the_definitions(
    port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(service, "_PAUSE", 0.05)
    waiting = threading.Thread(target=service._wait_for_code, daemon=True)
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    with socket.create_server(("127.0.0.1", port)):
        waiting.join(10)
    assert not waiting.is_alive()
    assert capsys.readouterr().err.count("waiting for `gongkai service code`") == 1
