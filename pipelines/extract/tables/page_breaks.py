"""What a page end does to a table: merged cells that go on, rows cut in the middle, empty slivers.

Belongs here: the seam between the last row of one fragment and the first row of the next.
Does not: whether two fragments belong together (`joining`), headers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pipelines.extract.evidence import number_kind
from pipelines.extract.model import GridCell, Reading, Spot, TableCell
from pipelines.extract.page.lines import cell_text

_COMPLETE_AMOUNT = re.compile(r"\d[.．]\d{2,}[)）]?[%％]?$|^\d{1,3}([,，]\d{3})+$|^[-–—/]+$")
_SENTENCE_END = re.compile(r"[。；;！!]$")
# A first row lower than this share of the usual row, and blank, is what a cut row left behind.
_SLIVER: Final = 0.6
_WIDE = re.compile(r"[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u2264\u2265]")


@dataclass(slots=True)
class Placed:
    """A cell in the grid of a whole table while pages are still being joined; rows count from the top."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    spot: Spot
    reading: Reading
    continued: list[Spot] = field(default_factory=list)

    @staticmethod
    def of(cell: GridCell, row: int, column: int, column_span: int) -> Placed:
        """A fragment's cell at its place in the whole table."""
        return Placed(row, column, cell.row_span, column_span, cell.text, cell.spot, cell.reading)

    @property
    def bottom(self) -> int:
        """The row below the cell."""
        return self.row + self.row_span

    @property
    def extent(self) -> tuple[int, int]:
        """First and last column (exclusive)."""
        return self.column, self.column + self.column_span

    def as_cell(self, first_row: int) -> TableCell:
        """The finished cell; rows count from `first_row`."""
        reading = self.reading
        if self.continued:
            reading = Reading(
                reading.lines, reading.indent, reading.changes, reading.flags, tuple(self.continued)
            )
        return TableCell(
            self.row - first_row,
            self.column,
            self.text,
            self.spot,
            self.row_span,
            self.column_span,
            reading,
        )

    def take(self, lower: Placed) -> None:
        """Become one cell with its lower half: text goes on without a space, the spot stays the first."""
        if lower.text and not self.text.strip():
            # Spreadsheets centre a merged cell's text over all its pages: here it is printed on the later.
            self.text, self.reading = lower.text, lower.reading
            self.spot, lower.spot = lower.spot, self.spot
        elif lower.text:
            lines = (self.reading.lines or (self.text,)) + (lower.reading.lines or (lower.text,))
            changes = dict.fromkeys((*self.reading.changes, *lower.reading.changes, "cut"))
            flags = dict.fromkeys((*self.reading.flags, *lower.reading.flags))
            self.reading = Reading(lines, self.reading.indent, tuple(changes), tuple(flags))
            self.text = cell_text([self.text, lower.text])
        self.continued.append(lower.spot)
        self.continued.extend(lower.continued)


