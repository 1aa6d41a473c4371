"""Marks of OFD pages (GB/T 33190-2016): the same records that other readers of marks make.

Belongs here: the package, page areas, templates, text and path objects. Does not: what the marks mean.
Annotations, signatures and seals lie in parts of their own and are not part of the page's content.
OFD measures in millimetres from the top left; marks are in points.
"""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.extract.model import Box, UnreadableDocument
from pipelines.extract.ofd.geometry import IDENTITY, Matrix, deltas, matrix, numbers, segments
from pipelines.extract.office.office_zip import OfficeZip
from pipelines.extract.office.safe_xml import Element, attribute, child, children, local_name
from pipelines.extract.page.marks import Fill, Glyph, RawPage, Stroke, em_box

BROKEN = "OFD_BROKEN"
POINTS = 72 / 25.4
MAX_PAGES = 20_000
_A4 = (0.0, 0.0, 210.0, 297.0)
_LINE_WIDTH = 0.353  # mm; the standard's default
# A filled rectangle thinner than this (points) is a rule.
_THIN = 2.0
# Width of a character that nothing states, in font sizes.
_WIDE, _NARROW = 1.0, 0.5
_LEVEL = 0.2  # points by which a rule may lean
_PAGE_BOXES = ("PhysicalBox", "ApplicationBox", "ContentBox")


@dataclass(slots=True)
class _Marks:
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    has_images: bool = False


@dataclass(frozen=True, slots=True)
class BrokenPart:
    """A page that cannot be read, and why."""

    number: int
    detail: str


def ofd_pages(content: bytes) -> Iterator[RawPage | BrokenPart]:
    """Pages of all documents in the package, in order. Raises `UnreadableDocument`."""
    package = OfficeZip(content, BROKEN)
    root = package.xml("OFD.xml")
    number = 0
    for body in children(root, "DocBody"):
        path = _text(child(body, "DocRoot")).lstrip("/")
        if path:
            for page in _Document(package, path).pages(number):
                number += 1
                yield page
    if not number:
        raise UnreadableDocument(BROKEN, "the package lists no pages")


class _Document:
    def __init__(self, package: OfficeZip, path: str) -> None:
        self._package = package
        self._folder = posixpath.dirname(path)
        self._root = package.xml(path)
        common = child(self._root, "CommonData")
        self._area = _box_of(child(common, "PageArea")) if common is not None else None
        self._templates = {
            attribute(t, "ID") or "": attribute(t, "BaseLoc") or ""
            for t in (children(common, "TemplatePage") if common is not None else [])
        }

    def pages(self, before: int) -> Iterator[RawPage | BrokenPart]:
        listed = child(self._root, "Pages")
        for index, page in enumerate(children(listed, "Page") if listed is not None else [], start=1):
            if index > MAX_PAGES:
                raise UnreadableDocument(BROKEN, f"more than {MAX_PAGES} pages")
            try:
                yield self._page(attribute(page, "BaseLoc") or "", before + index)
            except UnreadableDocument as broken:
                if broken.code != BROKEN:
                    raise
                yield BrokenPart(before + index, broken.detail)

    def _xml(self, location: str) -> Element:
        inside = location.lstrip("/") if location.startswith("/") else posixpath.join(self._folder, location)
        return self._package.xml(inside)

    def _page(self, location: str, number: int) -> RawPage:
        page = self._xml(location)
        x, y, width, height = _box_of(child(page, "Area")) or self._area or _A4
        marks = _Marks()
        origin = Matrix(POINTS, 0, 0, POINTS, -x * POINTS, -y * POINTS)
        for template in children(page, "Template"):
            place = self._templates.get(attribute(template, "TemplateID") or "")
            if place:
                _read_content(self._xml(place), origin, marks)
        _read_content(page, origin, marks)
        return RawPage(
            number,
            width * POINTS,
            height * POINTS,
            0,
            tuple(marks.glyphs),
            tuple(marks.strokes),
            tuple(marks.fills),
            marks.has_images,
        )


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _box_of(area: Element | None) -> tuple[float, float, float, float] | None:
    for name in _PAGE_BOXES if area is not None else ():
        values = numbers(_text(child(area, name)))
        if len(values) == 4 and values[2] > 0 and values[3] > 0:
            return values[0], values[1], values[2], values[3]
    return None


def _read_content(page: Element, origin: Matrix, marks: _Marks) -> None:
    content = child(page, "Content")
    for layer in children(content, "Layer") if content is not None else []:
        _read_block(layer, origin, marks)


