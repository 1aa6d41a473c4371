"""What is told: the troubles of one run as one message, each with what to do.

Belongs here: troubles, the actions, the wording. Does not: sending, deciding whether (see `memory`).
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

RUN_FAILED: Final = "run_failed"
_MOST_SHOWN: Final = 12
_LONGEST: Final = 400

_ACTIONS: Final = Path(__file__).with_name("actions.csv")


@cache
def actions() -> dict[str, str]:
    """What to do about each kind of trouble, Chinese and English; `other` for kinds that are not listed."""
    with _ACTIONS.open(encoding="utf-8", newline="") as file:
        return {row["kind"]: f"{row['action_zh']} {row['action']}" for row in csv.DictReader(file)}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong. `kind` is a check's name or `run_failed`, `where` an asset or step."""

    kind: str
    where: str
    detail: str
    is_grave: bool = False

    @property
    def action(self) -> str:
        """What to do about it."""
        return actions().get(self.kind) or actions()["other"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready to be sent. `mark` is the same for the same troubles, whatever the run."""

    title: str
    text: str
    mark: str
    link: str
    troubles: tuple[Trouble, ...]


def message_of(job: str, run_id: str, troubles: Sequence[Trouble], interface: str = "") -> Message:
    """The troubles of one run in one message, the grave ones first."""
    ordered = sorted(troubles, key=lambda t: (not t.is_grave, t.kind, t.where))
    grave = sum(t.is_grave for t in ordered)
    word = "失败 failed" if grave else "有待处理 needs attention"
    title = f"公开 Gongkai: {job} {word} ({len(ordered)})"
    lines = []
    for trouble in ordered[:_MOST_SHOWN]:
        lines += [
            f"{'✗' if trouble.is_grave else '!'} {trouble.where}: {trouble.kind}",
            f"  {_short(trouble.detail)}",
            f"  → {trouble.action}",
        ]
    if len(ordered) > _MOST_SHOWN:
        lines.append(f"… 另有 and {len(ordered) - _MOST_SHOWN} more")
    link = f"{interface}/runs/{run_id}" if interface else ""
    lines.append(link or f"run {run_id}")
    return Message(title, "\n".join(lines), mark_of(job, ordered), link, tuple(ordered))


def solved_message(job: str, run_id: str, interface: str = "") -> Message:
    """What was told before is over."""
    link = f"{interface}/runs/{run_id}" if interface else ""
    return Message(f"公开 Gongkai: {job} 已恢复 is well again", link or f"run {run_id}", "", link, ())


def mark_of(job: str, troubles: Sequence[Trouble]) -> str:
    """Digest of what went wrong where, without figures that differ from night to night."""
    text = "\n".join(sorted({f"{job} {t.kind} {t.where}" for t in troubles}))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
