"""Corrections put into what was extracted from a document, each with its outcome.

Belongs here: finding the spot, comparing with what is read there now, replacing, marking what came of it.
Does not: reading records (see `records`). Every correction ends in exactly one outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pipelines.conform.corrections.records import HEADER_PATH, Correction
from pipelines.extract.document import spot_fields
from pipelines.extract.model import ExtractedDocument, LogicalTable, Outcome, Severity, TableCell
from pipelines.extract.text.cjk import comparable

APPLIED: Final = "CORRECTION_APPLIED"
EXPIRED: Final = "CORRECTION_EXPIRED"
NOT_NEEDED: Final = "CORRECTION_NOT_NEEDED"
MATCHES_NOTHING: Final = "CORRECTION_MATCHES_NOTHING"
UNUSED: Final = (EXPIRED, NOT_NEEDED, MATCHES_NOTHING)
"""Outcomes of corrections that did nothing: a person has to look again."""


@dataclass(slots=True)
class Corrected:
    """A document with its corrections in it. `cells` are those replaced, as they were read."""

    document: ExtractedDocument
    outcomes: list[Outcome] = field(default_factory=list)
    cells: list[tuple[int, TableCell, Correction]] = field(default_factory=list)

    def mark(self, lines: Sequence[dict[str, Any]]) -> None:
        """Say of lines made from corrected cells that they are: what was read, who decided, when and why."""
        by_place = {_place(table, spot_fields(cell.spot)): (cell, c) for table, cell, c in self.cells}
        for line in lines:
            cell, correction = by_place.get(_place(line["table_index"], line), (None, None))
            if cell is None or correction is None or line["amount_text"] != correction.should_read:
                continue
            line["quality"] = "corrected"
            line["quality_note"] = "; ".join(filter(None, (line["quality_note"], said_of(correction))))


def said_of(correction: Correction) -> str:
    """Who decided what, when and why."""
    return (
        f"read as {correction.reads!r}, corrected to {correction.should_read!r} by {correction.author} "
        f"on {correction.decided_on}: {correction.reason} ({correction.evidence})"
    )


def apply(document: ExtractedDocument, corrections: Sequence[Correction], expired: set[int]) -> Corrected:
    """The document as reviewers say it is printed. `expired` holds the positions of expired corrections."""
    corrected = Corrected(document)
    tables = {table.index: table for table in document.tables}
    for number, correction in enumerate(corrections):
        table = tables.get(correction.table_index)
        if number in expired:
            detail = f"expired on {correction.expires_on}; look again and renew or remove it"
            _say(corrected, table, correction, EXPIRED, "warning", detail)
            continue
        now = _reading(table, correction) if table else None
        if table is None or now is None:
            _say(corrected, table, correction, MATCHES_NOTHING, "error", "nothing is read there")
        elif comparable(now) == comparable(correction.should_read):
            detail = "the reader now reads what the correction says; remove it"
            _say(corrected, table, correction, NOT_NEEDED, "error", detail)
        elif comparable(now) != comparable(correction.reads):
            detail = f"the reader reads {now!r} there, not {correction.reads!r}"
            _say(corrected, table, correction, MATCHES_NOTHING, "error", detail)
        else:
            tables[table.index] = _replaced(corrected, table, correction)
            _say(corrected, table, correction, APPLIED, "info", said_of(correction))
    corrected.document = replace(document, tables=tuple(tables[t.index] for t in document.tables))
    return corrected


def current_reading(document: ExtractedDocument, correction: Correction) -> str | None:
    """What the reader reads at a correction's spot; None where there is nothing."""
    table = next((t for t in document.tables if t.index == correction.table_index), None)
    return _reading(table, correction) if table else None


def _reading(table: LogicalTable, correction: Correction) -> str | None:
    if correction.target == "title":
        return table.title
    if correction.target == "unit_line":
        return table.unit_line
    assert correction.column is not None
    if correction.target == "header":
        if correction.column > len(table.columns):
            return None
        return HEADER_PATH.join(table.columns[correction.column - 1])
    cell = _cell(table, correction)
    return cell.text if cell else None


def _cell(table: LogicalTable, correction: Correction) -> TableCell | None:
    assert correction.row is not None
    assert correction.column is not None
    place = (correction.row - 1, correction.column - 1)
    return next((c for c in table.cells if (c.row, c.column) == place), None)


def _replaced(corrected: Corrected, table: LogicalTable, correction: Correction) -> LogicalTable:
    text = correction.should_read
    if correction.target == "title":
        return replace(table, title=text)
    if correction.target == "unit_line":
        return replace(table, unit_line=text)
    if correction.target == "header":
        assert correction.column is not None
        columns = list(table.columns)
        columns[correction.column - 1] = tuple(text.split(HEADER_PATH))
        return replace(table, columns=tuple(columns))
    cell = _cell(table, correction)
    assert cell is not None
    corrected.cells.append((table.index, cell, correction))
    return replace(table, cells=tuple(replace(c, text=text) if c is cell else c for c in table.cells))


def _say(
    corrected: Corrected,
    table: LogicalTable | None,
    correction: Correction,
    code: str,
    severity: Severity,
    detail: str,
) -> None:
    cell = _cell(table, correction) if table and correction.target == "cell" else None
    page = cell.spot.page if cell else table.first_page if table else None
    corrected.outcomes.append(
        Outcome(
            code,
            severity,
            f"{correction.spot}: {detail}",
            page,
            correction.table_index,
            correction.row - 1 if correction.row else None,
            correction.column - 1 if correction.column else None,
            correction.reads,
        )
    )


def _place(table_index: int, fields: Any) -> tuple[Any, ...]:
    bbox = fields.get("bbox")
    return table_index, fields.get("page"), tuple(bbox) if bbox else None, fields.get("locator")
