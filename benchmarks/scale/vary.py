"""More documents than there are: real files made different by bytes that say nothing, real parts renamed.

Belongs here: making a home with N documents. Does not: measuring. Both keep the mix of real disclosures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import polars as pl

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, open_archive
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import ROOM_TABLES

REGISTER = "register"
T = TypeVar("T")


def varied_archive(files: list[Path], number: int, archive: Archive) -> int:
    """Archive `number` documents: the files, then files with a comment at their end; returns their bytes."""
    size = 0
    for copy, path in _copies(files, number):
        content = path.read_bytes()
        if copy:
            content += f"\n% copy {copy}\n".encode()  # after %%EOF a PDF reader sees nothing
        name = f"{path.stem}-{copy}{path.suffix}"
        record = ArchiveRecord(
            content_id(content), name, "application/pdf", len(content), "2026-01-01T00:00:00+00:00"
        )
        archive.store(content, record)
        size += len(content)
    return size


def varied_parts(source: Path, number: int, target: PartStore) -> int:
    """Finished parts of `number` documents from the parts of a home; returns the pages they stand for.

    Documents get new ids, and their units a number in their names, so that copies are disclosures of other
    units and not a hundred revisions of one.
    """
    origin = PartStore(str(source / "warehouse" / "parts"))
    versions = {p.name: next(iter(sorted(q.name for q in p.iterdir()))) for p in Path(origin.root).iterdir()}
    documents = sorted(origin.done("conform", versions["conform"]))
    registered = origin.read("collect", versions["collect"], REGISTER, "archived_documents")
    rows, pages = [], 0
    for room, version in versions.items():
        target.prepare(room, version)
    for copy, document in _copies(documents, number):
        new = _renamed(document, copy)
        for room in ("extract", "conform"):
            version = versions[room]
            frames = {
                t: _copied(origin.read(room, version, document, t), new, copy) for t in ROOM_TABLES[room]
            }
            target.write(room, version, new, frames)
            pages += frames["pages"].height if room == "extract" else 0
        rows.append(_copied(registered.filter(pl.col("document_id") == document), new, copy))
    target.write("collect", versions["collect"], REGISTER, {"archived_documents": pl.concat(rows)})
    return pages


def pdf_files(folder: Path) -> list[Path]:
    """The PDF files of a corpus, in order."""
    return sorted(folder.rglob("*.pdf"))


def _copies(items: list[T], number: int) -> Iterator[tuple[int, T]]:
    for index in range(number):
        yield index // len(items), items[index % len(items)]


def _renamed(document: str, copy: int) -> str:
    return document if copy == 0 else hashlib.sha256(f"{document} {copy}".encode()).hexdigest()


def _copied(frame: pl.DataFrame, document: str, copy: int) -> pl.DataFrame:
    changed = frame.with_columns(pl.lit(document).alias("document_id").cast(frame.schema["document_id"]))
    if copy:
        names = [n for n in ("unit_name", "unit_name_full") if n in frame.columns]
        changed = changed.with_columns(pl.col(n) + f"{copy:03}号" for n in names)
        # Keys begin with the first digits of their document.
        keys = [n for n in frame.columns if n.endswith(("_id", "_key")) and n != "document_id"]
        text = [n for n in keys if frame.schema[n] == pl.String]
        changed = changed.with_columns(pl.col(text).str.replace(r"^[0-9a-f]{12}-", f"{document[:12]}-"))
        if "publication_id" in frame.columns:
            changed = changed.with_columns(pl.lit(None).cast(pl.String).alias("publication_id"))
    return changed.select(frame.columns)


def archive_of(home: Path) -> Archive:
    """The archive of a home."""
    return open_archive(home / "raw" / "archive")
