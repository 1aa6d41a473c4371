"""广东 gkmlpt: the directory of open government as JSON, /gkmlpt/api/all/<id>?page=N.

Belongs here: its addresses and replies. Does not: its article pages, which are plain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from pipelines.collect.addresses import absolute, is_document
from pipelines.collect.families.family import MAX_PAGES, Column, Family, PageRequest
from pipelines.collect.families.plain import with_parameter
from pipelines.collect.links import Link, is_disclosure_text
from pipelines.collect.web_page import WebPage

_ADDRESS: Final = re.compile(r"(.*?/gkmlpt)(?:/|$)")
_COLUMN: Final = re.compile(r"#?(\d{2,9})\s*$")


class Gkmlpt(Family):
    """广东政府信息公开目录平台. `column_id` is the category; else it is read from the address."""

    name: ClassVar[str] = "gkmlpt"
    zh: ClassVar[str] = "广东 gkmlpt"
    option_names: ClassVar[Sequence[str]] = ("column_id", "site_id")

    def recognises(self, page: WebPage) -> bool:
        """It lies under /gkmlpt/."""
        return "/gkmlpt/" in urlsplit(page.url).path + "/"

    def first(self, column: Column) -> list[PageRequest]:
        """The first page of the category's JSON."""
        match = _ADDRESS.match(column.url.split("#", 1)[0])
        number = column.options.get("column_id") or _number(column.url)
        if match is None or number is None:
            return [PageRequest(column.url)]
        url = f"{match.group(1)}/api/all/{number}?page=1"
        if site := column.options.get("site_id"):
            url += f"&sid={site}"
        return [PageRequest(url)]

    def entries(self, page: WebPage, column: Column) -> list[Link]:
        """Articles of the reply whose title speaks of a disclosure."""
        links = []
        for article in _articles(page):
            url = absolute(page.url, str(article.get("url") or article.get("post_url") or ""))
            title = " ".join(str(article.get("title") or "").split())
            if url and (is_disclosure_text(title) or is_document(url)):
                kind = "attachment" if is_document(url) else "page"
                links.append(Link(url, title, str(article.get("publisher") or ""), _date(article), kind))  # type: ignore[arg-type]
        return links

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """As many as the reply counts, else the one after a reply that is not empty."""
        reply = _reply(page)
        articles = _articles(page)
        asked = re.search(r"[?&]page=(\d+)", page.url)
        current = int(asked.group(1)) if asked else 1
        total, size = reply.get("total"), len(articles)
        if current != 1 and isinstance(total, int):
            return []
        if isinstance(total, int) and size:
            last = min(-(-total // size), MAX_PAGES)
            return [PageRequest(with_parameter(page.url, "page", str(n))) for n in range(2, last + 1)]
        if size and current < MAX_PAGES:
            return [PageRequest(with_parameter(page.url, "page", str(current + 1)))]
        return []


def _number(url: str) -> str | None:
    match = _COLUMN.search(url.rstrip("/"))
    return match.group(1) if match else None


def _reply(page: WebPage) -> dict[str, Any]:
    try:
        reply = json.loads(page.text)
    except ValueError:
        return {}
    return reply if isinstance(reply, dict) else {}


def _articles(page: WebPage) -> list[dict[str, Any]]:
    reply = _reply(page)
    data = reply.get("articles", reply.get("data", []))
    if isinstance(data, dict):
        data = data.get("articles", data.get("list", []))
    return [a for a in data if isinstance(a, dict)] if isinstance(data, list) else []


def _date(article: dict[str, Any]) -> str | None:
    for key in ("date", "publish_date", "created_at", "display_publish_time"):
        value = article.get(key)
        if isinstance(value, int) and value > 10**8:
            return datetime.fromtimestamp(value, UTC).date().isoformat()
        if isinstance(value, str) and re.match(r"20\d\d-\d\d-\d\d", value):
            return value[:10]
    return None
