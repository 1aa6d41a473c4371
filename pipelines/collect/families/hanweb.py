"""Hanweb jcms: lists filled by POST to jpage/dataproxy.jsp, rows as CDATA records.

Belongs here: the data island and the form. Does not: article pages, which are plain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import urljoin, urlsplit

from pipelines.collect.addresses import absolute
from pipelines.collect.families.family import MAX_PAGES, Column, PageRequest
from pipelines.collect.families.plain import Plain
from pipelines.collect.links import Link, disclosures, read_links, written_links
from pipelines.collect.web_page import WebPage

PROXY: Final = "/module/web/jpage/dataproxy.jsp"
_RECORD: Final = re.compile(r"(?is)<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>")
_TOTAL: Final = re.compile(r"(?i)(?:<totalrecord>|totalRecord\s*[:=]\s*[\"']?)\s*(\d{1,6})")
_PER_PAGE: Final = re.compile(r"(?i)perPage\s*[:=]\s*[\"']?(\d{1,4})")
_FORM_NAMES: Final = (
    "col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype",
)  # fmt: skip


class Hanweb(Plain):
    """大汉 jcms (江苏, 浙江, 山东 …). `proxy` names another address of the data proxy."""

    name: ClassVar[str] = "hanweb"
    zh: ClassVar[str] = "大汉 jcms / jpage"
    option_names: ClassVar[Sequence[str]] = ("proxy", "page_parameter")

    def recognises(self, page: WebPage) -> bool:
        """It speaks of the data proxy or of jpage, or lies under /col/colN/."""
        if re.search(r"(?i)dataproxy\.jsp|\bjpage\b|<datastore>", page.text):
            return True
        return bool(re.search(r"/col/col\d+/", urlsplit(page.url).path))

    def entries(self, page: WebPage, column: Column) -> list[Link]:
        """Links in the records of the data island, else of the page."""
        records = [link for text in _RECORD.findall(page.text) for link in written_links(text, page)]
        return disclosures([*records, *(read_links(page) if not records else ())], page)

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """Forms that ask the data proxy for every record which the page does not hold yet."""
        total = _TOTAL.search(page.text)
        if total is None:
            return super().next_pages(page, column)
        if urlsplit(page.url).path.endswith("dataproxy.jsp"):
            return []  # a reply: the column page has asked for all of them
        count, step = int(total.group(1)), self._per_page(page)
        have = len(_RECORD.findall(page.text))
        form = tuple((name, value) for name in _FORM_NAMES if (value := _form_value(page.text, name)))
        proxy = column.options.get("proxy") or _proxy(page)
        return [
            PageRequest(
                f"{proxy}?startrecord={start}&endrecord={min(start + 3 * step - 1, count)}&perpage={step}",
                form,
            )
            for start in range(have + 1, min(count, step * 3 * MAX_PAGES) + 1, 3 * step)
        ]

    def _per_page(self, page: WebPage) -> int:
        match = _PER_PAGE.search(page.text)
        return max(1, int(match.group(1))) if match else 15


def _proxy(page: WebPage) -> str:
    match = re.search(r"[\"'(]([^\"'()\s]*dataproxy\.jsp)", page.text)
    return absolute(page.url, match.group(1) if match else PROXY) or urljoin(page.url, PROXY)


def _form_value(text: str, name: str) -> str | None:
    match = re.search(rf"[\"']?\b{name}[\"']?\s*[:=]\s*[\"']?([^\"',;&}}\s]+)", text)
    return match.group(1) if match else None
