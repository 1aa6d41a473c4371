"""What changed code does to the figures, as one page in two languages.

Belongs here: choosing what the page shows, filling its template. Does not: comparing (see `effect`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import jinja2

from pipelines.contracts.tables import PART_TABLES
from pipelines.reports.effect import COMPARED, Change, Effect, Example, examples_of

SHOWN: Final = 100
"""Rows of a table, kind and change that the page lists; `changes.parquet` has them all."""


@dataclass(frozen=True, slots=True)
class _Section:
    """One table: its counts by kind and source, its rows."""

    name: str
    zh: str
    counts: list[Change]
    rows: list[Example]

    @property
    def differs(self) -> int:
        return sum(c.differs for c in self.counts)


def effect_page(
    effect: Effect,
    changes: Path,
    release_id: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    program: str,
) -> str:
    """The page. `changes` is the file that `effect_of` wrote, `program` how a person calls Gongkai."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    rows = {table: list(found) for table, found in groupby(examples_of(changes, SHOWN), lambda e: e.table)}
    sections = [
        _Section(name, PART_TABLES[name].zh, counts, rows.get(name, []))
        for name in COMPARED
        if (counts := [c for c in effect.changes if c.table == name and c.differs])
    ]
    return environment.get_template("effect.html.j2").render(
        release_id=release_id,
        before=before,
        after=after,
        effect=effect,
        program=program,
        sections=sections,
        shown=SHOWN,
        words={"changed": "变更 changed", "new": "新增 new", "gone": "消失 gone"},
        pieces=_pieces,
    )


def _pieces(row: Example) -> list[tuple[str, str, str, str]]:
    """A changed row column by column: (column, its label, before, after); empty for one that came or went."""
    if row.change != "changed":
        return []
    names = row.columns.split(", ")
    was, now = (_by_column(text, names) for text in (row.before, row.after))
    table = PART_TABLES[row.table]
    return [(name, table.field(name).zh, was.get(name, ""), now.get(name, "")) for name in names]


def _by_column(text: str, names: list[str]) -> dict[str, str]:
    """`a=1; b=2` by column. Values may hold semicolons: only the names that are known part it."""
    found: dict[str, str] = {}
    rest = text
    for name, following in zip(names, [*names[1:], ""], strict=True):
        _, _, rest = rest.partition(f"{name}=")
        value, mark, _ = rest.partition(f"; {following}=") if following else (rest, "", "")
        found[name] = value
        rest = rest[len(value) :] if mark else rest
    return found
