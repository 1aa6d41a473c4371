"""The dashboard over HTTP: what is answered, what is refused, that a new release is shown at once."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import duckdb
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from pipelines.collect.archive import Archive, ArchiveRecord, now
from pipelines.commands.dashboard import export
from pipelines.commands.failures import CommandFailure
from pipelines.dashboard.server import application
from pipelines.dashboard.source import FollowedSource
from pipelines.home import Home
from pipelines.publish.current import DATABASE
from pipelines.publish.query import NoReleaseError
from tests.unit.dashboard.releases import DOCUMENT, district, overview, publish_rows


class Reply:
    """Status, headers and body of an answer."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""


def get(app: Any, address: str, **headers: str) -> Reply:
    """One request, straight into the application."""
    path, _, query = address.partition("?")
    reply = Reply()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {k.decode(): v.decode() for k, v in message["headers"]}
        else:
            reply.body += message.get("body", b"")

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (b"host", b"x"),
            *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()),
        ],
        "server": ("x", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    asyncio.run(app(scope, receive, send))
    return reply


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return publish_rows(tmp_path, district())


def test_the_door_leads_to_the_readers_language(home: Home) -> None:
    app = application(home)
    assert get(app, "/", accept_language="en-GB,en").headers["location"] == "en/"
    assert get(app, "/", accept_language="zh-CN").headers["location"] == "zh/"
    assert get(app, "/").headers["location"] == "zh/"


def test_pages_allow_nothing_from_elsewhere(home: Home) -> None:
    reply = get(application(home), "/zh/")
    assert reply.status == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src" not in policy, "scripts fall under default-src: no inline script runs"
    text = reply.body.decode()
    assert "http://" not in text.replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    "address",
    [
        "/zh/nothing/",
        "/xx/",
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/zh/../../etc/passwd/",
        "/image/ffffffffffff/1.webp",
        f"/image/{DOCUMENT[:12]}/1.webp",
        f"/zh/doc/{DOCUMENT[:12]}/0/",
        f"/zh/doc/{DOCUMENT[:12]}/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_404(home: Home, address: str) -> None:
    assert get(application(home), address).status == 404


def test_a_folder_without_its_slash_is_sent_there(home: Home) -> None:
    reply = get(application(home), "/zh/compare")
    assert (reply.status, reply.headers["location"]) == (307, "/zh/compare/")


def test_search_takes_any_question(home: Home) -> None:
    app = application(home)
    for asked in ("%E5%B9%B3%E5%8F%B0", "%22", "%27%3B--", "*", "a" * 5000, ""):
        assert get(app, f"/zh/search/?q={asked}").status == 200


def test_pictures_are_drawn_from_the_archive(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    document = PdfDocument.new()
    document.new_page(595, 842)
    document.save(buffer)
    rows = district()
    rows["dim_document"][0] |= {"media_type": "application/pdf"}
    home = publish_rows(tmp_path, rows)
    record = ArchiveRecord(DOCUMENT, "a.pdf", "application/pdf", len(buffer.getvalue()), now())
    Archive(home.archive).store(buffer.getvalue(), record)
    app = application(home)
    reply = get(app, f"/image/{DOCUMENT[:12]}/1.webp")
    assert reply.status == 200
    with Image.open(io.BytesIO(reply.body)) as picture:
        assert picture.format == "WEBP"
        assert abs(picture.height / picture.width - 842 / 595) < 0.01
    assert get(app, f"/image/{DOCUMENT[:12]}/2.webp").status == 404


def test_a_new_release_is_shown_at_once(home: Home) -> None:
    app = application(home)
    assert b"8703000.00" in get(app, "/zh/").body
    rows = {**district(), "mart_department_overview": [overview("9999000.00")]}
    other = publish_rows(home.root.parent / "other", rows)
    newer = home.releases / "20261125T000000Z"
    (other.releases / "20261124T080000Z").replace(newer)
    link = home.root / "next"
    link.symlink_to(Path("releases") / newer.name)
    link.replace(home.current)
    page = get(app, "/zh/").body
    assert b"9999000.00" in page
    assert b"8703000.00" not in page


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoReleaseError, match="gongkai run"):
        application(Home(tmp_path))
    with pytest.raises(NoReleaseError):
        FollowedSource(Home(tmp_path).releases)


def test_a_release_of_older_code_is_named_as_such(home: Home) -> None:
    """Found: a mart that lacked a new column ended in a server error without a word of what to do."""
    with duckdb.connect(str(home.current / DATABASE)) as connection:
        connection.execute("alter table marts.mart_department_overview drop column is_counted")
    reply = get(application(home), "/zh/")
    assert reply.status == 503
    text = reply.body.decode()
    assert "built by older code" in text
    assert "gongkai run" in text
    with pytest.raises(CommandFailure, match="built by older code"):
        export(home, home.root / "site", 1, pictures=False, as_json=True)
