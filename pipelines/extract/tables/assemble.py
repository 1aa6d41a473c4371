"""Pages become a document: logical tables with captions, paragraphs with sections.

Belongs here: the order of the steps, what stands between two tables. Does not: the steps themselves
(`captions`, `notes`, `joining`, `narrative`). Nothing here knows which engine read the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.extract.model import ExtractedDocument, Grid, Outcome, Page, PageInfo, TextLine
from pipelines.extract.tables.audit import Ledger
from pipelines.extract.tables.captions import MAX_CAPTION_LINES, Caption, read_caption
from pipelines.extract.tables.joining import OpenTable
from pipelines.extract.tables.notes import begins_note, goes_on
from pipelines.extract.tables.page_overflow import is_overflow
from pipelines.extract.text.narrative import narrate

# Largest table row count that a note may still declare empty.
_MAX_ROWS_OF_EMPTY_TABLE = 3


@dataclass(slots=True)
class Assembly:
    """What has been put together so far; feed it page by page."""

    pages: list[PageInfo] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    _pending: list[TextLine] = field(default_factory=list)
    _since_table: int = 0
    _ledger: Ledger = field(default_factory=Ledger)

    def take(self, page: Page) -> None:
        """Add one page; its items become table rows, captions, notes or narrative lines."""
        size = (page.width, page.height, page.rotation)
        self.pages.append(PageInfo(page.number, *size, page.method, page.changes))
        self.outcomes.extend(page.outcomes)
        self._ledger.deliver(page)
        for line in page.headers_and_footers:
            detail = "running header, footer or page number"
            self.outcomes.append(Outcome("RUNNING_LINE", "info", detail, page.number, text=line.text))
        for item in page.items:
            if isinstance(item, Grid):
                self._take_grid(item)
            else:
                self._take_line(item)

    def _take_line(self, line: TextLine) -> None:
        if self.tables and self._since_table == 0:
            notes = self.tables[-1].notes
            begins = begins_note(line, table_is_empty=self._last_is_empty())
            if begins or (notes and goes_on(notes, line)):
                notes.append(line)
                return
            if self.tables[-1].take_rest(line):
                return
        self._since_table += 1
        self._pending.append(line)
        if len(self._pending) > MAX_CAPTION_LINES:
            self.lines.append(self._pending.pop(0))

    def _take_grid(self, grid: Grid) -> None:
        caption = read_caption(self._pending, grid.spot.box)
        if self._is_overflow(grid):
            caption = Caption(others=list(self._pending), lines=list(self._pending))
        if self._goes_on(grid, caption):
            self.tables[-1].append(grid, caption)
        else:
            self.lines.extend(self._pending[: len(self._pending) - len(caption.lines)])
            self.tables.append(OpenTable.begin(grid, caption, lines_before=len(self.lines)))
        self._pending.clear()
        self._since_table = 0

    def _is_overflow(self, grid: Grid) -> bool:
        """Whether all that stands between the last table and this grid ran over the end of its page."""
        if not self.tables or self._since_table != len(self._pending):
            return False
        return is_overflow(self._pending, self.tables[-1].last, grid)

    def _goes_on(self, grid: Grid, caption: Caption) -> bool:
        """Whether a grid continues the last table, by what stands between them and by its own make.

        Between two parts of a table stands nothing, or what a table prints again on a new page: its
        title, unit, publisher, number. Narrative or another title ends the table; so does a note, unless
        the title or a 续表 mark says otherwise.
        """
        if not self.tables or self._since_table > len(caption.lines):
            return False
        previous = self.tables[-1]
        if caption.title is not None and not caption.is_continuation_mark:
            is_again = previous.reprints_title(caption.title) and not previous.is_form and not previous.notes
            return is_again and previous.continues_with(grid)
        if caption.is_continuation_mark:
            return previous.continues_with(grid)
        if previous.notes:
            return False
        return previous.continues_with(grid, beside_caption=bool(caption.lines))

    def _last_is_empty(self) -> bool:
        return self.tables[-1].body_rows <= _MAX_ROWS_OF_EMPTY_TABLE

    def finish(self) -> None:
        """No more pages: lines still waiting for a table are narrative."""
        self.lines.extend(self._pending)
        self._pending.clear()

    def close(self, document_id: str, media_type: str) -> ExtractedDocument:
        """The finished document; TEXT_LOST says if characters of the pages are in no part of it."""
        methods = {page.method for page in self.pages}
        narrative = narrate(self.lines)
        tables = [
            table.close(index, narrative.section_at(table.lines_before))
            for index, table in enumerate(self.tables, start=1)
        ]
        reprints = [
            replace(outcome, table_index=index)
            for index, table in enumerate(self.tables, start=1)
            for outcome in table.reprints
        ]
        document = ExtractedDocument(
            document_id=document_id,
            media_type=media_type,
            method=methods.pop() if len(methods) == 1 else "mixed",
            pages=tuple(self.pages),
            blocks=narrative.blocks,
            tables=tuple(tables),
            outcomes=(*self.outcomes, *reprints),
        )
        return self._ledger.audited(document)


def assemble(pages: Iterable[Page]) -> Assembly:
    """Put the pages of one document together; pages are consumed one at a time."""
    assembly = Assembly()
    for page in pages:
        assembly.take(page)
    assembly.finish()
    return assembly
