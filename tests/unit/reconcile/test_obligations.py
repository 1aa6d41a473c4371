"""What is owed follows from the catalogue alone, so that nothing lost can raise a score."""

from __future__ import annotations

import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.reconcile.runner import DEFAULT_PROJECT, CheckRun, check
from tests.unit.reconcile.builders import Disclosure, together
from tests.unit.reconcile.cases import ARITHMETIC
from tests.unit.reconcile.told import told

BROKEN = ("B01-03", "B02-01", "B03-01", "B04-04", "B05-01", "B07-03", "B08-01", "BX-01", "BX-10")
VERIFIED = {"pass", "rounding"}


def broken(rule: str, name: str) -> Disclosure:
    cell, large, _ = ARITHMETIC[rule]
    return told(name).shift(*cell, large)


@pytest.fixture(scope="module")
def run() -> CheckRun:
    disclosures = [told("whole")]
    for rule in BROKEN:
        table = ARITHMETIC[rule][0][0]
        disclosures += [
            broken(rule, f"{rule} broken"),
            broken(rule, f"{rule} without").without(table),
            broken(rule, f"{rule} unread").unread(table),
            broken(rule, f"{rule} emptied").emptied(table),
        ]
    return check(together(disclosures))


def owed(run: CheckRun) -> dict[str, dict[str, set[str]]]:
    """Disclosure → owed rule → its outcomes."""
    names = {d["disclosure_id"]: d["unit_name"] for d in run.disclosures}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for result in run.results:
        if result["is_owed"]:
            found[names[result["disclosure_id"]]][result["rule_id"]].add(result["outcome"])
    return found


def verified(rules: dict[str, set[str]]) -> int:
    """Owed rules of which every place agrees."""
    return sum(outcomes <= VERIFIED for outcomes in rules.values())


def test_the_list_of_owed_rules_never_depends_on_what_was_read(run: CheckRun) -> None:
    lists = {name: set(rules) for name, rules in owed(run).items()}
    assert len(lists["whole"]) > 30
    assert all(rules == lists["whole"] for rules in lists.values())


@pytest.mark.parametrize("rule", BROKEN)
@pytest.mark.parametrize("loss", ["without", "unread", "emptied"])
def test_losing_the_faulty_table_never_raises_the_score(run: CheckRun, rule: str, loss: str) -> None:
    found = owed(run)
    assert verified(found[f"{rule} {loss}"]) <= verified(found[f"{rule} broken"]) < verified(found["whole"])


def test_a_rule_without_its_file_is_owed_and_not_verified(tmp_path: Path) -> None:
    copy = tmp_path / "dbt_project"
    for folder in ("models", "macros", "seeds"):
        shutil.copytree(DEFAULT_PROJECT / folder, copy / folder)
    (copy / "models" / "reconciliation" / "rules" / "rule_b01_05.sql").unlink()
    before, after = (owed(check(together([told("x")]), p))["x"] for p in (DEFAULT_PROJECT, copy))
    assert set(before) == set(after)
    assert after["B01-05"] == {"error"}
    assert verified(after) == verified(before) - 1
