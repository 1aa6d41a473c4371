"""Families of content systems: what their list pages have in common, so that a site is data, not code.

Belongs here: the families and their registry. Does not: fetching (see `crawl/`), single sites (see
`raw/sources/`).
"""

from __future__ import annotations

from typing import Final

from pipelines.collect.families.family import Column, Family, PageRequest
from pipelines.collect.families.gkmlpt import Gkmlpt
from pipelines.collect.families.grid import Grid
from pipelines.collect.families.hanweb import Hanweb
from pipelines.collect.families.plain import Plain
from pipelines.collect.families.platform import Platform
from pipelines.collect.families.trs import Trs
from pipelines.collect.web_page import WebPage

FAMILIES: Final[dict[str, Family]] = {
    family.name: family for family in (Trs(), Hanweb(), Gkmlpt(), Grid(), Platform(), Plain())
}
"""By name, the most particular first: the order in which a page is tried."""

__all__ = ["FAMILIES", "Column", "Family", "PageRequest", "detect_family"]


def detect_family(page: WebPage) -> Family:
    """The family whose marks a page carries; `plain` when it carries none."""
    return next((family for family in FAMILIES.values() if family.recognises(page)), FAMILIES["plain"])
