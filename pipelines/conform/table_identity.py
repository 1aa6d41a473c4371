"""Which table type a logical table is: by title and header signature, never by number or place.

Belongs here: choosing a layout of the catalogue. Does not: reading columns or rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.conform.catalogue import TableLayout, table_layouts
from pipelines.extract.cjk import comparable
from pipelines.extract.model import LogicalTable


@dataclass(frozen=True, slots=True)
class Identity:
    """The layout found (None when the table is of no known type) and what decided."""

    layout: TableLayout | None
    evidence: str

    @property
    def table_type(self) -> str:
        return self.layout.table_type if self.layout else "other"


def identify(table: LogicalTable) -> Identity:
    """The first layout whose title pattern and header signature both agree.

    A form has no header: its title alone decides. A title that matches while no header agrees leaves
    the table unidentified, because the same title is printed over different tables.
    """
    title = comparable(table.title)
    header = comparable("|".join(label for path in table.columns for label in path))
    near_misses = []
    for layout in table_layouts():
        matched = _title_match(layout, title)
        if not matched:
            continue
        if layout.shape == "form":
            return Identity(layout, f"title {matched!r}; form")
        missing = [p.pattern for p in layout.header if not p.search(header)]
        ruled_out = [p.pattern for p in layout.header_not if p.search(header)]
        if table.columns and not missing and not ruled_out:
            signature = "、".join(p.pattern for p in layout.header)
            return Identity(layout, f"title {matched!r}; header has {signature}")
        near_misses.append(f"{layout.table_type}: header lacks {'、'.join(missing) or '、'.join(ruled_out)}")
    return Identity(None, "; ".join(near_misses) or f"no title pattern matches {table.title!r}")


def _title_match(layout: TableLayout, title: str) -> str:
    """The part of the title that a pattern of the layout matches, else empty."""
    if any(p.search(title) for p in layout.title_not):
        return ""
    for pattern in layout.title:
        match = pattern.search(title)
        if match:
            return match[0]
    return ""
