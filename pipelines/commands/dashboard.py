"""`gongkai dashboard`: the current release as pages, served here or written as files.

Belongs here: the command. Does not: pages, serving, exporting (see `dashboard/`).
"""

from __future__ import annotations

import socket
import sys
import webbrowser

from pipelines.commands.failures import OK, CommandFailure
from pipelines.home import Home
from pipelines.publish.query import NoReleaseError


def dashboard(home: Home, host: str, port: int, *, open_browser: bool) -> int:
    """Serve until interrupted."""
    import uvicorn

    from pipelines.dashboard.server import application

    try:
        app = application(home)
    except NoReleaseError as error:
        raise CommandFailure(str(error)) from error
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    print(f"Dashboard of {home.current}: {address}  (Ctrl+C ends it)", flush=True)
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


def _listen(host: str, port: int) -> socket.socket:
    """A socket that is ours before anything is said. Port 0: any that is free."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise CommandFailure(
            f"{host}:{port} cannot be used ({error.strerror}); try another --port"
        ) from error
