"""The kinds of pages, one module each: what is asked of the release, and what the template is given.

Belongs here: questions and the shape of their answers. Does not: layout (`templates`), figures (the marts).
"""

from __future__ import annotations

from typing import Final

from pipelines.dashboard.asking import PageKind
from pipelines.dashboard.pages import (
    compare,
    coverage,
    document,
    findings,
    function,
    overview,
    review,
    search,
    unit,
    viewer,
)

PAGES: Final[tuple[PageKind, ...]] = (
    overview.PAGE,
    function.PAGE,
    unit.PAGE,
    compare.PAGE,
    findings.PAGE,
    coverage.PAGE,
    search.PAGE,
    review.PAGE,
    document.PAGE,
    viewer.PAGE,
)
