"""Opening zip, rar and 7z in memory, never trusting what they say of themselves.

Belongs here: members with their true names, refusals with a code. Does not: keeping anything.
Nothing is ever unpacked to disk, so a member's path is only a label; a path that climbs out of the
container or a link is refused all the same, because whoever made it did not make a disclosure.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipelines.collect.limits import Budget, ContainerRefused
from pipelines.collect.media_types import RAR, SEVEN_ZIP, ZIP

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LINK_MODE, _MODE_MASK = 0o120000, 0o170000


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a container: its path there and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A member that is not taken: its path, the outcome code, the cause."""

    path: str
    code: str
    detail: str


def open_container(content: bytes, media_type: str, budget: Budget) -> Iterator[Member | Refusal]:
    """Files of a container in its own order. Raises `ContainerRefused` when it cannot be opened."""
    opener: Callable[[bytes, Budget], Iterator[Member | Refusal]]
    opener = {ZIP: _open_zip, RAR: _open_rar, SEVEN_ZIP: _open_7z}[media_type]
    yield from opener(content, budget)


def _refusal(path: str, size: int, budget: Budget, *, is_link: bool, is_encrypted: bool) -> Refusal | None:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    if not parts or ".." in parts or parts[0] == "/" or parts[0].endswith(":"):
        return Refusal(path, "MEMBER_PATH_UNSAFE", "its path leads out of the container")
    if is_link:
        return Refusal(path, "SYMLINK_REFUSED", "a link, not a file")
    if is_encrypted:
        return Refusal(path, "MEMBER_ENCRYPTED", "needs a password")
    if size > budget.limits.file_bytes:
        return Refusal(path, "FILE_TOO_LARGE", f"{size} bytes, at most {budget.limits.file_bytes}")
    return None


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it.

    Without the UTF-8 flag Chinese tools write GBK, and zipfile takes it for cp437.
    """
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _open_zip(content: bytes, budget: Budget) -> Iterator[Member | Refusal]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        raise ContainerRefused("CONTAINER_BROKEN", f"not a whole zip: {error}") from error
    with archive:
        infos = [i for i in archive.infolist() if not i.is_dir()]
        budget.admit([i.file_size for i in infos], len(content))
        for info in infos:
            path = zip_name(info)
            is_link = (info.external_attr >> 16) & _MODE_MASK == _LINK_MODE
            is_encrypted = bool(info.flag_bits & _ENCRYPTED)
            refusal = _refusal(path, info.file_size, budget, is_link=is_link, is_encrypted=is_encrypted)
            if refusal:
                yield refusal
                continue
            try:
                member = archive.read(info)  # never more than the size that was admitted
            except (
                zipfile.BadZipFile,
                NotImplementedError,
                EOFError,
                OSError,
                ValueError,
                RuntimeError,
                zlib.error,
            ) as error:
                yield Refusal(path, "MEMBER_BROKEN", str(error))
                continue
            yield Member(path, member)


def _open_rar(content: bytes, budget: Budget) -> Iterator[Member | Refusal]:
    import rarfile

    from pipelines.collect.rar import BrokenMemberError, NoToolError, read_member

    try:
        archive = rarfile.RarFile(io.BytesIO(content), errors="strict")
    except rarfile.Error as error:
        part = isinstance(error, rarfile.NeedFirstVolume) or "volume" in str(error)
        cause = "one of several volumes: join them, or hand in what is inside" if part else f"{error}"
        raise ContainerRefused("CONTAINER_BROKEN", f"not a whole rar: {cause}") from error
    with archive:
        infos = [i for i in archive.infolist() if not i.is_dir()]
        if archive.needs_password() and not infos:
            raise ContainerRefused("CONTAINER_ENCRYPTED", "its list of files needs a password")
        budget.admit([i.file_size for i in infos], len(content))
        for info in infos:
            refusal = _refusal(
                info.filename,
                info.file_size,
                budget,
                is_link=info.is_symlink(),
                is_encrypted=info.needs_password(),
            )
            if refusal:
                yield refusal
                continue
            try:
                yield Member(info.filename, read_member(archive, info))
            except NoToolError as error:
                detail = f"install unrar, unar or a 7z with RAR and hand it in again (asked here: {error})"
                yield Refusal(info.filename, "RAR_TOOL_MISSING", detail)
            except BrokenMemberError as error:
                yield Refusal(info.filename, "MEMBER_BROKEN", str(error))


def _open_7z(content: bytes, budget: Budget) -> Iterator[Member | Refusal]:
    import lzma

    import py7zr
    from py7zr.io import BytesIOFactory

    faults = (py7zr.Bad7zFile, py7zr.DecompressionError, py7zr.UnsupportedCompressionMethodError)
    bombs = (py7zr.DecompressionBombError, lzma.LZMAError, EOFError, OSError, ValueError)
    limits = budget.limits
    try:
        with py7zr.SevenZipFile(io.BytesIO(content), max_extract_size=limits.total_bytes) as archive:
            if archive.needs_password():
                raise ContainerRefused("CONTAINER_ENCRYPTED", "needs a password")
            infos = [i for i in archive.list() if not i.is_directory]
            budget.admit([i.uncompressed or 0 for i in infos], len(content))
            wanted = []
            for info in infos:
                size, is_link = info.uncompressed or 0, bool(info.is_symlink)
                refusal = _refusal(info.filename, size, budget, is_link=is_link, is_encrypted=False)
                if refusal:
                    yield refusal
                else:
                    wanted.append(info.filename)
            factory = BytesIOFactory(limits.file_bytes)
            archive.extract(targets=wanted, factory=factory)
    except py7zr.PasswordRequired as error:
        raise ContainerRefused("CONTAINER_ENCRYPTED", "needs a password") from error
    except (*faults, *bombs) as error:
        raise ContainerRefused("CONTAINER_BROKEN", f"not a whole 7z: {error}") from error
    for path in wanted:
        product = factory.products.get(path)
        if product is None:
            yield Refusal(path, "MEMBER_BROKEN", "listed but not unpacked")
        else:
            yield Member(path, product.read())
