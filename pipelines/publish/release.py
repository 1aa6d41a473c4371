"""One release: made beside the others, checked, then switched to in one step.

Belongs here: the release folder, its manifest, the `current` link, the clearing of old ones.
Does not: copying tables (see `snapshot`), opening releases (see `query`).
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pipelines import __version__
from pipelines.contracts.datapackage import datapackage
from pipelines.contracts.dictionary import dictionary_markdown
from pipelines.publish.current import CURRENT, DATABASE, MANIFEST, Release, current_release
from pipelines.publish.difference import CHANGES, compare
from pipelines.publish.difference_page import PAGE, difference_page
from pipelines.publish.files import flush_tree, sha256_of, switch_link
from pipelines.publish.settings import releases_kept
from pipelines.publish.snapshot import Snapshot, copy_marts, verify

_UNFINISHED: Final = ".unfinished-"
_FORGOTTEN: Final = ".forgotten-"
_LIBRARIES: Final = ("duckdb", "dbt-core", "dbt-duckdb", "polars", "pdfplumber")


def publish(
    build_db: Path,
    releases_root: Path,
    inputs_fingerprint: str,
    source_versions: Mapping[str, str],
    *,
    changed_code: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Release:
    """Publish schema `marts` of `build_db` as the newest release below `releases_root`.

    `releases_root/../current` leads to it afterwards; readers of older releases are not disturbed. The
    last releases are kept, as many as `settings.releases_kept` says. `inputs_fingerprint` and
    `source_versions` go into the manifest, where the next run looks whether there is anything to do; so
    does the difference to the release that was current, and what `changed_code` says of code that has changed
    since then and of who accepted its effect. Raises `SnapshotError` when the build does not
    hold what a release promises, `SettingError` for a setting that cannot be used; nothing is switched then.
    """
    kept = releases_kept()
    created = (now or datetime.now(UTC)).astimezone(UTC)
    releases_root.mkdir(parents=True, exist_ok=True)
    clear_unfinished(releases_root)
    release_id = _free_name(releases_root, created)
    work = releases_root / f"{_UNFINISHED}{release_id}"
    work.mkdir()
    try:
        snapshot = copy_marts(build_db, work / DATABASE, work / "parquet")
        verify(snapshot, work / DATABASE, work / "parquet")
        changes = _tell_changes(work, current_release(releases_root), release_id, created)
        _describe(work, release_id, created)
        manifest = _manifest(work, release_id, created, snapshot, inputs_fingerprint, source_versions)
        manifest |= {"changed_code": changed_code, "changes": changes}
        _write_json(work / MANIFEST, manifest)
        flush_tree(work)
        folder = work.rename(releases_root / release_id)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    switch_link(releases_root.parent / CURRENT, folder)
    forget_old(releases_root, kept)
    return Release(release_id, folder, manifest)


def clear_unfinished(releases_root: Path) -> None:
    """Remove what a killed `publish` left behind, of releases half made and half removed."""
    for prefix in (_UNFINISHED, _FORGOTTEN):
        for leftover in releases_root.glob(f"{prefix}*"):
            shutil.rmtree(leftover)


def forget_old(releases_root: Path, kept: int) -> None:
    """Remove all but the newest `kept` releases, and never the current one.

    Each loses its name first: whoever sees a release sees a whole one.
    """
    current = (releases_root.parent / CURRENT).resolve()
    releases = sorted(path for path in releases_root.iterdir() if (path / MANIFEST).is_file())
    for folder in releases[:-kept]:
        if folder.resolve() != current:
            shutil.rmtree(folder.rename(folder.with_name(f"{_FORGOTTEN}{folder.name}")))


def _free_name(releases_root: Path, created: datetime) -> str:
    """Names sort by time; two releases within one second get a number."""
    name = created.strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while (releases_root / name).exists():
        number += 1
        name = f"{created:%Y%m%dT%H%M%SZ}-{number}"
    return name


def _tell_changes(
    work: Path, previous: Release | None, release_id: str, created: datetime
) -> dict[str, Any] | None:
    """Compare with the release that is current now; None when there is none to compare with."""
    if previous is None or not previous.database.is_file():
        return None
    difference = compare(previous.database, work / DATABASE, previous.release_id, work / CHANGES)
    page = difference_page(difference, work / CHANGES, release_id, created.isoformat(timespec="seconds"))
    (work / PAGE).write_text(page, encoding="utf-8")
    return difference.as_manifest()


def _describe(work: Path, release_id: str, created: datetime) -> None:
    (work / "dictionary.md").write_text(dictionary_markdown(), encoding="utf-8")
    files = {
        path.stem: {
            "path": path.relative_to(work).as_posix(),
            "bytes": path.stat().st_size,
            "hash": f"sha256:{sha256_of(path)}",
        }
        for path in sorted((work / "parquet").glob("*.parquet"))
    }
    _write_json(work / "datapackage.json", datapackage(release_id, created.isoformat(), files))


def _manifest(
    work: Path,
    release_id: str,
    created: datetime,
    snapshot: Snapshot,
    inputs_fingerprint: str,
    source_versions: Mapping[str, str],
) -> dict[str, Any]:
    files = {}
    for path in sorted(path for path in work.rglob("*") if path.is_file()):
        entry: dict[str, Any] = {"sha256": sha256_of(path), "bytes": path.stat().st_size}
        if path.suffix == ".parquet" and path.stem in snapshot.rows:
            entry["rows"] = snapshot.rows[path.stem]
        files[path.relative_to(work).as_posix()] = entry
    return {
        "release_id": release_id,
        "created_at": created.isoformat(),
        "inputs_fingerprint": inputs_fingerprint,
        "source_versions": dict(source_versions),
        "software": {"gongkai": __version__, **{name: version(name) for name in _LIBRARIES}},
        "rows": snapshot.rows,
        "files": files,
    }


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
