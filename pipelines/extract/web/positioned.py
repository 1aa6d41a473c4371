"""Web pages whose texts are placed by coordinates (made from PDFs): lines and tables by alignment.

Belongs here: the few CSS properties that place text, fragments, rows and columns of aligned texts.
Does not: ordinary pages (`html`). Such pages draw their rules as pictures: tables are cut out by alignment
and every cell says so (`borderless`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.extract.model import Box, Grid, GridCell, Page, Reading, Spot, TextLine
from pipelines.extract.office.safe_xml import Element
from pipelines.extract.sheets.cell_text import joined
from pipelines.extract.web.source import text_of

METHOD = "html"
_POINTS_PER_PIXEL = 0.75
_RULE = re.compile(r"\.([A-Za-z_][\w-]*)\s*\{([^{}]*)\}")
_LENGTH = re.compile(r"^\s*(-?\d*\.?\d+)\s*(px|pt)?\s*$")
_SCALE = re.compile(r"matrix\(\s*(\d*\.?\d+)")
_PLACED_SHARE = 0.5
_MIN_PLACED = 15
_MIN_GAP = 0.8  # ems between two texts of one row that stand in different columns
_DEFAULT_SIZE = 12.0
_PAGE_NAME = re.compile(r"(?:^|\s)(?:pf|page|pdf-?page|pageview)(?:\s|$)|^(?:pf|page)[-_]?\w+$", re.I)

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text without a wide gap in it, and where it stands (points)."""

    text: str
    box: Box
    size: float


def is_positioned(root: Element) -> bool:
    """Whether most of a page's text is placed by coordinates."""
    rules = _rules(root)
    placed = length = 0
    for element in root.iter("div", "span", "p"):
        style = _style(element, rules)
        if "left" in style and ("top" in style or "bottom" in style):
            text = "".join(element.xpath("./text() | ./span/text()")).strip()
            placed += bool(text)
            length += len(text)
    return placed >= _MIN_PLACED and length >= _PLACED_SHARE * len(text_of(next(root.iter("body"), root)))


def positioned_pages(root: Element) -> Iterator[Page]:
    """Pages in order; one page where the file marks none."""
    rules = _rules(root)
    body = next(root.iter("body"), root)
    frames = [e for e in body.iter("div") if _PAGE_NAME.search(e.get("class") or e.get("id") or "")]
    outer = [f for f in frames if not any(a in frames for a in f.iterancestors("div"))] or [body]
    for number, frame in enumerate(outer, start=1):
        style = _style(frame, rules)
        width, height = _points(style.get("width")), _points(style.get("height"))
        pieces = list(_pieces(frame, rules, 0.0, 0.0, height))
        items = tuple(_items(number, pieces))
        yield Page(number, width or 0.0, height or 0.0, 0, METHOD, items)


def _rules(root: Element) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for sheet in root.iter("style"):
        for name, body in _RULE.findall(sheet.text or ""):
            found.setdefault(name, {}).update(_declarations(body))
    return found


def _declarations(body: str) -> Style:
    pairs = (part.split(":", 1) for part in body.split(";") if ":" in part)
    return {name.strip().lower(): value.strip() for name, value in pairs}


def _style(element: Element, rules: dict[str, Style]) -> Style:
    style: Style = {}
    for name in (element.get("class") or "").split():
        style |= rules.get(name, {})
    return style | _declarations(element.get("style") or "")


def _points(value: str | None) -> float | None:
    found = _LENGTH.match(value or "")
    if not found:
        return None
    return float(found[1]) * (1.0 if found[2] == "pt" else _POINTS_PER_PIXEL)


def _pieces(
    element: Element, rules: dict[str, Style], x: float, y: float, height: float | None
) -> Iterator[_Piece]:
    for child in element.iterchildren(etree.Element):
        if child.tag in ("script", "style"):
            continue
        style = _style(child, rules)
        left, top, bottom = (_points(style.get(n)) for n in ("left", "top", "bottom"))
        own_height = _points(style.get("height"))
        if bottom is not None and top is None and height is not None:
            top = height - bottom - (own_height or 0.0)
        at_x, at_y = x + (left or 0.0), y + (top or 0.0)
        if left is not None and top is not None and _has_own_text(child, rules):
            yield from _text_pieces(child, style, rules, at_x, at_y)
        else:
            yield from _pieces(child, rules, at_x, at_y, own_height or height)


def _has_own_text(element: Element, rules: dict[str, Style]) -> bool:
    inner = (_style(e, rules) for e in element.iterdescendants(etree.Element))
    return bool(text_of(element)) and not any("left" in s and ("top" in s or "bottom" in s) for s in inner)


