"""What the rules need of one document, as the rooms before this one would have handed it on.

Belongs here: putting the records of extract and conform together. Does not: files, archives, rules.
"""

from __future__ import annotations

from typing import Any

from pipelines.conform.document import conform_document
from pipelines.extract.document import to_records
from pipelines.extract.model import ExtractedDocument

_EXTRACTED = ("blocks", "extracted_tables", "outcomes")


def document_records(document: ExtractedDocument) -> dict[str, list[dict[str, Any]]]:
    """Part table name → records: everything conforming yields, and the paragraphs and titles as extracted."""
    records = conform_document(document)
    extracted = to_records(document)
    for name in _EXTRACTED:
        records[name] = [*extracted[name], *records.get(name, [])]
    return records
