"""Official code books as rows: the tables under `raw/codes/` that `gongkai codes load` wrote.

Belongs here: reading and checking those tables. Does not: reading the books themselves (see
`conform/code_book.py`), deciding which name of a code counts (the warehouse does).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

SCHEMES: Final = ("function", "dept_economic", "gov_economic")
COLUMNS: Final = ("scheme", "fiscal_year", "code", "name", "source")

_CODE: Final = re.compile(r"\d{3}|\d{5}|\d{7}")


@dataclass(frozen=True, slots=True)
class CodeBooks:
    """Rows of the part table `official_codes`, and what is wrong with files as (file, cause)."""

    rows: tuple[dict[str, Any], ...]
    faults: tuple[tuple[Path, str], ...]


def table_path(folder: Path, scheme: str, fiscal_year: int) -> Path:
    """Where the table of a scheme's book of a year lies: loading the book again replaces it."""
    return folder / f"{scheme}-{fiscal_year}.csv"


def write_code_table(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write the rows of one book, in the order of their codes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["code"]))
    partial.replace(path)


def read_code_books(folder: Path) -> CodeBooks:
    """Every table below `folder`. A row that is no code, or is there twice, is a fault; the rest stands."""
    rows: dict[tuple[str, int, str], dict[str, Any]] = {}
    faults: list[tuple[Path, str]] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                read = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            faults.append((path, f"cannot be read: {error}"))
            continue
        for number, row in enumerate(read, start=2):
            cause = _fault(row)
            if cause:
                faults.append((path, f"line {number}: {cause}"))
                continue
            year = int(row["fiscal_year"])
            record: dict[str, Any] = {**{name: row[name] for name in COLUMNS}, "fiscal_year": year}
            key = (str(row["scheme"]), year, str(row["code"]))
            if key in rows and rows[key]["name"] != record["name"]:
                faults.append((path, f"line {number}: {row['code']} has another name already"))
            rows.setdefault(key, record)
    return CodeBooks(tuple(rows.values()), tuple(faults))


def _fault(row: dict[str, Any]) -> str:
    if missing := [name for name in COLUMNS if not row.get(name)]:
        return f"no {', '.join(missing)}"
    if row["scheme"] not in SCHEMES:
        return f"scheme {row['scheme']!r} is none of {', '.join(SCHEMES)}"
    if not _CODE.fullmatch(row["code"]):
        return f"{row['code']!r} is no code of 3, 5 or 7 digits"
    if not row["fiscal_year"].isdigit():
        return f"{row['fiscal_year']!r} is no year"
    return ""
