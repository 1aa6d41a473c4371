"""The real pages of the shared corpus: where they stood, their family, and what a reader sees on them.

Belongs here: one line a page, written by looking at it. `seen` is an XPath of that page alone, written from its
markup without the extractor's help: what it selects is what is there. Does not: any content of the pages.
Addresses come from the pages' own `Url` and `SiteDomain`; where a page has none its breadcrumbs were followed,
and the last part is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.collect.addresses import absolute, address_key
from pipelines.collect.web_page import WebPage, read_page
from tests.paths import SHARED

FOLDER = SHARED / "corpus" / "web"
_FILES = "//a[re:test(@href, '\\.(pdf|docx?|xlsx?|zip|rar)(\\?.*)?$', 'i')]"


@dataclass(frozen=True)
class RealPage:
    number: str
    url: str
    family: str
    seen: str
    count: int

    @property
    def file(self) -> Path:
        (file,) = FOLDER.glob(f"{self.number}_*.html")
        return file

    def read(self) -> WebPage:
        return read_page(self.url, self.file.read_bytes())

    def there(self) -> dict[str, str]:
        """Links that a reader sees: text by key of the address."""
        page = self.read()
        found = {}
        for a in page.tree.xpath(self.seen, namespaces={"re": "http://exslt.org/regular-expressions"}):
            url = absolute(page.base, a.get("href"))
            if url:
                found.setdefault(address_key(url), " ".join(a.text_content().split()))
        return found


_CQ = "https://jtj.cq.gov.cn/zwgk_240/zfxxgk/fdzdgknr/czyjs"
_FGW = "https://fzggw.cq.gov.cn/zfxxgk/fdzdgknr/ysjs/ysgk/202603"
_TJ = "https://cz.tj.gov.cn/zwgk_53713/yjsgktypt/ysgk"
_EDITOR = "//div[contains(@class, 'trs_editor_view') or contains(@class, 'TRS_UEDITOR') or contains(@class, 'TRS_Editor')]//a"
_WUXI = "//li[.//em[contains(., '部门预决算')]]//a"

LISTS = (
    RealPage("01", "https://jtj.cq.gov.cn/", "trs", "//a[contains(@href, '/czyjs/') and contains(@href, '/t20')]", 6),
    RealPage("02", f"{_CQ}/ys/202603/t20260302_15478132.html", "trs", _EDITOR, 18),
    RealPage("03", f"{_CQ}/yjs/202603/t20260302_15478132.html", "trs", _EDITOR, 18),
    RealPage("06", "https://gaj.cq.gov.cn/zwgk/zfxxgkml/czyjs/ysgk/202603/t20260302_15478283.html", "trs", _EDITOR, 8),
    RealPage("13", "https://sfj.cq.gov.cn/zwgk_243/zfxxgkml/czyjs/sfysgk/ysgksfj/202603/t20260302_15477650.html", "trs", _EDITOR, 6),
    RealPage("14", "https://cgj.cq.gov.cn/zwgk_173/fdzdgknr/czyjs/202603/t20260302_15478699.html", "trs", "//li/a[contains(@href, '/czyjs/2026')]", 19),
    RealPage("15", "https://yjj.cq.gov.cn/zwgk_230/fdzdgknr/czyjs/", "trs", "//li//a[starts-with(@href, './20')]", 15),
    RealPage("16", "https://yjj.cq.gov.cn/zwgk_230/fdzdgknr/czyjs/202603/t20260302_15478320.html", "trs", _EDITOR, 10),
    RealPage("17", "https://www.cq.gov.cn/zwgk/zfxxgkzl/fdzdgknr/ysjs/szfbgtjszfbmyjsqk/szfbmys/szfbgt/", "trs", "//ul[contains(@class, 'zsj-fr-main')]//a", 15),
    RealPage("25", "https://wxjtj.wuxi.gov.cn/", "plain", _WUXI, 5),
    RealPage("26", "https://hrss.wuxi.gov.cn/", "plain", _WUXI, 8),
    RealPage("28", "https://js.wuxi.gov.cn/", "plain", _WUXI, 4),
    RealPage("29", "https://ga.wuxi.gov.cn/", "plain", _WUXI, 5),
    RealPage("32", "http://www.changsha.gov.cn/szf/ztzl/czyjs/bmyjs/jtysj/", "trs", "//ul[@class='czys_listCount_list']//a", 15),
)  # fmt: skip
"""Pages that list disclosures."""

DETAILS = (
    RealPage("07", f"{_FGW}/t20260302_15478126.html", "trs", _FILES, 1),
    RealPage("08", f"{_FGW}/t20260302_15478107.html", "trs", _FILES, 1),
    RealPage("09", f"{_FGW}/t20260302_15478173.html", "trs", _FILES, 1),
    RealPage("10", f"{_FGW}/t20260302_15478223.html", "trs", _FILES, 7),
    RealPage("11", f"{_FGW}/t20260302_15478147.html", "trs", _FILES, 1),
    RealPage("12", f"{_FGW}/t20260302_15478006.html", "trs", _FILES, 1),
    RealPage("21", f"{_TJ}/2018nbmysgkml/202008/t20200803_3332190.html", "trs", _FILES, 1),
    RealPage("22", f"{_TJ}/2019nbmysgkml/202008/t20200803_3332030.html", "trs", _FILES, 1),
    RealPage("23", f"{_TJ}/2019nbmysgkml/202008/t20200803_3332025.html", "trs", _FILES, 1),
    RealPage("24", f"{_TJ}/2018nbmysgkml/202008/t20200803_3332191.html", "trs", _FILES, 1),
    RealPage("27", "https://www.wuxi.gov.cn/doc/2026/03/02/4744784.shtml", "plain", _FILES, 7),
    RealPage("30", "https://www.wuxi.gov.cn/doc/2025/03/13/4664079.shtml", "plain", _FILES, 1),
    RealPage("31", "https://www.wuxi.gov.cn/doc/2026/03/03/4744781.shtml", "plain", _FILES, 1),
    RealPage("33", "https://public.zhengzhou.gov.cn/D0104X/1.jhtml", "plain", _FILES, 1),
    RealPage(
        "35", "http://www.xa.gov.cn/gk/czzj/bmczyjs/bmczysb/5d492cbef99d6572b76a44a5.html", "plain", _FILES, 1
    ),
    RealPage("36", "https://www.km.gov.cn/c/2026-02-12/1.shtml", "plain", _FILES, 1),
)
"""Articles with files."""

BLOCKS = ("19", "20")
"""Scripts that have to prove a browser, served as 200."""

WITHOUT = ("04", "18")
"""Home pages that list no disclosure."""
