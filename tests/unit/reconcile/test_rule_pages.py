"""The page of rules is whole: every rule with its formula in both languages, tolerance, guards and basis."""

from __future__ import annotations

import csv

import pytest

from pipelines.reconcile.runner import DEFAULT_PROJECT
from scripts.reference_pages import rules_page

CATALOGUE = {
    row["rule_id"]: row
    for row in csv.DictReader((DEFAULT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8"))
}
ROWS = {line.split("`")[1]: line for line in rules_page().splitlines() if line.startswith("| `")}
SAID = ("title_zh", "title_en", "formula_zh", "formula_en", "tolerance_kind", "severity", "basis")


def test_every_rule_has_one_row() -> None:
    assert sorted(ROWS) == sorted(CATALOGUE)


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_row_says_what_the_catalogue_says(rule: str) -> None:
    for field in SAID:
        text = " ".join(CATALOGUE[rule][field].split()).replace("|", "\\|")
        assert text, f"{field} is blank"
        assert text in ROWS[rule]
    assert all(guard in ROWS[rule] for guard in CATALOGUE[rule]["guards"].split())


def test_guards_are_rules_of_their_own() -> None:
    guards = {guard for row in CATALOGUE.values() for guard in row["guards"].split()}
    assert all(CATALOGUE[guard]["severity"] == "quarantine" for guard in guards)
