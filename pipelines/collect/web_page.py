"""A fetched page as a tree of elements, whatever its server says of its encoding.

Belongs here: decoding, parsing, the visible text. Does not: judging links (see `links`).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import urljoin

from lxml import etree, html

_META: Final = re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.-]{2,20})")
_HEADER: Final = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.-]{2,20})")
_REFRESH: Final = re.compile(r"(?i)^\s*\d+\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>\s]+)")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_HIDDEN: Final = ("script", "style", "noscript", "template")
# Counters, clocks and "last visited" change with every look; they are not what the page says.
_VOLATILE: Final = re.compile(
    r"(?:浏览|点击|阅读|访问|下载)(?:次数|量|数)?[:：]?\s*\d*\s*次?|\d{1,2}:\d{2}(?::\d{2})?|今天是[^。\n]{0,30}|\s+"
)
MAX_PAGE_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True)
class WebPage:
    """A page as fetched. `url` is where it was found in the end; `tree` is its lxml element."""

    url: str
    text: str

    @cached_property
    def tree(self) -> html.HtmlElement:
        """Root element. A page without any element is an empty `html`."""
        # A declaration of an encoding inside text is refused by lxml; the text is decoded already.
        text = re.sub(r"^\s*<\?xml[^>]*\?>", "", self.text.replace("\0", ""))
        try:
            return html.document_fromstring(text or "<html></html>", parser=html.HTMLParser(huge_tree=True))
        except (etree.ParserError, ValueError):
            return html.document_fromstring("<html><body></body></html>")

    @cached_property
    def base(self) -> str:
        """What references are relative to: the page's `base` element, else its address."""
        for element in self.tree.iter("base"):
            if href := (element.get("href") or "").strip():
                return str(urljoin(self.url, href))
        return self.url

    @cached_property
    def title(self) -> str:
        """The title of the page in one line; empty when there is none."""
        for element in self.tree.iter("title"):
            return " ".join("".join(element.itertext()).split())
        return ""

    @cached_property
    def visible_text(self) -> str:
        """Text a reader sees, blanks collapsed."""
        return " ".join(" ".join(_visible(self.tree)).split())

    @property
    def refresh(self) -> str | None:
        """Where a `meta refresh` leads, as written; None when there is none (or it reloads the page)."""
        for meta in self.tree.iter("meta"):
            if (meta.get("http-equiv") or "").lower() == "refresh":
                match = _REFRESH.match(meta.get("content") or "")
                if match and not match.group(1).isdigit():
                    return match.group(1)
        return None

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of what the page says and links to, without counters and clocks."""
        said = _VOLATILE.sub("", self.visible_text)
        links = sorted({re.split("[?;]", a.get("href") or "")[0] for a in self.tree.iter("a")})
        return hashlib.sha256("\0".join((said, *links)).encode()).hexdigest()


def _visible(root: html.HtmlElement) -> list[str]:
    found: list[str] = []
    stack: list[tuple[html.HtmlElement, bool]] = [(root, False)]
    while stack:
        element, is_tail = stack.pop()
        if is_tail:
            found.append(element.tail or "")
            continue
        if not isinstance(element.tag, str) or element.tag in _HIDDEN:
            continue
        found.append(element.text or "")
        for child in reversed(element):
            stack.append((child, True))
            stack.append((child, False))
    return [text for text in found if text.strip()]


def read_page(url: str, content: bytes, content_type: str = "") -> WebPage:
    """The page in `content`.

    Its charset is tried in this order: byte order mark, strict UTF-8, what header and meta declare,
    GB18030. The first that decodes wins, so a lying declaration does no harm. Bytes that decode nowhere
    become U+FFFD.
    """
    return WebPage(url, decode(content[:MAX_PAGE_BYTES], content_type))


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a page or a reply in JSON; see `read_page`."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    declared = [m.group(1) for m in (_HEADER.search(content_type),) if m]
    declared += [m.group(1).decode("ascii", "replace") for m in (_META.search(content[:4096]),) if m]
    candidates = ["utf-8", *(_known(name) for name in declared), "gb18030"]
    for encoding in dict.fromkeys(candidates):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # A stray byte must not turn a whole page of Chinese into nonsense: the reading with most Chinese wins.
    readings = [content.decode(e, "replace") for e in dict.fromkeys(candidates)]
    return max(readings, key=lambda text: len(_CHINESE.findall(text)) - 20 * text.count("\ufffd"))


def _known(name: str) -> str:
    """A codec by its declared name. GB2312 and GBK are read as GB18030, of which they are parts."""
    lowered = name.lower().replace("_", "-")
    if lowered in ("gb2312", "gbk", "gb18030", "x-gbk", "cp936", "gb-2312"):
        return "gb18030"
    try:
        found = codecs.lookup(lowered)
    except LookupError:
        return "utf-8"
    # Single-byte codecs decode anything: on these sites they are always a lie.
    return "utf-8" if found.name.startswith(("iso8859", "cp125", "latin", "ascii")) else found.name
