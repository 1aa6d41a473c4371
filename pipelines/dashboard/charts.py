"""Charts as SVG made here: no script, no file from elsewhere, the same from disk and on paper.

Belongs here: geometry and marks. Does not: what is drawn, colours (style sheets set them by class).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a whole: label, size, what is told on hovering, where a click leads."""

    label: str
    size: Decimal
    title: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part with its place in a treemap, in percent of the whole field."""

    part: Part
    x: float
    y: float
    width: float
    height: float
    number: int


def treemap(parts: Sequence[Part], *, aspect: float = 3.0) -> list[Tile]:
    """Squarified tiles (Bruls, Huizing, van Wijk): areas as sizes, shapes near squares, largest first.

    `aspect` is width by height of the field in which the tiles will be shown.
    """
    ordered = sorted((p for p in parts if p.size > 0), key=lambda p: -p.size)
    whole = float(sum(p.size for p in ordered))
    if not whole:
        return []
    areas = [float(p.size) / whole * aspect for p in ordered]
    x, y, width, height = 0.0, 0.0, aspect, 1.0
    tiles: list[Tile] = []
    start = 0
    while start < len(areas):
        short = min(width, height)
        end = start + 1
        while end < len(areas) and _worst(areas[start : end + 1], short) <= _worst(areas[start:end], short):
            end += 1
        row = areas[start:end]
        thickness = sum(row) / short
        along = 0.0
        for offset, area in enumerate(row):
            length = area / thickness
            if width >= height:
                place = (x, y + along, thickness, length)
            else:
                place = (x + along, y, length, thickness)
            number = start + offset
            tiles.append(
                Tile(
                    ordered[number],
                    place[0] / aspect * 100,
                    place[1] * 100,
                    place[2] / aspect * 100,
                    place[3] * 100,
                    number,
                )
            )
            along += length
        if width >= height:
            x, width = x + thickness, width - thickness
        else:
            y, height = y + thickness, height - thickness
        start = end
    return tiles


def _worst(row: Sequence[float], side: float) -> float:
    """The least square shape in a row of areas laid along `side`."""
    whole = sum(row)
    return max(side * side * max(row) / whole**2, whole**2 / (side * side * min(row)))


@dataclass(frozen=True, slots=True)
class Column:
    """One upright bar of stacked pieces: (class, amount, what is told on hovering)."""

    label: str
    pieces: tuple[tuple[str, Decimal, str], ...]
    total: str
    broken_before: bool = False
    """The series is broken between the column before and this one."""


_WIDTH, _TOP, _FOOT, _HEIGHT = 64, 24, 40, 210


def columns_chart(columns: Sequence[Column], title: str) -> Markup:
    """Stacked upright bars with their totals; a dotted line where the series is broken."""
    highest = max((sum((a for _, a, _ in c.pieces), Decimal(0)) for c in columns), default=Decimal(0))
    if not highest:
        return Markup("")
    field = _HEIGHT - _TOP - _FOOT
    width = _WIDTH * len(columns) + 8
    svg = [
        f'<svg class="columns" viewBox="0 0 {width} {_HEIGHT}" role="img" '
        f'style="max-width:{width * 1.25:.0f}px"><title>{escape(title)}</title>'
    ]
    for number, column in enumerate(columns):
        x = _WIDTH * number + 12
        y = float(_HEIGHT - _FOOT)
        for name, amount, told in column.pieces:
            size = float(amount / highest) * field
            if size <= 0:
                continue
            y -= size
            svg.append(
                f'<rect class="{escape(name)}" x="{x}" y="{y:.2f}" width="{_WIDTH - 20}" '
                f'height="{size:.2f}"><title>{escape(told)}</title></rect>'
            )
        middle = x + (_WIDTH - 20) / 2
        svg.append(f'<text class="total" x="{middle}" y="{y - 6:.2f}">{escape(column.total)}</text>')
        for line, text in enumerate(column.label.split("\n")):
            svg.append(f'<text x="{middle}" y="{_HEIGHT - _FOOT + 15 + 14 * line}">{escape(text)}</text>')
        if column.broken_before and number:
            svg.append(f'<line class="break" x1="{x - 10}" x2="{x - 10}" y1="8" y2="{_HEIGHT - _FOOT}"/>')
    svg.append(f'<line class="axis" x1="4" x2="{width - 4}" y1="{_HEIGHT - _FOOT}" y2="{_HEIGHT - _FOOT}"/>')
    svg.append("</svg>")
    return Markup("".join(svg))  # noqa: S704 - every text above is escaped
