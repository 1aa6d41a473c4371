"""Special-topic pages: a grid of departments (and of years), each leading to its own list or article.

Belongs here: telling the grid from the frame of the site. Does not: the lists it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from pipelines.collect.addresses import folder_of, is_above
from pipelines.collect.families.family import Column, below
from pipelines.collect.families.trs import Trs
from pipelines.collect.links import Link, disclosures, in_chrome, read_links
from pipelines.collect.web_page import WebPage

_PUBLISHER: Final = re.compile(
    r"(?:局|委|办|院|厅|部|会|中心|站|所|队|馆|社|校|学院|大学|公司|机关|街道|街|镇|乡|园区|开发区|法院|检察院|政协|人大|"
    r"联合会|协会|总工会|妇联|团委|档案|科协|文联|工商联|残联|党校)(?:[（(].{1,12}[）)])?$"
)
_YEAR: Final = re.compile(r"^(?:20\d\d)\s*年?度?(?:部门|单位)?(?:预|决)?算?(?:公开)?$")


class Grid(Trs):
    """部门网格专题. Links below the column whose text is a publisher or a year are followed as columns."""

    name: ClassVar[str] = "grid"
    zh: ClassVar[str] = "专题部门网格"
    follows_columns: ClassVar[bool] = True
    option_names: ClassVar[Sequence[str]] = ("page_parameter",)

    def recognises(self, page: WebPage) -> bool:
        """Eight or more links name publishers below the page's own folder, which is not the whole site."""
        if folder_of(page.url).count("/") < 2:
            return False
        return len(self.columns(page, Column(page.url, self.name))) >= 8

    def entries(self, page: WebPage, column: Column) -> list[Link]:
        """Disclosures, as in any list; what leads into the grid itself is a column."""
        grid = {link.url for link in self.columns(page, column)}
        return [link for link in disclosures(read_links(page), page) if link.url not in grid]

    def columns(self, page: WebPage, column: Column) -> list[Link]:
        """Links below the column that name a publisher or a year and lead to no file."""
        frame = {a.get("href") for a in page.tree.iter("a") if in_chrome(a)}
        return [
            link
            for link in read_links(page)
            if link.kind == "page"
            and (below(link, column.url) or below(link, page.url))
            and not is_above(link.url, page.url)
            and link.url not in frame
            and (_PUBLISHER.search(link.text) or _YEAR.match(link.text))
        ]
