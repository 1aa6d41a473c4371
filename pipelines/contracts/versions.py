"""A room's version: changes when, and only when, something that shapes its parts changes.

Belongs here: the fingerprint of source and data files, rooms to the left included.
Does not: remembering what was built with which version (see `parts`, orchestration).
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pipelines

_PACKAGE: Final = Path(pipelines.__file__).parent
_LENGTH: Final = 12
_SOURCES: Final = frozenset({".py", ".csv", ".yaml", ".yml", ".json", ".toml", ".txt", ".sql", ".c"})

# Modules of `contracts` through which every part goes; the rest (dbt, dictionary, marts) shapes no part.
_CONTRACTS: Final = ("model", "common", "types", "values", "schemas", "frames", "parts")
_LEFT: Final[dict[str, tuple[str, ...]]] = {
    "collect": ("collect",),
    # Extraction reads bytes only: how they were collected does not change what they say.
    "extract": ("extract",),
    "conform": ("extract", "conform"),
}
_LIBRARIES: Final[dict[str, tuple[str, ...]]] = {
    "collect": ("polars",),
    "extract": ("pdfplumber", "pypdfium2", "numpy", "pandera", "polars"),
    "conform": ("pdfplumber", "pypdfium2", "numpy", "pandera", "polars"),
}


@cache
def room_version(room: str) -> str:
    """12 hexadecimal digits over the room's files, the rooms it depends on, its contracts and its libraries.

    Independent of where the checkout lies and of file times. Raises KeyError for an unknown room.
    """
    return fingerprint(_PACKAGE, room, {name: version(name) for name in _LIBRARIES[room]})


def fingerprint(package: Path, room: str, libraries: dict[str, str]) -> str:
    """`room_version` for a package folder and library versions given by the caller."""
    digest = hashlib.sha256()
    for path in _files(package, room):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    for name, number in sorted(libraries.items()):
        digest.update(f"{name}=={number}\0".encode())
    return digest.hexdigest()[:_LENGTH]


def _files(package: Path, room: str) -> list[Path]:
    rooms = _LEFT[room]
    files = [
        path
        for folder in rooms
        for path in (package / folder).rglob("*")
        if path.is_file() and path.suffix in _SOURCES and "__pycache__" not in path.parts
    ]
    contracts = package / "contracts"
    files += [contracts / f"{name}.py" for name in _CONTRACTS]
    # `conform` describes the quarantine, `extract` the outcomes, which every room may write.
    tables = contracts / "tables"
    described = {*rooms, "extract", "conform"}
    files += [path for path in tables.glob("*.py") if path.stem in described]
    files += [path for name in described for path in (tables / name).glob("*.py")]
    return sorted(files, key=lambda path: path.relative_to(package).as_posix())
