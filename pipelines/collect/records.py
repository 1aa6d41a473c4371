"""This room's records, as the contracts in `contracts/tables/collect.py` describe them.

Belongs here: joining what the archive knows of a file with what its source says of it.
Does not: checking records against contracts, writing them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipelines.collect.archive import Archive
from pipelines.collect.sources import Source, SourceDocument

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Registered:
    source: Source
    document: SourceDocument


def archived_documents(archive: Archive, sources: Iterable[Source]) -> list[Record]:
    """One record per archived document. What its source says is read anew, so a correction there counts."""
    registered = {d.sha256: _Registered(s, d) for s in sources for d in s.documents}
    return [
        {
            "document_id": r.document_id,
            "file_name": r.file_name,
            "media_type": r.media_type,
            "byte_size": r.byte_size,
            "fetched_at": r.fetched_at,
            "container_path": r.container_path,
            **_source_fields(registered.get(r.document_id)),
        }
        for r in archive.documents()
    ]


def _source_fields(entry: _Registered | None) -> Record:
    if entry is None:
        return {"source_id": None, "source_url": None, "publication_id": None, "origin": None}
    return {
        "source_id": entry.source.source_id,
        "source_url": entry.document.page_url or entry.source.column_url,
        "publication_id": entry.document.publication_id,
        "origin": entry.document.origin,
    }


def source_units(sources: Iterable[Source]) -> list[Record]:
    """One record per unit on the rosters."""
    return [
        {
            "unit_id": u.unit_id,
            "unit_name": u.name,
            "unit_code": u.code,
            "division_code": s.division_code,
            "division_name": s.division_name,
            "parent_unit_id": u.parent_unit_id,
            "unit_type": u.unit_type,
            "aliases": list(u.aliases),
            "valid_from_year": u.valid_from_year,
            "valid_to_year": u.valid_to_year,
            "source_id": s.source_id,
        }
        for s in sources
        for u in s.units
    ]
