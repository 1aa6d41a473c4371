"""This room's records, as the contracts in `contracts/tables/collect.py` describe them.

Belongs here: joining what the archive knows of a file with what its source says of it.
Does not: checking records against contracts, writing them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pipelines.collect.absence import changes, expected_disclosures
from pipelines.collect.archive import Archive
from pipelines.collect.fetches import GOT, FetchRecord
from pipelines.collect.sources import Source, SourceDocument

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Registered:
    source: Source
    document: SourceDocument


def archived_documents(
    archive: Archive, sources: Iterable[Source], fetches: Iterable[FetchRecord] = ()
) -> list[Record]:
    """One record per archived document. What its source says is read anew, so a correction there counts;
    where no source registers a document, the first fetch that brought it says where it comes from."""
    registered = {d.sha256: _Registered(s, d) for s in sources for d in s.documents}
    fetched: dict[str, FetchRecord] = {}
    found: dict[str, FetchRecord] = {}
    for fetch in fetches:
        for document_id in (fetch.document_id, *fetch.members):
            if document_id and fetch.code in GOT:
                fetched.setdefault(document_id, fetch)
            if document_id and fetch.referrer:
                found.setdefault(document_id, fetch)
    return [
        {
            "document_id": r.document_id,
            "file_name": r.file_name,
            "media_type": r.media_type,
            "byte_size": r.byte_size,
            "fetched_at": r.fetched_at,
            "container_id": r.container_id,
            "container_path": r.container_path,
            **_place_fields(found.get(r.document_id) or found.get(r.container_id or "")),
            **_source_fields(registered.get(r.document_id), fetched.get(r.document_id)),
        }
        for r in archive.documents()
    ]


def _place_fields(fetch: FetchRecord | None) -> Record:
    """Where a file was first met, and what stood beside its link: evidence of what was published together."""
    return {
        "found_at": fetch.referrer if fetch else None,
        "link_text": (fetch.link_text or None) if fetch else None,
        "published_on": fetch.published_on if fetch else None,
    }


def _source_fields(entry: _Registered | None, fetch: FetchRecord | None) -> Record:
    if entry is not None:
        return {
            "source_id": entry.source.source_id,
            "source_url": entry.document.page_url or entry.source.column_url,
            "publication_id": entry.document.publication_id,
            "origin": entry.document.origin,
        }
    return {
        "source_id": (fetch.source_id or None) if fetch else None,
        "source_url": fetch.url if fetch else None,
        "publication_id": None,
        "origin": None,
    }


def fetch_rows(fetches: Iterable[FetchRecord]) -> list[Record]:
    """One record per fetch."""
    return [
        {
            "fetch_id": f.fetch_id,
            "source_id": f.source_id or None,
            "purpose": f.purpose,
            "url": f.url,
            "final_url": f.final_url or None,
            "referrer": f.referrer or None,
            "link_text": f.link_text or None,
            "published_on": f.published_on,
            "fetched_at": f.fetched_at,
            "code": f.code,
            "detail": f.detail or None,
            "status": f.status,
            "is_conditional": f.is_conditional,
            "attempts": f.attempts,
            "etag": f.headers.get("etag"),
            "last_modified": f.headers.get("last-modified"),
            "headers": f.headers,
            "document_id": f.document_id,
            "role": f.role or None,
            "media_type": f.media_type or None,
            "byte_size": f.byte_size,
            "file_name": f.file_name or None,
            "unit_id": f.unit_id,
            "fiscal_year": f.fiscal_year,
            "kind": f.kind,
        }
        for f in fetches
    ]


def change_rows(fetches: Iterable[FetchRecord]) -> list[Record]:
    """One record per change of a document after publication."""
    return [asdict(change) for change in changes(fetches) if change.role in ("document", "container")]


def expected_rows(sources: Iterable[Source], fetches: Sequence[FetchRecord], today: date) -> list[Record]:
    """One record per disclosure that the rosters let one expect."""
    return [
        {**asdict(e), **{name: _text(getattr(e, name)) for name in ("approved_on", "due_on", "published_on")}}
        for source in sources
        for e in expected_disclosures(source, fetches, today)
    ]


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


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
