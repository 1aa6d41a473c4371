"""What pages with one face per fiscal year and kind share.

Belongs here: finding the period a path names, listing the paths. Does not: any page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipelines.dashboard.asking import Ask, PageNotFound
from pipelines.dashboard.periods import Period, latest, periods
from pipelines.dashboard.source import Source


def period_of(ask: Ask) -> Period | None:
    """The period of the path, else the one a reader sees first; None when the release holds none."""
    known = periods(ask.source)
    wanted = ask.params.get("period")
    if wanted is None:
        return latest(known) if known else None
    for period in known:
        if period.slug == wanted:
            return period
    raise PageNotFound(f"nothing was published for {wanted}")


def paths_below(folder: str) -> Callable[[Source], Iterable[str]]:
    """`folder/`, and one path per period below it."""

    def paths(source: Source) -> Iterable[str]:
        yield f"{folder}/"
        for period in periods(source):
            yield f"{folder}/{period.slug}/"

    return paths
