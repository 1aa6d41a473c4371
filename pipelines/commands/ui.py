"""`gongkai ui`: Dagster's web interface.

Belongs here: starting it. Does not: what it shows (see `orchestration/definitions`).
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from pipelines.commands.output import Output
from pipelines.home import CHECKOUT, Home
from pipelines.orchestration.settings import prepare


def ui(home: Home, port: int, *, as_json: bool) -> NoReturn:
    """Become `dagster dev` with this workspace; never returns."""
    environment = {**os.environ, **prepare(home)}
    address, output = f"http://127.0.0.1:{port}", Output(as_json=as_json)
    output.say(f"Dagster starts at {address} (home {home.root}); stop it with Ctrl+C")
    output.result({"address": address, "home": str(home.root)})
    os.chdir(CHECKOUT)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-p", str(port)]
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell, our own interpreter