@dataclass(frozen=True, slots=True)
class Seam:
    """Cells of the table so far that touch the page end, and cells of the new fragment's first row.

    `widths` holds the widest printed line seen in each column extent: how much fits into a line there.
    `merged` are the extents of columns whose cells are elsewhere merged over rows and never blank.
    """

    above: list[Placed]
    below: list[Placed]
    widths: dict[tuple[int, int], float]
    merged: frozenset[tuple[int, int]] = frozenset()

    def is_cut_row(self) -> bool:
        """Whether the first row is the lower half of the last one.

        Evidence, all of it needed: both rows have the same columns; each text below stands under a text
        that reached the end of its line and could not take what follows; as many cells above are finished
        (their lower halves are blank; labels of merged cells do not count, they are blank below anyway);
        a figure below completes the one above; no sentence above has ended.
        """
        upper = {c.extent: c for c in self.above}
        filled = [c for c in self.below if c.text.strip()]
        if any(c.extent not in upper for c in self.below):
            return False
        if not filled or any(c.row_span > 1 for c in filled):
            return False
        pairs = [(upper.get(c.extent), c) for c in filled]
        if not all(u is not None and u.row_span == 1 and self._goes_on(u, c) for u, c in pairs):
            return False
        texts_below = {c.extent for c in filled}
        finished = [
            c
            for c in self.above
            if c.row_span == 1 and c.text and c.extent not in texts_below and c.extent not in self.merged
        ]
        return len(finished) >= len(filled)

    def _goes_on(self, upper: Placed, lower: Placed) -> bool:
        if not upper.text or _SENTENCE_END.search(upper.text):
            return False
        if number_kind(lower.text) == "number" and number_kind(upper.text) == "number":
            joined = upper.text + lower.text
            return not _COMPLETE_AMOUNT.search(upper.text) and number_kind(joined) == "number"
        if number_kind(upper.text) != "text":
            return False
        last = (upper.reading.lines or (upper.text,))[-1]
        first = _first_piece((lower.reading.lines or (lower.text,))[0])
        capacity = self.widths.get(upper.extent, 0.0)
        return printed_width(last) + printed_width(first) > capacity - 0.25

    def spanning_pairs(self, *, row_is_cut: bool) -> list[tuple[Placed, Placed]]:
        """(upper, lower) cells that are one merged cell drawn on both pages.

        A blank cell at the top of a page under a cell of the same width goes on with it when one of them
        is merged over rows, or when cells of these columns are merged elsewhere and never blank. There also
        a blank cell at the bottom of a page goes on with the text below it. Two plain cells are one only when
        the whole row is cut.
        """
        upper = {c.extent: c for c in self.above}
        pairs = []
        for lower in self.below:
            above = upper.get(lower.extent)
            if above is None:
                continue
            if row_is_cut and above.row_span == 1 and lower.row_span == 1:
                pairs.append((above, lower))
            elif lower.text.strip():
                is_merged = above.row_span > 1 or lower.row_span > 1
                if is_merged and not above.text.strip() and lower.extent in self.merged:
                    pairs.append((above, lower))
            elif above.row_span > 1 or (above.text and (lower.row_span > 1 or lower.extent in self.merged)):
                pairs.append((above, lower))
        return pairs


def merged_extents(cells: list[Placed], seam_row: int) -> frozenset[tuple[int, int]]:
    """Column extents in which cells are merged over rows and none is blank: columns of group labels.

    Blanks at the page end itself (`seam_row`) may be halves of labels and do not count.
    """
    merged = {c.extent for c in cells if c.row_span > 1 and c.text}
    blank = {c.extent for c in cells if not c.text.strip() and c.bottom != seam_row and c.row != seam_row}
    return frozenset(merged - blank)


def is_sliver(first: list[GridCell], heights: list[float]) -> bool:
    """Whether a fragment's first row is a blank strip that a cut row left at the top of the page."""
    if any(c.text.strip() or c.row_span > 1 or c.spot.box is None for c in first) or len(heights) < 2:
        return False
    usual = sorted(heights)[len(heights) // 2]
    return heights[0] < _SLIVER * usual


def row_heights(cells: list[GridCell], row_count: int) -> list[float]:
    """Height in points of each grid row, from its unmerged cells; 0 where there is none."""
    heights = [0.0] * row_count
    for cell in cells:
        if cell.row_span == 1 and cell.spot.box:
            heights[cell.row] = cell.spot.box.bottom - cell.spot.box.top
    return heights


def printed_width(text: str) -> float:
    """Width of a printed line in Chinese characters."""
    wide = len(_WIDE.findall(text))
    return wide + 0.5 * (len(text) - wide)


def widest_lines(widths: dict[tuple[int, int], float], cells: list[Placed]) -> None:
    """Note the widest printed line of each column extent."""
    for cell in cells:
        for line in cell.reading.lines or (cell.text,):
            if line:
                width = printed_width(line)
                if width > widths.get(cell.extent, 0.0):
                    widths[cell.extent] = width


def _first_piece(text: str) -> str:
    """What could not have been broken: a run of digits or Latin letters, or one Chinese character."""
    match = re.match(r"[A-Za-z0-9.,%]+", text.strip())
    return match.group(0) if match else text.strip()[:1]
