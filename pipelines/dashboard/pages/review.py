"""What a person should look at first, each with its spot and the command that would correct it.

Belongs here: the page. Does not: the queue (see `reports/review_queue`), correcting (`gongkai correct`).
"""

from __future__ import annotations

import re
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind
from pipelines.dashboard.pages.viewer import shown_pages
from pipelines.dashboard.words import outcome_name, term, words
from pipelines.reports.review_queue import ReviewItem, review_queue

MOST: Final = 200


def build(ask: Ask) -> dict[str, Any]:
    """The heaviest spots."""
    items = ask.source.remember("review queue", lambda: review_queue(ask.home))
    opened = shown_pages(ask.source) if ask.links.spelled_out else None
    shown = [
        {
            "item": i,
            "has_page": i.page and (opened is None or i.page in opened.get(i.document_id, ())),
            **_said(ask, i),
        }
        for i in items[:MOST]
    ]
    return {"items": shown, "whole": len(items)}


def _said(ask: Ask, item: ReviewItem) -> dict[str, str]:
    """What is the matter, in the page's language, and what the reader noted."""
    if f"doubt.{item.code}" not in words():
        # The queue joins the code's Chinese name and the note; the name is told in the page's language.
        name, note = outcome_name(ask.language, item.code), item.cause.partition(": ")[2]
        return {"name": name, "note": "" if name.lower().startswith(note.lower()) else note}
    notes = item.cause.split(", ") if item.code == "DOUBTFUL_CELL" else [item.cause]
    return {
        "name": term(ask.language, "doubt", item.code),
        "note": ", ".join(term(ask.language, "flag", n) for n in notes),
    }


PAGE: Final = PageKind("review", re.compile(r"review/"), "review.html.j2", build, lambda source: ["review/"])
