"""Engine for web archives (MHTML), which Word and Excel also write under the names .doc and .xls.

Belongs here: finding the page inside, frames of workbooks. Does not: reading HTML (`html`).
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from pipelines.extract.model import Grid, Page, Spot, TextLine, UnreadableDocument
from pipelines.extract.web.html import HtmlEngine
from pipelines.extract.web.source import BROKEN, MAX_BYTES

_MAX_PARTS = 500
_SHEET = re.compile(rb"<x:WorksheetSource\s+HRef=3?D?\"([^\"]+)\"|<frame\b[^>]*name=\"?frSheet", re.I)


class MhtmlEngine:
    """Engine for web archives: the main page, or every sheet of a workbook saved as one."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the pages of every HTML part that shows something.

        Raises `UnreadableDocument` with HTML_BROKEN, FILE_TOO_LARGE or what `HtmlEngine` raises.
        """
        if len(content) > MAX_BYTES:
            raise UnreadableDocument(
                "FILE_TOO_LARGE", f"an archive of {len(content)} bytes, at most {MAX_BYTES}"
            )
        parts = list(_html_parts(content))
        if not parts:
            raise UnreadableDocument(BROKEN, "the web archive holds no page")
        number, refused = 1, None
        for part in parts:
            try:
                for page in HtmlEngine().pages(part):
                    yield _numbered(page, number)
                    number += 1
            except UnreadableDocument as error:
                refused = refused or error  # frames and tab strips show nothing: the sheets beside them do
        if number == 1 and refused is not None:
            raise refused


def _html_parts(content: bytes) -> Iterator[bytes]:
    message: Message = email.message_from_bytes(content, policy=email.policy.compat32)
    parts = [p for p in message.walk() if not p.is_multipart()][:_MAX_PARTS]
    pages = [p for p in parts if p.get_content_type() in ("text/html", "application/xhtml+xml")]
    for part in pages:
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and not (len(pages) > 1 and _SHEET.search(payload)):
            charset = part.get_content_charset()
            yield _declared(payload, charset)


def _declared(payload: bytes, charset: str | None) -> bytes:
    """The page with the character set that its part names, where the page itself names none."""
    if charset is None or b"charset" in payload[:4096].lower():
        return payload
    return f'<meta charset="{charset}">'.encode("ascii", "replace") + payload


def _numbered(page: Page, number: int) -> Page:
    if page.number == number:
        return page

    def spot(old: Spot) -> Spot:
        return replace(old, page=number)

    items: list[TextLine | Grid] = []
    for item in page.items:
        if isinstance(item, Grid):
            cells = tuple(replace(c, spot=spot(c.spot)) for c in item.cells)
            items.append(replace(item, cells=cells, spot=spot(item.spot)))
        else:
            items.append(replace(item, spot=spot(item.spot)))
    return replace(
        page,
        number=number,
        items=tuple(items),
        headers_and_footers=tuple(replace(line, spot=spot(line.spot)) for line in page.headers_and_footers),
        outcomes=tuple(replace(o, page=number) for o in page.outcomes),
    )
