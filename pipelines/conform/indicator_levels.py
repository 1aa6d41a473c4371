"""Names of indicator levels (成本指标, 数量指标, …) by dictionary.

Belongs here: the dictionary. Does not: rows of indicators.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Level:
    """A known level name: first (1) or second (2) level and the first level it belongs to."""

    name: str
    depth: int
    level1: str


@cache
def levels() -> dict[str, Level]:
    """Level names by comparable text."""
    path = resources.files("pipelines.conform.catalogue").joinpath("indicator_levels.csv")
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {r["name"]: Level(r["name"], int(r["level"]), r["level1"]) for r in rows}
