"""Regions whose units the release holds: what pages are narrowed by.

Belongs here: listing them, the region of a unit. Does not: any page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.dashboard.source import Source

NOWHERE: Final = "none"
"""Slug of units whose region is not known."""

_REGIONS: Final = """
select
    unit_id, coalesce(division_code, 'none') as slug, coalesce(division_name, '') as name
from dim_unit
order by slug
"""


@dataclass(frozen=True, slots=True)
class Region:
    """`slug` is its GB/T 2260 code, `name` as people know it; `name` is empty where it is not known."""

    slug: str
    name: str


def regions_of_units(source: Source) -> dict[str, Region]:
    """Unit → its region, in the order of codes."""

    def gather() -> dict[str, Region]:
        if not source.has("dim_unit", "division_code", "division_name"):
            return {}
        return {r["unit_id"]: Region(r["slug"], r["name"]) for r in source.rows(_REGIONS)}

    return source.remember("regions", gather)


def regions_among(source: Source, unit_ids: set[str]) -> list[Region]:
    """The regions of these units; empty when they are all of one, for then there is nothing to choose."""
    found = {region: None for unit_id, region in regions_of_units(source).items() if unit_id in unit_ids}
    return list(found) if len(found) > 1 else []
