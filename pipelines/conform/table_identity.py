"""Which layout a logical table has: by the ideas of its title and of its header, never by number or place.

Belongs here: choosing a layout of the catalogue. Does not: reading columns or rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.conform.catalogue import Condition, TableLayout, table_layouts, title_words
from pipelines.conform.codes import without_numbering
from pipelines.conform.columns import labels_of
from pipelines.conform.header_words import read_label
from pipelines.conform.indicator_levels import levels
from pipelines.extract.model import LogicalTable
from pipelines.extract.text.cjk import comparable

WORDS_TOGETHER = "\n"
"""Between the catalogue rows that one idea of a header rests on together."""

_LANE = {"income": re.compile("收入"), "expenditure": re.compile("支出")}
_LABEL_ROLES = ("name", "project_name")
_ROWS_SEEN = 12
_LEAST_ROWS = 3
_LEAST_WORDS = 2
# Funds that the tables of fiscal appropriation do not have.
_NON_FISCAL = frozenset(
    {"special_account", "unit_funds", "institution", "business", "superior_subsidy", "affiliate", "other"}
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The layout found (None when the table is of no known kind), what decided, and the words used."""

    layout: TableLayout | None
    evidence: str
    words: tuple[str, ...] = ()
    is_transposed: bool = False
    """Whether the table prints a measure in every row instead of one in every column."""

    @property
    def table_type(self) -> str:
        return self.layout.table_type if self.layout else "other"


@dataclass(frozen=True, slots=True)
class Said:
    """What a table says of itself, each idea with the catalogue row that recognised it."""

    title: dict[str, str]
    header: dict[str, str]


def what_is_said(table: LogicalTable) -> Said:
    """The ideas in a table's title (or the nearest line above it that has any) and in its header."""
    title: dict[str, str] = {}
    for text in (table.title, *reversed(table.preamble)):
        title = title_concepts(text)
        if title:
            break
    header: dict[str, str] = {}
    sides = set()
    for path in table.columns:
        labels = labels_of(path)
        for label in labels:
            if label.word is None:
                continue
            key = WORDS_TOGETHER.join(label.word.keys)
            header.setdefault(label.word.facet, key)
            header.setdefault(f"{label.word.facet}:{label.word.value}", key)
        if labels and labels[-1].word and labels[-1].word.value in _LABEL_ROLES:
            over = "".join(label.key for label in labels)
            sides |= {side for side, pattern in _LANE.items() if pattern.search(over)}
    if len(sides) == len(_LANE):
        header["lanes"] = ""
    header |= _said_by_rows(table)
    return Said(title, header)


def _said_by_rows(table: LogicalTable) -> dict[str, str]:
    """`rows:fund` or `rows:subject` where three labels of rows or more are words of that facet."""
    seen: dict[str, dict[str, str]] = {}
    printed_levels = {
        key for c in table.cells if c.row < _ROWS_SEEN and (key := comparable(c.text)) in levels()
    }
    for cell in table.cells:
        if cell.row >= _ROWS_SEEN or cell.column > 1 or not cell.text:
            continue
        label = read_label(without_numbering(cell.text))
        if label and label.word and label.word.facet in ("fund", "subject"):
            seen.setdefault(label.word.facet, {})[label.word.value] = label.word.key
    said = {"rows:levels": ""} if len(printed_levels) >= _LEAST_ROWS else {}
    if any(fund in _NON_FISCAL for fund in seen.get("fund", ())):
        said["rows:non_fiscal"] = next(k for fund, k in seen["fund"].items() if fund in _NON_FISCAL)
    return said | {
        f"rows:{facet}": next(iter(values.values()))
        for facet, values in seen.items()
        if len(values) >= _LEAST_WORDS
    }


def title_concepts(text: str) -> dict[str, str]:
    """Concepts of a title with the catalogue row of each."""
    key = comparable(text)
    return {w.concept: w.key for w in reversed(title_words()) if w.pattern.search(key)}


def identify(table: LogicalTable, layouts: Sequence[TableLayout] | None = None) -> Identity:
    """The first layout whose title and header agree, else the first whose header alone settles it.

    A title that agrees while no header does leaves the table unidentified, because the same title is
    printed over different tables. Forms without a header are known by their title alone.
    """
    said = what_is_said(table)
    title, header = frozenset(said.title), frozenset(said.header)
    near_misses = []
    for layout in layouts or table_layouts():
        if layout.title is None or not title or layout.title.lacks(title):
            continue
        if layout.shape in ("form", "text", "declared"):
            return _found(layout, said, layout.title, Condition(), f"title {table.title!r}")
        missing = layout.header.lacks(header) if table.columns else "a header"
        if not missing:
            return _found(layout, said, layout.title, layout.header, f"title {table.title!r}; header agrees")
        near_misses.append(f"{layout.name}: header lacks {missing}")
    for layout in layouts or table_layouts():
        if layout.alone and not layout.alone.lacks(header) and (table.columns or layout.shape == "form"):
            return _found(layout, said, Condition(), layout.alone, "header alone")
    return Identity(None, "; ".join(near_misses) or f"neither title {table.title!r} nor header is known")


def _found(layout: TableLayout, said: Said, title: Condition, header: Condition, how: str) -> Identity:
    words = [said.title[c] for entry in title.all_of for c in sorted(entry) if c in said.title]
    words += [said.title[c] for c in sorted(title.any_of) if c in said.title]
    words += [said.header[h] for entry in header.all_of for h in sorted(entry) if said.header.get(h)]
    rows = {h for entry in header.all_of for h in entry if h.startswith("rows:") and h in said.header}
    in_columns = {h.removeprefix("rows:") for h in rows} & set(said.header)
    return Identity(layout, f"{layout.name}: {how}", tuple(words), bool(rows and not in_columns))
