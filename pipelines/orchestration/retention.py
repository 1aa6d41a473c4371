"""What nobody needs any more and goes at the end of a run that succeeded: parts of old code, old reports.

Belongs here: the settings, which versions are needed, clearing them. Does not: Dagster's runs (see
`history`). Only call while holding the run lock: then nobody writes or compares parts in this home.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pipelines.contracts.part_versions import last_written, remove_version, versions_of
from pipelines.contracts.parts import open_parts
from pipelines.home import Home
from pipelines.orchestration.acceptance import accepted
from pipelines.orchestration.plan import PART_ROOMS, versions
from pipelines.publish.current import MANIFEST
from pipelines.publish.settings import SettingError

PARTS_VARIABLE: Final = "GONGKAI_PARTS_DAYS"
RUNS_VARIABLE: Final = "GONGKAI_RUNS_DAYS"
KEEP: Final = "keep"
_DEFAULTS: Final = {PARTS_VARIABLE: 7, RUNS_VARIABLE: 90}


@dataclass(frozen=True, slots=True)
class Cleared:
    """What went: versions of rooms as (room, version, finished documents), and reports of effects."""

    versions: tuple[tuple[str, str, int], ...] = ()
    reports: int = 0

    def lines(self) -> list[str]:
        """For the log."""
        told = [f"parts of {room} {version} removed ({n} documents)" for room, version, n in self.versions]
        return [*told, *([f"{self.reports} report(s) on changed code removed"] if self.reports else [])]


def days_kept(variable: str) -> timedelta | None:
    """How long what nobody needs is kept; None when `keep` says for ever. Raises `SettingError`."""
    said = os.environ.get(variable, "").strip() or str(_DEFAULTS[variable])
    if said == KEEP:
        return None
    if not said.isdecimal():
        raise SettingError(f"{variable}={said!r}: a whole number of days, or {KEEP}, is needed")
    return timedelta(days=min(int(said), 36_500))


def check_settings() -> None:
    """Raises `SettingError` for a setting that cannot be used: said before a run, not after it."""
    for variable in _DEFAULTS:
        days_kept(variable)


def needed_versions(home: Home) -> dict[str, set[str]]:
    """Per room the versions that something needs: the code there is, and every release that lies in the home.

    The gate compares with the parts of the current release, figures of any release are explained from its
    own. Raises OSError or ValueError when a release does not say what it was made by: then nothing is known
    to be unneeded.
    """
    needed = {room: {version} for room, version in versions().items()}
    for manifest in _manifests(home):
        for room, version in dict(manifest["source_versions"]).items():
            if room in needed:
                needed[room].add(str(version))
    return needed


def clear(home: Home, now: datetime) -> Cleared:
    """Remove parts and reports that nobody has needed for `GONGKAI_PARTS_DAYS`. Raises OSError, ValueError.

    A version written to since then stays: somebody may be about to go back to that code. Killed at any
    moment, the next call goes on.
    """
    kept = days_kept(PARTS_VARIABLE)
    if kept is None:
        return Cleared()
    store, removed = open_parts(home.parts), []
    needed = needed_versions(home)
    for room in reversed(PART_ROOMS):  # what is made of parts goes before them
        for version in versions_of(store, room):
            if version in needed[room]:
                continue
            written = last_written(store, room, version)
            if written is not None and now - written >= kept:
                removed.append((room, version, remove_version(store, room, version)))
    return Cleared(tuple(removed), _clear_reports(home, now, kept))


def _manifests(home: Home) -> Iterator[dict[str, Any]]:
    folders = [p for p in home.releases.glob("[!.]*") if (p / MANIFEST).is_file()]
    current = home.current.resolve()
    if (current / MANIFEST).is_file() and current not in {p.resolve() for p in folders}:
        folders.append(current)
    for folder in folders:
        try:
            said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            dict(said["source_versions"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{folder / MANIFEST} does not say what it was made by ({error!r})") from error
        yield said


def _clear_reports(home: Home, now: datetime, kept: timedelta) -> int:
    """Reports nobody accepted go; one that somebody did stays: it shows what was accepted."""
    gone = 0
    for folder in home.effects.glob("*/"):
        index = folder / "effect.json"
        if folder.name == "accepted" or now.timestamp() - folder.stat().st_mtime < kept.total_seconds():
            continue
        if not _is_accepted(home, index):
            index.unlink(missing_ok=True)
            shutil.rmtree(folder)
            gone += 1
    return gone


def _is_accepted(home: Home, index: Path) -> bool:
    try:
        said = json.loads(index.read_text(encoding="utf-8"))
        return accepted(home, str(said["effect"]["digest"]), dict(said["before"])) is not None
    except (OSError, ValueError, KeyError, TypeError):
        return False
