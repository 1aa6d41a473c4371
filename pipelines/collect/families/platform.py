"""Provincial platforms: one address, the unit, the year and the page in parameters.

Belongs here: walking by parameters, as far as the page itself offers them. Does not: guessing values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import parse_qsl, urlsplit

from pipelines.collect.addresses import absolute, address_key
from pipelines.collect.families.family import Column, PageRequest
from pipelines.collect.families.plain import Plain, with_parameter
from pipelines.collect.links import Link, disclosures, read_links
from pipelines.collect.web_page import WebPage

_PLATFORM: Final = re.compile(r"(?i)yjsgk|wzyjsgkpt|sjyjsgkpt|预决算(?:信息)?公开(?:统一)?平台")


class Platform(Plain):
    """省级预决算公开平台 (江苏, 福建, 广西 …).

    `select` names the parameter that chooses unit or year; its values are read from the page's own links
    and option lists. `page_parameter` counts pages.
    """

    name: ClassVar[str] = "platform"
    zh: ClassVar[str] = "省级公开平台"
    follows_columns: ClassVar[bool] = True
    option_names: ClassVar[Sequence[str]] = ("select", "page_parameter")

    def recognises(self, page: WebPage) -> bool:
        """Its address or title says so and it offers choices by parameter."""
        return bool(_PLATFORM.search(f"{page.url} {page.title}")) and bool(_options(page))

    def entries(self, page: WebPage, column: Column) -> list[Link]:
        """Disclosures of the page, without the platform's own choices."""
        choices = {link.url for link in self.columns(page, column)}
        return [link for link in disclosures(read_links(page), page) if link.url not in choices]

    def columns(self, page: WebPage, column: Column) -> list[Link]:
        """One address per value of the selecting parameters that the page offers."""
        names = [n.strip() for n in column.options.get("select", "").split(",") if n.strip()]
        found: dict[str, Link] = {}
        own = urlsplit(column.url)
        for link in read_links(page):
            parts = urlsplit(link.url)
            chosen = {k for k, _ in parse_qsl(parts.query)}
            if parts.netloc == own.netloc and parts.path == own.path and chosen & set(names):
                found.setdefault(address_key(link.url), link)
        for name, value, text in _options(page):
            if name in names:
                url = absolute(page.url, with_parameter(page.url, name, value)) or page.url
                found.setdefault(address_key(url), Link(url, text))
        found.pop(address_key(page.url), None)
        return list(found.values())

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """Pages of the list that is chosen at present."""
        here = Column(page.url, column.family, column.kind, column.fiscal_year, column.options)
        return super().next_pages(page, here)


def _options(page: WebPage) -> list[tuple[str, str, str]]:
    found = []
    for select in page.tree.iter("select"):
        name = select.get("name") or select.get("id") or ""
        for option in select.iter("option"):
            value = (option.get("value") or "").strip()
            if name and value:
                found.append((name, value, " ".join("".join(option.itertext()).split())))
    return found
