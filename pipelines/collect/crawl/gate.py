"""The gate every request passes, redirects and robots.txt included: scheme, address, host, robots rules.

Belongs here: refusing requests before they are made. Does not: judging answers (see `patience`).
"""

from __future__ import annotations

import asyncio
from typing import Any, Final, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from pipelines.collect.addresses import HostRules, refusal
from pipelines.collect.crawl.refusals import Refused

ROBOT_NAME: Final = "GongkaiBot"
_MAX_ROBOTS: Final = 512 * 1024
_SLOWEST_DELAY: Final = 120.0


class Gate:
    """Downloader middleware. `request.meta` carries `rules` (the source's hosts) and `purpose`."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._allow_private = crawler.settings.getbool("GONGKAI_ALLOW_PRIVATE")
        self._robots: dict[str, asyncio.Future[Any]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes it."""
        return cls(crawler)

    @property
    def _spider(self) -> Any:
        return self._crawler.spider  # ours; Scrapy knows it as some spider

    async def process_request(self, request: Request) -> None:
        """Let the request pass, or raise `Refused`."""
        if reason := refusal(request.url, allow_private=self._allow_private):
            raise Refused("FETCH_ADDRESS_REFUSED", reason)
        rules: HostRules = request.meta["rules"]
        purpose = request.meta["purpose"]
        host = urlsplit(request.url).hostname or ""
        if not rules.allow(request.url, is_attachment=purpose in ("attachment", "robots")):
            raise Refused("FETCH_HOST_REFUSED", f"{host} is not a host of the source")
        if reason := self._spider.closed_hosts.get(host):
            raise Refused(*reason)
        if purpose != "robots":
            await self._ask_robots(request)

    async def _ask_robots(self, request: Request) -> None:
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            # Kept as a future: whoever comes while the rules are under way waits for the same answer.
            self._robots[site] = asyncio.ensure_future(self._fetch_robots(site, request))
        robots = await asyncio.shield(self._robots[site])
        if isinstance(robots, Refused):
            raise Refused(robots.code, robots.detail)
        if not robots.can_fetch(request.url, ROBOT_NAME):
            raise Refused("FETCH_ROBOTS_FORBIDDEN", f"{site}/robots.txt forbids it")

    async def _fetch_robots(self, site: str, cause: Request) -> Protego | Refused:
        """The rules of a site. Missing (4xx) means free, unreachable (5xx, none) forbidden (RFC 9309)."""
        spider = self._spider
        request = Request(
            f"{site}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            dont_filter=True,
            headers=spider.desk.conditions(f"{site}/robots.txt"),
            meta={
                "rules": cause.meta["rules"],
                "purpose": "robots",
                "source_id": cause.meta["source_id"],
                "tls": cause.meta.get("tls"),
                "max_bytes": _MAX_ROBOTS,
                "download_timeout": 60,
            },
        )
        try:
            response: Response = await self._crawler.engine.download_async(request)
        except IgnoreRequest as error:
            spider.desk.fail(request, error)
            code = getattr(error, "code", "")
            if code in ("FETCH_TOO_LARGE", "FETCH_REDIRECT_LOOP", "FETCH_HOST_REFUSED"):
                return Protego.parse("")
            return Refused(code or "FETCH_ROBOTS_UNREACHABLE", f"{site}/robots.txt: {error}")
        except Exception as error:  # noqa: BLE001 - whatever went wrong: without rules nothing is asked
            spider.desk.fail(request, error)
            return Refused("FETCH_ROBOTS_UNREACHABLE", f"{site}/robots.txt: {error}")
        text = spider.desk.keep_robots(request, response)
        if response.status >= 500 or response.status == 429:
            return Refused("FETCH_ROBOTS_UNREACHABLE", f"{site}/robots.txt: HTTP {response.status}")
        rules = Protego.parse(text if response.status < 300 or response.status == 304 else "")
        delay = rules.crawl_delay(ROBOT_NAME)
        if delay:
            spider.pacer.slow_down(site, min(float(delay), _SLOWEST_DELAY))
        return rules
