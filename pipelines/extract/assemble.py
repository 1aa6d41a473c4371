"""Pages become a document: logical tables with captions, paragraphs with sections.

Belongs here: the order of the steps. Does not: the steps themselves (`captions`, `joining`, `narrative`).
Nothing here knows which engine read the pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.extract.captions import MAX_CAPTION_LINES, is_note, read_caption
from pipelines.extract.joining import OpenTable
from pipelines.extract.model import Grid, Outcome, Page, PageInfo, TextLine
from pipelines.extract.narrative import SectionTree, is_heading, outline_level

# Largest table row count without a figure that a note may still declare empty.
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
    _sections: SectionTree = field(default_factory=SectionTree)

    def take(self, page: Page) -> None:
        """Add one page; its items become table rows, captions, notes or narrative lines."""
        self.pages.append(PageInfo(page.number, page.width, page.height, page.rotation, page.method))
        self.outcomes.extend(page.outcomes)
        for line in page.headers_and_footers:
            self.outcomes.append(
                Outcome(
                    "RUNNING_LINE",
                    "info",
                    "running header, footer or page number",
                    page.number,
                    text=line.text,
                )
            )
        for item in page.items:
            if isinstance(item, Grid):
                self._take_grid(item)
            else:
                self._take_line(item)

    def _take_line(self, line: TextLine) -> None:
        if self.tables and self._since_table == 0 and is_note(line, table_is_empty=self._last_is_empty()):
            self.tables[-1].notes.append(line)
            return
        self._since_table += 1
        self._pending.append(line)
        if len(self._pending) > MAX_CAPTION_LINES:
            self._settle(self._pending.pop(0))

    def _take_grid(self, grid: Grid) -> None:
        if self.tables and self._since_table == 0 and self.tables[-1].continues_with(grid):
            self.tables[-1].append(grid)
            return
        caption = read_caption(self._pending)
        for line in self._pending[: len(self._pending) - len(caption.lines)]:
            self._settle(line)
        self._pending.clear()
        previous = self.tables[-1] if self.tables else None
        if previous and self._reprints_title(previous, caption.title) and previous.continues_with(grid):
            previous.append(grid)
        else:
            self.tables.append(OpenTable.begin(grid, caption, self._sections.path))
        self._since_table = 0

    def _reprints_title(self, previous: OpenTable, title: TextLine | None) -> bool:
        """A table over pages may print its title and header again; a form with its title is a new form."""
        if previous.is_form or title is None or previous.caption.title is None or previous.notes:
            return False
        return previous.caption.title.text == title.text

    def _last_is_empty(self) -> bool:
        return len(self.tables[-1].body) <= _MAX_ROWS_OF_EMPTY_TABLE

    def _settle(self, line: TextLine) -> None:
        """A line that is no caption is narrative."""
        text = line.text.strip()
        if is_heading(text):
            self._sections.enter(outline_level(text), text)
        self.lines.append(line)

    def finish(self) -> None:
        """No more pages: lines still waiting for a table are narrative."""
        for line in self._pending:
            self._settle(line)
        self._pending.clear()


def assemble(pages: Iterable[Page]) -> Assembly:
    """Put the pages of one document together; pages are consumed one at a time."""
    assembly = Assembly()
    for page in pages:
        assembly.take(page)
    assembly.finish()
    return assembly
