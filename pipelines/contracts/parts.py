"""The store of Parquet parts: one file per room version, table and document; a marker says it is whole.

Belongs here: writing, finding, reading and clearing parts under one root, local or remote.
Does not: deciding what is written (see `frames`) or which documents are due (see orchestration).

    <root>/<room>/<version>/<table>/<document_id>.parquet
    <root>/<room>/<version>/<table>/_empty.parquet        all columns, no row: a glob always matches
    <root>/<room>/<version>/done/<document_id>.json       written last; rows per table
    <root>/<room>/<version>/corrected/<document_id>       digest of the corrections it was made with, if any

A part without its marker is left over from a killed process: nothing reads it by document, and `sweep`
removes it before a build reads by glob.
"""

from __future__ import annotations

import io
import json
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

from pipelines.collect.stores import file_system_of, is_local, told_as_trouble, uploads_are_atomic
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.contracts.types import polars_schema

PARTS_VARIABLE: Final = "GONGKAI_PARTS"

_SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EMPTY: Final = "_empty"
_DONE: Final = "done"
_CORRECTED: Final = "corrected"


class PartStore:
    """Parts under `root`, an fsspec path (`warehouse/parts`, `s3://bucket/parts`)."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")
        self._fs, self._path = file_system_of(self.root)
        self._prepared: set[str] = set()

    def write(self, room: str, version: str, document_id: str, frames: Mapping[str, pl.DataFrame]) -> None:
        """Write one document's tables of a room, whole or not at all, and mark the document done.

        Tables of the room that are not in `frames` are written without rows, so that what an earlier
        write left cannot survive. Raises ValueError for a table the room does not have, a frame that
        is not of the table's schema, or a name that is not a plain file name.
        """
        self._check(room, frames)
        self._remove(self._marker(room, version, document_id))
        counts = {}
        for table in ROOM_TABLES[room]:
            self.empty_part(room, version, table)
            frame = frames.get(table)
            if frame is None or frame.is_empty():
                self._remove(self._part(room, version, table, document_id))
                counts[table] = 0
                continue
            self._write_parquet(self._part(room, version, table, document_id), frame)
            counts[table] = frame.height
        marker = json.dumps({"document_id": document_id, "rows": counts}, indent=1) + "\n"
        self._write_bytes(self._marker(room, version, document_id), marker.encode())

    def note_corrections(self, room: str, version: str, document_id: str, digest: str) -> None:
        """Remember with which corrections the parts about to be written are made; "" for none.

        The document is unfinished from here until `write` has marked it done: a kill in between is harmless.
        """
        self._remove(self._marker(room, version, document_id))
        path = f"{self._room(room, version)}/{_CORRECTED}/{_safe(document_id)}.txt"
        if digest:
            self._write_bytes(path, digest.encode())
        else:
            self._remove(path)

    def corrected(self, room: str, version: str) -> dict[str, str]:
        """Document → digest of the corrections its parts were made with; documents with none are left out."""
        folder = f"{self._room(room, version)}/{_CORRECTED}"
        names = self._names(folder, ".txt")
        return {name: self._read(f"{folder}/{name}.txt").decode() for name in names}

    def is_done(self, room: str, version: str, document_id: str) -> bool:
        """Whether the document's parts of that room version are whole."""
        return self._exists(self._marker(room, version, document_id))

    def done(self, room: str, version: str) -> set[str]:
        """Documents whose parts of that room version are whole."""
        return self._names(f"{self._room(room, version)}/{_DONE}", ".json")

    def stamps(self, room: str, version: str) -> dict[str, str]:
        """Finished documents, each with a text that changes when its parts are written again."""
        with told_as_trouble(self.root):
            try:
                found = self._fs.ls(f"{self._room(room, version)}/{_DONE}", detail=True)
            except FileNotFoundError:
                return {}
        markers = {str(entry["name"]).rsplit("/", 1)[-1]: entry for entry in found}
        return {n.removesuffix(".json"): _stamp(e) for n, e in markers.items() if n.endswith(".json")}

    def counts(self, room: str, version: str, document_id: str) -> dict[str, int]:
        """Rows per table of a finished document. Raises FileNotFoundError when it is not finished."""
        marker: dict[str, Any] = json.loads(self._read(self._marker(room, version, document_id)))
        return dict(marker["rows"])

    def read(self, room: str, version: str, document_id: str, table: str) -> pl.DataFrame:
        """One document's rows of a table. Raises FileNotFoundError when the document is not finished."""
        if self.counts(room, version, document_id)[table] == 0:
            return pl.DataFrame(schema=polars_schema(PART_TABLES[table]))
        content = self._read(self._part(room, version, table, document_id))
        return pl.read_parquet(io.BytesIO(content))

    def with_rows(self, room: str, version: str, table: str) -> set[str]:
        """Documents of which there is a part of that table, finished or not."""
        return self._names(f"{self._room(room, version)}/{table}", ".parquet") - {_EMPTY}

    def bring(
        self, room: str, version: str, table: str, document_ids: Sequence[str], folder: Path
    ) -> list[Path]:
        """Local files with the documents' rows: the parts themselves, or copies of remote ones."""
        paths = [self._part(room, version, table, d) for d in document_ids]
        if is_local(self._fs):
            return [Path(p) for p in paths]
        copies = [folder / f"{table}-{d}.parquet" for d in document_ids]
        with told_as_trouble(self.root):
            self._fs.get(paths, [str(c) for c in copies])
        return copies

    def glob(self, room: str, version: str, table: str) -> str:
        """Pattern that matches all parts of a table, for DuckDB or polars."""
        return f"{self.root}/{room}/{version}/{table}/*.parquet"

    def empty_part(self, room: str, version: str, table: str) -> None:
        """Make sure that the table's glob matches a part with all columns, even when no document has rows."""
        path = self._part(room, version, table, _EMPTY)
        if path in self._prepared:
            return
        if not self._exists(path):
            self._write_parquet(path, pl.DataFrame(schema=polars_schema(PART_TABLES[table])))
        self._prepared.add(path)

    def prepare(self, room: str, version: str) -> None:
        """`empty_part` for every table of the room."""
        for table in ROOM_TABLES[room]:
            self.empty_part(room, version, table)

    def sweep(self, room: str, version: str, keep: set[str] | None = None) -> list[str]:
        """Remove parts that a build must not read, and return their documents.

        Those are parts without a marker and, when `keep` is given, parts of documents that are not in it.
        """
        valid = self.done(room, version) & keep if keep is not None else self.done(room, version)
        removed = set()
        for document_id in self.done(room, version) - valid:
            self._remove(self._marker(room, version, document_id))
            removed.add(document_id)
        for table in ROOM_TABLES[room]:
            for document_id in self._names(f"{self._room(room, version)}/{table}", ".parquet"):
                if document_id != _EMPTY and document_id not in valid:
                    self._remove(self._part(room, version, table, document_id))
                    removed.add(document_id)
        return sorted(removed)

    def _check(self, room: str, frames: Mapping[str, pl.DataFrame]) -> None:
        if strange := set(frames) - set(ROOM_TABLES[room]):
            raise ValueError(f"room {room} does not write {', '.join(sorted(strange))}")
        for table, frame in frames.items():
            expected = polars_schema(PART_TABLES[table])
            if frame.schema != expected:
                raise ValueError(f"{table}: the frame has {frame.schema}, the contract says {expected}")

    def _room(self, room: str, version: str) -> str:
        return f"{self._path}/{_safe(room)}/{_safe(version)}"

    def _part(self, room: str, version: str, table: str, document_id: str) -> str:
        name = document_id if document_id == _EMPTY else _safe(document_id)
        return f"{self._room(room, version)}/{_safe(table)}/{name}.parquet"

    def _marker(self, room: str, version: str, document_id: str) -> str:
        return f"{self._room(room, version)}/{_DONE}/{_safe(document_id)}.json"

    def _names(self, folder: str, suffix: str) -> set[str]:
        with told_as_trouble(self.root):
            try:
                paths = self._fs.ls(folder, detail=False)
            except FileNotFoundError:
                return set()
        names = (str(path).rsplit("/", 1)[-1] for path in paths)
        return {name.removesuffix(suffix) for name in names if name.endswith(suffix)}

    def _exists(self, path: str) -> bool:
        with told_as_trouble(self.root):
            return bool(self._fs.exists(path))

    def _read(self, path: str) -> bytes:
        with told_as_trouble(self.root):
            return bytes(self._fs.cat_file(path))

    def _remove(self, path: str) -> None:
        if self._exists(path):
            with told_as_trouble(self.root):
                self._fs.rm_file(path)

    def _write_parquet(self, path: str, frame: pl.DataFrame) -> None:
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd")
        self._write_bytes(path, buffer.getvalue())

    def _write_bytes(self, path: str, content: bytes) -> None:
        """At one stroke: readers see all of it or nothing, whatever is killed."""
        if is_local(self._fs):
            temporary = Path(f"{path}.{uuid.uuid4().hex}.part")  # which no glob matches
            temporary.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
            temporary.replace(path)
            return
        with told_as_trouble(self.root):
            if uploads_are_atomic(self._fs):
                self._fs.pipe_file(path, content)
                return
            self._fs.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
            uploaded = f"{path}.{uuid.uuid4().hex}.part"
            self._fs.pipe_file(uploaded, content)
            self._fs.mv(uploaded, path)


def open_parts(local: Path) -> PartStore:
    """The parts named by `GONGKAI_PARTS` (a path or an fsspec address), else those at `local`."""
    return PartStore(os.environ.get(PARTS_VARIABLE) or str(local))


def _stamp(entry: Mapping[str, Any]) -> str:
    """What a file system or store says of a marker that tells it from an earlier one of the same name."""
    told = (entry.get(name) for name in ("ETag", "LastModified", "mtime", "ino", "created", "size"))
    return " ".join(str(value) for value in told if value is not None)


def _safe(name: str) -> str:
    if not _SAFE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a plain file name")
    return name
