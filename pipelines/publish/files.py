"""Files that survive a power cut: hashes, flushed writes, the atomic switch of a link.

Belongs here: what the file system is asked to do. Does not: what is in the files.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

_CHUNK = 1 << 20


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def flush_tree(folder: Path) -> None:
    """Make sure that every file below `folder`, and the names of the files, are on disk."""
    for path in sorted(folder.rglob("*")):
        _flush(path)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def switch_link(link: Path, target: Path) -> None:
    """Let `link` lead to `target` from one moment to the next. The link is relative, so the tree can move."""
    temporary = link.with_name(f".{link.name}.{secrets.token_hex(4)}")
    temporary.symlink_to(os.path.relpath(target, link.parent), target_is_directory=True)
    try:
        temporary.replace(link)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        raise
    _flush(link.parent)
