"""What a run would do, worked out without doing any of it.

Belongs here: documents due per room, the fingerprint of everything a release is made of.
Does not: Dagster, dbt, reading any document. Imports stay light: this decides "nothing to do".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pipelines.conform.corrections.records import Corrections, read_corrections
from pipelines.contracts.parts import PartStore
from pipelines.contracts.versions import room_version
from pipelines.home import CHECKOUT, DBT_PROJECT, Home

DOCUMENT_ROOMS: Final = ("extract", "conform")
"""Rooms that work on one document at a time, in order."""

CORRECTED_ROOM: Final = "conform"
"""The room that applies reviewers' corrections: its parts are also bound to them."""

PART_ROOMS: Final = ("collect", *DOCUMENT_ROOMS)
"""Rooms that write parts."""

# Beside the rooms that write parts, these shape what a release holds.
_RELEASE_CODE: Final = ("pipelines/contracts", "pipelines/publish")
_SOURCES: Final = frozenset({".py", ".sql", ".yml", ".yaml", ".csv", ".md", ".toml"})
_NOT_SOURCES: Final = frozenset({"__pycache__", "target", "logs", "dbt_packages"})


# Days late grow by themselves, and the hour of a fetch is no news.
_EXPECTATION: Final = (
    "source_id", "unit_id", "unit_name", "fiscal_year", "kind", "state",
    "approved_on", "due_on", "published_on", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What is there and what is due. `due` names, per document room, the documents without finished parts."""

    documents: tuple[str, ...]
    versions: Mapping[str, str]
    due: Mapping[str, tuple[str, ...]]
    fingerprint: str

    @property
    def source_versions(self) -> dict[str, str]:
        """Versions to be written into a release: the rooms and the dbt project."""
        return {**self.versions, "dbt_project": dbt_digest()}


def versions() -> dict[str, str]:
    """The version of every room that writes parts."""
    return {room: room_version(room) for room in PART_ROOMS}


def done_documents(store: PartStore, room_versions: Mapping[str, str], home: Home) -> dict[str, set[str]]:
    """What is done already per document room. Where corrections changed, a document is no longer done."""
    done = {room: store.done(room, room_versions[room]) for room in DOCUMENT_ROOMS}
    made_with = store.corrected(CORRECTED_ROOM, room_versions[CORRECTED_ROOM])
    wanted = corrections_of(home).digests()
    done[CORRECTED_ROOM] -= {d for d in {*made_with, *wanted} if made_with.get(d) != wanted.get(d)}
    return done


def corrections_of(home: Home) -> Corrections:
    """The corrections of a home, as of today."""
    return read_corrections(home.corrections, datetime.now(UTC).date())


def codes_digest(home: Home) -> str:
    """Digest of the loaded code books; empty without any."""
    return digest_of([home.codes], home.codes) if any(home.codes.glob("*.csv")) else ""


def make_plan(
    records: Sequence[Mapping[str, Any]],
    units: Sequence[Mapping[str, Any]],
    done: Mapping[str, set[str]],
    corrections: Mapping[str, str] | None = None,
    codes: str = "",
    expected: Sequence[Mapping[str, Any]] = (),
) -> Plan:
    """The plan for archived documents, the roster, and what is done already per document room.

    `corrections` are digests per document (see `Corrections.digests`), `codes` is that of the code books,
    `expected` are the disclosures that should exist: that one is overdue by now is news without a document.
    """
    documents = tuple(sorted(str(r["document_id"]) for r in records))
    now = versions()
    due = {room: tuple(d for d in documents if d not in done.get(room, set())) for room in DOCUMENT_ROOMS}
    known = {d: digest for d, digest in sorted((corrections or {}).items()) if d in set(documents)}
    digests = [
        dbt_digest(),
        release_digest(),
        *([json.dumps(known)] if known else []),
        *filter(None, [codes]),
        *sorted(_canonical({name: e[name] for name in _EXPECTATION}) for e in expected),
    ]
    return Plan(documents, now, due, fingerprint(records, units, now, *digests))


def fingerprint(
    records: Sequence[Mapping[str, Any]],
    units: Sequence[Mapping[str, Any]],
    room_versions: Mapping[str, str],
    *digests: str,
) -> str:
    """SHA-256 over all a release depends on: documents with what sources say of them, units, code."""
    ordered = [sorted(_canonical(r) for r in records), sorted(_canonical(u) for u in units)]
    text = json.dumps([ordered, dict(room_versions), digests], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(record: Mapping[str, Any]) -> str:
    """A record as text, the same whether it comes from a room or out of a part (where lists are JSON text).

    The hour at which a file arrived says nothing about what a release would hold.
    """
    plain = {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for key, value in record.items()
        if key != "fetched_at"
    }
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)


def dbt_digest() -> str:
    """Digest of the dbt project's own files."""
    return digest_of([DBT_PROJECT], DBT_PROJECT)


def release_digest() -> str:
    """Digest of the code that shapes a release beside parts and dbt project."""
    return digest_of([CHECKOUT / folder for folder in _RELEASE_CODE], CHECKOUT)


def digest_of(folders: Iterable[Path], root: Path) -> str:
    """12 hexadecimal digits over names (below `root`) and contents of source files; no times, no rubbish."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(root)
            if path.suffix in _SOURCES and not _NOT_SOURCES & set(relative.parts) and path.is_file():
                content = path.read_bytes()
                digest.update(f"{relative.as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()[:12]
