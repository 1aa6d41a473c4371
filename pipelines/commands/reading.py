"""Files named on the command line → documents, without keeping any state.

Belongs here: opening files and containers, extraction, and failures as values.
Does not: printing, the archive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.collect.containers import Refusal, open_container
from pipelines.collect.limits import Budget, ContainerRefused, Limits
from pipelines.collect.media_types import CONTAINERS, media_type_of
from pipelines.extract.document import extract_document
from pipelines.extract.model import ExtractedDocument, UnreadableDocument


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read, or why it was not: then `document` is None and `code`, `detail` say so."""

    path: str
    sha256: str | None
    media_type: str | None
    document: ExtractedDocument | None
    code: str = ""
    detail: str = ""
    byte_size: int = 0

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def complaint(self) -> str:
        """One line: file, code, cause."""
        return f"{self.path}: {self.code}: {self.detail}"


def read_files(paths: list[Path]) -> Iterator[ReadFile]:
    """Every file in order; a zip, rar or 7z gives one result per file inside."""
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            code = "PATH_NOT_FOUND" if isinstance(error, FileNotFoundError) else "FILE_UNREADABLE"
            yield ReadFile(str(path), None, None, None, code, error.strerror or str(error))
            continue
        yield from _read(str(path), content, Budget(Limits()))


def _read(path: str, content: bytes, budget: Budget) -> Iterator[ReadFile]:
    identity, media_type = hashlib.sha256(content).hexdigest(), media_type_of(content)
    if not content:
        yield ReadFile(path, identity, None, None, "FILE_EMPTY", "the file has no bytes")
        return
    if media_type in CONTAINERS:
        yield from _read_members(path, identity, content, media_type, budget)
        return
    try:
        document = extract_document(content, media_type)
    except UnreadableDocument as error:
        yield ReadFile(path, identity, media_type, None, error.code, error.detail)
        return
    yield ReadFile(path, identity, media_type, document, byte_size=len(content))


def _read_members(
    path: str, identity: str, content: bytes, media_type: str, budget: Budget
) -> Iterator[ReadFile]:
    try:
        for member in open_container(content, media_type, budget):
            inner = f"{path} › {member.path}"
            if isinstance(member, Refusal):
                yield ReadFile(inner, None, None, None, member.code, member.detail)
            else:
                yield from _read(inner, member.content, budget)
    except ContainerRefused as error:
        yield ReadFile(path, identity, media_type, None, error.code, error.detail)
