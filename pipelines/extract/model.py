"""What a file looks like once it has been read: the one vocabulary between engines and everything above.

Belongs here: immutable records of pages, lines, cells, paragraphs and logical tables.
Does not: any reading or any meaning. An engine (`text_dump`, `digital_pdf`, …) yields `Page`s;
`assemble` turns pages into an `ExtractedDocument`; nothing above this room sees a `Page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points from the page's top left, after page rotation."""

    x0: float
    top: float
    x1: float
    bottom: float

    def as_list(self) -> list[float]:
        """`[x0, top, x1, bottom]`, rounded to a hundredth of a point."""
        return [round(v, 2) for v in (self.x0, self.top, self.x1, self.bottom)]

    @staticmethod
    def around(boxes: list[Box]) -> Box:
        """The smallest box that holds all of `boxes` (at least one)."""
        return Box(
            min(b.x0 for b in boxes),
            min(b.top for b in boxes),
            max(b.x1 for b in boxes),
            max(b.bottom for b in boxes),
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is printed.

    `page` is 1-based. `box` is None where the format has no geometry (a text dump); then `locator`
    says where to look in words a person can follow, such as `line 213, field 4`.
    """

    page: int
    box: Box | None = None
    locator: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line outside every table, in reading order. `size` is the font size (0 if unknown)."""

    text: str
    spot: Spot
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cell's text came about: what an engine saw, what it changed, what makes it doubtful.

    `lines` are the printed lines before any cleaning. `indent` is the distance in points from the cell's
    left edge to the first character (office forms show levels by it). `changes` names the cleaning steps
    that altered something, `flags` the doubts; both are words of `evidence`. `continued` are the places on
    later pages where the rest of a cell stands that a page end cut.
    """

    lines: tuple[str, ...] = ()
    indent: float = 0.0
    changes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    continued: tuple[Spot, ...] = ()


PLAIN = Reading()
"""The reading of a cell about which there is nothing to say."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a table fragment on one page. `row`/`column` are 0-based in the fragment's grid."""

    row: int
    column: int
    text: str
    spot: Spot
    row_span: int = 1
    column_span: int = 1
    reading: Reading = PLAIN


@dataclass(frozen=True, slots=True)
class Grid:
    """A table fragment: what one page holds of a table, before titles are found or pages joined.

    Cells cover every field: a blank field is a cell without text.

    `spans_known` is False where the format lost merged cells (a tab-separated dump): then a blank
    cell may be blank or covered by its neighbour, and header paths must be reconstructed.
    """

    row_count: int
    column_count: int
    cells: tuple[GridCell, ...]
    spot: Spot
    spans_known: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One page as an engine read it: `items` are text lines and grids from top to bottom.

    `headers_and_footers` are running lines and page numbers that the engine recognised and left out
    of `items`. A text dump is one endless page with `width == height == 0`. `changes` says how many
    characters were changed or left out in reading, by a word of `text.hygiene.TEXT_CHANGES`.
    """

    number: int
    width: float
    height: float
    rotation: int
    method: str
    items: tuple[TextLine | Grid, ...]
    headers_and_footers: tuple[TextLine, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    changes: tuple[tuple[str, int], ...] = ()


Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input that is not simply a fact. `code` is stable: see docs/outcome_codes.md."""

    code: str
    severity: Severity
    detail: str
    page: int | None = None
    table_index: int | None = None
    row: int | None = None
    column: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A body cell of a logical table: `row` counts body rows from 0, `column` printed columns from 0."""

    row: int
    column: int
    text: str
    spot: Spot
    row_span: int = 1
    column_span: int = 1
    reading: Reading = PLAIN


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """One table as a reader sees it, over however many pages.

    `columns` holds one header path per printed column, top level first (`("基本支出", "小计")`); a form
    (labels beside values) has none. `header_cells` are all rows above the body as printed, title and unit
    rows inside the grid included; with `cells` they give the whole grid, spans and blank cells too.
    `surplus_fields` maps a body row to the number of fields it has beyond the header's columns:
    such a row is kept whole in `cells` (its last columns lie beyond `len(columns)`).
    `note` is the line printed below (备注/说明), which declares an empty table empty.
    """

    index: int
    title: str
    title_spot: Spot | None
    unit_line: str
    unit_spot: Spot | None
    publisher_line: str
    note: str
    columns: tuple[tuple[str, ...], ...]
    column_numbers: tuple[str, ...]
    cells: tuple[TableCell, ...]
    row_count: int
    first_page: int
    last_page: int
    section: tuple[str, ...] = ()
    surplus_fields: dict[int, int] = field(default_factory=dict)
    header_cells: tuple[TableCell, ...] = ()
    preamble: tuple[str, ...] = ()

    @property
    def header_row_count(self) -> int:
        """Rows above the body."""
        return max((c.row + c.row_span for c in self.header_cells), default=0)

    @property
    def column_count(self) -> int:
        """Printed columns, whether or not they have a header."""
        ends = (c.column + c.column_span for cells in (self.header_cells, self.cells) for c in cells)
        return max([len(self.columns), *ends], default=0)

    def rows(self) -> list[list[TableCell | None]]:
        """Body rows as lists of cells (None where a cell is covered by a span or absent)."""
        grid: list[list[TableCell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A heading or a paragraph of the narrative, whole, however many lines or pages it was printed over."""

    index: int
    kind: Literal["heading", "paragraph", "contents"]
    level: int
    text: str
    spot: Spot
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Size and reading method of one page (points, after rotation), and what was changed in reading it."""

    number: int
    width: float
    height: float
    rotation: int
    method: str
    changes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """Everything read from one file. `method` is `digital`, `text` or, later, `ocr` and others."""

    document_id: str
    media_type: str
    method: str
    pages: tuple[PageInfo, ...]
    blocks: tuple[TextBlock, ...]
    tables: tuple[LogicalTable, ...]
    outcomes: tuple[Outcome, ...] = ()


class Engine(Protocol):
    """The seam of this room: how one format becomes pages. Engines stream, one page in memory at a time."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield the file's pages in order; raise `UnreadableDocument` when there is nothing to read."""
        ...


class UnreadableDocument(Exception):  # noqa: N818 - the word people use for it
    """A file that cannot be read at all. `code` is the stable outcome code, `detail` the cause."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
