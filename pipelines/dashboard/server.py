"""The dashboard as a web server: pages, pictures, static files; read-only.

Belongs here: HTTP. Does not: pages (see `site`), pictures (see `images`).
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Mapping
from typing import Final

import duckdb
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipelines.dashboard.asking import PageNotFound
from pipelines.dashboard.images import Images
from pipelines.dashboard.measures import spots
from pipelines.dashboard.pages.compare import DATA, data_script
from pipelines.dashboard.pages.document import known_documents
from pipelines.dashboard.pages.search import index_of
from pipelines.dashboard.site import STATIC, Site
from pipelines.dashboard.source import FollowedSource, ReleaseOfOtherCode
from pipelines.home import Home

# Pages run no script but our own files and load nothing from elsewhere; charts place by style attributes.
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
_DAY: Final = 86_400


class Dashboard:
    """Answers requests from the current release."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._source = FollowedSource(home.releases)
        self._images = Images(home)
        # The first reader should wait neither for the spots of headline figures nor for the index.
        threading.Thread(target=self._prepare, daemon=True).start()

    def site(self) -> Site:
        """Pages over the release that is current now."""
        return Site(self._source.now(), self._home)

    def _prepare(self) -> None:
        with contextlib.suppress(OSError, sqlite3.Error, duckdb.Error, ReleaseOfOtherCode):
            spots(self._source.now())
            index_of(self._source.now(), self._home)

    def start(self, request: Request) -> Response:
        """The door: the overview in the reader's language."""
        wanted = request.headers.get("accept-language", "")
        return RedirectResponse("en/" if wanted.lower().startswith("en") else "zh/")

    def page(self, request: Request) -> Response:
        """A page; a folder without its slash is sent there."""
        language, path = request.path_params["language"], request.path_params.get("path", "")
        if path and not path.endswith("/"):
            return RedirectResponse(request.url.path + "/")
        try:
            text = self.site().page(language, path, _query(request.query_params))
        except PageNotFound as error:
            return PlainTextResponse(f"404: {error}\n", status_code=404, headers=dict(_HEADERS))
        except ReleaseOfOtherCode as error:
            return PlainTextResponse(f"503: {error}\n", status_code=503, headers=dict(_HEADERS))
        return HTMLResponse(text, headers={**_HEADERS, "Cache-Control": "no-cache"})

    def comparison(self, request: Request) -> Response:
        """The data of the comparing page."""
        text = data_script(self._source.now())
        return Response(text, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    def image(self, request: Request) -> Response:
        """The picture of a page; content never changes under its address."""
        document = known_documents(self._source.now()).get(request.path_params["document"])
        if document is None:
            return PlainTextResponse("404: no such document in this release\n", status_code=404)
        try:
            content = self._images.webp(document["document_id"], request.path_params["page"])
        except PageNotFound as error:
            return PlainTextResponse(f"404: {error}\n", status_code=404)
        return Response(content, media_type="image/webp", headers={"Cache-Control": f"max-age={_DAY}"})


def _query(params: Mapping[str, str]) -> dict[str, str]:
    return {name: value[:200] for name, value in params.items()}


def application(home: Home) -> Starlette:
    """The ASGI application. Raises `NoReleaseError` when nothing has been published."""
    dashboard = Dashboard(home)
    return Starlette(
        routes=[
            Route("/", dashboard.start),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route(f"/{DATA}", dashboard.comparison),
            Route("/image/{document}/{page:int}.webp", dashboard.image),
            Route("/{language}/", dashboard.page),
            Route("/{language}/{path:path}", dashboard.page),
        ],
        middleware=[Middleware(GZipMiddleware, minimum_size=1000)],
    )
