"""`gongkai run`: from what lies in raw/ to a release, or a word that there is nothing to do.

Belongs here: the command. Does not: the plan, the job (see `orchestration/`), the summary (see `reports/`).
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.cluster import LOCAL, WORKERS_VARIABLE, scheduler_address
from pipelines.collect.archive import open_archive
from pipelines.collect.fetches import read_fetches
from pipelines.collect.records import archived_documents, expected_rows, source_units
from pipelines.collect.register import Collected, collect_raw
from pipelines.commands.bars import waiting
from pipelines.commands.effect_words import held_lines, verdict_json
from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.contracts.parts import open_parts
from pipelines.home import HOME_VARIABLE, Home
from pipelines.orchestration.effect_gate import asks_first, known
from pipelines.orchestration.effect_verdict import HELD, State, Verdict
from pipelines.orchestration.launch import Launched
from pipelines.orchestration.lock import Busy, exclusive
from pipelines.orchestration.plan import (
    Plan,
    codes_digest,
    corrections_of,
    done_documents,
    make_plan,
    versions,
)
from pipelines.orchestration.retention import check_settings
from pipelines.publish.current import Release, current_release
from pipelines.workers import default_jobs

HELD_BACK = 1


def run(home: Home, jobs: int | None = None, workers: str = LOCAL, *, as_json: bool = False) -> int:
    """Bring the release up to date. Returns 2 when that failed, 1 when changed code would change figures and
    nobody has accepted that; the release that was there stays then.

    `workers` says who reads documents (see `cluster.scheduler_address`): `jobs` at a time, if this machine.
    """
    try:
        scheduler_address(workers)
        asks_first()
        check_settings()
    except ValueError as error:
        raise CommandFailure(str(error)) from error
    os.environ[WORKERS_VARIABLE] = workers
    jobs = jobs or default_jobs()
    try:
        with exclusive(home.warehouse / "run.lock"):
            return _run(home, jobs, Output(as_json=as_json))
    except Busy as busy:
        raise CommandFailure(f"another run is going on: {busy}") from busy


def _run(home: Home, jobs: int, output: Output) -> int:
    started = time.monotonic()
    with waiting("Looking through raw/"):
        collected = collect_raw(home)
    for fault in collected.faults:
        print(f"gongkai: {fault.path}: {fault.code}: {fault.detail}", file=sys.stderr)
    for place, cause in corrections_of(home).faults:
        print(f"gongkai: {home.corrections / place}: CORRECTION_INVALID: {cause}", file=sys.stderr)
    plan = plan_for(home, collected)
    release = current_release(home.releases)
    if release is not None and release.is_made_of(plan.fingerprint):
        output.say(nothing_to_do(release, plan))
        output.result(_published(home, plan, "unchanged", (), started))
        return OK
    if not plan.documents:
        raise CommandFailure(
            f"no document to read: nothing lies under {home.raw}. Use `gongkai ingest PATH…` first"
        )
    if not any(plan.due.values()) and (verdict := known(home)) and verdict.state is State.HELD:
        return _held(verdict, output)  # it was compared before: said at once
    return _launch(home, jobs, plan, started, output)


def plan_for(home: Home, collected: Collected) -> Plan:
    """What is there and what is due."""
    sources = collected.sources.sources
    archive = open_archive(home.archive)
    fetches = list(read_fetches(archive))
    records = archived_documents(archive, sources, fetches)
    done = done_documents(open_parts(home.parts), versions(), home)
    corrections, codes = corrections_of(home).digests(), codes_digest(home)
    expected = expected_rows(sources, fetches, datetime.now(UTC).date())
    return make_plan(records, source_units(sources), done, corrections, codes, expected)


def nothing_to_do(release: Release, plan: Plan) -> str:
    """The sentence that says so."""
    built = datetime.fromisoformat(release.manifest["created_at"]).astimezone()
    count = len(plan.documents)
    documents = f"{count} document{'s' if count != 1 else ''}"
    return (
        f"Nothing to do: release {release.release_id} is current ({documents}, built {built:%Y-%m-%d %H:%M})."
    )


def _launch(home: Home, jobs: int, plan: Plan, started: float, output: Output) -> int:
    from pipelines.commands.run_screen import RunScreen
    from pipelines.orchestration.launch import launch

    os.environ[HOME_VARIABLE] = str(home.root)  # the definitions are those of this home
    due = {room: len(documents) for room, documents in plan.due.items()}
    with RunScreen(sys.stderr) as screen:
        screen.say(
            f"{len(plan.documents)} documents; to extract {due['extract']}, to conform {due['conform']}"
        )
        launched = launch(home, jobs, screen)
    seconds = time.monotonic() - started
    if launched.effect == State.HELD and (verdict := known(home)):
        return _held(verdict, output)
    if not launched.success:
        for cause in launched.causes:
            print(f"gongkai: {cause}", file=sys.stderr)
        print(
            f"gongkai: the run failed after {seconds:.0f} s; the release before it stays current; "
            f"log: {_short(launched.log, home)}",
            file=sys.stderr,
        )
        output.result({"state": "failed", "causes": list(launched.causes), "log": str(launched.log)})
        return NOT_READ
    if output.as_json:
        told = _published(home, plan, "published", launched.failed_checks, started, launched.effect)
        output.result(told)
    else:
        _report(home, launched, seconds)
    return OK


def _held(verdict: Verdict, output: Output) -> int:
    for line in held_lines(verdict):
        print(f"gongkai: {line}" if line.startswith(HELD) else line, file=sys.stderr)
    output.result({"state": "held", "code": HELD, **verdict_json(verdict)})
    return HELD_BACK


def _published(
    home: Home,
    plan: Plan,
    state: str,
    failed_checks: tuple[str, ...],
    started: float,
    effect: str = State.SAME_CODE,
) -> dict[str, Any]:
    """The release that is current now, and how it came to be, for programs."""
    from pipelines.reports.summary import summarise

    summary = summarise(home.releases)
    return {
        "state": state,
        "release_id": summary.release_id,
        "folder": str(summary.folder),
        "documents": len(plan.documents),
        "read": {room: len(documents) for room, documents in plan.due.items()},
        "tables": sum(t["tables"] for t in summary.tables),
        "figures": sum(t["figure_count"] for t in summary.tables),
        "checks": summary.checks,
        "findings": len(summary.findings),
        "failures": [dict(f) for f in summary.failures],
        "effect": str(effect),
        "asset_checks_not_passed": [c for c in failed_checks if FINDINGS_CHECK not in c],
        "seconds": round(time.monotonic() - started, 1),
    }


FINDINGS_CHECK = ": findings_"


def _report(home: Home, launched: Launched, seconds: float) -> None:
    from rich.console import Console

    from pipelines.reports.summary import summarise
    from pipelines.reports.summary_screen import show

    console = Console(highlight=False)
    show(summarise(home.releases), console)
    if launched.effect not in (State.FIRST, State.SAME_CODE):
        console.print(f"  {launched.effect_said}", soft_wrap=True, markup=False)
    for check in launched.failed_checks:
        if FINDINGS_CHECK in check:
            continue  # faults of published documents: the summary has told them
        console.print(f"  asset check not passed: {check}")
    current = _short(home.current, home)
    console.print(f'\nDone in {seconds:.1f} s. Look at it with: gongkai query "…"; files under {current}/')


def _short(path: Path, home: Home) -> str:
    return str(path.relative_to(home.root)) if home.root == Path.cwd() else str(path)
