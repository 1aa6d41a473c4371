"""Pages of a document in order, with running headers, footers and page numbers put apart.

Belongs here: looking one page ahead. Does not: recognising the lines (`running_lines`), reading pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.extract.model import Page
from pipelines.extract.text.running_lines import RunningLines


def without_running_lines(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages with their running lines apart; two pages are held at a time."""
    running = RunningLines()
    waiting: Page | None = None
    for page in pages:
        if waiting is not None:
            yield _sorted(waiting, page, running)
        waiting = page
    if waiting is not None:
        yield _sorted(waiting, None, running)


def _sorted(page: Page, following: Page | None, running: RunningLines) -> Page:
    _, apart = running.sort(page, following)
    if not apart:
        return page
    kept = tuple(item for item in page.items if not any(item is line for line in apart))
    return replace(page, items=kept, headers_and_footers=tuple(apart))
