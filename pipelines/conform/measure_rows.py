"""Tables that print a measure in every row: “三公”经费 or income listed downwards.

Belongs here: what a row measures, by the same words that headers use; which row is part of which.
Does not: tables whose columns are measures (`row_tables`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.conform.catalogue import TableLayout, measure_tree
from pipelines.conform.codes import without_numbering
from pipelines.conform.columns import Column, read_column
from pipelines.conform.comparisons import contradicted
from pipelines.conform.lines import LineBuilder, Row
from pipelines.extract.model import LogicalTable, TableCell

UNKNOWN_MEASURE = "amount"


@dataclass(slots=True)
class MeasureRows:
    """A table of measures on its way to lines; columns say fund, basis and year."""

    table: LogicalTable
    layout: TableLayout
    columns: list[Column]
    builder: LineBuilder
    _parents: dict[str, int] = field(default_factory=dict)
    _doubtful: set[int] = field(default_factory=set)

    def read(self) -> None:
        """Read all rows; every cell ends in the ledger."""
        figures = [c for c in self.columns if c.measure]
        self._doubtful = contradicted(self.table, self.columns, self.builder.fiscal_year)
        first_figure = min((c.index for c in figures), default=len(self.columns))
        carried: list[str] = []
        for index, cells in enumerate(self.table.rows()):
            if not any(c is not None and c.text for c in cells):
                continue
            labels = [c for c in cells[:first_figure] if c is not None and c.text]
            carried = _path(labels, carried)
            row, measure = self._row(index + 1, labels, carried)
            for label in labels:
                self.builder.ledger.label(label)
            for cell in cells[first_figure:]:
                if cell is not None:
                    self._take(row, measure, cell)
        for record in self.builder.records:
            record["is_leaf"] = record["row_number"] not in {
                r["parent_row_number"] for r in self.builder.records
            }

    def _row(self, number: int, labels: list[TableCell], path: list[str]) -> tuple[Row, str]:
        """The row and its measure; a name that is no word of the field keeps its amount without a measure."""
        names = tuple(without_numbering(p) for p in path)
        said = read_column(0, names, self.layout)
        measure = said.measure
        label = labels[-1].text if labels else ""
        row = Row(number=number, label=label or "/".join(path))
        if not measure or (len(names) > 1 and measure in self._parents):
            if labels and not measure:
                detail = "no word of the vocabulary; the figure is kept without a measure of its own"
                self.builder.ledger.note(labels[-1], "ROW_LABEL_UNKNOWN", "info", detail)
            above = read_column(0, names[:1], self.layout).measure if len(names) > 1 else ""
            row.parent = self._parents.get(above) if above else None
            row.level = 2 if row.parent else 1
            return row, UNKNOWN_MEASURE
        row.item = measure
        row.parent = next(
            (self._parents[p] for p in _holders(measure) if p in self._parents and p != measure), None
        )
        row.level = 0 if measure == self.layout.total_measure else 1 if row.parent is None else 2
        row.is_total = row.level == 0
        self._parents.setdefault(measure, number)
        return row, measure

    def _take(self, row: Row, measure: str, cell: TableCell) -> None:
        ledger = self.builder.ledger
        column = self.columns[cell.column] if cell.column < len(self.columns) else None
        if column is None or not column.is_known:
            path = column.path if column else "(none)"
            ledger.fail(cell, "UNKNOWN_HEADER", f"the catalogue has no column {path!r}")
        elif column.compares or column.index in self._doubtful:
            ledger.exclude(cell, "COMPARISON_COLUMN", f"column {column.path}")
        elif column.measure:
            self.builder.add(row, cell, column.of(measure))
        else:
            ledger.label(cell)


def _path(labels: list[TableCell], carried: list[str]) -> list[str]:
    """Labels of a row from left to right, merged cells above it carried down."""
    if not labels:
        return carried
    first = labels[0].column
    return [*carried[:first], *(c.text for c in labels)] if first else [c.text for c in labels]


def _holders(measure: str) -> list[str]:
    """Measures that `measure` is part of, nearest first."""
    found: list[str] = []
    wanted = [measure]
    while wanted:
        part = wanted.pop(0)
        for total, trees in measure_tree().items():
            if any(part in parts for parts in trees) and total not in found:
                found.append(total)
                wanted.append(total)
    return found
