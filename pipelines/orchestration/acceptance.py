"""Who accepted which effect of changed code, as small files in the home.

Belongs here: writing and finding acceptances. Does not: working out effects (see `effect_gate`).

    warehouse/effect/accepted/<digest>.json    one accepted effect: by whom, when, of which versions
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipelines.collect.files import write_atomically
from pipelines.home import Home


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One effect that somebody has seen and accepted.

    It holds for that effect (`digest`) on a release made by the versions `before`: other code that has the
    very same effect is covered, any other effect is not.
    """

    digest: str
    accepted_by: str
    accepted_at: str
    release_id: str
    before: Mapping[str, str]
    after: Mapping[str, str]
    rows: Mapping[str, int]


def accept(
    home: Home,
    digest: str,
    by: str,
    release_id: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    rows: Mapping[str, int],
) -> Acceptance:
    """Write the acceptance down, at one stroke. One that is there already stays as it is."""
    if (known := accepted(home, digest, before)) is not None:
        return known
    now = datetime.now(UTC).isoformat(timespec="seconds")
    acceptance = Acceptance(digest, by, now, release_id, dict(before), dict(after), dict(rows))
    path = _folder(home) / f"{digest}.json"
    write_atomically(path, json.dumps(asdict(acceptance), ensure_ascii=False, indent=1).encode())
    return acceptance


def accepted(home: Home, digest: str, before: Mapping[str, str]) -> Acceptance | None:
    """The acceptance of that effect on a release of those versions; None when nobody accepted it.

    A file that is no acceptance (cut short, written by hand) accepts nothing.
    """
    try:
        said = json.loads((_folder(home) / f"{digest}.json").read_text(encoding="utf-8"))
        found = Acceptance(**said)
    except (OSError, ValueError, TypeError):
        return None
    return found if found.digest == digest and dict(found.before) == dict(before) else None


def _folder(home: Home) -> Path:
    return home.effects / "accepted"
