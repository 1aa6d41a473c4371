"""Reads PDFs whose pages hold text and ruled tables.

Belongs here: the order of the steps and what a document as a whole needs (running lines, broken pages).
Does not: PDF libraries (`pdf_source`), geometry (`pdf_rules`, `pdf_grid`), lines (`pdf_lines`).
To read with another PDF library, only `raw_pages` is replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.extract.model import Outcome, Page
from pipelines.extract.pdf_page import METHOD, build_page
from pipelines.extract.pdf_source import BrokenPageError, raw_pages
from pipelines.extract.running_lines import RunningLines, lines_of

_END_MARK = b"%%EOF"
_END_WITHIN = 2048


class DigitalPdfEngine:
    """Engine for digital PDFs; holds two pages at a time (running headers show on the next page)."""

    def pages(self, content: bytes) -> Iterator[Page]:
        """Yield pages in order.

        Raises `UnreadableDocument` with FILE_EMPTY, NOT_A_PDF, PDF_ENCRYPTED or PDF_BROKEN. A page that
        cannot be parsed is yielded empty with the outcome PAGE_UNREADABLE.
        """
        running = RunningLines()
        waiting: Page | None = None
        for raw in raw_pages(content):
            page = _unreadable_page(raw) if isinstance(raw, BrokenPageError) else build_page(raw)
            if page.number == 1 and _END_MARK not in content[-_END_WITHIN:]:
                page = replace(page, outcomes=(*page.outcomes, _incomplete()))
            if waiting is not None:
                yield _without_running_lines(waiting, page, running)
            waiting = page
        if waiting is not None:
            yield _without_running_lines(waiting, None, running)


def _without_running_lines(page: Page, following: Page | None, running: RunningLines) -> Page:
    same_format = following is not None and (following.width, following.height) == (page.width, page.height)
    next_lines = lines_of(following) if following is not None and same_format else []
    _, apart = running.sort(lines_of(page), page.height, next_lines)
    if not apart:
        return page
    kept = tuple(item for item in page.items if not any(item is line for line in apart))
    return replace(page, items=kept, headers_and_footers=tuple(apart))


def _unreadable_page(broken: BrokenPageError) -> Page:
    outcome = Outcome("PAGE_UNREADABLE", "error", broken.detail, broken.number)
    return Page(broken.number, 0.0, 0.0, 0, METHOD, (), outcomes=(outcome,))


def _incomplete() -> Outcome:
    return Outcome("PDF_INCOMPLETE", "warning", "the file lacks its end mark: it may have been cut off", 1)
