"""One piece of trouble and what came of it.

Belongs here: the record, and keeping records in a file. Does not: the trouble.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

_FIELDS = ("scenario", "detail", "is_whole", "cause")


@dataclass(frozen=True, slots=True)
class Trial:
    """`is_whole`: one run completed it, nothing lost, nothing twice; `cause` says what was not."""

    scenario: str
    detail: str
    is_whole: bool
    cause: str = ""


def keep(trial: Trial, path: Path) -> None:
    """Append it: a benchmark that is broken off has lost nothing."""
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _FIELDS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(trial))


def kept(path: Path) -> Iterator[Trial]:
    """The trials in the file."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Trial(row["scenario"], row["detail"], row["is_whole"] == "True", row["cause"])
