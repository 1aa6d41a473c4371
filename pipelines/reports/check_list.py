"""The checklist in the shape districts use when they review disclosures: 符合要求 or 问题 by section.

Belongs here: one line per section from the rules' outcomes. Does not: layout, judging.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.reconcile.catalogue import Rule
from pipelines.reconcile.runner import CheckRun
from pipelines.reports.check_sections import SECTIONS, Section, section_of
from pipelines.reports.check_view import FindingView

# What a line says: the worst of its rules. A doubt about reading never becomes "complies".
MEETS, PROBLEM, DOUBT, NOTHING, MANUAL = "meets", "problem", "doubt", "nothing", "manual"
_JUDGED: Final = ("pass", "rounding", "fail")


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One section: `verdict` is meets, problem, doubt, nothing (no rule found anything to compare) or manual
    (the catalogue has no rule for it).

    `places` counts comparisons made, `doubts` the rules that could not be judged, `numbers` are the
    numbers of the findings in the report.
    """

    section: Section
    verdict: str
    places: int
    fails: int
    doubts: int
    numbers: list[int]


def checklist(
    run: CheckRun, catalogue: Mapping[str, Rule], findings: Sequence[FindingView]
) -> list[ChecklistLine]:
    """Every section in order, those without a rule included: an unasked question is visible."""
    return [_line(run, catalogue, findings, section) for section in SECTIONS]


def _line(
    run: CheckRun, catalogue: Mapping[str, Rule], findings: Sequence[FindingView], section: Section
) -> ChecklistLine:
    rules = {rule_id for rule_id in catalogue if section_of(rule_id) is section}
    results = [result for result in run.results if result["rule_id"] in rules]
    places = sum(result["outcome"] in _JUDGED for result in results)
    fails = sum(result["outcome"] == "fail" for result in results)
    doubts = len({r["rule_id"] for r in results if r["outcome"] in ("cannot_tell", "error")})
    numbers = [
        number
        for number, finding in enumerate(findings, start=1)
        if any(result.rule_id in rules for result in finding.results)
    ]
    quiet = NOTHING if rules else MANUAL
    verdict = PROBLEM if fails else DOUBT if doubts else MEETS if places else quiet
    return ChecklistLine(section, verdict, places, fails, doubts, numbers)
