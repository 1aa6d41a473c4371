"""docs/benchmarks/scale.md from what was measured. Belongs here: wording. Does not: measuring."""

from pathlib import Path
from typing import Any


def write_report(record: dict[str, Any], out: Path) -> None:
    """A placeholder filled below."""
