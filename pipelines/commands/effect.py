"""`gongkai effect`: what changed code does to every figure, before a release is made of it; accepting it.

Belongs here: the command, its screen. Does not: reading documents (`orchestration/rooms`), the verdict
(`orchestration/effect_gate`), comparing (`reports/effect`).
"""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict

from pipelines.commands.bars import waiting
from pipelines.commands.effect_words import verdict_json
from pipelines.commands.failures import OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.commands.run_screen import RunScreen
from pipelines.home import Home
from pipelines.orchestration.acceptance import accept
from pipelines.orchestration.effect_gate import NotRead, asks_first, judge, known
from pipelines.orchestration.effect_verdict import State, Verdict
from pipelines.orchestration.lock import Busy, exclusive
from pipelines.orchestration.plan import DOCUMENT_ROOMS
from pipelines.orchestration.progress import watched_by
from pipelines.publish.current import current_release
from pipelines.publish.settings import SettingError
from pipelines.reports.effect import Example, examples_of

CHANGED = 1


def effect(
    home: Home,
    *,
    as_json: bool,
    examples: int,
    jobs: int | None,
    digest: str | None = None,
    by: str | None = None,
) -> int:
    """Show the effect; with `digest`, accept exactly that one.

    Returns 1 when a row is not as in the current release and nobody has accepted that.
    """
    if current_release(home.releases) is None:
        raise CommandFailure("there is no release to compare with: `gongkai run` makes the first")
    try:
        asks_first()
        with exclusive(home.warehouse / "run.lock"):
            verdict = _verdict(home, jobs)
            if digest is not None:
                verdict = _accepted(home, verdict, digest, by or getpass.getuser())
    except Busy as busy:
        raise CommandFailure(f"another run is going on: {busy}") from busy
    except (NotRead, SettingError) as trouble:
        raise CommandFailure(str(trouble)) from trouble
    shown = examples_of(verdict.changes_file, examples) if verdict.changes_file else ()
    if as_json:
        Output(as_json=True).result(_told(verdict, shown))
    else:
        _show(verdict, shown)
    return OK if verdict.effect.is_none or verdict.state is State.ACCEPTED else CHANGED


def _verdict(home: Home, jobs: int | None) -> Verdict:
    """What is known, else the room is re-done beside the old parts and compared."""
    from pipelines.orchestration.rooms import work_through
    from pipelines.workers import default_jobs

    if (verdict := known(home)) is not None:
        return verdict
    with RunScreen(sys.stderr) as screen, watched_by(screen):
        for room in DOCUMENT_ROOMS:
            work_through(room, home, jobs or default_jobs())
    with waiting("Comparing"):
        return judge(home)


def _accepted(home: Home, verdict: Verdict, digest: str, by: str) -> Verdict:
    """Write the acceptance down; the verdict as it is then."""
    if verdict.effect.is_none:
        raise CommandFailure("there is nothing to accept: no row is other than in the current release")
    if digest != verdict.effect.digest:
        raise CommandFailure(
            f"the effect is {verdict.effect.digest}, not {digest}: code, corrections or release have changed "
            f"since; look at it again: {verdict.page}"
        )
    before, after = dict(verdict.before or {}), dict(verdict.after or {})
    accept(home, digest, by, verdict.release_id, before, after, verdict.rows)
    return judge(home)


def _told(verdict: Verdict, shown: tuple[Example, ...]) -> dict[str, object]:
    changes = [asdict(change) for change in verdict.effect.changes]
    return {
        "state": verdict.state.value,
        **verdict_json(verdict),
        "changes": changes,
        "outcomes": [list(outcome) for outcome in verdict.effect.outcomes],
        "columns": list(verdict.effect.columns),
        "uncompared": list(verdict.effect.uncompared),
        "examples": [asdict(example) for example in shown],
    }


def _show(verdict: Verdict, shown: tuple[Example, ...]) -> None:
    from rich.console import Console
    from rich.table import Table

    if verdict.state is State.SAME_CODE:
        print(f"No code changed that shapes figures: release {verdict.release_id} is of the same.")
        return
    console, found = Console(highlight=False), verdict.effect
    console.print(f"Compared with release {verdict.release_id}: {verdict.documents:,} documents")
    names = ("before", "same", "changed", "added", "removed")
    sums = [found.total(name) for name in names]
    console.print("{:,} rows before; {:,} the same, {:,} changed, {:,} new, {:,} gone".format(*sums))
    if touched := [c for c in found.changes if c.differs]:
        columns = ("table", "kind", "source", "before", "changed", "new", "gone", "moved (yuan)")
        table = Table(*columns, box=None)
        for c in touched:
            counts = (f"{n:,}" for n in (c.before, c.changed, c.added, c.removed))
            table.add_row(c.table, c.table_type, c.source, *counts, f"{c.moved_yuan:,.2f}")
        console.print(table)
    for code, was, is_now in found.outcomes:
        console.print(f"outcome {code}: {was:,} → {is_now:,}")
    for e in shown:
        place = f"{e.file_name} ({e.document_id[:12]})" + (f", page {e.page}" if e.page else "")
        said = [e.before or "(nothing)", e.after or "(nothing)"]
        text = f"{e.change} in {e.table}, {place}: {e.label}\n  before {said[0]}\n  after  {said[1]}"
        console.print(text, soft_wrap=True, markup=False)
    console.print(f"\n{verdict.sentence}", soft_wrap=True, markup=False)
