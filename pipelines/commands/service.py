"""`gongkai service`: one of Dagster's three services on a server.

Belongs here: becoming it. Does not: starting it again when it ends (systemd does), what it serves.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

from pipelines.collect.files import write_atomically
from pipelines.commands.output import Output
from pipelines.home import CHECKOUT, Home, ensure
from pipelines.orchestration.settings import prepare

_DEFINITIONS = "pipelines.orchestration.definitions"
_CODE_PORT = 4266
_WORKSPACE = f"""\
load_from:
  - grpc_server:
      host: 127.0.0.1
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
            "127.0.0.1",
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
    os.chdir(CHECKOUT)
    os.execve(beside / program, [program, *arguments], environment)  # noqa: S606 - no shell, installed beside us
