"""`gongkai dashboard`: the current release as pages, served here or written as files.

Belongs here: the command. Does not: pages, serving, exporting (see `dashboard/`).
"""

from __future__ import annotations

import socket
import sys
import webbrowser
from pathlib import Path

from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.publish.query import NoReleaseError


def dashboard(home: Home, host: str, port: int, *, open_browser: bool, as_json: bool) -> int:
    """Serve until interrupted."""
    import uvicorn

    from pipelines.dashboard.server import application

    try:
        app = application(home)
    except NoReleaseError as error:
        raise CommandFailure(str(error)) from error
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    output = Output(as_json=as_json)
    output.say(f"Dashboard of {home.current}: {address}  (Ctrl+C ends it)")
    output.result({"address": address, "home": str(home.root)})
    if open_browser and sys.stdout.isatty():
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
    return OK


def export(home: Home, folder: Path, jobs: int, *, pictures: bool, as_json: bool) -> int:
    """Write the dashboard as files and say what was written."""
    from pipelines.commands.bars import bars
    from pipelines.dashboard.export import CannotExport
    from pipelines.dashboard.export import export as write
    from pipelines.dashboard.source import ReleaseOfOtherCode, Source

    try:
        source = Source(home.releases)
        with bars({"pages": "Pages", "texts": "Texts to search", "pictures": "Pictures of pages"}) as report:
            done = write(home, source, folder, jobs, report, pictures=pictures)
    except (NoReleaseError, ReleaseOfOtherCode, CannotExport) as error:
        raise CommandFailure(str(error)) from error
    for name, cause in done.missing:
        print(f"gongkai: {name}: its pages could not be drawn: {cause}", file=sys.stderr)
    output = Output(as_json=as_json)
    if as_json:
        counts = {"pages": done.pages, "pictures": done.pictures, "bytes": done.bytes}
        said = {"folder": str(done.folder), **counts, "missing": dict(done.missing)}
        output.result(said)
    else:
        size = f"{done.bytes / 1e6:,.0f} MB"
        output.say(f"{done.pages:,} pages, {done.pictures:,} pictures, {size}: {done.folder / 'index.html'}")
    return OK


def _listen(host: str, port: int) -> socket.socket:
    """A socket that is ours before anything is said. Port 0: any that is free."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise CommandFailure(
            f"{host}:{port} cannot be used ({error.strerror}); try another --port"
        ) from error
