"""`gongkai bi …`: Apache Superset over the current release.

Belongs here: the commands and their words. Does not: Superset's processes (see `bi/superset_server`).
"""

from __future__ import annotations

import signal
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from pipelines.bi.superset_bundle import bundle, zipped
from pipelines.bi.superset_server import USER, Superset, SupersetError
from pipelines.commands.failures import OK, CommandFailure
from pipelines.home import Home
from pipelines.publish.current import current_release

_PATIENCE: Final = 300


def install(home: Home) -> int:
    """Make the environment, unless it is there."""
    superset = Superset.of(home)
    if superset.is_installed:
        print(f"Superset is installed in {superset.environment}; remove that folder to install it anew")
        return OK
    print(f"Installing Superset into {superset.environment} (700 MB, some minutes)", flush=True)
    try:
        superset.install()
    except SupersetError as error:
        raise CommandFailure(str(error)) from error
    print("Done. Next: gongkai bi load, then gongkai bi serve")
    return OK


def load(home: Home) -> int:
    """Give Superset the current release: database, datasets, charts, dashboards."""
    database = _release(home)
    superset = Superset.of(home)
    try:
        print("Preparing Superset (a minute or two the first time)", flush=True)
        password = superset.prepare()
        files = superset.fill(database)
    except SupersetError as error:
        raise CommandFailure(str(error)) from error
    print(f"Imported {files} files: the release {database}, its marts, charts and dashboards")
    if password:
        print(f"User {USER}, password {password} (shown this once; change it in Superset)")
    return OK


def serve(home: Home, host: str, port: int) -> int:
    """Serve until interrupted."""
    superset = Superset.of(home)
    if not superset.is_installed or not (superset.state / "superset.db").exists():
        raise CommandFailure("Superset has nothing to show yet: `gongkai bi install`, then `gongkai bi load`")
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise CommandFailure(f"{host}:{port} is in use; try another --port")
    # Whoever ends this command, by keyboard or by signal, ends the server with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = superset.serve(host, port)
    try:
        wait_until_up(f"http://{host}:{port}/health", server.poll)
        print(
            f"Superset: http://{host}:{port}/dashboard/list/  (Ctrl+C ends it; log: {superset.log})",
            flush=True,
        )
        return server.wait()
    except KeyboardInterrupt:
        return OK
    except SupersetError as error:
        raise CommandFailure(f"{error}; see {superset.log}") from error
    finally:
        server.terminate()
        server.wait(timeout=30)


def export(home: Home, file: Path) -> int:
    """Write the bundle for a Superset that runs elsewhere."""
    database = _release(home)
    file.write_bytes(zipped(bundle(database)))
    print(f"{file}: import it with POST /api/v1/assets/import/; its database is duckdb:///{database}")
    return OK


def wait_until_up(url: str, ended: object) -> None:
    """Wait for an answer. Raises `SupersetError` when the server ended (`ended()`: its code) or is mute."""
    for _ in range(_PATIENCE):
        if callable(ended) and (code := ended()) is not None:
            raise SupersetError(f"Superset ended with exit code {code}")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(1)
    raise SupersetError(f"Superset did not answer within {_PATIENCE} seconds")


def _release(home: Home) -> Path:
    """The release through the link `current`: a new one is then read without importing again."""
    release = current_release(home.releases)
    if release is None:
        raise CommandFailure("nothing has been published yet; run `gongkai run` (or `make run`) first")
    return home.current / release.database.name
