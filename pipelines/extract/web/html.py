"""Engine for web pages, and for the many files named .xls or .doc that are web pages.

Belongs here: the walk over a page: paragraphs, tables, preformatted text.
Does not: decoding (`html_source`), finding the content (`html_main`), grids (`flow`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipelines.extract.model import Grid, Outcome, Page, Spot, TextLine, UnreadableDocument
from pipelines.extract.office.flow import MAX_NESTING, FlowBuilder, FlowCell, FlowTable
from pipelines.extract.office.safe_xml import Element
from pipelines.extract.text.dump import TextDumpEngine
from pipelines.extract.web.main_content import (
    link_outcomes,
    main_content,
    page_title,
    refuse_other_pages,
    says_title,
)
from pipelines.extract.web.positioned import is_positioned, positioned_pages
from pipelines.extract.web.source import parse, remove_unshown, text_of

METHOD = "html"
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "ul",
        "caption",
    }
)
_FIGURE = re.compile(r"\d[\d,]*\.\d+")
# Line breaks of the source mean nothing; those of <br> and of blocks are told apart by this character.
_BREAK = "\u2028"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MAX_LEFT_OUT = 40
# A table whose nested tables hold this share of its text only arranges them.
_LAYOUT_SHARE = 0.5


class HtmlEngine:
    """Engine for HTML; a page is held whole, as browsers do, up to 64 MB."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the one page (positioned pages: each of them). Raises `UnreadableDocument` with FILE_EMPTY,
        FILE_TOO_LARGE, HTML_BROKEN or NOT_A_DISCLOSURE."""
        root, decoded = parse(content)
        body = next(root.iter("body"), root)
        if is_positioned(root):
            yield from positioned_pages(root)
            return
        title = page_title(root)
        probe = _shown_text(body)
        refuse_other_pages(root, probe)
        remove_unshown(root)
        links = link_outcomes(body, bool(_FIGURE.search(text_of(body))))
        main, left_out = main_content(body)
        walk = _Walk()
        items = list(walk.blocks(main))
        if not items:
            raise UnreadableDocument("NO_CONTENT", "the page shows no text")
        if title and not says_title(text_of(main), title):
            items.insert(0, TextLine(title, Spot(1, None, "title of the page")))
        outcomes = [*walk.builder.outcomes, *links]
        if decoded.unreadable:
            detail = f"{decoded.unreadable} places are no {decoded.encoding}; they are shown as U+FFFD"
            outcomes.append(Outcome("TEXT_UNREADABLE", "warning", detail, 1))
        furniture = tuple(
            TextLine(text[:300], Spot(1, None, "around the content")) for text in left_out[:_MAX_LEFT_OUT]
        )
        yield Page(1, 0.0, 0.0, 0, METHOD, tuple(items), furniture, tuple(outcomes))


def _shown_text(body: Element) -> str:
    skipped = {"script", "style", "noscript", "template"}
    parts = [
        t
        for t in body.xpath(".//text()")
        if t.getparent() is not None and (t.is_tail or t.getparent().tag not in skipped)
    ]
    return " ".join("".join(parts).split())


class _Walk:
    """Goes through the content once, from top to bottom."""

    def __init__(self) -> None:
        self.builder = FlowBuilder()

    def blocks(self, element: Element) -> Iterator[TextLine | Grid]:
        """Lines and grids of an element and all it holds."""
        text: list[str] = [element.text or ""]
        yield from self._children(element, text)
        yield from self._flush(text)

    def _children(self, element: Element, text: list[str]) -> Iterator[TextLine | Grid]:
        for child in element.iterchildren(etree.Element):
            if child.tag == "table":
                yield from self._flush(text)
                yield from self._table(child)
            elif child.tag == "pre":
                yield from self._flush(text)
                yield from self._preformatted(child)
            elif child.tag in _BLOCKS:
                yield from self._flush(text)
                yield from self.blocks(child)
            elif child.tag == "br":
                text.append(_BREAK)
            else:
                text.append(_mark(child) or child.text or "")
                yield from self._children(child, text)
            text.append(child.tail or "")

    def _flush(self, text: list[str]) -> Iterator[TextLine | Grid]:
        whole, text[:] = _SPACES.sub(" ", "".join(text)), []
        if whole.strip(f" {_BREAK}"):
            yield from self.builder.paragraph(whole)

    def _preformatted(self, element: Element) -> Iterator[TextLine | Grid]:
        whole = "".join(element.itertext())
        if "\t" in whole:
            for page in TextDumpEngine().pages(whole.encode("utf-8", "replace")):
                yield from page.items
        elif whole.strip():
            yield from self.builder.paragraph(whole)

    def _table(self, element: Element) -> Iterator[TextLine | Grid]:
        if _is_layout(element):
            for cell in _cells_in_order(element):
                yield from self.blocks(cell)
            return
        for caption in element.iterchildren("caption"):
            yield from self.builder.paragraph(_BREAK.join(_cell_lines(caption)))
        yield from self.builder.table(_flow_table(element))


def _is_layout(table: Element) -> bool:
    """Whether a table only arranges parts of the page."""
    nested = [t for t in table.iter("table") if t is not table]
    cells = _cells_in_order(table)
    if len(cells) == 1:
        return True
    if not nested:
        return False
    whole = len(text_of(table))
    outermost = [t for t in nested if _enclosing(t) is table]
    return sum(len(text_of(t)) for t in outermost) >= _LAYOUT_SHARE * whole


def _enclosing(table: Element) -> Element | None:
    return next(table.iterancestors("table"), None)


def _rows(table: Element) -> list[Element]:
    """Rows of a table itself, a header first and a footer last wherever they stand."""
    parts: dict[str, list[Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table.iterchildren(etree.Element):
        if child.tag == "tr":
            parts["tbody"].append(child)
        elif child.tag in parts:
            parts[child.tag] += list(child.iterchildren("tr"))
    return [row for rows in parts.values() for row in rows]


def _cells_in_order(table: Element) -> list[Element]:
    return [cell for row in _rows(table) for cell in row.iterchildren("td", "th")]


def _flow_table(table: Element, depth: int = 0) -> FlowTable:
    flow = FlowTable()
    for row in _rows(table):
        cells = []
        for element in row.iterchildren("td", "th"):
            inner = [t for t in element.iter("table") if next(t.iterancestors("td", "th"), None) is element]
            cells.append(
                FlowCell(
                    lines=_cell_lines(element),
                    row_span=_span(element, "rowspan"),
                    column_span=_span(element, "colspan") or 1,
                    tables=[_flow_table(t, depth + 1) for t in inner] if depth < MAX_NESTING else [],
                )
            )
        flow.rows.append(cells)
    return flow


def _span(element: Element, name: str) -> int:
    found = re.match(r"\s*(\d{1,5})", element.get(name) or "1")
    return int(found[1]) if found else 1


def _cell_lines(cell: Element) -> list[str]:
    """Lines of a cell without its nested tables; blanks that set a text in are kept."""
    parts: list[str] = []
    _collect(cell, parts)
    lines = _SPACES.sub(" ", "".join(parts)).split(_BREAK)
    return [line.strip(" ") for line in lines if line.strip()]


def _collect(element: Element, parts: list[str]) -> None:
    parts.append(element.text or "")
    for child in element.iterchildren(etree.Element):
        if child.tag == "br":
            parts.append(_BREAK)
        elif child.tag != "table":
            is_block = child.tag in _BLOCKS
            parts.append(_BREAK if is_block else "")
            parts.append(_mark(child))
            _collect(child, parts)
            parts.append(_BREAK if is_block else "")
        parts.append(child.tail or "")


def _mark(element: Element) -> str:
    """What a form field shows."""
    if element.tag != "input":
        return ""
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if element.get("checked") is not None else "☐"
    return (element.get("value") or "") if kind == "text" else ""
