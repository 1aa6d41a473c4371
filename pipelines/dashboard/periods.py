"""The fiscal years and kinds that a release holds.

Belongs here: listing them, choosing the one a reader sees first. Does not: what happened in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.dashboard.links import period_slug
from pipelines.dashboard.source import Source


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year and kind with the number of its disclosures. A year nobody could read is None."""

    fiscal_year: int | None
    kind: str
    disclosures: int

    @property
    def slug(self) -> str:
        return period_slug(self.fiscal_year, self.kind)


_PERIODS: Final = """
select fiscal_year, kind, count(*) as disclosures
from mart_department_overview
group by fiscal_year, kind
order by fiscal_year desc nulls last, kind desc
"""


def periods(source: Source) -> list[Period]:
    """All periods, newest first; final accounts of a year come after its budget."""

    def gather() -> list[Period]:
        if not source.has("mart_department_overview"):
            return []
        return [Period(r["fiscal_year"], r["kind"], r["disclosures"]) for r in source.rows(_PERIODS)]

    return source.remember("periods", gather)


def latest(known: list[Period]) -> Period:
    """What a reader sees first: the newest of the periods with at least half as many disclosures as any."""
    most = max(p.disclosures for p in known)
    return next(p for p in known if p.disclosures * 2 >= most)
