"""Bytes of a web page become a tree: character set, parser, what can never be text.

Belongs here: decoding, parsing, taking out scripts and what is not shown.
Does not: which part of a page matters (`html_main`), tables (`html`).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from lxml import etree

from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.safe_xml import Element

BROKEN = "HTML_BROKEN"
MAX_BYTES = 64 * 1024 * 1024
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
_META_WITHIN = 8192
# Chinese pages that name one of the smaller sets use characters of the larger.
_LARGER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
}
_NEVER_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "object",
    "embed",
    "applet",
    "iframe",
    "frame",
    "select",
    "textarea",
    "button",
    "link",
    "meta",
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a page, the character set that gave it, how many bytes it could not explain."""

    text: str
    encoding: str
    unreadable: int


def decode(content: bytes) -> Decoded:
    """The text of a page. A byte order mark wins; UTF-8 that holds is UTF-8, whatever the page says."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _replacing(content, encoding)
    declared = _META_CHARSET.search(content[:_META_WITHIN])
    said = declared[1].decode("ascii", "replace").lower() if declared else ""
    for encoding in ("utf-8", _LARGER.get(said, said), "gb18030"):
        try:
            return Decoded(content.decode(encoding), encoding, 0)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    # Broken in every set: the one that leaves the fewest holes.
    return min((_replacing(content, e) for e in ("utf-8", "gb18030")), key=lambda d: d.unreadable)


def _replacing(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def parse(content: bytes) -> tuple[Element, Decoded]:
    """The root of a page without scripts and hidden parts. Raises `UnreadableDocument`."""
    if not content.strip():
        raise UnreadableDocument("FILE_EMPTY", "the page holds nothing")
    if len(content) > MAX_BYTES:
        raise UnreadableDocument("FILE_TOO_LARGE", f"a page of {len(content)} bytes, at most {MAX_BYTES}")
    decoded = decode(content)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    text = decoded.text.replace("\x00", "")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(BROKEN, f"the page cannot be parsed: {error}") from error
    too_deep = next((e.message for e in parser.error_log if "depth" in e.message.lower()), None)
    if too_deep:  # the parser drops what lies deeper and goes on as if nothing were there
        raise UnreadableDocument(BROKEN, f"elements are nested too deeply: {too_deep}")
    if root is None:
        raise UnreadableDocument(BROKEN, "the page holds no element")
    return root, decoded


def remove_unshown(root: Element) -> None:
    """Take out what is never text and what the page itself hides; what stands behind it stays."""
    for element in list(root.iter(etree.Element)):
        is_hidden = element.get("hidden") is not None or _NOT_SHOWN.search(element.get("style") or "")
        if element.tag in _NEVER_TEXT or (is_hidden and element.tag not in ("html", "body")):
            remove(element)


def remove(element: Element) -> None:
    """Take an element out of its tree and keep the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def text_of(element: Element) -> str:
    """All text of an element, spaces folded."""
    return " ".join("".join(element.itertext()).split())
