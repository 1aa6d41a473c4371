"""`gongkai service`: one of Dagster's three services on a server.

Belongs here: becoming it, in the right order. Does not: starting it again when it ends (systemd does), what
it serves.
"""

from __future__ import annotations

import os
import socket
import sys
import time
from pathlib import Path
from typing import NoReturn

from pipelines.collect.files import write_atomically
from pipelines.commands.failures import CommandFailure
from pipelines.commands.output import Output
from pipelines.home import CHECKOUT, Home, ensure
from pipelines.orchestration.settings import prepare

_DEFINITIONS = "pipelines.orchestration.definitions"
_LOCAL = "127.0.0.1"
_CODE_PORT = 4266
_PAUSE = 1.0  # seconds
_WORKSPACE = f"""\
load_from:
  - grpc_server:
      host: {_LOCAL}
      port: {_CODE_PORT}
      location_name: gongkai
"""


def service(home: Home, name: str, host: str, port: int, *, as_json: bool) -> NoReturn:
    """Become the service; never returns."""
    environment = {**os.environ, **prepare(home)}
    workspace = home.dagster / "workspace.yaml"
    write_atomically(workspace, _WORKSPACE.encode())
    ensure(home.inbox)
    beside = Path(sys.executable).parent
    commands = {
        "code": [
            "dagster",
            "code-server",
            "start",
            "-h",
            _LOCAL,
            "-p",
            str(_CODE_PORT),
            "-m",
            _DEFINITIONS,
        ],
        "web": ["dagster-webserver", "-h", host, "-p", str(port), "-w", str(workspace)],
        "daemon": ["dagster-daemon", "run", "-w", str(workspace)],
    }
    program, *arguments = commands[name]
    address = f"http://{host}:{port}" if name == "web" else None
    Output(as_json=as_json).result({"service": name, "address": address, "home": str(home.root)})
    sys.stdout.flush()
    if name == "code":
        _clear_up(home)
    elif name == "daemon":
        _wait_for_code()
    os.chdir(CHECKOUT)
    os.execve(beside / program, [program, *arguments], environment)  # noqa: S606 - no shell, installed beside us


def _clear_up(home: Home) -> None:
    """Runs that the last code server left behind are over. Raises `CommandFailure` when it is still there."""
    from pipelines.orchestration.instance import bury_served_runs, open_instance

    with socket.socket() as port:  # taken, not listened on: the daemon would take that for the definitions
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            port.bind((_LOCAL, _CODE_PORT))
        except OSError as error:
            raise CommandFailure(f"{_LOCAL}:{_CODE_PORT} is in use: a code server runs already") from error
        with open_instance(home) as instance:
            buried = bury_served_runs(instance, _CODE_PORT)
    if buried:
        print(f"ended with the last code server, to be started again: {', '.join(buried)}", flush=True)


def _wait_for_code() -> None:
    """Until the definitions are loaded: a run that the daemon cannot start again at once, it gives up."""
    told = False
    while True:
        try:
            socket.create_connection((_LOCAL, _CODE_PORT), timeout=_PAUSE).close()
            return
        except OSError:
            if not told:
                print(f"waiting for `gongkai service code` (port {_CODE_PORT})", file=sys.stderr, flush=True)
            told = True
            time.sleep(_PAUSE)
