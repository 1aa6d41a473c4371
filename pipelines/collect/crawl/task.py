"""What the crawling process is asked to do.

Belongs here: the task as it travels between processes. Does not: Scrapy (whoever starts it needs none).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CrawlTask:
    """`archive` is a path or fsspec address, `source_files` the records of the sources to crawl, `contact`
    whom a site's keeper can reach, `since` an ISO date, `recheck` asks archived addresses although they
    are not due, `proxy` an http address or empty.

    `delay_seconds` overrides the sources' pace, `allow_private` lets loopback be asked, the last two shorten
    waiting: these four are for tests, and no command sets them.
    """

    archive: str
    source_files: tuple[str, ...]
    contact: str
    since: str | None = None
    recheck: bool = False
    proxy: str = ""
    delay_seconds: float | None = None
    allow_private: bool = False
    longest_wait_seconds: float = 900.0
    pace_window_seconds: float = 60.0
