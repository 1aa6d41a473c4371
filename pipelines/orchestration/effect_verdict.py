"""The word of the gate before the warehouse, for programs and in sentences.

Belongs here: what the gate can say, how it is told. Does not: coming to it (see `effect_gate`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pipelines.orchestration.acceptance import Acceptance
from pipelines.reports.effect import Effect

GATE_VARIABLE: Final = "GONGKAI_EFFECT_GATE"
HELD: Final = "EFFECT_NOT_ACCEPTED"
"""The code of a run that the gate stopped."""

PAGE: Final = "effect.html"
CHANGES: Final = "changes.parquet"
NOTHING: Final = Effect()


class State(StrEnum):
    """What the gate says."""

    FIRST = "first_release"  # nothing was published yet
    SAME_CODE = "same_code"  # the rooms are those the release was made by
    NO_EFFECT = "no_effect"  # other code, the same rows
    ACCEPTED = "accepted"  # other rows, and somebody has accepted exactly these
    TOLD = "told"  # other rows, and the setting says to go on without asking
    HELD = "held"  # other rows, and nobody has accepted them


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's word. `effect` and `folder` are there when something was compared; `documents` how many.

    `program` is how to call Gongkai for this home.
    """

    state: State
    release_id: str = ""
    before: Mapping[str, str] | None = None
    after: Mapping[str, str] | None = None
    effect: Effect = NOTHING
    folder: Path | None = None
    documents: int = 0
    acceptance: Acceptance | None = None
    program: str = "gongkai"

    @property
    def may_publish(self) -> bool:
        """Whether the run goes on."""
        return self.state is not State.HELD

    @property
    def page(self) -> Path | None:
        """The report for people; None when nothing differs."""
        return self.folder / PAGE if self.folder and not self.effect.is_none else None

    @property
    def changes_file(self) -> Path | None:
        """Every row that is not as before; None when nothing differs."""
        return self.folder / CHANGES if self.folder and not self.effect.is_none else None

    @property
    def rows(self) -> dict[str, int]:
        """How many rows differ, and how."""
        return {
            "changed": self.effect.total("changed"),
            "new": self.effect.total("added"),
            "gone": self.effect.total("removed"),
            "outcomes": self.effect.outcomes_differing,
            "uncompared": len(self.effect.uncompared),
        }

    @property
    def for_manifest(self) -> dict[str, Any] | None:
        """What a release made after this verdict says of it; None when no code has changed."""
        if self.before is None or self.state is State.SAME_CODE:
            return None
        return {
            "since_release": self.release_id,
            "before": dict(self.before),
            "state": self.state.value,
            "effect": None if self.effect.is_none else self.effect.digest,
            "rows": self.rows,
            "accepted_by": self.acceptance.accepted_by if self.acceptance else None,
            "accepted_at": self.acceptance.accepted_at if self.acceptance else None,
        }

    @property
    def accept_command(self) -> str:
        """What accepts exactly this effect."""
        return f"{self.program} effect --accept {self.effect.digest}"

    @property
    def sentence(self) -> str:
        """The verdict for a log."""
        if self.state is State.FIRST:
            return "no release yet: changed code has nothing to be compared with"
        if self.state is State.SAME_CODE:
            return f"extract and conform are as in release {self.release_id}: nothing to compare"
        if self.state is State.NO_EFFECT:
            return (
                f"changed code, the same rows: {self.documents} document(s) of release {self.release_id} "
                "compared, nothing differs"
            )
        return f"{self._counts}; {self._ending}"

    @property
    def _counts(self) -> str:
        n = self.rows
        text = (
            f"changed code against release {self.release_id}: {n['changed']:,} row(s) changed, "
            f"{n['new']:,} new, {n['gone']:,} gone, {n['outcomes']:,} outcome(s) differ"
        )
        if n["uncompared"]:
            text += (
                f", {n['uncompared']:,} document(s) cannot be compared: their parts of the released version "
                "are gone"
            )
        if self.effect.columns:
            text += f", columns {', '.join(self.effect.columns)}"
        return text

    @property
    def _ending(self) -> str:
        if self.acceptance is not None:
            return f"accepted by {self.acceptance.accepted_by} on {self.acceptance.accepted_at}"
        if self.state is State.TOLD:
            return f"{GATE_VARIABLE}=tell: it goes on; report: {self.page}"
        return (
            f"nobody has accepted that, so nothing is published; report: {self.page}; "
            f"accept with `{self.accept_command}`, then `{self.program} run`"
        )