def _read_block(block: Element, origin: Matrix, marks: _Marks) -> None:
    for element in block:
        name = local_name(element)
        if name == "PageBlock":
            _read_block(element, origin, marks)
        elif attribute(element, "Visible") == "false" or attribute(element, "Alpha") == "0":
            continue
        elif name == "TextObject":
            marks.glyphs.extend(_glyphs(element, origin, len(marks.glyphs)))
        elif name == "PathObject":
            _read_path(element, origin, marks)
        elif name in ("ImageObject", "CompositeObject"):
            marks.has_images = True


def _placed(element: Element, origin: Matrix) -> Matrix:
    """From an object's own space to points: its matrix, then its boundary's corner, then the page."""
    boundary = numbers(attribute(element, "Boundary") or "")
    corner = Matrix(1, 0, 0, 1, *boundary[:2]) if len(boundary) >= 2 else IDENTITY
    return matrix(attribute(element, "CTM")).then(corner).then(origin)


def _is_white(color: Element | None) -> bool:
    values = numbers(attribute(color, "Value") or "") if color is not None else []
    return len(values) in (1, 3) and all(v >= 250 for v in values)


def _glyphs(element: Element, origin: Matrix, order: int) -> Iterator[Glyph]:
    size = (numbers(attribute(element, "Size") or "") or [0.0])[0]
    if size <= 0:
        return
    scale = (numbers(attribute(element, "HScale") or "") or [1.0])[0] or 1.0
    place = _placed(element, origin)
    is_white = _is_white(child(element, "FillColor"))
    turned = (numbers(attribute(element, "CharDirection") or "") or [0.0])[0]
    angle = -math.degrees(math.atan2(place.b, place.a)) - turned
    height = size * math.hypot(place.c, place.d)
    font = attribute(element, "Font") or ""
    x = y = 0.0
    for code in children(element, "TextCode"):
        x = (numbers(attribute(code, "X") or "") or [x])[0]
        y = (numbers(attribute(code, "Y") or "") or [y])[0]
        text = code.text or ""
        steps_x = deltas(attribute(code, "DeltaX"), len(text))
        steps_y = deltas(attribute(code, "DeltaY"), len(text))
        for index, char in enumerate(text):
            natural = size * scale * (_WIDE if ord(char) > 0x2E7F else _NARROW)
            step = steps_x[index] if index < len(steps_x) else 0.0
            width = min(natural, step) if step > 0 else natural
            if char.isprintable():
                box = _glyph_box(place, x, y, width, size)
                at_x, baseline = place.apply(x, y)
                upright = em_box(box, at_x, baseline, height, angle)
                yield Glyph(char, upright, baseline, height, angle, font, is_white, order)
                order += 1
            down = steps_y[index] if index < len(steps_y) else 0.0
            # Without any step the characters stand side by side.
            x += step if steps_x else (0.0 if steps_y else natural)
            y += down


def _glyph_box(place: Matrix, x: float, y: float, width: float, size: float) -> Box:
    corners = [place.apply(cx, cy) for cx in (x, x + width) for cy in (y - 0.88 * size, y + 0.12 * size)]
    return Box(
        min(c[0] for c in corners),
        min(c[1] for c in corners),
        max(c[0] for c in corners),
        max(c[1] for c in corners),
    )


def _read_path(element: Element, origin: Matrix, marks: _Marks) -> None:
    place = _placed(element, origin)
    data = _text(child(element, "AbbreviatedData"))
    if attribute(element, "Stroke") != "false":
        width = (numbers(attribute(element, "LineWidth") or "") or [_LINE_WIDTH])[0] * POINTS
        is_white = _is_white(child(element, "StrokeColor"))
        for subpath in segments(data):
            points = [place.apply(x, y) for x, y in subpath]
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) <= _LEVEL or abs(y0 - y1) <= _LEVEL:
                    marks.strokes.append(Stroke(_rule(x0, y0, x1, y1, width), is_white))
    if attribute(element, "Fill") == "true":
        is_white = _is_white(child(element, "FillColor"))
        for subpath in segments(data):
            points = [place.apply(x, y) for x, y in subpath]
            if len(points) >= 4 and _is_rectangle(points):
                box = Box(
                    min(p[0] for p in points),
                    min(p[1] for p in points),
                    max(p[0] for p in points),
                    max(p[1] for p in points),
                )
                thin = min(box.x1 - box.x0, box.bottom - box.top) <= _THIN
                if thin:
                    marks.strokes.append(Stroke(box, is_white))
                else:
                    marks.fills.append(Fill(box, is_white))


def _rule(x0: float, y0: float, x1: float, y1: float, width: float) -> Box:
    half = width / 2
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    if right - left >= bottom - top:
        return Box(left, top - half, right, bottom + half)
    return Box(left - half, top, right + half, bottom)


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    sides = pairwise(points)
    return all(abs(a[0] - b[0]) <= _LEVEL or abs(a[1] - b[1]) <= _LEVEL for a, b in sides)
