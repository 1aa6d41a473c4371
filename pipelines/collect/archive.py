"""The archive: originals by content, never rewritten, and one record for each.

Belongs here: storing, listing and reading files and their records; files that had to be kept aside.
Does not: deciding what a file is or which files to take (see `media_types`, `ingest`).

Layout: `objects/ab/<sha256>` the bytes, `records/<sha256>.json` what is known of them,
`aside/<sha256>` bytes that cannot be used, with a record beside them. The object is written first:
a kill in between leaves an object without a record, which the next run completes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipelines.collect.files import write_atomically

Role = Literal["document", "container", "aside"]


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """What is known of a file from its arrival; what a source says of it stays in the source record.

    `document_id` is the SHA-256. `fetched_at` is ISO 8601 in UTC. `container_id` and `container_path`
    tell from which zip, rar or 7z it came. `members` are the ids found in a container. A file kept
    aside carries the outcome `code` and its `detail`.
    """

    document_id: str
    file_name: str
    media_type: str
    byte_size: int
    fetched_at: str
    role: Role = "document"
    container_id: str | None = None
    container_path: str | None = None
    members: tuple[str, ...] = ()
    code: str = ""
    detail: str = ""


class BrokenRecord(ValueError):  # noqa: N818 - it names a thing found
    """A record file that cannot be read; the message names the file."""


def content_id(content: bytes) -> str:
    """The id of a file: SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def now() -> str:
    """This moment in UTC, to the second, as records write it."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


class Archive:
    """The archive under one folder. Safe against a kill at any moment; content is never overwritten."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._objects = root / "objects"
        self._records = root / "records"
        self._aside = root / "aside"

    def object_path(self, document_id: str) -> Path:
        """Where the bytes of `document_id` lie (whether or not they are there)."""
        return self._objects / document_id[:2] / document_id

    def find(self, document_id: str) -> ArchiveRecord | None:
        """The record of a file that is archived whole, or kept aside; None when it is not known."""
        for folder, held in (
            (self._records, self.object_path(document_id)),
            (self._aside, self._aside / document_id),
        ):
            path = folder / f"{document_id}.json"
            if path.exists() and held.exists():
                return _read_record(path)
        return None

    def store(self, content: bytes, record: ArchiveRecord) -> None:
        """Keep a file and then its record. A file that is there already is left as it is."""
        target = self.object_path(record.document_id)
        if not target.exists():
            write_atomically(target, content)
        _write_record(self._records, record)

    def set_aside(self, content: bytes, record: ArchiveRecord) -> None:
        """Keep a file that cannot be used, with the reason in its record."""
        write_atomically(self._aside / record.document_id, content)
        _write_record(self._aside, record)

    def read(self, document_id: str) -> bytes:
        """The bytes of an archived file. Raises `FileNotFoundError`."""
        return self.object_path(document_id).read_bytes()

    def documents(self) -> Iterator[ArchiveRecord]:
        """Records of all archived documents (no containers, nothing kept aside), by id."""
        for path in sorted(self._records.glob("*.json")):
            record = _read_record(path)
            if record.role == "document" and self.object_path(record.document_id).exists():
                yield record

    def aside(self) -> Iterator[ArchiveRecord]:
        """Records of the files kept aside, by id."""
        for path in sorted(self._aside.glob("*.json")):
            yield _read_record(path)


def _write_record(folder: Path, record: ArchiveRecord) -> None:
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    write_atomically(folder / f"{record.document_id}.json", text.encode())


def _read_record(path: Path) -> ArchiveRecord:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return ArchiveRecord(**{**fields, "members": tuple(fields["members"])})
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenRecord(f"{path}: not a record of the archive ({error})") from error
