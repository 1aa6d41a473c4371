"""One page of a file beside what was read from it; each figure marked where it is printed.

Belongs here: the page viewer. Does not: drawing pages (see `images`), reading parts (see `readings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from pipelines.collect.media_types import PDF
from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.links import viewer_path
from pipelines.dashboard.marks import marks_of
from pipelines.dashboard.pages.document import find_document, known_documents
from pipelines.dashboard.readings import read_page
from pipelines.dashboard.source import Source

_SHOWN: Final = """
select distinct document_id, page from (
    select document_id, page from fct_line_item
    union all select document_id, page from fct_claim
    union all select document_id, page from fct_project
    union all select document_id, page from fct_performance_indicator
    union all select document_id, page from fct_procurement
    union all select document_id, page from fct_headcount
    union all select document_id, first_page from fct_table
)
where document_id is not null
order by document_id, page
"""


def build(ask: Ask) -> dict[str, Any]:
    """Everything the viewer shows of one page."""
    document = find_document(ask)
    number = int(ask.params["page"])
    last = max(1, document["page_count"] or 1)
    if not 1 <= number <= last:
        raise PageNotFound(f"{document['file_name']} has {last} pages, not {number}")
    reading = read_page(ask.source, ask.home, document["document_id"], number)
    marks = marks_of(ask, document, number, reading)
    return {
        "document": document,
        "number": number,
        "last": last,
        "has_picture": document["media_type"] == PDF,
        "reading": reading,
        "marks": marks,
        "neighbours": _neighbours(ask, document["document_id"], number, last),
    }


def _neighbours(ask: Ask, document_id: str, number: int, last: int) -> dict[str, int | None]:
    """The pages before and after that can be opened: from disk only pages with figures are there."""
    if not ask.links.spelled_out:
        return {"before": number - 1 if number > 1 else None, "after": number + 1 if number < last else None}
    pages = sorted(shown_pages(ask.source).get(document_id, ()))
    return {
        "before": max((p for p in pages if p < number), default=None),
        "after": min((p for p in pages if p > number), default=None),
    }


def shown_pages(source: Source) -> dict[str, set[int]]:
    """Document → its pages that something in the release was read from."""

    def gather() -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for row in source.rows(_SHOWN):
            found.setdefault(row["document_id"], set()).add(row["page"] or 1)
        return found

    return source.remember("shown pages", gather)


def paths(source: Source) -> Iterable[str]:
    """Every page that something was read from."""
    known = {d["document_id"] for d in known_documents(source).values()}
    for document_id, pages in shown_pages(source).items():
        if document_id in known:
            yield from (viewer_path(document_id, page) for page in sorted(pages))


PAGE: Final = PageKind(
    "viewer",
    re.compile(r"doc/(?P<document>[0-9a-f]+)/(?P<page>[1-9][0-9]*)/"),
    "viewer.html.j2",
    build,
    paths,
)
