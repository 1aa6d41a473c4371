"""Two runs of the corpus report, line by line: which document or table changed, and how.

Belongs here: differences. Does not: measuring, printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Measure = dict[str, Any]
_OF_DOCUMENT = ("code", "unit_name", "fiscal_year", "kind", "report_level", "content", "claims", "indicators")
_OF_TABLE = (
    "table_type",
    "layout",
    "money_unit",
    "rows",
    "numbers",
    "numbers_fact",
    "numbers_label",
    "numbers_excluded",
    "numbers_quarantined",
    "numbers_lost",
    "children",
    "identities",
    "unknown_columns",
)


def changes(before: list[Measure], after: list[Measure]) -> Iterator[str]:
    """One line per change; tables are matched by their first page and their order on it."""
    old = {d["file"]: d for d in before}
    new = {d["file"]: d for d in after}
    for name in sorted(old.keys() | new.keys()):
        if name not in new or name not in old:
            yield f"{name}: {'new' if name in new else 'gone'}"
            continue
        yield from _fields(name, old[name], new[name], _OF_DOCUMENT)
        yield from _tables(name, old[name]["tables"], new[name]["tables"])


def _tables(name: str, before: list[Measure], after: list[Measure]) -> Iterator[str]:
    old, new = _by_place(before), _by_place(after)
    for place in sorted(old.keys() | new.keys()):
        where = f"{name} p{place[0]}" + (f" #{place[1]}" if place[1] > 1 else "")
        if place not in new or place not in old:
            table = new.get(place) or old[place]
            yield f"{where}: {'new' if place in new else 'gone'} {table['table_type']} {table['title']}"
            continue
        yield from _fields(f"{where} {new[place]['title'][:24]}", old[place], new[place], _OF_TABLE)


def _by_place(tables: list[Measure]) -> dict[tuple[int, int], Measure]:
    found: dict[tuple[int, int], Measure] = {}
    for table in tables:
        page, order = table["first_page"], 1
        while (page, order) in found:
            order += 1
        found[page, order] = table
    return found


def _fields(where: str, before: Measure, after: Measure, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if before.get(name) != after.get(name):
            yield f"{where}: {name} {before.get(name)!r} → {after.get(name)!r}"
