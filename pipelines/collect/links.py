"""Links of a page: where they lead, what is said of them, and whether that is about a disclosure.

Belongs here: reading links out of elements and scripts, words that mark a disclosure.
Does not: what a certain content system does differently (see `families/`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from lxml import html

from pipelines.collect.addresses import (
    IMAGE_EXTENSIONS,
    absolute,
    address_key,
    extension,
    folder_of,
    is_above,
    is_asset,
    is_column,
    is_document,
)
from pipelines.collect.web_page import WebPage

LinkKind = Literal["attachment", "image", "page"]

_DISCLOSURE: Final = re.compile(
    r"预\s*[、/]?\s*决\s*算|预\s*算|决\s*算|[“\"]?三公[”\"]?\s*经费|绩效(?:目标|自评)|专项资金(?:公开|目录)|收支(?:总表|情况)"
)
_NOT_DISCLOSURE: Final = re.compile(
    r"预算法|预算管理(?:制度|办法)|(?:印发|废止|修订|转发).{0,60}(?:通知|办法|细则|规程)|招标|中标|预算执行(?:和|与|审计)"
    r"|政策解读|采购意向|工程预算|施工图预算|预算评审"
)
_YEAR: Final = re.compile(r"20\d\d")
_SCRIPT_ADDRESS: Final = re.compile(
    r"""(?ix)(?:open|href|location|url|download\w*|go\w*|show\w*|view\w*|jump\w*|link\w*)\s*(?:=|\()\s*
    (["'])([^"'\s]{3,400})\1"""
)
_QUOTED_ADDRESS: Final = re.compile(r"""["']((?:https?:)?//?[^"'\s]{3,400}|\.{1,2}/[^"'\s]{3,400})["']""")
_WRITTEN_ANCHOR: Final = re.compile(r"(?is)<a\s[^<>]*?href[^<>]*>.*?</a\s*>")
_DATE: Final = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_ROW_TAGS: Final = ("li", "tr", "p", "dd", "dt")
_CHROME: Final = re.compile(r"(?i)\b(?:footer|foot|friend\w*|copyright|sitemap)\b")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: absolute address, text, the row it stands in, the date beside it (ISO) or None."""

    url: str
    text: str
    row: str = ""
    published_on: str | None = None
    kind: LinkKind = "page"

    @property
    def said(self) -> str:
        """Everything that is said of it."""
        return f"{self.text} {self.row}".strip()


def is_disclosure_text(text: str) -> bool:
    """The words are about a unit's budget or accounts, not about rules, tenders or news."""
    return bool(_DISCLOSURE.search(text)) and not _NOT_DISCLOSURE.search(text)


def read_links(page: WebPage) -> list[Link]:
    """Every http(s) link of a page in order, the same address once, with the longest text said of it."""
    found: dict[str, Link] = {}
    for link in _all_links(page):
        key = address_key(link.url)
        known = found.get(key)
        found[key] = link if known is None else _merged(known, link)
    return list(found.values())


def _merged(one: Link, two: Link) -> Link:
    text = (
        one.text if two.text in one.text else two.text if one.text in two.text else f"{one.text} {two.text}"
    )
    row = one.row if two.row in one.row else two.row if one.row in two.row else f"{one.row} {two.row}"
    return Link(one.url, text[:300], row[:400], one.published_on or two.published_on, one.kind)


def _all_links(page: WebPage) -> Iterator[Link]:
    yield from _links_of(page.tree, page)
    for element in page.tree.iter("script", "textarea"):
        yield from written_links("".join(element.itertext()), page)


def written_links(text: str, page: WebPage) -> Iterator[Link]:
    """Links inside text that a script writes into the page, or that lies in a data island."""
    if "<a" not in text and "<A" not in text:
        return
    plain = re.sub(r"\\(['\"/])", r"\1", text)
    for match in _WRITTEN_ANCHOR.finditer(plain):
        if "+" in match.group() and re.search(r"href\s*=\s*[\\\"']*\s*\+|[\"']\s*\+\s*\w", match.group()):
            continue  # assembled from variables: it leads nowhere until the script runs
        try:
            fragment = html.fragment_fromstring(match.group(), create_parent="li")
        except (ValueError, AssertionError):
            continue
        after = plain[match.end() : match.end() + 80]
        fragment.append(html.fragment_fromstring(re.sub(r"<[^>]*>?", " ", after), create_parent="span"))
        yield from _links_of(fragment, page)


def _links_of(root: html.HtmlElement, page: WebPage) -> Iterator[Link]:
    for element in root.iter("a", "area", "iframe", "embed", "img"):
        if element.tag == "img":
            if link := _image(element, page):
                yield link
            continue
        for reference in _references(element):
            url = absolute(page.base, reference)
            if url and not is_asset(url):
                yield _link(url, element)
                break


def _references(element: html.HtmlElement) -> Iterator[str]:
    if element.tag in ("iframe", "embed"):
        source = element.get("src") or ""
        # A viewer that shows a PDF names it in a parameter.
        match = re.search(r"[?&]file=([^&]+)", source)
        if match:
            yield match.group(1)
        elif is_document(source):
            yield source
        return
    href = (element.get("href") or "").strip()
    if href and not re.match(r"(?i)(?:javascript|mailto|tel|data|vbscript):", href) and href != "#":
        yield href
        return
    for script in (href, element.get("onclick") or "", element.get("data-href") or ""):
        if script and not script.startswith("#"):
            if match := _SCRIPT_ADDRESS.search(script):
                yield match.group(2)
            elif match := _QUOTED_ADDRESS.search(script):
                yield match.group(1)
            elif re.fullmatch(r"\.{0,2}/[^\s'\"()]+", script):
                yield script


def _link(url: str, element: html.HtmlElement) -> Link:
    text = _text(element) or _clean(element.get("title") or element.get("alt") or "")
    title = _clean(element.get("title") or element.get("textvalue") or "")
    if title and title not in text:
        is_cut = not text or text.endswith(("…", "...")) or text in title
        text = title if is_cut else f"{text} {title}"
    row = _row(element)
    said = _text(row)[:400] if row is not None else ""
    kind: LinkKind = "attachment" if is_document(url) else "page"
    date = _date(said) or (
        _date(_text(row.getparent())[:200]) if row is not None and _is_small(row) else None
    )
    return Link(url, text[:300], said, date, kind)


def _image(element: html.HtmlElement, page: WebPage) -> Link | None:
    """A picture that belongs to what the page says (a scanned page), not to its looks."""
    source = element.get("src") or element.get("data-src") or ""
    url = absolute(page.base, source)
    if url is None or extension(url) not in IMAGE_EXTENSIONS:
        return None
    inside = " ".join(f"{e.get('class') or ''} {e.get('id') or ''}" for e in element.iterancestors())
    if not re.search(r"(?i)editor|article|content|zoom|info|text|detail|\bcon\b|xl_?|wz", inside):
        return None
    if re.search(r"(?i)icon|logo|banner|qrcode|ewm|weixin|share|/images?/[a-z_]+\.", url) or _CHROME.search(
        inside
    ):
        return None
    sizes = [
        int(n) for n in re.findall(r"\d+", f"{element.get('width') or ''} {element.get('height') or ''}")
    ]
    if sizes and max(sizes) < 200:
        return None
    return Link(url, _clean(element.get("alt") or element.get("title") or ""), "", None, "image")


def _row(element: html.HtmlElement) -> html.HtmlElement | None:
    for ancestor in element.iterancestors():
        if ancestor.tag in _ROW_TAGS:
            return ancestor
        if ancestor.tag == "div" and len(_text(ancestor)) > len(_text(element)):
            return ancestor if len(ancestor.findall(".//a")) <= 3 else None
        if ancestor.tag in ("ul", "ol", "table", "body"):
            return None
    return None


def _is_small(row: html.HtmlElement) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag not in ("ul", "ol", "tbody", "body") and len(_text(parent)) < 200


def _text(element: html.HtmlElement | None) -> str:
    return "" if element is None else _clean("".join(element.itertext()))


def _clean(text: str) -> str:
    return " ".join(text.split())


def _date(text: str) -> str | None:
    for match in _DATE.finditer(text):
        year, month, day = (int(n) for n in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return None


def in_chrome(element: html.HtmlElement) -> bool:
    """The element belongs to the frame of a site, as footers and lists of friends do."""
    return any(
        _CHROME.search(f"{e.get('class') or ''} {e.get('id') or ''}") or e.tag in ("footer",)
        for e in element.iterancestors()
    )


def disclosures(links: Iterable[Link], page: WebPage) -> list[Link]:
    """Links of a list page that lead to disclosures: files, and pages that what is said of them names so.

    The page itself and the columns above it (breadcrumbs, tabs) are none, nor are columns elsewhere, which
    only the frame of a site leads to.
    """
    every = list(links)
    rows = Counter(link.row for link in every)
    chosen = []
    for link in every:
        elsewhere = is_column(link.url) and not address_key(link.url).startswith(folder_of(page.url))
        if link.kind == "image" or elsewhere or is_above(link.url, page.url):
            continue
        # A row in which many links stand says nothing of one of them.
        said = link.said if rows[link.row] <= 3 and len(link.row) <= 200 else link.text
        if link.kind == "attachment" or is_disclosure_text(said):
            chosen.append(link)
    return chosen
