"""Nothing that pages deliver is lost: characters delivered are compared with characters kept.

Belongs here: counting both sides, the outcome TEXT_LOST. Does not: deciding where a text belongs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipelines.extract.model import ExtractedDocument, Grid, Outcome, Page

_KEPT_OUTCOMES = ("RUNNING_LINE", "REPRINTED")
_SHOWN = 60


@dataclass(slots=True)
class Ledger:
    """Characters that the pages of one document delivered; memory is one counter a document."""

    delivered: Counter[str] = field(default_factory=Counter)

    def deliver(self, page: Page) -> None:
        """Count a page's cells, lines, headers and footers."""
        self.delivered.update("".join(texts_of_page(page)))

    def audited(self, document: ExtractedDocument) -> ExtractedDocument:
        """The document, with the outcome TEXT_LOST if it holds less than was delivered."""
        lost = self.delivered - Counter("".join(texts_of_document(document)))
        signs = {c: n for c, n in lost.items() if c.isalnum()}
        if not signs:
            return document
        shown = "".join(c * n for c, n in signs.items())[:_SHOWN]
        detail = f"{sum(signs.values())} characters of the pages are in no table, paragraph or outcome"
        outcome = Outcome("TEXT_LOST", "error", detail, text=shown)
        return replace(document, outcomes=(*document.outcomes, outcome))


def texts_of_page(page: Page) -> Iterator[str]:
    """Every text a page delivers."""
    for line in page.headers_and_footers:
        yield line.text
    for item in page.items:
        if isinstance(item, Grid):
            for cell in item.cells:
                yield cell.text
        else:
            yield item.text


def texts_of_document(document: ExtractedDocument) -> Iterator[str]:
    """Every text a document keeps, each once."""
    for outcome in document.outcomes:
        if outcome.code in _KEPT_OUTCOMES:
            yield outcome.text
    for block in document.blocks:
        yield block.text
    for table in document.tables:
        yield from (c.text for c in (*table.header_cells, *table.cells))
        # A caption row of the grid stands among its cells: the spot tells, for a line above the grid may read
        # the same. A line with two roles (publisher and unit) counts once.
        inside = {c.spot for c in table.header_cells}
        roles = {table.title: table.title_spot, table.unit_line: table.unit_spot}
        yield from (text for text, spot in roles.items() if spot not in inside)
        if table.publisher_line not in roles and table.publisher_line not in {
            c.text for c in table.header_cells
        }:
            yield table.publisher_line
        yield from table.preamble
        yield table.note


def unaccounted(pages: Iterable[Page], document: ExtractedDocument) -> list[str]:
    """Texts of cells and lines whose characters the document does not hold. Slow: for audits."""
    left = Counter(c for text in texts_of_document(document) for c in text if c.isalnum())
    missing = []
    for page in pages:
        for text in texts_of_page(page):
            own = Counter(c for c in text if c.isalnum())
            if own - left:
                missing.append(text)
            left -= own
    return missing
