"""The pace at which each host is asked: its source's delay, robots.txt, and what the host can bear now.

Belongs here: turning the knobs of Scrapy's download slots. Does not: deciding when (see `gate`, `patience`).
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

_LEAST_BACK_OFF = 1.0
_RECOVERY = 0.8


class Pacer:
    """One delay per host. Slots come and go with their requests; the delays stay here."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("GONGKAI_LONGEST_WAIT_SECONDS")
        self._own: dict[str, float] = {}
        self._now: dict[str, float] = {}

    def slow_down(self, site: str, delay: float) -> None:
        """Obey a Crawl-delay; a source's own delay that is longer stays."""
        host = urlsplit(site).hostname or ""
        self._own[host] = max(self._base(host), delay)
        self._apply(host, self._own[host])

    def keep(self, request: Request) -> None:
        """Give the slot of a request its host's delay again, should Scrapy have made a new one."""
        host = urlsplit(request.url).hostname or ""
        self._apply(host, self._now.get(host, self._base(host)))

    def back_off(self, request: Request) -> float:
        """Halve the pace of a host; returns the new delay in seconds."""
        host = urlsplit(request.url).hostname or ""
        delay = max(_LEAST_BACK_OFF, 2 * self._now.get(host, self._base(host)))
        self._apply(host, min(delay, self._longest))
        return self._now[host]

    def pause(self, request: Request, seconds: float) -> None:
        """Ask nothing of the host for so long."""
        slot = self._slot(urlsplit(request.url).hostname or "")
        if slot is not None:
            # A slot waits until its delay has passed since it was last used, by this clock.
            slot.lastseen = time.monotonic() + seconds

    def recover(self, request: Request) -> None:
        """The host is well: back towards its own pace."""
        host = urlsplit(request.url).hostname or ""
        if host in self._now and self._now[host] > self._base(host):
            self._apply(host, max(self._base(host), self._now[host] * _RECOVERY))

    def _base(self, host: str) -> float:
        default = self._crawler.settings.getdict("GONGKAI_DELAYS").get(host)
        fallback = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        return self._own.get(host, float(default) if default is not None else fallback)

    def _apply(self, host: str, delay: float) -> None:
        self._now[host] = delay
        slot = self._slot(host)
        if slot is not None:
            slot.delay = delay

    def _slot(self, host: str) -> Any:
        return self._crawler.engine.downloader.slots.get(host)
