"""What to do with answers that say "not now" or "not you": wait longer, or leave the host alone.

Belongs here: back-off, giving a host up. Does not: evading anything.
"""

from __future__ import annotations

import asyncio
import time
from email.utils import parsedate_to_datetime
from typing import Any, Final, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from pipelines.collect.blocks import block_of
from pipelines.collect.crawl.spooling import SPOOLED, Spooled
from pipelines.collect.web_page import decode

BUSY: Final = frozenset((429, 503))
_STORM: Final = 8
_REPEATED_BLOCKS: Final = 3
_AT_ONCE: Final = frozenset((412, 521))


class Patience:
    """Downloader middleware nearest to the wire but one.

    On 429 and 503 the host's pace is halved and the request comes back after Retry-After; each answer that
    is well again brings the pace back a little. After `_STORM` failures in a row, or a block, the host is
    given up for the rest of the run.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("GONGKAI_LONGEST_WAIT_SECONDS")
        self._failures: dict[str, int] = {}
        self._blocks: dict[str, int] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    @property
    def _spider(self) -> Any:
        return self._crawler.spider  # ours; Scrapy knows it as some spider

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The answer, or the request again."""
        host = urlsplit(request.url).hostname or ""
        if reason := _block(request, response):
            return self._blocked(host, request, response, reason)
        if response.status >= 300:
            _forget(request)  # nobody reads the body of an error or a redirect
        if response.status in BUSY:
            self._failed(host, f"HTTP {response.status}")
            wait = min(_retry_after(response) or self._spider.pacer.back_off(request), self._longest)
            self._spider.pacer.pause(request, wait)
            again = get_retry_request(
                request, spider=self._spider, reason=f"HTTP {response.status}", max_retry_times=4
            )
            if again is not None and host not in self._spider.closed_hosts:
                await asyncio.sleep(wait)
                return again
            return response
        if response.status >= 500:
            self._failed(host, f"HTTP {response.status}")
        else:
            self._failures.pop(host, None)
            self._blocks.pop(host, None)
            self._spider.pacer.recover(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Count a failure of the host; whether the request is tried again is Scrapy's retry's business."""
        if not hasattr(exception, "code"):
            self._failed(
                urlsplit(request.url).hostname or "", str(exception)[:120] or type(exception).__name__
            )

    def _blocked(self, host: str, request: Request, response: Response, reason: str) -> Response:
        request.meta["block"] = reason
        self._blocks[host] = self._blocks.get(host, 0) + 1
        is_final = response.status in _AT_ONCE or response.status == 200
        if request.meta["purpose"] != "robots" and (is_final or self._blocks[host] >= _REPEATED_BLOCKS):
            self._spider.close_host(host, "FETCH_BLOCKED", f"{host} blocks robots: {reason}")
        return response

    def _failed(self, host: str, what: str) -> None:
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= _STORM:
            detail = f"{host} failed {_STORM} times in a row, last: {what}"
            self._spider.close_host(host, "FETCH_HOST_GIVEN_UP", detail)


def _block(request: Request, response: Response) -> str | None:
    spooled: Spooled | None = request.meta.get(SPOOLED)
    content_type = (response.headers.get("content-type") or b"").decode("latin-1")
    head = decode(spooled.head, content_type) if spooled else ""
    return block_of(response.status, content_type, head, spooled.size if spooled else 0)


def _forget(request: Request) -> None:
    spooled: Spooled | None = request.meta.pop(SPOOLED, None)
    if spooled:
        spooled.path.unlink(missing_ok=True)


def _retry_after(response: Response) -> float | None:
    value = (response.headers.get("retry-after") or b"").decode("latin-1").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
