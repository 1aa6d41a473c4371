"""The storage version of a DuckDB file, chosen for its readers.

Belongs here: the version we promise, and reading it back from a file's header. Does not: writing files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

# Every DuckDB since 1.0 (June 2024) opens it, and so does every driver of a BI tool. It costs a third more
# disk than the newest version does; see docs/decisions/0009-releases-and-their-readers.md.
STORAGE_VERSION: Final = "v1.0.0"
STORAGE_NUMBER: Final = 64
_MAGIC: Final = b"DUCK"
_MAGIC_AT: Final = 8


def storage_number(database: Path) -> int:
    """Number of the storage version as the file's main header states it. `ValueError` for another file."""
    with database.open("rb") as file:
        header = file.read(_MAGIC_AT + len(_MAGIC) + 8)
    if header[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] != _MAGIC:
        raise ValueError(f"{database.name} is no DuckDB file")
    return int.from_bytes(header[_MAGIC_AT + len(_MAGIC) :], "little")
