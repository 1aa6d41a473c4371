"""Small builders of logical tables for tests of the conform room."""

from __future__ import annotations

from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from pipelines.extract.model import ExtractedDocument, LogicalTable
from pipelines.extract.tables.assemble import assemble
from pipelines.extract.text.dump import TextDumpEngine

Records = dict[str, list[dict]]


def table_of(title: str, rows: list[list[str]], unit: str = "单位：万元", note: str = "") -> LogicalTable:
    """A logical table typeset as a tab-separated dump and read back."""
    assembly = assemble(TextDumpEngine().pages(dump_of(title, rows, unit, note).encode()))
    (table,) = assembly.tables
    return table.close(1)


def dump_of(title: str, rows: list[list[str]], unit: str = "单位：万元", note: str = "") -> str:
    """Text of one table as dumps print it."""
    body = "\n".join("\t".join(row) for row in rows)
    return "\n\n".join(part for part in (title, unit, body, note) if part) + "\n"


def conform_dump(text: str) -> Records:
    """All records of a dump."""
    return conform_document(document_of(text))


def document_of(text: str) -> ExtractedDocument:
    return extract_document(text.encode(), "text/plain")


def conform_rows(title: str, rows: list[list[str]], unit: str = "单位：万元", note: str = "") -> Records:
    """Records of one table of 某市某局's 2023 budget."""
    return conform_dump("某市某局2023年部门预算公开\n\n" + dump_of(title, rows, unit, note))


def amounts(records: Records, measure: str) -> dict[str, str]:
    """Amounts in yuan by row label for one measure."""
    return {r["row_label"]: str(r["amount_yuan"]) for r in records["lines"] if r["measure"] == measure}


def codes(records: Records) -> set[str]:
    """Outcome codes of a document."""
    return {o["code"] for o in records["outcomes"]}
