"""What was asked of whom and what came back: one record per fetch, appended, never rewritten.

Belongs here: the record, the journal, what is known of an address from it. Does not: fetching.

Layout: `fetches/<run>.jsonl` in the archive, one file per run and one line per fetch. A kill can tear the
last line of a file; it is passed over, and the run that follows asks that address again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Literal, Self

from pipelines.collect.addresses import address_key
from pipelines.collect.archive import Archive
from pipelines.collect.stores import LocalStore

_ALWAYS: Final = frozenset(("fetch_id", "source_id", "purpose", "url", "fetched_at", "code"))
Purpose = Literal["robots", "list", "page", "attachment", "ingest"]

FOLDER: Final = "fetches"
GOT: Final = frozenset(
    (
        "FETCH_NEW",
        "FETCH_UNCHANGED",
        "FETCH_CHANGED",
        "FETCH_PAGE_CHANGED",
        "FETCH_KNOWN_CONTENT",
        "FETCH_HTML_INSTEAD",
    )
)
"""Codes of fetches that brought whole bytes."""
CHECKED: Final = GOT | {"FETCH_NOT_MODIFIED"}
"""Codes after which an address counts as looked at."""
QUIET: Final = CHECKED - {"FETCH_HTML_INSTEAD"} | {"FETCH_ROBOTS_FORBIDDEN", "FETCH_HOST_REFUSED"}
"""Codes that nobody has to look at."""

# Headers worth keeping: what identifies content, and what a server says of itself.
KEPT_HEADERS: Final = (
    "content-type", "content-length", "content-encoding", "content-disposition", "etag", "last-modified",
    "date", "server", "location", "retry-after", "cache-control",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FetchRecord:
    """One fetch. `form` is what was posted; `document_id` the SHA-256 of the bytes that came or that the
    server says are unchanged; `role` what they are in the archive. `fingerprint` is what a page says without
    its counters. Unit, year and kind are hints from words beside the link, never facts."""

    fetch_id: str
    source_id: str
    purpose: str
    url: str
    fetched_at: str
    code: str
    detail: str = ""
    form: str = ""
    final_url: str = ""
    referrer: str = ""
    link_text: str = ""
    published_on: str | None = None
    seconds: float = 0.0
    attempts: int = 1
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    is_conditional: bool = False
    document_id: str | None = None
    role: str = ""
    media_type: str = ""
    byte_size: int | None = None
    file_name: str = ""
    fingerprint: str = ""
    members: tuple[str, ...] = ()
    unit_id: str | None = None
    fiscal_year: int | None = None
    kind: str | None = None

    @property
    def key(self) -> str:
        """Fetches of one key are fetches of one address."""
        return fetch_key(self.url, self.form)


def fetch_key(url: str, form: str = "") -> str:
    """What identifies an address with the form that is posted there."""
    return address_key(url) + (f"#{form}" if form else "")


@dataclass(slots=True)
class AddressState:
    """What is known of an address: the last fetch that brought bytes, that looked at it, that was tried."""

    got: FetchRecord | None = None
    checked: FetchRecord | None = None
    last: FetchRecord | None = None

    def add(self, record: FetchRecord) -> None:
        """Take a later fetch into account."""
        self.last = record
        if record.code in CHECKED:
            self.checked = record
        if record.code in GOT:
            self.got = record

    def is_due(self, now: datetime, days: float) -> bool:
        """The address has not been looked at for so many days, or the last look failed."""
        if self.checked is None or self.last is None or self.last.code not in CHECKED:
            return True
        return (now - datetime.fromisoformat(self.checked.fetched_at)).total_seconds() >= days * 86_400


def read_fetches(archive: Archive) -> Iterator[FetchRecord]:
    """All fetches in the order of their runs. Torn lines of killed runs are passed over."""
    store = archive.store_of_objects
    for name in sorted(store.names(FOLDER), key=lambda n: n.rsplit("/", 1)[-1]):
        if name.endswith(".jsonl"):
            yield from parse_journal(store.read(name))


def manual_list(states: Mapping[str, AddressState]) -> list[FetchRecord]:
    """Addresses that blocked robots when they were last asked: somebody has to fetch them by hand."""
    blocked = [s.last for s in states.values() if s.last is not None and s.last.code == "FETCH_BLOCKED"]
    return sorted(blocked, key=lambda r: (r.source_id, r.url))


def parse_journal(content: bytes) -> Iterator[FetchRecord]:
    """Records of one journal; see `read_fetches`."""
    known = {f.name for f in fields(FetchRecord)}
    for line in content.split(b"\n"):
        if not line:
            continue
        try:
            values: dict[str, Any] = json.loads(line)
            values["members"] = tuple(values.get("members", ()))
            yield FetchRecord(**{k: v for k, v in values.items() if k in known})
        except (ValueError, TypeError):
            continue


def address_states(records: Iterable[FetchRecord]) -> dict[str, AddressState]:
    """What is known of every address, by key."""
    states: dict[str, AddressState] = {}
    for record in records:
        states.setdefault(record.key, AddressState()).add(record)
    return states


class Journal:
    """The journal of one run. A line is on disk when `add` returns (on a remote store: when it is closed,
    or when the next run finds what this one left)."""

    def __init__(self, archive: Archive, run_id: str) -> None:
        self._store = archive.store_of_objects
        self.run_id = run_id
        self._name = f"{FOLDER}/{run_id}.jsonl"
        is_local = isinstance(self._store, LocalStore)
        self._is_local = is_local
        self._path = (
            self._store.root / self._name
            if isinstance(self._store, LocalStore)
            else archive.spool / f"{run_id}.jsonl"
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._path.open("ab")
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def next_id(self) -> str:
        """An id for the next fetch of this run."""
        self._count += 1
        return f"{self.run_id}-{self._count:06d}"

    def add(self, record: FetchRecord) -> None:
        """Write one line. Raises `OSError`."""
        empty: tuple[Any, ...] = (None, "", (), {}, False)
        values = {k: v for k, v in asdict(record).items() if k in _ALWAYS or v not in empty}
        self._file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """End the journal; an empty one leaves no trace."""
        self._file.close()
        if self._path.stat().st_size == 0:
            self._path.unlink()
        elif not self._is_local:
            self._store.adopt(self._name, self._path)


def new_run_id() -> str:
    """An id that sorts by time: UTC to the microsecond, and the process."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{os.getpid()}"


def rescue_journals(archive: Archive) -> None:
    """Bring journals of killed runs from the spool into a remote store, and clear away unfinished files.

    Only for the one process that may crawl into this archive (see the lock of `gongkai collect`).
    """
    spool = archive.spool
    if not spool.is_dir():
        return
    for file in sorted(spool.iterdir()):
        if file.suffix == ".jsonl" and file.stat().st_size:
            archive.store_of_objects.adopt(f"{FOLDER}/{file.name}", file)
        elif file.suffix in (".part", ".jsonl"):
            file.unlink(missing_ok=True)
