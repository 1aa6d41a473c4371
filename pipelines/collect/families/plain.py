"""Plain lists: a page of links, and anchors that lead to the next page.

Belongs here: pages told by their anchors. Does not: lists that a script fills.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.collect.addresses import absolute, address_key, folder_of
from pipelines.collect.families.family import MAX_PAGES, Column, Family, PageRequest
from pipelines.collect.web_page import WebPage

_NEXT: Final = re.compile(
    r"^(?:\[?\s*(?:下\s*一?\s*页|后一?页|尾\s*页|末\s*页|最后一页)\s*[>»›]*\]?|\[?\d{1,3}\]?|[>»›]{1,2}|next|last)$",
    re.I,
)
_OF: Final = re.compile(r"(?:共|/)\s*(\d{1,3})\s*页")


class Plain(Family):
    """普通列表. `page_parameter` names the parameter that counts pages where anchors do not show them all."""

    name: ClassVar[str] = "plain"
    zh: ClassVar[str] = "普通列表"
    option_names: ClassVar[Sequence[str]] = ("page_parameter",)

    def recognises(self, page: WebPage) -> bool:
        """Any page is a list of links."""
        return True

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """Where 下一页, 尾页 and page numbers lead, as far as they stay in the folder of the list."""
        found = {address_key(page.url): PageRequest(page.url)}
        for anchor in page.tree.iter("a"):
            if not _NEXT.match(" ".join("".join(anchor.itertext()).split())):
                continue
            url = absolute(page.base, anchor.get("href") or "")
            if url and address_key(url).startswith(folder_of(page.url)) and _same_list(url, page.url):
                found.setdefault(address_key(url), PageRequest(url))
        parameter = column.options.get("page_parameter")
        count = _OF.search(page.visible_text)
        if parameter and count:
            for number in range(1, min(int(count.group(1)), MAX_PAGES) + 1):
                url = with_parameter(column.url, parameter, str(number))
                found.setdefault(address_key(url), PageRequest(url))
        return list(found.values())[1:]


def _same_list(url: str, page_url: str) -> bool:
    """The address differs from the page's in numbers only, in its last part or its parameters."""
    one, two = urlsplit(url), urlsplit(page_url)
    names = [
        re.sub(r"[_-]?\d+", "", re.sub(r"^$", "index.html", p.path.rsplit("/", 1)[-1])) for p in (one, two)
    ]
    stems = [name.rsplit(".", 1)[0] or "index" for name in names]
    own, other = dict(parse_qsl(one.query)), dict(parse_qsl(two.query))
    differing = [k for k in own.keys() | other.keys() if own.get(k) != other.get(k)]
    values = [(own.get(k, ""), other.get(k, "")) for k in differing]
    counts = len(values) <= 1 and all(re.fullmatch(r"\d*", v) for pair in values for v in pair)
    return stems[0] == stems[1] and counts


def with_parameter(url: str, name: str, value: str) -> str:
    """`url` with one query parameter set."""
    parts = urlsplit(url)
    pairs = [p for p in parse_qsl(parts.query, keep_blank_values=True) if p[0] != name]
    return urlunsplit(parts._replace(query=urlencode([*pairs, (name, value)])))
