"""Whole versions of a room's parts: which lie in the store, when each was last written, removing one.

Belongs here: listing and removing versions, local or remote. Does not: single parts (see `parts`), deciding
which versions nobody needs (see `orchestration/retention`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pipelines.collect.stores import file_system_of, told_as_trouble
from pipelines.contracts.parts import PartStore

# What `versions.room_version` gives. Anything else below a room is not ours to remove.
_VERSION: Final = re.compile(r"[0-9a-f]{12}")
_DONE: Final = "done"


def versions_of(store: PartStore, room: str) -> list[str]:
    """Versions of the room of which something lies in the store, finished or not."""
    fs, root = file_system_of(store.root)
    with told_as_trouble(store.root):
        fs.invalidate_cache()
        names = {str(path).rstrip("/").rsplit("/", 1)[-1] for path in _listed(fs, f"{root}/{room}")}
    return sorted(name for name in names if _VERSION.fullmatch(name))


def last_written(store: PartStore, room: str, version: str) -> datetime | None:
    """When a document of that version was last finished; without any, when a file was last written.

    None when the store does not say.
    """
    fs, root = file_system_of(store.root)
    folder = f"{root}/{room}/{version}"
    with told_as_trouble(store.root):
        markers = _listed(fs, f"{folder}/{_DONE}", detail=True)
        found = markers or list(fs.find(folder, detail=True).values())
    return max(filter(None, map(_moment, found)), default=None)


def remove_version(store: PartStore, room: str, version: str) -> int:
    """Remove a version; returns how many documents of it were finished.

    The markers go first: killed half way, what is left is parts that no reader trusts, and documents whose
    parts are all there. Raises OSError.
    """
    fs, root = file_system_of(store.root)
    folder = f"{root}/{room}/{version}"
    with told_as_trouble(store.root):
        markers = [str(path) for path in _listed(fs, f"{folder}/{_DONE}")]
        if markers:
            fs.rm(markers)
        fs.rm(folder, recursive=True)
    return len(markers)


def _listed(fs: Any, folder: str, *, detail: bool = False) -> list[Any]:
    try:
        return list(fs.ls(folder, detail=detail))
    except FileNotFoundError:
        return []


def _moment(entry: Mapping[str, Any]) -> datetime | None:
    """When a file was written, as the store says; file systems name it differently."""
    for value in _values(entry, ("LastModified", "last_modified", "mtime", "modified", "created")):
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
    return None


def _values(entry: Mapping[str, Any], names: Iterable[str]) -> list[Any]:
    return [entry[name] for name in names if entry.get(name) is not None]
