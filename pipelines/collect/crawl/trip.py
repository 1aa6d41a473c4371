"""One address on the crawl's way: whose it is, how it was found, what was said of it.

Belongs here: the value that travels with a request. Does not: making requests.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.collect.families import Column, PageRequest
from pipelines.collect.fetches import Purpose
from pipelines.collect.links import Link
from pipelines.collect.sources import Source

MAX_DEPTH = 5
"""Column → department → list → page → page with its files. What lies deeper belongs to something else."""


@dataclass(frozen=True, slots=True)
class Trip:
    """`said` are the words on the way, nearest first; `depth` counts steps from the column page."""

    source: Source
    column: Column
    asked: PageRequest
    purpose: Purpose
    depth: int = 0
    referrer: str = ""
    said: tuple[str, ...] = ()
    published_on: str | None = None

    def along(self, link: Link, purpose: Purpose, page_url: str, page_title: str) -> Trip:
        """The trip that follows a link of the page this trip led to."""
        words = tuple(dict.fromkeys(w for w in (link.text, link.row, page_title, *self.said) if w))
        return replace(
            self,
            asked=PageRequest(link.url),
            purpose=purpose,
            depth=self.depth + 1,
            referrer=page_url,
            said=words[:6],
            published_on=link.published_on or self.published_on,
        )

    def to_page(self, asked: PageRequest, page_url: str) -> Trip:
        """The trip to a further page of the same list."""
        return replace(self, asked=asked, referrer=page_url)
