"""The texts that can be searched, each with the spot it stands on.

Belongs here: gathering them from a release and its parts. Does not: indexing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import polars as pl

from pipelines.contracts.parts import PartStore
from pipelines.dashboard.links import unit_path, viewer_path
from pipelines.dashboard.pages.document import known_documents
from pipelines.dashboard.source import Source
from pipelines.home import Home

KINDS: Final = ("unit", "project", "narrative", "purchase", "indicator")
_LEAST: Final = 6
"""Shorter paragraphs are page numbers and stray labels."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """One text: what it is, whose, of which year, and the address (path, fragment) it leads to."""

    kind: str
    title: str
    body: str
    unit_name: str
    fiscal_year: int | None
    year_kind: str
    path: str
    fragment: str


_UNITS: Final = "select unit_id, unit_name from dim_unit order by unit_name"
_FACTS: Final = {
    "project": """
        select project_name as title, concat_ws(' ', annual_goal, long_term_goal, basis, plan) as body,
            unit_name, fiscal_year, kind as year_kind, document_id, page, project_key as fragment
        from fct_project where coalesce(project_name, '') <> ''
    """,
    "purchase": """
        select coalesce(catalogue_name, project_name) as title,
            concat_ws(' ', project_name, catalogue_code) as body,
            unit_name, fiscal_year, kind as year_kind, document_id, page, procurement_key as fragment
        from fct_procurement where coalesce(catalogue_name, project_name, '') <> ''
    """,
    "indicator": """
        select indicator_name as title, concat_ws(' ', target_text, project_name) as body,
            unit_name, fiscal_year, kind as year_kind, document_id, page, indicator_key as fragment
        from fct_performance_indicator where coalesce(indicator_name, '') <> ''
    """,
}
_MARTS: Final = {
    "project": "fct_project",
    "purchase": "fct_procurement",
    "indicator": "fct_performance_indicator",
}
_CLAIMS: Final = """
select distinct on (document_id, block_index) sentence as body, section as title,
    unit_name, fiscal_year, kind as year_kind, document_id, page, claim_id as fragment
from fct_claim where coalesce(sentence, '') <> ''
"""


def search_texts(source: Source, home: Home) -> Iterator[SearchText]:
    """All texts of a release. The narrative comes from its parts, else it is the sentences with figures."""
    if source.has("dim_unit"):
        for row in source.rows(_UNITS):
            name = row["unit_name"]
            yield SearchText("unit", name, "", name, None, "", unit_path(row["unit_id"]), "")
    for kind, sql in _FACTS.items():
        if source.has(_MARTS[kind]):
            yield from _of_rows(source, kind, sql)
    narrative = list(_paragraphs(source, home))
    if narrative:
        yield from narrative
    elif source.has("fct_claim"):
        yield from _of_rows(source, "narrative", _CLAIMS)


def _of_rows(source: Source, kind: str, sql: str) -> Iterator[SearchText]:
    for row in source.rows(sql):
        yield SearchText(
            kind,
            row["title"] or "",
            row["body"] or "",
            row["unit_name"] or "",
            row["fiscal_year"],
            row["year_kind"] or "",
            viewer_path(row["document_id"], row["page"]),
            row["fragment"],
        )


def _paragraphs(source: Source, home: Home) -> Iterator[SearchText]:
    store = PartStore(str(home.parts))
    version = str(source.release.manifest.get("source_versions", {}).get("extract", ""))
    for document in known_documents(source).values():
        try:
            blocks = store.read("extract", version, document["document_id"], "blocks")
        except (OSError, KeyError, ValueError):
            continue
        said = blocks.filter((pl.col("kind") != "contents") & (pl.col("text").str.len_chars() >= _LEAST))
        for block in said.select("block_index", "section", "text", "page").to_dicts():
            yield SearchText(
                "narrative",
                block["section"],
                block["text"],
                document["unit_name"] or document["file_name"],
                document["fiscal_year"],
                document["kind"] or "",
                viewer_path(document["document_id"], block["page"]),
                f"b{block['block_index']}",
            )