def _text_pieces(
    element: Element, style: Style, rules: dict[str, Style], x: float, y: float
) -> Iterator[_Piece]:
    """The texts of a placed element, cut where a spacer is wider than a gap between words."""
    scale = float(found[1]) if (found := _SCALE.search(style.get("transform", ""))) else 1.0
    size = (_points(style.get("font-size")) or _inner_size(element, rules) or _DEFAULT_SIZE) * scale
    at, start, text = x, x, ""
    for part, gap in _parts(element, rules):
        gap *= scale
        if gap > _MIN_GAP * size and text.strip():
            yield _Piece(text.strip(), Box(start, y, at, y + size), size)
            text = ""
        at += gap
        if not text.strip():
            start = at
        text += part
        at += sum(size if ord(c) > 0x2E7F else size * 0.5 for c in part)
    if text.strip():
        yield _Piece(text.strip(), Box(start, y, at, y + size), size)


def _inner_size(element: Element, rules: dict[str, Style]) -> float | None:
    sizes = (_points(_style(e, rules).get("font-size")) for e in element.iterdescendants(etree.Element))
    return next((s for s in sizes if s), None)


def _parts(element: Element, rules: dict[str, Style]) -> Iterator[tuple[str, float]]:
    """Texts of an element in order, each with the width of the spacer before it."""
    yield element.text or "", 0.0
    for child in element.iterchildren(etree.Element):
        style = _style(child, rules)
        width = _points(style.get("width")) or _points(style.get("margin-left")) or 0.0
        if width and not text_of(child):
            yield child.tail or "", width
        else:
            yield from _parts(child, rules)
            yield child.tail or "", 0.0


def _items(number: int, pieces: list[_Piece]) -> Iterator[TextLine | Grid]:
    run: list[list[_Piece]] = []
    for row in _rows(pieces):
        if len(row) > 1:
            run.append(row)
            continue
        yield from _table_or_lines(number, run)
        run = []
        yield TextLine(joined((row[0].text,)), Spot(number, row[0].box), round(row[0].size, 2))
    yield from _table_or_lines(number, run)


def _rows(pieces: list[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.box.bottom, p.box.x0)):
        if rows and piece.box.bottom - rows[-1][0].box.bottom <= 0.5 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.box.x0) for row in rows]


def _table_or_lines(number: int, rows: list[list[_Piece]]) -> Iterator[TextLine | Grid]:
    if len(rows) < 2:
        for piece in (p for row in rows for p in row):
            yield TextLine(joined((piece.text,)), Spot(number, piece.box), round(piece.size, 2))
        return
    columns = _columns(rows)
    cells: dict[tuple[int, int], list[_Piece]] = {}
    spans: dict[tuple[int, int], int] = {}
    for index, row in enumerate(rows):
        for piece in row:
            touched = [c for c, (left, right) in enumerate(columns) if _overlap(piece, left, right)]
            first = touched[0] if touched else _nearest(piece, columns)
            cells.setdefault((index, first), []).append(piece)
            spans[index, first] = max(spans.get((index, first), 1), len(touched) or 1)
    made = []
    for (index, column), inside in sorted(cells.items()):
        box = Box.around([p.box for p in inside])
        texts = tuple(p.text for p in inside)
        reading = Reading(lines=texts, flags=("borderless",))
        made.append(
            GridCell(index, column, joined(texts), Spot(number, box), 1, spans[index, column], reading)
        )
    whole = Box.around([c.spot.box for c in made if c.spot.box])
    yield Grid(len(rows), len(columns), tuple(made), Spot(number, whole))


def _columns(rows: list[list[_Piece]]) -> list[tuple[float, float]]:
    """Columns as the rows with the most texts show them; wider texts above are heads over several."""
    most = max(len(row) for row in rows)
    intervals = sorted((p.box.x0, p.box.x1) for row in rows if len(row) == most for p in row)
    columns: list[tuple[float, float]] = []
    for left, right in intervals:
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return columns


def _overlap(piece: _Piece, left: float, right: float) -> bool:
    shared = min(piece.box.x1, right) - max(piece.box.x0, left)
    return shared > 0.25 * min(right - left, piece.box.x1 - piece.box.x0)


def _nearest(piece: _Piece, columns: list[tuple[float, float]]) -> int:
    middle = (piece.box.x0 + piece.box.x1) / 2
    return min(range(len(columns)), key=lambda c: abs((columns[c][0] + columns[c][1]) / 2 - middle))
