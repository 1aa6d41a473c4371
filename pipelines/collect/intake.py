"""What becomes of a fetched file: kept as document, opened as container, kept as page, or put aside.

Belongs here: that decision. Does not: fetching, reading what a document says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.collect.archive import Archive, ArchiveRecord, BrokenRecord, Role
from pipelines.collect.ingest import ingest_bytes
from pipelines.collect.media_types import CONTAINERS, HTML, OLE, TEXT, UNKNOWN, media_type_of_file
from pipelines.collect.web_page import WebPage

_FIGURE: Final = re.compile(r"\d[\d,]*\.\d{1,2}|\d[\d,.]*\s*万?元")
_LONG_NARRATIVE: Final = 1_500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A fetched file on disk, whole, and what it is called."""

    path: Path
    sha256: str
    size: int
    name: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it. `code` is empty when it was taken; `is_known` when the archive had it before."""

    role: Role
    media_type: str
    is_known: bool
    code: str = ""
    detail: str = ""
    members: tuple[str, ...] = ()


def take_document(archive: Archive, arrival: Arrival) -> Taken:
    """A file that should be a document. HTML in its place is kept as a page and has a code."""
    media_type = media_type_of_file(arrival.path)
    known = _known(archive, arrival.sha256)
    if media_type == HTML:
        keep_page(archive, arrival, media_type)
        detail = f"{arrival.name} was served as a web page"
        return Taken("page", media_type, known is not None, "FETCH_HTML_INSTEAD", detail)
    if known is not None and known.role == "document":
        arrival.path.unlink()
        return Taken("document", known.media_type, is_known=True)
    if media_type in CONTAINERS:
        return _take_container(archive, arrival, media_type, known)
    record = _record(arrival, media_type, "document")
    if media_type in (UNKNOWN, OLE):
        detail = "no type of file that is known here"
        aside = _record(arrival, media_type, "aside", "UNSUPPORTED_TYPE", detail)
        archive.adopt_aside(arrival.path, aside)
        return Taken("aside", media_type, known is not None, "UNSUPPORTED_TYPE", detail)
    archive.adopt(arrival.path, record)
    return Taken("document", media_type, is_known=False)


def keep_page(archive: Archive, arrival: Arrival, media_type: str, *, is_document: bool = False) -> Taken:
    """A web page: kept as evidence of what it listed, or as a document when it is a disclosure itself."""
    known = _known(archive, arrival.sha256)
    role: Role = "document" if is_document else "page"
    if known is not None and (known.role in (role, "document")):
        arrival.path.unlink(missing_ok=True)
        return Taken(known.role, known.media_type, is_known=True)
    archive.adopt(arrival.path, _record(arrival, media_type, role))
    return Taken(role, media_type, is_known=known is not None)


def page_media_type(arrival: Arrival) -> str | None:
    """HTML or plain text (which JSON is) when the file is a page to be read; None when it is a document."""
    media_type = media_type_of_file(arrival.path)
    return media_type if media_type in (HTML, TEXT) else None


def is_inline_disclosure(page: WebPage) -> bool:
    """The page itself says what a disclosure says: tables of figures, or a long narrative full of them."""
    text = page.visible_text
    if not re.search("预算|决算", text):
        return False
    tables = [t for t in page.tree.iter("table") if len(_FIGURE.findall("".join(t.itertext()))) >= 8]
    return bool(tables) or (len(text) > _LONG_NARRATIVE and len(_FIGURE.findall(text)) >= 20)


def _take_container(
    archive: Archive, arrival: Arrival, media_type: str, known: ArchiveRecord | None
) -> Taken:
    results = ingest_bytes(arrival.path.read_bytes(), arrival.name, archive)
    arrival.path.unlink()
    last = results[-1]
    stored = archive.find(arrival.sha256)
    members = stored.members if stored else ()
    if last.is_harmless:
        return Taken("container", media_type, known is not None, members=members)
    return Taken("aside", media_type, known is not None, last.code, last.detail, members)


def _record(arrival: Arrival, media_type: str, role: Role, code: str = "", detail: str = "") -> ArchiveRecord:
    return ArchiveRecord(
        document_id=arrival.sha256,
        file_name=arrival.name,
        media_type=media_type,
        byte_size=arrival.size,
        fetched_at=arrival.fetched_at,
        role=role,
        code=code,
        detail=detail,
    )


def _known(archive: Archive, document_id: str) -> ArchiveRecord | None:
    try:
        return archive.find(document_id)
    except BrokenRecord:
        return None  # written again
