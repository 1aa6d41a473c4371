"""The spider: from column pages to documents, asking every address once, and only when it is due.

Belongs here: the way through the pages. Does not: refusing (`gate`), waiting (`patience`), keeping what came
(`desk`), reading lists (`families/`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Self
from urllib.parse import urlencode

from scrapy import FormRequest, Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.collect.addresses import absolute
from pipelines.collect.crawl.desk import Desk
from pipelines.collect.crawl.pacer import Pacer
from pipelines.collect.crawl.trip import MAX_DEPTH, Trip
from pipelines.collect.families import FAMILIES
from pipelines.collect.fetches import Purpose, fetch_key
from pipelines.collect.intake import is_inline_disclosure
from pipelines.collect.links import Link, read_links
from pipelines.collect.sources import Source
from pipelines.collect.web_page import WebPage, read_page

_PAGE_SECONDS = 120
_FILE_SECONDS = 1_800


class DisclosureSpider(Spider):
    """Crawls all sources of a run in one engine, so that a host two of them share is asked at one pace."""

    name = "gongkai"

    def __init__(self, sources: Iterable[Source], desk: Desk, since: str | None, recheck: bool) -> None:
        super().__init__()
        self._sources = tuple(sources)
        self.desk = desk
        self._since = since
        self._recheck = recheck
        self._seen: set[str] = set()
        self._asked: dict[str, int] = {}
        self.closed_hosts: dict[str, tuple[str, str]] = {}
        self.pacer: Pacer

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes it."""
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        spider.pacer = Pacer(crawler)
        return spider

    def close_host(self, host: str, code: str, detail: str) -> None:
        """Ask nothing more of a host in this run."""
        self.closed_hosts.setdefault(host, (code, detail))

    async def start(self) -> AsyncIterator[Request]:
        """Column pages of all sources."""
        for source in self._sources:
            for column in source.crawl.columns:
                for asked in FAMILIES[column.family].first(column):
                    for request in self._ask(Trip(source, column, asked, "list")):
                        yield request

    # ---- asking

    def _ask(self, trip: Trip) -> Iterator[Request]:
        """The request of a trip; nothing when it was made before; the kept page's links when not due."""
        key = fetch_key(trip.asked.url, urlencode(trip.asked.form))
        if key in self._seen:
            return
        self._seen.add(key)
        if self._since and trip.published_on and trip.published_on < self._since:
            self.desk.count("older")
            return
        pace = trip.source.crawl.pace
        if trip.purpose != "list" and not self._recheck and not self.desk.is_due(key, pace.recheck_days):
            self.desk.count("not_due")
            if trip.purpose == "page":
                yield from self._reread(trip, key)
            return
        asked = self._asked.get(trip.source.source_id, 0)
        self._asked[trip.source.source_id] = asked + 1
        if asked >= pace.max_requests:
            if asked == pace.max_requests:
                detail = f"max_requests of {trip.source.source_id} is {pace.max_requests}"
                self.desk.note(trip, "FETCH_LIMIT_REACHED", detail)
            self.desk.count("beyond_limit")
            return
        yield self._request(trip)

    def _request(self, trip: Trip) -> Request:
        is_file = trip.purpose == "attachment"
        pace = trip.source.crawl.pace
        arguments: dict[str, Any] = {
            "callback": self.arrived,
            "errback": self.failed,
            "dont_filter": True,
            # Files first: a page whose files are under way is finished before the next is opened.
            "priority": {"attachment": 20, "page": 10}.get(trip.purpose, 0) + trip.depth,
            "meta": {
                "trip": trip,
                "rules": trip.source.crawl.hosts,
                "purpose": trip.purpose,
                "source_id": trip.source.source_id,
                "tls": pace.tls,
                "max_bytes": pace.max_file_bytes,
                "download_timeout": _FILE_SECONDS if is_file else _PAGE_SECONDS,
            },
        }
        if trip.asked.form:
            return FormRequest(trip.asked.url, formdata=trip.asked.form, method="POST", **arguments)
        headers = self.desk.conditions(trip.asked.url)
        if trip.referrer:
            headers["Referer"] = trip.referrer
        return Request(trip.asked.url, headers=headers, **arguments)

    def _reread(self, trip: Trip, key: str) -> Iterator[Request]:
        """The links of a page as it lies in the archive: a killed run may not have followed them all."""
        if kept := self.desk.kept_page(key):
            yield from self._read(trip, read_page(*kept))

    # ---- answers

    def arrived(self, response: Response) -> Iterator[Request]:
        """An answer with a status. Whatever breaks while it is read ends as a record."""
        assert response.request is not None
        trip: Trip = response.request.meta["trip"]
        try:
            page = self.desk.receive(response.request, response, trip)
            if page is not None:
                yield from self._read(trip, page)
        except OSError:
            raise  # the disk: nothing that follows would be kept
        except Exception as error:  # noqa: BLE001 - one page must not stop the others
            self.desk.note(trip, "FETCH_CRASHED", f"{type(error).__name__}: {error}")

    def failed(self, failure: Failure) -> None:
        """No answer, or one that was refused."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.desk.fail(request, failure.value or RuntimeError("no cause is known"))

    def _read(self, trip: Trip, page: WebPage) -> Iterator[Request]:
        """Requests for everything a page leads to."""
        if target := page.refresh:
            url = absolute(page.url, target)
            if url and trip.depth < MAX_DEPTH:
                link = Link(url, trip.said[0] if trip.said else "")
                yield from self._ask(trip.along(link, trip.purpose, page.url, ""))
            return
        family = FAMILIES[trip.column.family]
        entries = family.entries(page, trip.column)
        columns = family.columns(page, trip.column) if trip.purpose == "list" else []
        if trip.purpose == "list":
            if not entries and not columns and trip.depth == 0 and not trip.asked.form:
                self.desk.note(
                    trip, "LIST_WITHOUT_ENTRIES", f"no disclosure is listed by {page.title or page.url}"
                )
            for asked in family.next_pages(page, trip.column):
                yield from self._ask(trip.to_page(asked, page.url))
        if trip.depth >= MAX_DEPTH:
            return
        for link in columns:
            yield from self._ask(trip.along(link, "list", page.url, page.title))
        for link in (*entries, *self._pictures(trip, page, entries)):
            purpose: Purpose = "page" if link.kind == "page" else "attachment"
            if purpose == "page" and trip.depth >= MAX_DEPTH - 1:
                continue
            yield from self._ask(trip.along(link, purpose, page.url, page.title))

    def _pictures(self, trip: Trip, page: WebPage, entries: list[Link]) -> list[Link]:
        """Scanned pages shown as pictures, on a page that offers no file and says nothing itself."""
        if (
            trip.purpose != "page"
            or any(e.kind == "attachment" for e in entries)
            or is_inline_disclosure(page)
        ):
            return []
        return [link for link in read_links(page) if link.kind == "image"]
