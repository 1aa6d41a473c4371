"""The release that readers get, found without opening it.

Belongs here: the names inside a release, its manifest. Does not: making releases (see `release`), querying
(see `query`). Imports neither DuckDB nor polars: "is there anything to do?" must be answered at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

DATABASE: Final = "gongkai.duckdb"
MANIFEST: Final = "MANIFEST.json"
CURRENT: Final = "current"


@dataclass(frozen=True, slots=True)
class Release:
    """A published release: its name, its folder, its manifest as written."""

    release_id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def is_made_of(self, inputs_fingerprint: str) -> bool:
        """Whether building anew would give the same: it was made of just these inputs."""
        return bool(self.manifest.get("inputs_fingerprint") == inputs_fingerprint)

    @property
    def rows(self) -> dict[str, int]:
        """Rows per table."""
        return dict(self.manifest["rows"])


def current_release(releases_root: Path) -> Release | None:
    """The release that `current` leads to; None before the first one."""
    link = releases_root.parent / CURRENT
    manifest_path = link / MANIFEST
    if not manifest_path.is_file():
        return None
    folder = link.resolve()
    manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Release(str(manifest["release_id"]), folder, manifest)
