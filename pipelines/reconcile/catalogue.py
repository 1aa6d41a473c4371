"""The rule catalogue as objects.

Belongs here: reading dbt_project/seeds/rules.csv. Does not: applying rules (see `runner`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipelines.reconcile.runner import DEFAULT_PROJECT


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in words. `severity` is error, warning, info or quarantine (doubt about the extraction)."""

    rule_id: str
    severity: str
    title_zh: str
    title_en: str
    formula_zh: str
    formula_en: str
    basis: str

    def title(self, language: str) -> str:
        """Title in `zh` or `en`."""
        return self.title_en if language == "en" else self.title_zh

    def formula(self, language: str) -> str:
        """What ought to hold, in `zh` or `en`."""
        return self.formula_en if language == "en" else self.formula_zh


def load_catalogue(project_dir: Path = DEFAULT_PROJECT) -> dict[str, Rule]:
    """Rules by id, in the order of the catalogue."""
    with (project_dir / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["rule_id"]: Rule(**{name: row[name] for name in Rule.__dataclass_fields__}) for row in rows}
