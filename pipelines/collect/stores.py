"""Where an archive keeps its bytes: a local folder, or any store that fsspec knows.

Belongs here: whole objects written so that nobody ever meets half of one. Does not: what they mean.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

from pipelines.collect.files import sync_folder, write_atomically

# An object appears there when its upload has ended, never before.
_ATOMIC: Final = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"))
_LOCAL: Final = frozenset(("file", "local"))


class StoreTrouble(OSError):  # noqa: N818 - a state, not a fault
    """A remote store does not answer, or refuses. The machine's trouble, never the document's."""


@contextmanager
def told_as_trouble(url: str) -> Iterator[None]:
    """Within, whatever a store's client library raises becomes `StoreTrouble`, which names the store.

    What is plainly an OSError (`FileNotFoundError`, a full disk) stays what it is.
    """
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:
        raise StoreTrouble(f"{url}: the store does not answer: {type(error).__name__}: {error}") from error


def file_system_of(url: str) -> tuple[Any, str]:
    """The fsspec file system of an address, and the path in it. No listing is cached: others write too."""
    from fsspec.core import url_to_fs

    options = {"use_listings_cache": False} if "://" in url and not url.startswith("file://") else {}
    try:
        fs, path = url_to_fs(url, **options)
    except ImportError as error:
        raise StoreTrouble(f"{url}: {error}. Install it with: pip install 'gongkai[s3]'") from error
    return fs, str(path)


def uploads_are_atomic(fs: Any) -> bool:
    """Whether an object is there whole or not at all, without a temporary name."""
    return bool(_ATOMIC & _protocols(fs))


def is_local(fs: Any) -> bool:
    """Whether it is a file system of this machine."""
    return bool(_LOCAL & _protocols(fs))


def _protocols(fs: Any) -> set[str]:
    return set(fs.protocol) if isinstance(fs.protocol, tuple | list) else {str(fs.protocol)}


class Store(Protocol):
    """Objects by name (`objects/ab/abcd…`). Every method may raise `OSError`."""

    @property
    def spool(self) -> Path:
        """A local folder for files that are not whole yet."""
        ...

    def exists(self, name: str) -> bool:
        """The object is there, whole."""
        ...

    def read(self, name: str) -> bytes:
        """Its bytes. Raises `FileNotFoundError`."""
        ...

    def write(self, name: str, content: bytes) -> None:
        """Put or replace it at one stroke."""
        ...

    def adopt(self, name: str, file: Path) -> None:
        """Make a local file the object; the file is gone afterwards."""
        ...

    def names(self, folder: str) -> list[str]:
        """Names of the objects in a folder and below, sorted; temporary ones left out."""
        ...


def open_store(root: Path | str) -> Store:
    """The store at a path or an address such as `s3://bucket/archive`."""
    text = str(root)
    return FsspecStore(text) if "://" in text else LocalStore(Path(text))


class LocalStore:
    """Files below a folder. Renames are atomic and synced: a kill or a power cut leaves old or new."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    def exists(self, name: str) -> bool:
        return (self.root / name).is_file()

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        write_atomically(self.root / name, content)

    def adopt(self, name: str, file: Path) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
        file.chmod(0o644)
        file.replace(target)
        sync_folder(target.parent)

    def names(self, folder: str) -> list[str]:
        start = self.root / folder
        found = (p for p in start.rglob("*") if p.is_file() and not p.name.startswith(".tmp-"))
        return sorted(p.relative_to(self.root).as_posix() for p in found)


class FsspecStore:
    """Objects of a store that fsspec knows. Stores without atomic uploads get a temporary name and a move."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._fs, root = file_system_of(url)
        self._root = root.rstrip("/")
        self._is_atomic = uploads_are_atomic(self._fs)

    @property
    def spool(self) -> Path:
        digest = hashlib.sha256(self._url.encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"gongkai-spool-{digest}"

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"

    def exists(self, name: str) -> bool:
        with told_as_trouble(self._url):
            return bool(self._fs.isfile(self._path(name)))

    def read(self, name: str) -> bytes:
        with told_as_trouble(self._url):
            return bytes(self._fs.cat_file(self._path(name)))

    def write(self, name: str, content: bytes) -> None:
        with told_as_trouble(self._url):
            self._put(name, lambda path: self._fs.pipe_file(path, content))

    def adopt(self, name: str, file: Path) -> None:
        with told_as_trouble(self._url):
            self._put(name, lambda path: self._fs.put_file(str(file), path))
        file.unlink()

    def _put(self, name: str, upload: Any) -> None:
        target = self._path(name)
        if self._is_atomic:
            upload(target)
            return
        folder, last = target.rsplit("/", 1)
        self._fs.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/.tmp-{os.getpid()}-{last}"
        upload(temporary)
        if self._fs.exists(target):
            self._fs.rm_file(target)
        self._fs.mv(temporary, target)

    def names(self, folder: str) -> list[str]:
        with told_as_trouble(self._url):
            try:
                found = self._fs.find(self._path(folder))
            except FileNotFoundError:
                return []
        relative = (str(path)[len(self._root) + 1 :] for path in found)
        return sorted(n for n in relative if not n.rsplit("/", 1)[-1].startswith(".tmp-"))
