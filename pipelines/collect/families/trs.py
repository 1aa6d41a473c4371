"""TRS: lists as static pages index.html, index_1.html …, counted by a call of createPageHTML.

Belongs here: that call and its relatives. Does not: anything else; TRS lists are plain lists.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final
from urllib.parse import urljoin

from pipelines.collect.families.family import MAX_PAGES, Column, PageRequest
from pipelines.collect.families.plain import Plain
from pipelines.collect.web_page import WebPage

# createPageHTML(4, 0, "index", "html"); some sites put an element's id or the row count before or after.
_CALL: Final = re.compile(
    r"""create\w*Page\w*\s*\(\s*(?:["'][^"']*["']\s*,\s*)?["']?(\d{1,4})["']?\s*,\s*["']?(\d{1,4})["']?\s*,
    \s*["']([\w./-]+)["']\s*,\s*["'](\w{3,5})["']""",
    re.X,
)
_COUNT: Final = re.compile(r"(?:countPage|pageCount|nPageCount|totalPage)\s*=\s*[\"']?(\d{1,4})\b")


class Trs(Plain):
    """拓尔思 TRS WCM (武汉, 重庆, 天津, 长沙 …)."""

    name: ClassVar[str] = "trs"
    zh: ClassVar[str] = "拓尔思 TRS"

    def recognises(self, page: WebPage) -> bool:
        """It calls createPageHTML, names articles t20260302_15478132.html, or TRS is in its marks."""
        return bool(
            re.search(
                r"createPageHTML|TRS_Editor|TRS_UEDITOR|trs_editor_view|/t20\d{6}_\d{5,}\.s?html", page.text
            )
        )

    def next_pages(self, page: WebPage, column: Column) -> list[PageRequest]:
        """All pages, as the call counts them: name.ext is the first, name_1.ext the second."""
        for match in _CALL.finditer(page.text):
            if "function" in page.text[max(0, match.start() - 12) : match.start()]:
                continue
            count, current, stem, ext = int(match[1]), int(match[2]), match[3], match[4]
            # The first page is the column itself, under whichever of its names led here.
            numbers = [n for n in range(1, min(count, MAX_PAGES)) if n != current]
            return [PageRequest(urljoin(page.url, f"{stem}_{n}.{ext}")) for n in numbers]
        if "createPageHTML" in page.text and (match2 := _COUNT.search(page.text)):
            extension = "shtml" if ".shtml" in page.text else "html"
            count = min(int(match2.group(1)), MAX_PAGES)
            return [PageRequest(urljoin(page.url, f"index_{n}.{extension}")) for n in range(1, count)]
        return super().next_pages(page, column)
