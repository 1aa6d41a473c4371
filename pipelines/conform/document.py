"""One extracted document → the records of this room.

Belongs here: the order of the steps and the records about documents and tables.
Does not: the steps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pipelines.conform.claim_items import KnownItems
from pipelines.conform.claim_records import share_claim
from pipelines.conform.claims import NarrativeReader
from pipelines.conform.column_map import map_columns
from pipelines.conform.corrections.apply import apply
from pipelines.conform.corrections.records import Correction
from pipelines.conform.disclosure_test import why_no_disclosure
from pipelines.conform.indicator_records import indicator_records
from pipelines.conform.ledger import Ledger
from pipelines.conform.lines import LineBuilder, Record
from pipelines.conform.measure_rows import MeasureRows
from pipelines.conform.money_unit import ResolvedUnit, resolve_units
from pipelines.conform.overall_form import OverallForm
from pipelines.conform.performance_sheets import PerformanceSheet, is_sheet
from pipelines.conform.project_forms import ProjectForm
from pipelines.conform.project_rows import project_records
from pipelines.conform.purchases import purchase_records
from pipelines.conform.row_tables import RowTable, panes
from pipelines.conform.summary_tables import SummaryTable
from pipelines.conform.table_identity import Identity, identify
from pipelines.conform.understanding import Understanding, understand
from pipelines.conform.unit_rules import settle
from pipelines.extract.document import outcome_records, spot_fields
from pipelines.extract.model import ExtractedDocument, LogicalTable, Outcome
from pipelines.extract.text.personal import mask

TABLE_NAMES = (
    "documents",
    "tables",
    "lines",
    "claims",
    "projects",
    "project_items",
    "indicators",
    "procurements",
    "headcounts",
    "quarantine",
    "outcomes",
)
"""Contract tables this room hands on."""

# Fields that hold sentences or names as printed; amounts, codes and keys cannot be personal data.
_FREE_TEXT = (
    "sentence",
    "reason",
    "row_label",
    "project_name",
    "basis",
    "plan",
    "change_explanation",
    "long_term_goal",
    "annual_goal",
    "goal",
    "indicator_name",
    "item_name",
    "description",
    "empty_note",
    "title",
    "record",
    "detail",
)


class Conformed:
    """Records of one document while they are being collected."""

    def __init__(self, document: ExtractedDocument) -> None:
        self.document = document
        self.understanding: Understanding = understand(document)
        self.records: dict[str, list[Record]] = {name: [] for name in TABLE_NAMES}
        self.outcomes: list[Outcome] = []

    @property
    def fiscal_year(self) -> int | None:
        return self.understanding.fiscal_year


def conform_document(
    document: ExtractedDocument, corrections: Sequence[Correction] = (), today: date = date.min
) -> dict[str, list[Record]]:
    """All records of one document, keyed by contract table. Pure: same arguments, same records.

    `corrections` are those of this document; the ones that `today` has left behind are told of, not used.
    """
    expired = {number for number, c in enumerate(corrections) if c.is_expired(today)}
    corrected = apply(document, corrections, expired)
    document = corrected.document
    conformed = Conformed(document)
    conformed.outcomes.extend(corrected.outcomes)
    publisher = conformed.understanding.unit_name
    units = settle(document.tables, resolve_units(document.tables), publisher)
    for table in document.tables:
        _conform_table(conformed, table, *units[table.index])
    known = KnownItems.of(conformed.records["lines"])
    narrative = NarrativeReader(document.document_id, conformed.fiscal_year, known, publisher)
    narrative.read(document.blocks)
    conformed.records["claims"].extend(narrative.claims)
    conformed.records["headcounts"].extend(narrative.headcounts.records)
    conformed.outcomes.extend(narrative.outcomes)
    conformed.outcomes[len(corrected.outcomes) : len(corrected.outcomes)] = _doubts(conformed)
    conformed.records["documents"].append(_document_record(conformed))
    corrected.mark(conformed.records["lines"])
    conformed.records["outcomes"] = outcome_records(document.document_id, "conform", conformed.outcomes)
    _mask_personal_data(conformed.records)
    return conformed.records


def _doubts(conformed: Conformed) -> list[Outcome]:
    """That a document is no disclosure, or what a disclosure does not say of itself."""
    records, understanding = conformed.records, conformed.understanding
    reason = why_no_disclosure(conformed.document, understanding.title, records["tables"], records["claims"])
    if reason is not None:
        return [Outcome("NOT_A_DISCLOSURE", "error", reason, 1)]
    doubts = []
    if conformed.fiscal_year is None:
        doubts.append(Outcome("FISCAL_YEAR_UNKNOWN", "error", understanding.evidence))
    if understanding.unit_name is None:
        doubts.append(Outcome("UNIT_NAME_UNKNOWN", "warning", understanding.evidence))
    return doubts


def _mask_personal_data(records: dict[str, list[Record]]) -> None:
    for rows in records.values():
        for row in rows:
            for name in _FREE_TEXT:
                if text := row.get(name):
                    row[name] = mask(text)


def _conform_table(
    conformed: Conformed, table: LogicalTable, unit: ResolvedUnit, unit_outcomes: list[Outcome]
) -> None:
    """Identify one table, read it by its shape, and account for all its cells."""
    identity = identify(table)
    ledger = Ledger(table)
    builder = LineBuilder(
        conformed.document.document_id,
        table.index,
        identity.table_type,
        unit.unit,
        conformed.fiscal_year,
        ledger,
        conformed.understanding.kind,
    )
    column_names: list[str] = []
    repaired = 0
    if identity.layout is None:
        for cell in table.cells:
            ledger.fail(cell, "TABLE_UNIDENTIFIED", identity.evidence)
        ledger.outcomes = [
            Outcome(
                "TABLE_UNIDENTIFIED",
                "warning",
                identity.evidence,
                table.first_page,
                table.index,
                text=table.title,
            )
        ]
    elif identity.layout.shape == "summary":
        columns = map_columns(table, identity.layout)
        column_names = [c.as_text() for c in columns]
        SummaryTable(table, columns, builder).read()
    elif identity.is_transposed:
        columns = map_columns(table, identity.layout)
        column_names = [c.as_text() for c in columns]
        MeasureRows(table, identity.layout, columns, builder).read()
    elif identity.layout.shape == "text":
        for cell in table.cells:
            ledger.exclude(cell, "TEXT_TABLE", f"{identity.layout.zh}: a list that states no figures")
    elif identity.layout.shape == "declared":
        detail = f"{identity.layout.zh} ({identity.layout.name}): a kind of table that has no type here"
        for cell in table.cells:
            ledger.exclude(cell, "TABLE_KIND_NOT_COVERED", detail)
    elif identity.layout.shape == "rows":
        columns = map_columns(table, identity.layout)
        column_names = [c.as_text() for c in columns]
        for number, pane in enumerate(panes(columns)):
            offset = number * table.row_count
            rows = RowTable(table, identity.layout, pane, builder, row_offset=offset)
            rows.read()
            repaired += rows.repaired_rows
            conformed.records["procurements"].extend(purchase_records(rows))
            conformed.records["projects"].extend(project_records(rows))
    elif is_sheet(table, columns := map_columns(table, identity.layout)):
        column_names = [c.as_text() for c in columns]
        sheet = PerformanceSheet(table, columns, builder)
        sheet.read()
        conformed.records["projects"].extend(sheet.records())
        conformed.records["indicators"].extend(sheet.indicators.records)
    elif table.columns:
        detail = "a performance table that heads neither indicators nor goals"
        for cell in table.cells:
            ledger.fail(cell, "FORM_LAYOUT_UNKNOWN", detail)
        ledger.outcomes = [
            Outcome("FORM_LAYOUT_UNKNOWN", "warning", detail, table.first_page, table.index, text=table.title)
        ]
    elif identity.table_type == "performance_target":
        _conform_project_form(conformed, ProjectForm(table, builder))
    else:
        _conform_overall_form(conformed, OverallForm(table, builder))
    counts = ledger.close()
    conformed.records["quarantine"].extend(_quarantined(conformed.document.document_id, table, ledger))
    if not builder.records and unit.unit == "unknown" and not counts["cells_failed"]:
        unit_outcomes = []
    conformed.records["lines"].extend(builder.records)
    conformed.outcomes.extend([*unit_outcomes, *ledger.outcomes])
    conformed.records["tables"].append(
        _table_record(conformed, table, identity, unit, column_names, counts, builder, repaired)
    )


def _quarantined(document_id: str, table: LogicalTable, ledger: Ledger) -> Iterator[Record]:
    """Figures that may not become lines, each with its place and the reason."""
    for index, (cell, code, detail) in enumerate(ledger.failed_figures(), start=1):
        place = {"row": cell.row, "column": cell.column, "text": cell.text, **spot_fields(cell.spot)}
        said = {"table_index": table.index, "title": table.title, **place}
        yield {
            "document_id": document_id,
            "source_table": "lines",
            "quarantine_index": index,
            "reason_code": code,
            "detail": detail,
            "record": json.dumps(said, ensure_ascii=False),
            "page": cell.spot.page,
        }


def _conform_project_form(conformed: Conformed, form: ProjectForm) -> None:
    form.read()
    conformed.records["projects"].append(form.project_record())
    conformed.records["project_items"].extend(form.items)
    for horizon, goal in (("long_term", "长期"), ("annual", "年度")):
        conformed.records["indicators"].extend(
            indicator_records(
                form.builder,
                horizon,
                form.indicators.get(horizon, []),
                project_code=form.project_code,
                project=form.project_name,
                goal=form.goals.get(goal, ""),
            )
        )


def _conform_overall_form(conformed: Conformed, form: OverallForm) -> None:
    form.read()
    conformed.records["projects"].extend(form.projects)
    conformed.records["indicators"].extend(form.indicators)
    for number, (row, item, cell) in enumerate(form.claims, start=1):
        conformed.records["claims"].append(
            share_claim(form.builder, form.table.title, row.number, item, cell, number)
        )


def _table_record(
    conformed: Conformed,
    table: LogicalTable,
    identity: Identity,
    unit: ResolvedUnit,
    column_names: list[str],
    counts: dict[str, int],
    builder: LineBuilder,
    repaired_rows: int,
) -> Record:
    cells_in = counts["cells_in"]
    is_empty = not builder.records and not counts["cells_failed"]
    return {
        "document_id": conformed.document.document_id,
        "table_index": table.index,
        "table_type": identity.table_type,
        "layout": identity.layout.name if identity.layout else "",
        "title": table.title,
        "identified_by": identity.evidence,
        "first_page": table.first_page,
        "last_page": table.last_page,
        "money_unit": unit.unit,
        "money_unit_text": unit.evidence,
        "row_count": table.row_count,
        "is_empty": is_empty,
        "empty_note": "" if any(line["amount_yuan"] for line in builder.records) else table.note,
        "column_measures": json.dumps(column_names, ensure_ascii=False),
        "surplus_fields": len(table.surplus_fields),
        "repaired_rows": repaired_rows,
        **counts,
        "coverage": 1.0 - counts["cells_failed"] / cells_in if cells_in else 1.0,
    }


def _document_record(conformed: Conformed) -> Record:
    document, understanding = conformed.document, conformed.understanding
    lines = conformed.records["lines"]
    departments = [r for r in lines if r["code_scheme"] == "unit" and len(r["code"] or "") == 3]
    names = [r["row_label"] for r in departments if r["table_type"] == "income_detail"]
    has_text = any(b.kind == "paragraph" and len(b.text) > 40 for b in document.blocks)
    content: dict[tuple[bool, bool], Any] = {
        (True, True): "both",
        (True, False): "narrative",
        (False, True): "tables",
        (False, False): "neither",
    }
    return {
        "document_id": document.document_id,
        "title": understanding.title,
        "unit_name": understanding.unit_name,
        "unit_name_full": names[0] if names else understanding.printed_name,
        "unit_code": departments[0]["code"] if departments else None,
        "fiscal_year": understanding.fiscal_year,
        "kind": understanding.kind,
        "report_level": understanding.report_level,
        "content": content[has_text, bool(document.tables)],
        "evidence": understanding.evidence,
        "media_type": document.media_type,
        "method": document.method,
        "page_count": len(document.pages),
    }
