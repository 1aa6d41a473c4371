"""Engine for OFD, the fixed-layout format of GB/T 33190-2016.

Belongs here: marks of pages through the same page builder as PDF.
Does not: reading the package (`ofd_source`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.extract.model import Outcome, Page
from pipelines.extract.ofd.source import BrokenPart, ofd_pages
from pipelines.extract.page.builder import METHOD, build_page
from pipelines.extract.page.marks import RawPage
from pipelines.extract.text.paged import without_running_lines


class OfdEngine:
    """Engine for OFD; holds two pages at a time (running headers show on the next page)."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield pages in order; one that cannot be read is yielded empty with PAGE_UNREADABLE.

        Raises `UnreadableDocument` with OFD_BROKEN, OFFICE_ENCRYPTED, XML_UNSAFE or CONTAINER_RATIO.
        """
        return without_running_lines(map(_page, ofd_pages(content)))


def _page(raw: RawPage | BrokenPart) -> Page:
    if isinstance(raw, BrokenPart):
        outcome = Outcome("PAGE_UNREADABLE", "error", raw.detail, raw.number)
        return Page(raw.number, 0.0, 0.0, 0, METHOD, (), outcomes=(outcome,))
    return build_page(raw)
