"""`gongkai effect`: what changed code does to every figure, before a release is made of it.

Belongs here: the command, the words. Does not: reading documents (`orchestration/rooms`), comparing
(`reports/effect`).
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from pipelines.commands.bars import waiting
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.commands.run_screen import RunScreen
from pipelines.home import Home
from pipelines.orchestration.lock import Busy, exclusive
from pipelines.orchestration.plan import DOCUMENT_ROOMS, versions
from pipelines.orchestration.progress import watched_by
from pipelines.publish.current import Release, current_release

if TYPE_CHECKING:
    from pipelines.reports.effect import Effect

CHANGED = 1


def effect(home: Home, *, as_json: bool, examples: int, jobs: int | None) -> int:
    """Show the effect. Returns 1 when a figure or an outcome is not as in the current release."""
    release = current_release(home.releases)
    if release is None:
        raise CommandFailure("there is no release to compare with: `gongkai run` makes the first")
    before = {room: str(release.manifest["source_versions"].get(room, "")) for room in DOCUMENT_ROOMS}
    now = versions()
    changed = [room for room in DOCUMENT_ROOMS if before[room] != now[room]]
    if not changed and not as_json:
        Output(as_json=False).say(
            f"No code changed that shapes figures: release {release.release_id} is of the same."
        )
        return OK
    try:
        with exclusive(home.warehouse / "run.lock"):
            found = _effect(home, release, before, examples, jobs)
    except Busy as busy:
        raise CommandFailure(f"another run is going on: {busy}") from busy
    if as_json:
        told = {"release": release.release_id, "before": before, "after": {r: now[r] for r in before}}
        Output(as_json=True).result(told | asdict(found))
    else:
        _show(found, release, changed)
    return OK if found.is_none else CHANGED


def _effect(home: Home, release: Release, before: dict[str, str], examples: int, jobs: int | None) -> Effect:
    from pipelines.collect.archive import open_archive
    from pipelines.collect.fetches import read_fetches
    from pipelines.collect.records import archived_documents
    from pipelines.collect.sources import load_sources
    from pipelines.contracts.parts import open_parts
    from pipelines.orchestration.rooms import work_through
    from pipelines.reports.effect import effect_of
    from pipelines.workers import default_jobs

    store, now = open_parts(home.parts), versions()
    known = store.done("conform", before["conform"])
    if not known:
        raise CommandFailure(
            f"the parts of release {release.release_id} are gone from {home.parts}: nothing to compare with"
        )
    with RunScreen(sys.stderr) as screen, watched_by(screen):
        for room in DOCUMENT_ROOMS:
            work_through(room, home, jobs or default_jobs())
    archive = open_archive(home.archive)
    records = archived_documents(archive, load_sources(home.sources).sources, read_fetches(archive))
    sources = {r["document_id"]: r["source_id"] or "-" for r in records if r["document_id"] in known}
    with waiting("Comparing"):
        return effect_of(
            (
                store.glob("conform", before["conform"], "lines"),
                store.glob("conform", now["conform"], "lines"),
            ),
            (
                [store.glob(room, before[room], "outcomes") for room in DOCUMENT_ROOMS],
                [store.glob(room, now[room], "outcomes") for room in DOCUMENT_ROOMS],
            ),
            sources,
            examples,
        )


def _show(found: Effect, release: Release, changed: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"Compared with release {release.release_id}; changed code: {', '.join(changed)}")
    sums = [
        sum(getattr(c, n) for c in found.changes) for n in ("before", "same", "changed", "added", "removed")
    ]
    console.print("{:,} figures before; {:,} the same, {:,} changed, {:,} new, {:,} gone".format(*sums))
    touched = [c for c in found.changes if c.changed or c.added or c.removed]
    if touched:
        table = Table("table", "source", "before", "changed", "new", "gone", "moved (yuan)", box=None)
        for c in touched:
            counts = (f"{n:,}" for n in (c.before, c.changed, c.added, c.removed))
            table.add_row(c.table_type, c.source, *counts, f"{c.moved_yuan:,.2f}")
        console.print(table)
    for code, was, is_now in found.outcomes:
        console.print(f"outcome {code}: {was:,} → {is_now:,}")
    for e in found.examples:
        place = f"{e.document_id[:12]} page {e.page}"
        console.print(
            f"{place}\n  before {e.before or '(nothing)'}\n  after  {e.after or '(nothing)'}", soft_wrap=True
        )
    console.print("`gongkai run` accepts: the parts are ready, only the warehouse is built anew.")
