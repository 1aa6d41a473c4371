"""`gongkai ui`: Dagster's web interface.

Belongs here: starting it. Does not: what it shows (see `orchestration/definitions`).
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from pipelines.home import CHECKOUT, Home
from pipelines.orchestration.settings import prepare


def ui(home: Home, port: int) -> NoReturn:
    """Become `dagster dev` with this workspace; never returns."""
    environment = {**os.environ, **prepare(home)}
    print(f"Dagster starts at http://127.0.0.1:{port} (home {home.root}); stop it with Ctrl+C", flush=True)
    os.chdir(CHECKOUT)
    command = [sys.executable, "-m", "dagster", "dev", "-w", "workspace.yaml", "-p", str(port)]
    os.execve(sys.executable, command, environment)  # noqa: S606 - no shell, our own interpreter
