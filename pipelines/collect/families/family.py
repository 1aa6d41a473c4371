"""What a family of content systems can say of a page; each step can be overridden by itself.

Belongs here: the class all families share and its default steps. Does not: any particular system.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pipelines.collect.addresses import address_key, folder_of
from pipelines.collect.links import Link, disclosures, read_links
from pipelines.collect.web_page import WebPage

MAX_PAGES = 500
"""A list of more pages than this is a trap or a mistake."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column page of a source: where it is, what it lists, and what its family has to be told.

    `kind` is budget, final or both; `fiscal_year` is None when the column holds several years.
    `options` are the family's own settings, e.g. the name of the parameter that counts pages.
    """

    url: str
    family: str
    kind: str = "both"
    fiscal_year: int | None = None
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A further page of a list: an address, or a form that has to be posted there."""

    url: str
    form: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Two requests of one key ask for the same page."""
        return address_key(self.url) + "".join(f"&{name}={value}" for name, value in self.form)


class Family:
    """A family by its default steps, which a plain list page needs and nothing more.

    `columns` tells whether links to further columns are followed. Subclasses override one step or two.
    """

    name: ClassVar[str] = ""
    zh: ClassVar[str] = ""
    follows_columns: ClassVar[bool] = False
    option_names: ClassVar[Sequence[str]] = ()

    def recognises(self, page: WebPage) -> bool:
        """The page carries this family's marks."""
        raise NotImplementedError

    def first(self, column: Column) -> list[PageRequest]:
        """What to ask first: the column page itself."""
        return [PageRequest(column.url)]

    def entries(self, page: WebPage, column: Column) -> list[Link]:
        """Links to disclosures (files and pages) that the page lists."""
        return disclosures(read_links(page), page)

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """Further pages of the same list that this page knows of."""
        return []

    def columns(self, page: WebPage, column: Column) -> list[Link]:
        """Columns below this one (years, departments), for families that have such."""
        return []


def below(link: Link, column_url: str) -> bool:
    """The link leads into the folder of the column."""
    return address_key(link.url).startswith(folder_of(column_url))
