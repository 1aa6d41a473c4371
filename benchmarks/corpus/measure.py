"""One document of the corpus, measured: what was found, typed and read, and the end of every number.

Belongs here: running extract and conform on a file and counting. Does not: printing, comparing runs.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.corpus.claims import measure_claims
from benchmarks.corpus.sums import sums_of_table
from pipelines.conform.document import conform_document
from pipelines.conform.money import read_amount
from pipelines.extract.document import extract_document
from pipelines.extract.model import LogicalTable, UnreadableDocument

Records = dict[str, list[dict[str, Any]]]
STATUTORY = (
    "income_expenditure_summary",
    "income_detail",
    "expenditure_detail",
    "fiscal_appropriation_summary",
    "general_budget_expenditure",
    "general_budget_basic_expenditure",
    "three_public",
    "gov_fund_expenditure",
)
"""The eight tables of 财预〔2016〕143号."""


@dataclass
class TableMeasure:
    """One logical table. Numbers are body cells that read as a figure."""

    index: int
    table_type: str
    layout: str
    title: str
    first_page: int
    last_page: int
    money_unit: str
    unit_evidence: str
    rows: int
    columns: int
    unknown_columns: list[str]
    numbers: int
    numbers_fact: int
    numbers_label: int
    numbers_excluded: int
    numbers_quarantined: int
    numbers_lost: int
    children: dict[str, int]
    identities: dict[str, int]
    repaired_rows: int
    fails: list[str]
    reasons: dict[str, int]
    is_empty: bool


@dataclass
class DocumentMeasure:
    """One file. `code` is empty when it could be read."""

    file: str
    region: str
    code: str = ""
    unit_name: str | None = None
    fiscal_year: int | None = None
    kind: str = ""
    report_level: str = ""
    content: str = ""
    pages: int = 0
    claims: int = 0
    claims_unknown: int = 0
    claims_money: dict[str, int] = field(default_factory=dict)
    projects: int = 0
    indicators: int = 0
    procurements: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    tables: list[TableMeasure] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measure_file(path: Path, root: Path) -> DocumentMeasure:
    """Read and measure one file; an unreadable one is measured by its outcome code."""
    measure = DocumentMeasure(str(path.relative_to(root)), path.relative_to(root).parts[0])
    try:
        document = extract_document(path.read_bytes(), "application/pdf")
    except UnreadableDocument as error:
        measure.code = error.code
        return measure
    return measure_document(measure, conform_document(document), document.tables, len(document.pages))


def measure_document(
    measure: DocumentMeasure, records: Records, tables: tuple[LogicalTable, ...], pages: int
) -> DocumentMeasure:
    """Fill in what the records of one document say."""
    (document,) = records["documents"]
    for name in ("unit_name", "fiscal_year", "kind", "report_level", "content"):
        setattr(measure, name, document[name])
    measure.pages = pages
    measure.claims = len(records["claims"])
    measure.claims_unknown = sum(c["subject"] == "unknown" for c in records["claims"])
    measure.claims_money = dict(measure_claims(records))
    measure.projects = len(records["projects"])
    measure.indicators = len(records["indicators"])
    measure.procurements = len(records["procurements"])
    measure.outcomes = dict(Counter(o["code"] for o in records["outcomes"]))
    found = {t["table_index"]: t for t in records["tables"]}
    lines = _by_table(records["lines"])
    outcomes = _by_table(records["outcomes"])
    quarantine = _by_table(
        [json.loads(q["record"]) for q in records["quarantine"] if q["source_table"] == "lines"]
    )
    attributes = _attribute_places(records)
    measure.tables = [
        _measure_table(
            table,
            found[table.index],
            lines[table.index],
            outcomes[table.index],
            quarantine[table.index],
            attributes,
        )
        for table in tables
    ]
    return measure


def _measure_table(
    table: LogicalTable,
    record: dict[str, Any],
    lines: list[dict[str, Any]],
    outcomes: list[dict[str, Any]],
    quarantine: list[dict[str, Any]],
    attributes: set[tuple[Any, ...]],
) -> TableMeasure:
    """Where each number of the table ended, found out from the records alone."""
    rows = max(table.row_count, 1)
    in_lines = {((r["row_number"] - 1) % rows, r["page"], str(r["bbox"]), r["locator"]) for r in lines}
    excluded = {(o["row"], o["column"]) for o in outcomes if o["severity"] == "info"}
    quarantined = {(q["row"], q["column"]) for q in quarantine}
    columns = json.loads(record["column_measures"])
    ends: Counter[str] = Counter()
    for cell in table.cells:
        if read_amount(cell.text).state not in ("number", "zero"):
            continue
        box = cell.spot.box.as_list() if cell.spot.box else None
        place = (cell.row, cell.spot.page, str(box), cell.spot.locator or None)
        ends["numbers"] += 1
        if place in in_lines:
            ends["fact"] += 1
        elif (cell.row, cell.column) in quarantined:
            ends["quarantined"] += 1
        elif (cell.row, cell.column) in excluded:
            ends["excluded"] += 1
        elif place[1:] in attributes or record["layout"]:
            ends["label"] += 1
        else:
            ends["lost"] += 1
    children, identities = sums_of_table(lines)
    return TableMeasure(
        index=table.index,
        table_type=record["table_type"],
        layout=record["layout"],
        title=table.title,
        first_page=table.first_page,
        last_page=table.last_page,
        money_unit=record["money_unit"],
        unit_evidence=record["money_unit_text"],
        rows=table.row_count,
        columns=len(table.columns),
        unknown_columns=[c for c in columns if c.startswith("?")],
        numbers=ends["numbers"],
        numbers_fact=ends["fact"],
        numbers_label=ends["label"],
        numbers_excluded=ends["excluded"],
        numbers_quarantined=ends["quarantined"],
        numbers_lost=ends["lost"],
        children=dict(children.outcomes),
        identities=dict(identities.outcomes),
        repaired_rows=record["repaired_rows"],
        fails=[*children.fails, *identities.fails],
        reasons=dict(Counter(o["code"] for o in outcomes if o["severity"] != "info")),
        is_empty=record["is_empty"],
    )


def _by_table(records: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        if record.get("table_index") is not None:
            grouped[record["table_index"]].append(record)
    return grouped


def _attribute_places(records: Records) -> set[tuple[Any, ...]]:
    """Places of records that are not lines: indicators, projects, purchases."""
    names = ("indicators", "projects", "project_items", "procurements", "headcounts")
    return {(r["page"], str(r["bbox"]), r["locator"]) for name in names for r in records[name]}
