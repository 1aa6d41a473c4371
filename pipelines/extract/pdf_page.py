"""The marks of one page become a `Page`: text lines and grids in reading order.

Belongs here: giving every glyph to a cell or to a line, outcomes of a page. Does not: PDF libraries,
running headers (they need the neighbouring pages).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.model import Grid, GridCell, Outcome, Page, Severity, Spot, TextLine
from pipelines.extract.pdf_glyphs import CleanGlyphs, clean_glyphs
from pipelines.extract.pdf_grid import CellGrid, cell_grid
from pipelines.extract.pdf_lines import cell_text, printed_lines
from pipelines.extract.pdf_marks import Glyph, RawPage, Turn, turn_upright
from pipelines.extract.pdf_rules import frameworks

METHOD = "digital"
# Share of unreadable glyphs from which the page's text as a whole cannot be trusted.
_UNTRUSTED_SHARE = 0.05
_CLOSING_MARKS = set("。，、；：？！）)》〉”’」』】〕%％…")
# Vertical middle of a character above its baseline, in font sizes.
_MIDDLE = 0.35


def build_page(raw: RawPage) -> Page:
    """One page, all its lines still among the items."""
    upright, turn = turn_upright(raw)
    cleaned = clean_glyphs(upright)
    grids = [g for f in frameworks(upright.strokes, upright.fills) if (g := cell_grid(f)) is not None]
    outside, inside = _sorted_into_cells(cleaned.glyphs, grids)
    items: list[tuple[float, float, TextLine | Grid]] = []
    for line in printed_lines(outside, split_at_gaps=True):
        item = TextLine(line.text, Spot(raw.number, turn.undo(line.box)), round(line.size, 2))
        items.append((line.box.top, line.box.x0, item))
    for index, grid in enumerate(grids):
        if any(inside[index]):
            items.append((grid.box.top, grid.box.x0, _grid_item(raw.number, grid, inside[index], turn)))
    items.sort(key=lambda entry: entry[:2])
    return Page(
        number=raw.number,
        width=raw.width,
        height=raw.height,
        rotation=raw.rotation,
        method=METHOD,
        items=tuple(item for _, _, item in items),
        outcomes=_outcomes(raw, cleaned),
    )


def _sorted_into_cells(
    glyphs: Sequence[Glyph], grids: list[CellGrid]
) -> tuple[list[Glyph], list[list[list[Glyph]]]]:
    """Glyphs outside all grids, and for each grid a list of glyphs per cell."""
    # The smallest table around a glyph owns it: tables may stand inside a frame.
    by_size = sorted(range(len(grids)), key=lambda i: _area(grids[i]))
    inside: list[list[list[Glyph]]] = [[[] for _ in grid.regions] for grid in grids]
    outside: list[Glyph] = []
    previous: tuple[Glyph, list[Glyph]] | None = None
    for glyph in glyphs:
        target = _hanging_target(glyph, previous)
        if target is None:
            x = (glyph.box.x0 + glyph.box.x1) / 2
            y = glyph.baseline - _MIDDLE * glyph.size
            owner = next((i for i in by_size if grids[i].holds(x, y)), None)
            target = outside if owner is None else inside[owner][grids[owner].cell_at(x, y)]
        target.append(glyph)
        previous = (glyph, target)
    return outside, inside


def _area(grid: CellGrid) -> float:
    return (grid.box.x1 - grid.box.x0) * (grid.box.bottom - grid.box.top)


def _hanging_target(glyph: Glyph, previous: tuple[Glyph, list[Glyph]] | None) -> list[Glyph] | None:
    """Punctuation may hang over the edge of its cell: it stays with the text it directly follows."""
    if previous is None or glyph.text not in _CLOSING_MARKS:
        return None
    before, target = previous
    if glyph.order != before.order + 1 or abs(glyph.baseline - before.baseline) > 0.1 * glyph.size:
        return None
    return target if abs(glyph.box.x0 - before.box.x1) <= 0.25 * glyph.size else None


def _grid_item(number: int, grid: CellGrid, glyphs: list[list[Glyph]], turn: Turn) -> Grid:
    cells = []
    for region, content in zip(grid.regions, glyphs, strict=True):
        cells.append(
            GridCell(
                row=region.row,
                column=region.column,
                text=cell_text(printed_lines(content)),
                spot=Spot(number, turn.undo(region.box)),
                row_span=region.row_span,
                column_span=region.column_span,
            )
        )
    cells.sort(key=lambda c: (c.row, c.column))
    return Grid(grid.row_count, grid.column_count, tuple(cells), Spot(number, turn.undo(grid.box)))


def _outcomes(raw: RawPage, cleaned: CleanGlyphs) -> tuple[Outcome, ...]:
    inked = sum(1 for g in cleaned.glyphs if g.text.strip())
    if inked == 0:
        if raw.has_images:
            return (Outcome("PAGE_WITHOUT_TEXT", "error", "the page is a picture without text", raw.number),)
        return (Outcome("PAGE_BLANK", "info", "the page holds neither text nor pictures", raw.number),)
    if cleaned.unreadable:
        severity: Severity = "error" if cleaned.unreadable > _UNTRUSTED_SHARE * inked else "warning"
        detail = f"{cleaned.unreadable} of {inked} glyphs have no known character; they are shown as U+FFFD"
        return (Outcome("TEXT_UNREADABLE", severity, detail, raw.number),)
    return ()
