"""The columns of one table together: each read by its words, then in the light of the others.

Belongs here: the order of these steps. Does not: reading single paths (`columns`), the steps themselves.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.conform.catalogue import TableLayout
from pipelines.conform.column_evidence import settle_by_values
from pipelines.conform.columns import Column, labels_of, read_column
from pipelines.conform.groupings import Path, without_groupings
from pipelines.conform.siblings import settle_among_siblings
from pipelines.conform.table_identity import title_concepts
from pipelines.extract.model import LogicalTable


def map_columns(table: LogicalTable, layout: TableLayout) -> list[Column]:
    """Every printed column in the light of the table's layout and of what stands in it."""
    columns = [read_column(index, path, layout) for index, path in enumerate(table.columns)]
    if any(not c.is_known for c in columns):
        paths = without_groupings(table.columns, columns, in_panes=layout.shape == "summary")
        columns = [
            c if c.is_known else _read_below(c, table.columns[c.index], path, layout)
            for c, path in zip(columns, paths, strict=True)
        ]
    if layout.shape != "form":
        columns = settle_by_values(table, layout, columns)
    own_fund = (
        "general_budget" if "general" in title_concepts(table.title) and layout.measures == "kinds" else ""
    )
    return settle_among_siblings(columns, layout, own_fund)


def _read_below(column: Column, whole: Path, path: Path, layout: TableLayout) -> Column:
    """A column read without the headings that only group it; a year that one of them names still holds."""
    read = read_column(column.index, path, layout)
    year = next((label.year for label in labels_of(whole) if label.year), None)
    return replace(read, path=column.path, year=read.year or (year if read.measure else None))
