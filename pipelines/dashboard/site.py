"""Pages by their address: one way for server and export.

Belongs here: finding the page kind of a path, rendering its template. Does not: what is on a page (`pages`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import jinja2

from pipelines.dashboard import numbers
from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.links import LANGUAGES, Links, document_path, unit_path, viewer_path
from pipelines.dashboard.measures import series_name
from pipelines.dashboard.pages import PAGES
from pipelines.dashboard.source import Source
from pipelines.dashboard.words import measure_name, outcome_name, term, word
from pipelines.home import Home

# What the head of every page leads to.
_NAVIGATION: Final = (
    ("overview", ""),
    ("compare", "compare/"),
    ("findings", "findings/"),
    ("coverage", "coverage/"),
    ("search", "search/"),
    ("review", "review/"),
)
_NAMES: Final = {kind.name for kind in PAGES}
_TEMPLATES: Final = Path(__file__).with_name("templates")
STATIC: Final = Path(__file__).with_name("static")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Site:
    """All pages over one release. `from_disk` spells addresses out and leaves out what needs a server."""

    def __init__(self, source: Source, home: Home, *, from_disk: bool = False) -> None:
        self.source = source
        self.home = home
        self.from_disk = from_disk

    def page(self, language: str, path: str, query: Mapping[str, str] | None = None) -> str:
        """The page at `path` (without language). Raises `PageNotFound`."""
        if language not in LANGUAGES:
            raise PageNotFound(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
        kind, params = _kind_of(path)
        links = Links(language, path, spelled_out=self.from_disk)
        ask = Ask(self.source, self.home, links, params, query or {})
        content = kind.build(ask)
        return _environment().get_template(kind.template).render(**self._shared(ask, kind), **content)

    def door(self) -> str:
        """The first page of an export: leads to the overview in the reader's language."""
        return _environment().get_template("door.html.j2").render(release=self.source.release)

    def paths(self) -> Iterator[str]:
        """Paths of all pages, each once per language."""
        for kind in PAGES:
            yield from kind.paths(self.source)

    def _shared(self, ask: Ask, kind: PageKind) -> dict[str, Any]:
        language = ask.language
        return {
            "language": language,
            "other_language": next(other for other in LANGUAGES if other != language),
            "links": ask.links,
            "page_name": kind.name,
            "nav": [(name, path) for name, path in _NAVIGATION if name in _NAMES],
            "from_disk": self.from_disk,
            "release": self.source.release,
            "t": partial(word, language),
            "term": partial(term, language),
            "measure_name": partial(measure_name, language),
            "outcome_name": partial(outcome_name, language),
            "series_name": partial(series_name, language),
            "money": partial(numbers.table_money, language=language),
            "headline_money": partial(numbers.headline_money, language=language),
            "short_money": partial(numbers.short_money, language=language),
            "exact": numbers.exact,
            "whole_yuan": numbers.whole_yuan,
            "percent": numbers.percent,
            "change": numbers.change,
            "count": numbers.count,
            "unit_path": unit_path,
            "viewer_path": viewer_path,
            "document_path": document_path,
        }


def _kind_of(path: str) -> tuple[PageKind, dict[str, str]]:
    for kind in PAGES:
        if match := kind.pattern.fullmatch(path):
            return kind, match.groupdict()
    raise PageNotFound(f"no page at {path!r}")
