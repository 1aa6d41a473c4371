"""What a page is asked for, and what a kind of page is.

Belongs here: the two records every page module works with. Does not: any page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.dashboard.links import Links
from pipelines.dashboard.source import Source
from pipelines.dashboard.words import word
from pipelines.home import Home


class PageNotFound(LookupError):  # noqa: N818 - what was asked for is not there
    """No page has that address; the message says why."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One page in one language. `params` are the parts of its path, `query` what a form sent
    (server only)."""

    source: Source
    home: Home
    links: Links
    params: Mapping[str, str]
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.links.language

    def word(self, key: str, **values: Any) -> str:
        """The dashboard's words for `key` in the page's language."""
        return word(self.language, key, **values)


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: the form of its path, its template, what the template is given, which pages there are.

    `build` raises `PageNotFound` for a path of the right form that leads nowhere.
    """

    name: str
    pattern: re.Pattern[str]
    template: str
    build: Callable[[Ask], dict[str, Any]]
    paths: Callable[[Source], Iterable[str]]
