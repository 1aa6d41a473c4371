"""Files named on the command line → documents, without keeping any state.

Belongs here: opening files and containers, extraction, and failures as values.
Does not: printing, the archive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from pipelines.collect.containers import Refusal, open_container
from pipelines.collect.limits import Budget, ContainerRefused, Limits
from pipelines.collect.media_types import CONTAINERS, media_type_of
from pipelines.extract.document import extract_document
from pipelines.extract.model import ExtractedDocument, UnreadableDocument
from pipelines.workers import Lost, run_all

_BATCH: Final = 32


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, or why it was not: then `document` is None and `code`, `detail` say so.

    `content` is kept only on demand: pictures of pages need it.
    """

    path: str
    sha256: str | None
    media_type: str | None
    document: ExtractedDocument | None
    code: str = ""
    detail: str = ""
    byte_size: int = 0
    content: bytes = b""

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def complaint(self) -> str:
        """One line: file, code, cause."""
        return f"{self.path}: {self.code}: {self.detail}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to be read, or already known not to be: then `code` says why."""

    place: int
    path: str
    sha256: str | None = None
    media_type: str | None = None
    content: bytes = b""
    code: str = ""
    detail: str = ""

    def unread(self, code: str, detail: str) -> ReadFile:
        return ReadFile(self.path, self.sha256, self.media_type, None, code, detail)


def read_files(
    paths: list[Path],
    jobs: int = 0,
    *,
    keep_content: bool = False,
    report: Callable[[str, int, int], None] | None = None,
) -> Iterator[ReadFile]:
    """Every file in order; a zip, rar or 7z gives one result per file inside.

    Each file is read in a process of its own limits (see `workers`), `jobs` of them at a time (0: as many
    as there are processors); a batch at a time is held in memory. `report` hears
    ("files", how many are read, how many are found so far).
    """
    jobs = jobs or os.cpu_count() or 1

    def heard(done: int, whole: int) -> None:
        if report is not None:
            report("files", done, whole)

    found, done, whole = _found(paths), 0, 0
    while batch := list(islice(found, _BATCH)):
        whole += len(batch)
        results = {f.place: f.unread(f.code, f.detail) for f in batch if f.code}
        tasks = [f for f in batch if not f.code]
        done += len(results)
        heard(done, whole)
        for task, read in run_all(_read, tasks, jobs, lambda task, why: (task, _lost(task, why))):
            results[task.place] = read
            done += 1
            heard(done, whole)
        if keep_content:
            results = {f.place: replace(results[f.place], content=f.content) for f in batch}
        yield from (results[f.place] for f in batch)


def _read(task: _Found) -> tuple[_Found, ReadFile]:
    """What a worker does; the bytes do not travel back."""
    sent = replace(task, content=b"")
    try:
        document = extract_document(task.content, task.media_type or "")
    except UnreadableDocument as error:
        return sent, task.unread(error.code, error.detail)
    size = len(task.content)
    return sent, ReadFile(task.path, task.sha256, task.media_type, document, byte_size=size)


def _lost(task: _Found, why: Lost) -> ReadFile:
    return task.unread(why.code, why.detail)


def _found(paths: list[Path]) -> Iterator[_Found]:
    """All files that `paths` name, containers opened, numbered in order."""
    for place, file in enumerate(f for path in paths for f in _at(path)):
        yield replace(file, place=place)


def _at(path: Path) -> Iterator[_Found]:
    try:
        content = path.read_bytes()
    except OSError as error:
        code = "PATH_NOT_FOUND" if isinstance(error, FileNotFoundError) else "FILE_UNREADABLE"
        yield _Found(0, str(path), code=code, detail=error.strerror or str(error))
        return
    yield from _inside(str(path), content, Budget(Limits()))


def _inside(path: str, content: bytes, budget: Budget) -> Iterator[_Found]:
    identity, media_type = hashlib.sha256(content).hexdigest(), media_type_of(content)
    file = _Found(0, path, identity, media_type, content)
    if not content:
        yield replace(file, media_type=None, code="FILE_EMPTY", detail="the file has no bytes")
    elif media_type not in CONTAINERS:
        yield file
    else:
        yield from _members(file, budget)


def _members(container: _Found, budget: Budget) -> Iterator[_Found]:
    assert container.media_type
    try:
        for member in open_container(container.content, container.media_type, budget):
            inner = f"{container.path} › {member.path}"
            if isinstance(member, Refusal):
                yield _Found(0, inner, code=member.code, detail=member.detail)
            else:
                yield from _inside(inner, member.content, budget)
    except ContainerRefused as error:
        yield replace(container, content=b"", code=error.code, detail=error.detail)
