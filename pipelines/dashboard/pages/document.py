"""One file: what was read from it, and the way into its pages.

Belongs here: the page about a document. Does not: its pages (see `viewer`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from pipelines.dashboard.asking import Ask, PageKind, PageNotFound
from pipelines.dashboard.links import SHORT_ID, document_path
from pipelines.dashboard.source import Row, Source

_DOCUMENTS: Final = """
select
    document.*, disclosure.unit_id, disclosure.unit_name,
    disclosure.fiscal_year, disclosure.kind, disclosure.report_level
from dim_document as document
left join dim_disclosure as disclosure using (disclosure_id)
"""
_TABLES: Final = """
select
    table_index, table_type, table_type_zh, title, identified_by, first_page, last_page, money_unit,
    row_count, is_empty, empty_note, repaired_rows, cells_in, cells_fact, cells_failed, coverage
from fct_table where document_id = ? order by table_index
"""
_OUTCOMES: Final = """
select code, any_value(code_zh) as code_zh, severity, count(*) as places, min(page) as page,
    any_value(detail) as detail
from fct_outcome where document_id = ?
group by code, severity
order by case severity when 'error' then 0 when 'warning' then 1 else 2 end, places desc
"""


def known_documents(source: Source) -> dict[str, Row]:
    """Short id → document with its disclosure."""

    def gather() -> dict[str, Row]:
        if not source.has("dim_document"):
            return {}
        return {r["document_id"][:SHORT_ID]: r for r in source.rows(_DOCUMENTS)}

    return source.remember("documents", gather)


def find_document(ask: Ask) -> Row:
    """The document a path names. Raises `PageNotFound`."""
    document = known_documents(ask.source).get(ask.params["document"])
    if document is None:
        raise PageNotFound(f"no document {ask.params['document']} in this release")
    return document


def build(ask: Ask) -> dict[str, Any]:
    """Everything the page about a document shows."""
    document = find_document(ask)
    return {
        "document": document,
        "tables": ask.source.rows(_TABLES, document["document_id"]),
        "outcomes": ask.source.rows(_OUTCOMES, document["document_id"]),
    }


def paths(source: Source) -> Iterable[str]:
    """One page per document."""
    return (document_path(r["document_id"]) for r in known_documents(source).values())


PAGE: Final = PageKind(
    "document", re.compile(r"doc/(?P<document>[0-9a-f]+)/"), "document.html.j2", build, paths
)
