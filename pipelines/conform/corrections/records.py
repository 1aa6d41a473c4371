"""Correction records: one row of raw/corrections/*.csv each.

Belongs here: reading and checking the rows, which are still in force, their digest per document.
Does not: applying them (see `apply`).
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final, Literal

Target = Literal["cell", "header", "title", "unit_line"]
TARGETS: Final[tuple[Target, ...]] = ("cell", "header", "title", "unit_line")
"""What can be corrected: a body cell, the header of a column, a table's title, its line with the unit."""

HEADER_PATH: Final = " / "
"""Joins the levels of a header in `reads` and `should_read`, top level first."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class InvalidCorrection(ValueError):  # noqa: N818 - it names a thing found
    """A row that is no correction; the message says why."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a reviewer.

    `row` and `column` count from 1 as ids of figures do; a title and a unit line have neither, a header no
    row.
    `reads` is what the program reads there now, `should_read` what is printed. After `expires_on` the
    correction is not used until somebody looks again.
    """

    document_id: str
    table_index: int
    target: Target
    row: int | None
    column: int | None
    reads: str
    should_read: str
    author: str
    reason: str
    evidence: str
    decided_on: date
    expires_on: date

    @property
    def spot(self) -> str:
        """Where it applies, in words: `table 3, row 2, column 4`."""
        places = [f"table {self.table_index}", self.target if self.target != "cell" else ""]
        places += [f"row {self.row}"] if self.row else []
        places += [f"column {self.column}"] if self.column else []
        return ", ".join(filter(None, places))

    @property
    def key(self) -> tuple[str, int, str, int | None, int | None]:
        """What no two corrections may share."""
        return self.document_id, self.table_index, self.target, self.row, self.column

    def is_expired(self, today: date) -> bool:
        """Whether it has to be looked at again before it is used."""
        return today > self.expires_on

    def as_row(self) -> dict[str, str]:
        """The row of a CSV file."""
        return {name: "" if value is None else str(value) for name, value in asdict(self).items()}


COLUMNS: Final = tuple(f.name for f in fields(Correction))


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a home. `faults` are rows that could not be used, as (file and line, cause)."""

    records: tuple[Correction, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()
    today: date = date.min

    def of(self, document_id: str) -> tuple[Correction, ...]:
        """Corrections of one document, expired ones too: they are told of."""
        return tuple(c for c in self.records if c.document_id == document_id)

    def digests(self) -> dict[str, str]:
        """Document → digest of its corrections and of which are in force. A new digest: conform it again."""
        grouped: dict[str, list[Correction]] = {}
        for record in self.records:
            grouped.setdefault(record.document_id, []).append(record)
        return {document_id: _digest(records, self.today) for document_id, records in grouped.items()}


def _digest(records: Iterable[Correction], today: date) -> str:
    rows = [[c.as_row(), c.is_expired(today)] for c in records]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:16]


def read_corrections(folder: Path, today: date) -> Corrections:
    """Every row of every CSV file in `folder`, by file name. Rows that are no corrections are faults."""
    records: list[Correction] = []
    faults: list[tuple[str, str]] = []
    seen: dict[tuple[str, int, str, int | None, int | None], str] = {}
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            faults.append((str(path), f"cannot be read: {error}"))
            continue
        for number, row in enumerate(rows, start=2):
            place = f"{path.name}, line {number}"
            try:
                record = parse(row)
            except InvalidCorrection as error:
                faults.append((place, str(error)))
                continue
            if record.key in seen:
                faults.append((place, f"{seen[record.key]} corrects the same spot"))
                continue
            seen[record.key] = place
            records.append(record)
    return Corrections(tuple(records), tuple(faults), today)


def parse(row: Mapping[str, str | None]) -> Correction:
    """A row as a correction. Raises `InvalidCorrection`."""
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if missing := [n for n in ("author", "reason", "evidence", "should_read") if not said[n]]:
        raise InvalidCorrection(f"{', '.join(missing)} must be filled: a correction names who, why and where")
    if not _SHA256.fullmatch(said["document_id"]):
        raise InvalidCorrection(f"document_id {said['document_id']!r} is not a SHA-256")
    target = next((t for t in TARGETS if t == said["target"]), None)
    if target is None:
        raise InvalidCorrection(f"target {said['target']!r} is none of {', '.join(TARGETS)}")
    row_number, column = _number(said, "row"), _number(said, "column")
    if (row_number is not None) != (target == "cell") or (column is not None) != (
        target in ("cell", "header")
    ):
        raise InvalidCorrection(f"a {target} is placed by {_placed_by(target)}")
    if said["reads"] == said["should_read"]:
        raise InvalidCorrection("reads and should_read are the same")
    table_index = _number(said, "table_index")
    if table_index is None:
        raise InvalidCorrection("table_index must be filled")
    decided, expires = _day(said, "decided_on"), _day(said, "expires_on")
    if expires < decided:
        raise InvalidCorrection("expires_on lies before decided_on")
    return Correction(
        said["document_id"],
        table_index,
        target,
        row_number,
        column,
        said["reads"],
        said["should_read"],
        said["author"],
        said["reason"],
        said["evidence"],
        decided,
        expires,
    )


def _placed_by(target: Target) -> str:
    return {"cell": "row and column", "header": "column alone"}.get(target, "neither row nor column")


def _number(said: Mapping[str, str], name: str) -> int | None:
    if not said[name]:
        return None
    if not said[name].isascii() or not said[name].isdigit() or int(said[name]) < 1:
        raise InvalidCorrection(f"{name} {said[name]!r} is not a number from 1")
    return int(said[name])


def _day(said: Mapping[str, str], name: str) -> date:
    try:
        return date.fromisoformat(said[name])
    except ValueError:
        raise InvalidCorrection(f"{name} {said[name]!r} is not a date like 2027-01-31") from None
