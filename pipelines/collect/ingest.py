"""Taking files in: folders walked, containers opened, every file ends with a result, nothing stops the rest.

Belongs here: the walk, what becomes of each file. Does not: storage (`archive`), formats (`containers`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipelines.collect.archive import Archive, ArchiveRecord, BrokenRecord, Role, content_id, now
from pipelines.collect.containers import Member, Refusal, open_container
from pipelines.collect.limits import Budget, ContainerRefused, Limits
from pipelines.collect.media_types import CONTAINERS, OLE, UNKNOWN, media_type_of

SYSTEM_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"})
SYSTEM_FOLDERS = frozenset({"__MACOSX", ".git", "@eaDir"})

TAKEN = frozenset({"ARCHIVED", "ALREADY_ARCHIVED"})
HARMLESS = TAKEN | {"CONTAINER_OPENED", "CONTAINER_KNOWN", "SYSTEM_FILE_SKIPPED"}


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one file. `path` is as given, a member's path inside follows after ` › `.

    `code` is a stable outcome code, `detail` its cause. `document_id` is None when no bytes were read.
    """

    path: str
    code: str
    detail: str = ""
    document_id: str | None = None
    media_type: str | None = None

    @property
    def is_taken(self) -> bool:
        """The file is in the archive now and will be read by the next run."""
        return self.code in TAKEN

    @property
    def is_harmless(self) -> bool:
        """Nothing is lost: the file was taken, opened, known, or is none of ours."""
        return self.code in HARMLESS


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where bytes come from: the path shown, the name, the container they lay in and the path there."""

    shown: str
    name: str
    container_id: str | None = None
    container_path: str | None = None
    depth: int = 0


def ingest(paths: Iterable[Path], archive: Archive, limits: Limits | None = None) -> Iterator[IngestResult]:
    """Archive every file under `paths`, in order, one result each, as it goes. A bad file raises nothing."""
    for path in paths:
        for file in _walk(path):
            if isinstance(file, IngestResult):
                yield file
            else:
                yield from _take_file(file, archive, Budget(limits or Limits()))


def count_files(paths: Iterable[Path]) -> int:
    """How many files lie under `paths`, containers unopened: what there is to do."""
    return sum(1 for path in paths for _ in _walk(path))


def ingest_bytes(
    content: bytes, name: str, archive: Archive, limits: Limits | None = None
) -> list[IngestResult]:
    """Archive one file that is in memory already, such as a container that was fetched."""
    return list(_take(content, _Origin(name, name), archive, Budget(limits or Limits())))


def _walk(path: Path) -> Iterator[Path | IngestResult]:
    if not path.exists():
        yield IngestResult(str(path), "PATH_NOT_FOUND", "there is no such file or folder")
    elif path.is_dir():
        for folder, folders, files in os.walk(path):
            for name in sorted(folders):
                if (Path(folder) / name).is_symlink():
                    yield IngestResult(str(Path(folder) / name), "SYMLINK_REFUSED", "a link, not a folder")
            folders[:] = sorted(set(folders) - SYSTEM_FOLDERS)
            for name in sorted(files):
                yield _regular(Path(folder) / name)
    else:
        yield path  # named by hand: a link is followed


def _regular(file: Path) -> Path | IngestResult:
    if _is_system_file(file.name):
        return IngestResult(str(file), "SYSTEM_FILE_SKIPPED", "left by an operating system or office program")
    if file.is_symlink():
        return IngestResult(str(file), "SYMLINK_REFUSED", "a link, not a file")
    return file


def _is_system_file(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    name = parts[-1] if parts else ""
    return name in SYSTEM_NAMES or name.startswith(("~$", "._")) or bool(SYSTEM_FOLDERS & set(parts))


def _take_file(path: Path, archive: Archive, budget: Budget) -> Iterator[IngestResult]:
    try:
        if not path.is_file():
            yield IngestResult(str(path), "FILE_UNREADABLE", "not a regular file")
            return
        size = path.stat().st_size
        if size > budget.limits.file_bytes:
            detail = f"{size} bytes, at most {budget.limits.file_bytes}"
            yield IngestResult(str(path), "FILE_TOO_LARGE", detail)
            return
        content = path.read_bytes()
    except OSError as error:
        yield IngestResult(str(path), "FILE_UNREADABLE", error.strerror or str(error))
        return
    yield from _take(content, _Origin(str(path), path.name), archive, budget)


def _take(content: bytes, origin: _Origin, archive: Archive, budget: Budget) -> Iterator[IngestResult]:
    identity = content_id(content)
    if not content:
        yield IngestResult(origin.shown, "FILE_EMPTY", "the file has no bytes", identity)
        return
    try:
        known = archive.find(identity)
    except BrokenRecord:
        known = None  # written again below
    if known is not None and known.role == "document":  # a page may turn out to be handed in as a document
        yield IngestResult(origin.shown, "ALREADY_ARCHIVED", known.file_name, identity, known.media_type)
        return
    media_type = media_type_of(content)
    record = ArchiveRecord(
        document_id=identity,
        file_name=origin.name,
        media_type=media_type,
        byte_size=len(content),
        fetched_at=known.fetched_at if known else now(),
        container_id=origin.container_id,
        container_path=origin.container_path,
    )
    if media_type in CONTAINERS:
        yield from _take_container(content, origin, record, known, archive, budget)
    elif media_type in (UNKNOWN, OLE):
        yield _aside(
            content, origin, record, archive, "UNSUPPORTED_TYPE", "no type of file that is known here"
        )
    else:
        archive.store(content, record)
        yield IngestResult(origin.shown, "ARCHIVED", "", identity, media_type)


def _take_container(
    content: bytes,
    origin: _Origin,
    record: ArchiveRecord,
    known: ArchiveRecord | None,
    archive: Archive,
    budget: Budget,
) -> Iterator[IngestResult]:
    if known is not None and known.role == "container" and _all_there(known, archive):
        detail = f"{len(known.members)} files inside, all archived"
        yield IngestResult(origin.shown, "CONTAINER_KNOWN", detail, record.document_id, record.media_type)
        return
    if origin.depth >= budget.limits.depth:
        detail = f"containers in containers, more than {budget.limits.depth} deep"
        yield _aside(content, origin, record, archive, "CONTAINER_TOO_DEEP", detail)
        return
    members: list[str] = []
    seen = lost = 0
    try:
        for member in open_container(content, record.media_type, budget):
            for result in _take_member(member, origin, record.document_id, archive, budget):
                if result.document_id and result.code != "FILE_EMPTY":
                    members.append(result.document_id)
                seen += 1
                lost += not result.is_harmless
                yield result
    except ContainerRefused as refused:
        yield _aside(content, origin, record, archive, refused.code, refused.detail)
        return
    if not seen:
        yield _aside(content, origin, record, archive, "CONTAINER_EMPTY", "there is no file in it")
        return
    # Only a container without any loss is remembered as opened: the others are tried, and told of, again.
    role: Role = "container" if not lost else "aside"
    done = replace(record, role=role, members=tuple(dict.fromkeys(members)))
    if lost:
        detail = f"{lost} of its files could not be taken"
        yield _aside(content, origin, done, archive, "CONTAINER_INCOMPLETE", detail)
    else:
        archive.store(content, done)
        detail = f"{len(done.members)} files inside"
        yield IngestResult(origin.shown, "CONTAINER_OPENED", detail, record.document_id, record.media_type)


def _all_there(container: ArchiveRecord, archive: Archive) -> bool:
    return all(archive.holds(member) for member in container.members)


def _take_member(
    member: Member | Refusal, origin: _Origin, container_id: str, archive: Archive, budget: Budget
) -> Iterator[IngestResult]:
    shown = f"{origin.shown} › {member.path}"
    if isinstance(member, Refusal):
        yield IngestResult(shown, member.code, member.detail)
    elif _is_system_file(member.path):
        yield IngestResult(shown, "SYSTEM_FILE_SKIPPED", "left by an operating system or office program")
    else:
        name = PurePosixPath(member.path.replace("\\", "/")).name
        inner = _Origin(shown, name, container_id, member.path, origin.depth + 1)
        yield from _take(member.content, inner, archive, budget)


def _aside(
    content: bytes, origin: _Origin, record: ArchiveRecord, archive: Archive, code: str, detail: str
) -> IngestResult:
    archive.set_aside(content, replace(record, role="aside", code=code, detail=detail))
    return IngestResult(origin.shown, code, detail, record.document_id, record.media_type)
