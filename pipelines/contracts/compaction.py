"""Parts gathered into few large local files, which the warehouse reads instead of one file per document.

Belongs here: which documents lie in which piece, making pieces, clearing them. Does not: making parts (see
`parts`), building (see orchestration).

    <root>/<room>/<version>/<table>/<piece>.parquet    rows of up to `DOCUMENTS_PER_PIECE` documents
    <root>/<room>/<version>/<table>/_empty.parquet     as in the part store: a glob always matches
    <root>/<room>/<version>/pieces.json                written last; the documents of each piece

Ten thousand documents are a hundred and fifty thousand parts; opening those takes longer than reading them,
and in an object store each is a request. All of this is made of parts and can be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from pipelines.collect.files import write_atomically
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.contracts.types import polars_schema

DOCUMENTS_PER_PIECE: Final = 256
# As many small pieces are opened at no cost worth a rewrite; beyond that they become one.
SMALL_PIECES: Final = 8
_INDEX: Final = "pieces.json"

_Documents = dict[str, str]  # documents of a piece, each with the stamp of its marker when it was taken


class Compaction:
    """The pieces below `root`, a local folder laid out like a part store."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def readable(self) -> PartStore:
        """For whoever reads by pattern: `readable.glob(room, version, table)` matches the pieces."""
        return PartStore(str(self.root))

    def gather(self, store: PartStore, room: str, version: str) -> dict[str, _Documents]:
        """Bring the pieces of a room in step with its finished documents; returns what each piece holds.

        Only documents that no piece holds are read from the store. Pieces with a document that is gone or was
        written again are made anew; other versions of the room are removed. Raises `OSError`.
        """
        folder = self.root / room / version
        known, stamps = _read_index(folder / _INDEX), store.stamps(room, version)
        kept = {p: d for p, d in known.items() if all(stamps.get(i) == s for i, s in d.items())}
        held = {document for documents in kept.values() for document in documents}
        self.readable.prepare(room, version)
        pieces = dict(kept)
        for documents in _in_pieces(sorted(stamps.keys() - held)):
            pieces[_name(documents)] = {d: stamps[d] for d in documents}
            self._make(store, room, version, documents)
        pieces = self._merge_small(room, version, pieces)
        if pieces != known:
            write_atomically(folder / _INDEX, json.dumps(pieces, indent=0).encode())
        self._clear(room, version, set(pieces))
        return pieces

    def _make(self, store: PartStore, room: str, version: str, documents: Sequence[str]) -> None:
        with tempfile.TemporaryDirectory(prefix="gongkai-pieces-") as scratch:
            for table in ROOM_TABLES[room]:
                there = store.with_rows(room, version, table)
                wanted = [d for d in documents if d in there]
                files = store.bring(room, version, table, wanted, Path(scratch)) if wanted else []
                self._write(room, version, table, _name(documents), files)

    def _merge_small(
        self, room: str, version: str, pieces: Mapping[str, _Documents]
    ) -> dict[str, _Documents]:
        small = {p: d for p, d in pieces.items() if len(d) < DOCUMENTS_PER_PIECE // 2}
        if len(small) <= SMALL_PIECES:
            return dict(pieces)
        merged = {p: d for p, d in pieces.items() if p not in small}
        # Whole pieces are joined: rows of one document stay in one place and are read once.
        for group in _groups(small):
            together = {d: stamp for piece in group for d, stamp in small[piece].items()}
            merged[_name(together)] = together
            for table in ROOM_TABLES[room]:
                paths = [self._piece(room, version, table, piece) for piece in group]
                self._write(room, version, table, _name(together), [p for p in paths if p.exists()])
        return merged

    def _write(self, room: str, version: str, table: str, piece: str, files: Sequence[Path]) -> None:
        target = self._piece(room, version, table, piece)
        if not files:
            target.unlink(missing_ok=True)
            return
        unfinished = target.with_suffix(".part")  # which no pattern matches
        schema = polars_schema(PART_TABLES[table])
        pl.scan_parquet(list(files), schema=schema).sink_parquet(unfinished, compression="zstd", mkdir=True)
        unfinished.replace(target)

    def _clear(self, room: str, version: str, pieces: set[str]) -> None:
        """Remove what a killed run left and what is out of date: a pattern would read it as well."""
        for table in ROOM_TABLES[room]:
            for file in (self.root / room / version / table).iterdir():
                if not file.name.startswith("_empty") and file.stem not in pieces:
                    file.unlink()
        for other in (self.root / room).iterdir():
            if other.name != version:
                _remove_version(other)

    def _piece(self, room: str, version: str, table: str, piece: str) -> Path:
        return self.root / room / version / table / f"{piece}.parquet"


def _remove_version(folder: Path) -> None:
    """The index goes first: killed half way, nobody takes the pieces for whole."""
    (folder / _INDEX).unlink(missing_ok=True)
    shutil.rmtree(folder)


def _in_pieces(documents: Sequence[str]) -> list[list[str]]:
    step = DOCUMENTS_PER_PIECE
    return [list(documents[i : i + step]) for i in range(0, len(documents), step)]


def _groups(small: Mapping[str, _Documents]) -> list[list[str]]:
    """Pieces put together, in order, so that none exceeds what a piece may hold."""
    groups: list[list[str]] = [[]]
    size = 0
    for piece, documents in sorted(small.items()):
        if size + len(documents) > DOCUMENTS_PER_PIECE and groups[-1]:
            groups.append([])
            size = 0
        groups[-1].append(piece)
        size += len(documents)
    return groups


def _name(documents: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(documents)).encode()).hexdigest()[:16]


def _read_index(path: Path) -> dict[str, _Documents]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(piece): dict(documents) for piece, documents in found.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # everything is gathered again
