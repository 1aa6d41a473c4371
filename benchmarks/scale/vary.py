"""More documents than there are: real files made different by bytes that say nothing.

Belongs here: making an archive of N documents. Does not: measuring; parts of more units (see
`benchmarks.warehouse.district`). The mix of real disclosures stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, open_archive


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


def pdf_files(folder: Path) -> list[Path]:
    """The PDF files of a corpus, in order."""
    return sorted(folder.rglob("*.pdf"))


def _copies(files: list[Path], number: int) -> Iterator[tuple[int, Path]]:
    for index in range(number):
        yield index // len(files), files[index % len(files)]


def archive_of(home: Path) -> Archive:
    """The archive of a home."""
    return open_archive(home / "raw" / "archive")
