"""The catalogue of outcome codes and its page for people.

Belongs here: reading `outcome_codes.csv`, rendering `docs/outcome_codes.md`.
Does not: raising outcomes (each room does).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipelines.contracts.common import SEVERITIES


@dataclass(frozen=True, slots=True)
class OutcomeCode:
    """One stable code: the room that says it, how bad it is, what it means and what to do."""

    code: str
    room: str
    severity: str
    zh: str
    en: str
    action: str


@cache
def outcome_codes() -> dict[str, OutcomeCode]:
    """All codes by name. Raises ValueError when one is listed twice or has an unknown severity."""
    text = (files("pipelines.contracts") / "outcome_codes.csv").read_text(encoding="utf-8")
    codes: dict[str, OutcomeCode] = {}
    for row in csv.DictReader(text.splitlines()):
        code = OutcomeCode(**row)
        if code.code in codes:
            raise ValueError(f"outcome code {code.code} is listed twice")
        if code.severity not in SEVERITIES:
            raise ValueError(f"outcome code {code.code} has severity {code.severity!r}")
        codes[code.code] = code
    return codes


def outcome_codes_markdown() -> str:
    """`docs/outcome_codes.md`."""
    lines = [
        "# 处理结果代码 / Outcome codes",
        "",
        "What became of an input that is not simply a fact. Codes are stable: scripts may rely on them.",
        "Made from `pipelines/contracts/outcome_codes.csv` by `python -m pipelines.contracts --write`.",
        "",
        "| code | room | severity | 含义 | meaning | what to do |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    ordered = sorted(outcome_codes().values(), key=lambda code: (code.room, code.code))
    lines += [f"| `{c.code}` | {c.room} | {c.severity} | {c.zh} | {c.en} | {c.action} |" for c in ordered]
    return "\n".join(lines) + "\n"
