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
from pipelines.commands.bars import waiting
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.publish.current import current_release

_PATIENCE: Final = 300


def install(home: Home, *, as_json: bool) -> int:
    """Make the environment, unless it is there."""
    superset, output = Superset.of(home), Output(as_json=as_json)
    if superset.is_installed:
        output.result({"environment": str(superset.environment), "was_installed": True})
        output.say(f"Superset is installed in {superset.environment}; remove that folder to install it anew")
        return OK
    output.say(f"Installing Superset into {superset.environment} (700 MB, some minutes)")
    try:
        with waiting("Installing Superset"):
            superset.install()
    except SupersetError as error:
        raise CommandFailure(str(error)) from error
    output.say("Done. Next: gongkai bi load, then gongkai bi serve")
    output.result({"environment": str(superset.environment), "was_installed": False})
    return OK


def load(home: Home, *, as_json: bool) -> int:
    """Give Superset the current release: database, datasets, charts, dashboards."""
    database = _release(home)
    superset, output = Superset.of(home), Output(as_json=as_json)
    try:
        output.say("Preparing Superset (a minute or two the first time)")
        with waiting("Preparing Superset"):
            password = superset.prepare()
        with waiting("Importing"):
            files = superset.fill(database)
    except SupersetError as error:
        raise CommandFailure(str(error)) from error
    output.say(f"Imported {files} files: the release {database}, its marts, charts and dashboards")
    if password:
        output.say(f"User {USER}, password {password} (shown this once; change it in Superset)")
    output.result({"database": str(database), "files": files, "user": USER, "password": password})
    return OK


def serve(home: Home, host: str, port: int, *, as_json: bool) -> int:
    """Serve until interrupted."""
    superset, output = Superset.of(home), Output(as_json=as_json)
    if not superset.is_installed or not (superset.state / "superset.db").exists():
        raise CommandFailure("Superset has nothing to show yet: `gongkai bi install`, then `gongkai bi load`")
    with socket.socket() as probe:
        if probe.connect_ex((host, port)) == 0:
            raise CommandFailure(f"{host}:{port} is in use; try another --port")
    # Whoever ends this command, by keyboard or by signal, ends the server with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = superset.serve(host, port)
    try:
        with waiting("Starting Superset"):
            wait_until_up(f"http://{host}:{port}/health", server.poll)
        address = f"http://{host}:{port}/dashboard/list/"
        output.say(f"Superset: {address}  (Ctrl+C ends it; log: {superset.log})")
        output.result({"address": address, "home": str(home.root), "log": str(superset.log)})
        return server.wait()
    except KeyboardInterrupt:
        return OK
    except SupersetError as error:
        raise CommandFailure(f"{error}; see {superset.log}") from error
    finally:
        server.terminate()
        server.wait(timeout=30)


def export(home: Home, file: Path, *, as_json: bool) -> int:
    """Write the bundle for a Superset that runs elsewhere."""
    database = _release(home)
    output = Output(as_json=as_json)
    try:
        file.write_bytes(zipped(bundle(database)))
    except OSError as error:
        raise CommandFailure(f"{file}: cannot be written: {error.strerror or error}") from error
    output.say(f"{file}: import it with POST /api/v1/assets/import/; its database is duckdb:///{database}")
    output.result({"file": str(file), "database": str(database), "bytes": file.stat().st_size})
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
