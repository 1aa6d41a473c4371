"""Streams of OLE compound files (DOC, XLS, WPS, ET, encrypted Office files).

Belongs here: opening one, its streams by name, bounded. Does not: what a stream holds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from pipelines.extract.model import UnreadableDocument

MAX_STREAM_BYTES = 256 * 1024 * 1024


@contextmanager
def ole_file(content: bytes, broken_code: str) -> Iterator[olefile.OleFileIO]:
    """The compound file. Raises `UnreadableDocument` with `broken_code` when it cannot be opened."""
    try:
        ole = olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_FATAL)
    except (OSError, ValueError, IndexError, TypeError, AttributeError, RecursionError, MemoryError) as error:
        raise UnreadableDocument(broken_code, f"not a whole compound file: {error}") from error
    try:
        yield ole
    finally:
        ole.close()


def read_stream(ole: olefile.OleFileIO, path: list[str] | str, broken_code: str) -> bytes:
    """The bytes of a stream. Raises `UnreadableDocument` when it is cut off or absurdly large."""
    try:
        if ole.get_size(path) > MAX_STREAM_BYTES:
            raise UnreadableDocument("CONTAINER_TOO_LARGE", f"stream {path}: {ole.get_size(path)} bytes")
        return bytes(ole.openstream(path).read())
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise UnreadableDocument(broken_code, f"stream {path} cannot be read: {error}") from error
