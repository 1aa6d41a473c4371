"""A crawl of registered sources: which of them are ready, and the task their crawl is.

Belongs here: what a command and an asset have in common. Does not: the process (see `launch`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Final

from pipelines.collect.archive import Archive
from pipelines.collect.crawl.task import CrawlTask
from pipelines.collect.launch import CrawlResult, Event, crawl
from pipelines.collect.sources import Source

CONTACT_VARIABLE: Final = "GONGKAI_CONTACT"
PROXY_VARIABLE: Final = "GONGKAI_PROXY"


class NoContact(ValueError):  # noqa: N818 - what is missing
    """Nobody is named whom a site's keeper could reach."""

    def __init__(self) -> None:
        super().__init__(
            "crawling needs somebody a site's keeper can reach: --contact you@example.org, "
            f"or {CONTACT_VARIABLE}"
        )


def why_not(source: Source) -> str | None:
    """What a source lacks to be crawled; None when it is ready."""
    if not source.crawl.columns:
        return "its record names no columns"
    if source.crawl.terms is None:
        return "its record states no terms (SOURCE_TERMS_MISSING): read the site's, then fill in `terms`"
    return None


def contact_of(given: str | None) -> str:
    """The contact that was given, else that of `GONGKAI_CONTACT`. Raises `NoContact`."""
    contact = (given or os.environ.get(CONTACT_VARIABLE, "")).strip()
    if "@" not in contact and "://" not in contact:
        raise NoContact
    return contact


def crawl_sources(
    archive: Archive,
    sources: Iterable[Source],
    contact: str,
    watch: Callable[[Event], None],
    *,
    since: str | None = None,
    recheck: bool = False,
) -> CrawlResult:
    """Crawl the sources that are ready into the archive, in a process of its own."""
    task = CrawlTask(
        archive=str(archive.root),
        source_files=tuple(str(s.file) for s in sources if why_not(s) is None),
        contact=contact,
        since=since,
        recheck=recheck,
        proxy=os.environ.get(PROXY_VARIABLE, ""),
    )
    return crawl(task, watch)
