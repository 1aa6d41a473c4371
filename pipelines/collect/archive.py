"""The archive: originals by content, never rewritten, and one record for each.

Belongs here: storing, listing and reading files and their records; files that had to be kept aside.
Does not: deciding what a file is or which files to take (see `media_types`, `ingest`).

Layout: `objects/ab/<sha256>` the bytes, `records/<sha256>.json` what is known of them,
`aside/<sha256>` bytes that cannot be used, with a record beside them, `fetches/` what was asked of whom
(see `fetches`), `spool/` files still arriving. The object is written first: a kill in between leaves an
object without a record, which the next run completes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipelines.collect.stores import Store, open_store

ARCHIVE_VARIABLE = "GONGKAI_ARCHIVE"

Role = Literal["document", "container", "aside", "page"]


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """What is known of a file from its arrival; what a source says of it stays in the source record.

    `document_id` is the SHA-256. `fetched_at` is ISO 8601 in UTC. `container_id` and `container_path`
    tell from which zip, rar or 7z it came. `members` are the ids found in a container. A `page` is a web page
    that led to documents and is none itself. A file kept aside carries the outcome `code` and its `detail`.
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
    """The archive at a path or fsspec address.

    Safe against a kill at any moment; content is never overwritten.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = root
        self._store = open_store(root)

    @property
    def store_of_objects(self) -> Store:
        """Where it keeps its bytes, for whoever keeps other things beside them (see `fetches`)."""
        return self._store

    @property
    def spool(self) -> Path:
        """A local folder for files that are still arriving."""
        return self._store.spool

    def object_path(self, document_id: str) -> Path:
        """Where the bytes of `document_id` lie in a local archive (whether or not they are there)."""
        return Path(self.root) / _object(document_id)

    def holds(self, document_id: str) -> bool:
        """The bytes of `document_id` are there."""
        return self._store.exists(_object(document_id))

    def find(self, document_id: str) -> ArchiveRecord | None:
        """The record of a file that is archived whole, or kept aside; None when it is not known."""
        for record, held in (
            (f"records/{document_id}.json", _object(document_id)),
            (f"aside/{document_id}.json", f"aside/{document_id}"),
        ):
            if self._store.exists(record) and self._store.exists(held):
                return self._read_record(record)
        return None

    def store(self, content: bytes, record: ArchiveRecord) -> None:
        """Keep a file and then its record. A file that is there already is left as it is."""
        if not self.holds(record.document_id):
            self._store.write(_object(record.document_id), content)
        self._write_record("records", record)

    def adopt(self, file: Path, record: ArchiveRecord) -> None:
        """Keep a local file by moving it, whatever its size; the file is gone afterwards."""
        if self.holds(record.document_id):
            file.unlink()
        else:
            self._store.adopt(_object(record.document_id), file)
        self._write_record("records", record)

    def set_aside(self, content: bytes, record: ArchiveRecord) -> None:
        """Keep a file that cannot be used, with the reason in its record."""
        self._store.write(f"aside/{record.document_id}", content)
        self._write_record("aside", record)

    def adopt_aside(self, file: Path, record: ArchiveRecord) -> None:
        """`set_aside` for a local file of any size; the file is gone afterwards."""
        self._store.adopt(f"aside/{record.document_id}", file)
        self._write_record("aside", record)

    def read(self, document_id: str) -> bytes:
        """The bytes of an archived file. Raises `FileNotFoundError`."""
        return self._store.read(_object(document_id))

    def documents(self) -> Iterator[ArchiveRecord]:
        """Records of all archived documents (no containers or pages, nothing kept aside), by id."""
        for name in self._store.names("records"):
            record = self._read_record(name)
            if record.role == "document" and self.holds(record.document_id):
                yield record

    def aside(self) -> Iterator[ArchiveRecord]:
        """Records of the files kept aside, by id."""
        for name in self._store.names("aside"):
            if name.endswith(".json"):
                yield self._read_record(name)

    def _write_record(self, folder: str, record: ArchiveRecord) -> None:
        text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
        self._store.write(f"{folder}/{record.document_id}.json", text.encode())

    def _read_record(self, name: str) -> ArchiveRecord:
        try:
            fields = json.loads(self._store.read(name).decode("utf-8"))
            return ArchiveRecord(**{**fields, "members": tuple(fields["members"])})
        except (ValueError, TypeError, KeyError) as error:
            raise BrokenRecord(f"{self.root}/{name}: not a record of the archive ({error})") from error


def open_archive(local: Path) -> Archive:
    """The archive named by `GONGKAI_ARCHIVE` (a path or an fsspec address), else the one at `local`."""
    return Archive(os.environ.get(ARCHIVE_VARIABLE) or local)


def _object(document_id: str) -> str:
    return f"objects/{document_id[:2]}/{document_id}"
