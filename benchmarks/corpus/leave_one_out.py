"""How well a region is read with what the other regions taught.

Belongs here: which catalogue rows each region uses; typing a region with the rows that some other region uses.
Does not: the full report.

A row of the catalogue (a word of titles or headers, or a layout) counts as learnt from a region when it decides
there. For each region in turn every row that only this region uses is taken away, then its tables are typed again.
"""

from __future__ import annotations

from pathlib import Path


def leave_one_out(files: list[Path], root: Path, jobs: int) -> str:
    """The report as text."""
    raise NotImplementedError
