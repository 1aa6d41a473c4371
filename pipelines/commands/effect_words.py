"""The effect of changed code in words and as JSON, the same for `gongkai effect` and `gongkai run`.

Belongs here: what is told of a verdict. Does not: coming to it (see `orchestration/effect_gate`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.orchestration.effect_verdict import HELD, Verdict


def held_lines(verdict: Verdict) -> list[str]:
    """Why the run stopped and what to do, for people: counts, the report, the command."""
    n, program = verdict.rows, verdict.program
    lines = [
        f"{HELD}: the code that reads documents has changed, and so would release {verdict.release_id}: "
        f"{n['changed']:,} row(s) changed, {n['new']:,} new, {n['gone']:,} gone, "
        f"{n['outcomes']:,} outcome(s) differ",
    ]
    if n["uncompared"]:
        lines.append(
            f"  {n['uncompared']:,} document(s) cannot be compared: their parts of the released version are "
            "gone"
        )
    if verdict.effect.columns:
        lines.append(f"  columns that only one version has: {', '.join(verdict.effect.columns)}")
    return [
        *lines,
        f"  report: {verdict.page}",
        f"  accept: {verdict.accept_command} && {program} run",
        "  until then the release stays as it is; with the code as it was before, runs go on as before",
    ]


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The verdict for programs."""
    page, changes = verdict.page, verdict.changes_file
    return {
        "release": verdict.release_id,
        "before": _plain(verdict.before),
        "after": _plain(verdict.after),
        "rows": verdict.rows,
        "effect": verdict.effect.digest if page else None,
        "report": str(page) if page else None,
        "changes_file": str(changes) if changes else None,
        "accept_with": verdict.accept_command if page else None,
        "accepted_by": verdict.acceptance.accepted_by if verdict.acceptance else None,
    }


def _plain(versions: Mapping[str, str] | None) -> dict[str, str]:
    return dict(versions or {})
