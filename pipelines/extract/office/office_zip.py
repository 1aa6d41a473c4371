"""Document formats that are zip files (DOCX, XLSX, ODF, OFD), opened without trusting their sizes or paths.

Belongs here: bounds on what is unpacked, reading parts, relations between parts.
Does not: what any part means. Nothing is unpacked to disk.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, cast

from pipelines.collect.limits import Budget, ContainerRefused, Limits
from pipelines.extract.model import UnreadableDocument
from pipelines.extract.office.safe_xml import Element, attribute, local_name, parse_xml

# A disclosure's largest part is a sheet of some megabytes. Sheets of empty formatted rows shrink
# a thousandfold when packed, so the ratio alone proves nothing below the floor.
OFFICE_LIMITS = Limits(
    file_bytes=256 * 1024 * 1024,
    total_bytes=1024 * 1024 * 1024,
    members=20_000,
    ratio=500,
    ratio_floor=256 * 1024 * 1024,
)
_FAULTS = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, zlib.error)
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: its id, the last word of its type, the part it leads to."""

    id: str
    kind: str
    target: str


class OfficeZip:
    """The parts of one file. Every method raises `UnreadableDocument` with `broken_code` for damage."""

    def __init__(self, content: bytes, broken_code: str, limits: Limits = OFFICE_LIMITS) -> None:
        self._broken_code = broken_code
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            infos = [i for i in self._zip.infolist() if not i.is_dir()]
            Budget(limits).admit([i.file_size for i in infos], len(content))
        except ContainerRefused as refused:
            raise UnreadableDocument(refused.code, refused.detail) from refused
        except _FAULTS as error:
            raise UnreadableDocument(broken_code, f"not a whole zip: {error}") from error
        for info in infos:
            if info.file_size > limits.file_bytes:
                detail = f"{info.filename} unpacks to {info.file_size} bytes, at most {limits.file_bytes}"
                raise UnreadableDocument("CONTAINER_TOO_LARGE", detail)
            if info.flag_bits & _ENCRYPTED:
                raise UnreadableDocument("OFFICE_ENCRYPTED", f"{info.filename} needs a password")
        # Some writers put a slash before the name or use backslashes; capitals may differ between
        # the part and what refers to it.
        self._names = {self._key(i.filename): i for i in infos}
        self.names: list[str] = [i.filename for i in infos]

    @staticmethod
    def _key(name: str) -> str:
        return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return self._key(name) in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part, never more than was admitted at opening."""
        info = self._names.get(self._key(name))
        if info is None:
            raise UnreadableDocument(self._broken_code, f"{name} is missing")
        try:
            return self._zip.read(info)
        except _FAULTS as error:
            raise UnreadableDocument(self._broken_code, f"{name} cannot be unpacked: {error}") from error

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream, for what is too large to hold as a tree."""
        info = self._names.get(self._key(name))
        if info is None:
            raise UnreadableDocument(self._broken_code, f"{name} is missing")
        try:
            guarded = _Guarded(self._zip.open(info), self._broken_code, name)
            return cast(IO[bytes], guarded)
        except _FAULTS as error:
            raise UnreadableDocument(self._broken_code, f"{name} cannot be unpacked: {error}") from error

    def xml(self, name: str) -> Element:
        """The root of an XML part."""
        return parse_xml(self.read(name), self._broken_code, name)

    def relations(self, name: str) -> list[Relation]:
        """Links of a part to other parts inside the file; empty when it has none."""
        folder, _, base = name.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(path):
            return []
        found = []
        for element in self.xml(path):
            if local_name(element) != "Relationship" or attribute(element, "TargetMode") == "External":
                continue
            target = attribute(element, "Target") or ""
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = (attribute(element, "Type") or "").rstrip("/").rpartition("/")[2]
            found.append(Relation(attribute(element, "Id") or "", kind, posixpath.normpath(inside)))
        return found


class _Guarded(io.RawIOBase):
    """A part's stream whose faults (bad checksum, cut off data) end as the outcome of the file."""

    def __init__(self, file: IO[bytes], broken_code: str, name: str) -> None:
        self._file, self._broken_code, self._name = file, broken_code, name

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except _FAULTS as error:
            detail = f"{self._name} cannot be unpacked: {error}"
            raise UnreadableDocument(self._broken_code, detail) from error
