"""The page docs/benchmarks/faults.md, made from the records.

Belongs here: counting and wording. Does not: causing trouble.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from benchmarks.faults.trial import Trial, kept

_HEAD = """\
# Faults

Written by `make faults`. Trouble hits a small home of six documents: `gongkai run` where a *run* is named, else the
same steps without Dagster and dbt, in which every moment is one at which files are written. *Whole* means: one run
afterwards ends with 0; the archive and every table, row for row, are those of a run that nobody disturbed; nothing is
there twice. An undisturbed run took {seconds:.0f} s on the machine of this table.{row}

| trouble | tried | whole |
|---|---:|---:|
"""  # noqa: E501 - lines of a page
_ROW = (
    " Kills came in rows of {row} on the same home (the run that goes on after a kill is killed again) before"
    " one run was let through; every other home had a release already, which had to open after each kill."
)


def write_page(records: Path, seconds: float, row: int) -> None:
    """Write `faults.md` beside the records."""
    by_scenario: dict[str, list[Trial]] = defaultdict(list)
    for trial in kept(records):
        by_scenario[trial.scenario].append(trial)
    text = _HEAD.format(seconds=seconds, row=_ROW.format(row=row) if row > 1 else "")
    for scenario, trials in by_scenario.items():
        text += f"| {scenario} | {len(trials)} | {sum(t.is_whole for t in trials)} |\n"
    bad = [t for trials in by_scenario.values() for t in trials if not t.is_whole]
    if bad:
        text += "\n## Not whole\n\n" + "".join(f"- {t.scenario} ({t.detail}): {t.cause}\n" for t in bad)
    text += "\nEvery trial with its moment: [faults.csv](faults.csv).\n"
    records.with_suffix(".md").write_text(text, encoding="utf-8")
