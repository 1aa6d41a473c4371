"""Every rule of the catalogue: what it passes, rounds, fails, and when it must hold its tongue."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipelines.reconcile.runner import DEFAULT_PROJECT, CheckRun, check, rule_id_of
from tests.unit.reconcile.builders import Disclosure, Row, printed, together
from tests.unit.reconcile.cases import ARITHMETIC, OPTIONAL_ONLY, SPECIAL, variants
from tests.unit.reconcile.cases_final import FINAL, FINAL_ARITHMETIC
from tests.unit.reconcile.cases_other import OTHER, other
from tests.unit.reconcile.cases_told import TOLD
from tests.unit.reconcile.cases_wording import WORDING
from tests.unit.reconcile.sound import PLAIN, Base, sound

CATALOGUE = {
    row["rule_id"]: row
    for row in csv.DictReader((DEFAULT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8"))
}
NEEDS_TABLE = [rule for rule, row in CATALOGUE.items() if row["required_tables"]]
GUARDS = {rule for rule, row in CATALOGUE.items() if row["severity"] == "quarantine"}
# Rules that set disclosures beside each other: see test_between_disclosures.
BETWEEN = {rule for rule, row in CATALOGUE.items() if row["scope"] == "disclosure"}
# Rules about layouts that the sound disclosure does not have.
NOT_IN_SOUND = {"B03-02", "B04-05", "B08-04", "PF-16", "OT-01", "OT-02", "OT-03"} | BETWEEN
SHIFTED = ARITHMETIC | FINAL_ARITHMETIC
CASES = SPECIAL | TOLD | FINAL | WORDING | OTHER


def of(rule: str, name: str) -> str:
    """Name of the variant of the kind of disclosure that the rule is about."""
    return name if "budget" in CATALOGUE[rule]["applies_to_kind"].split() else f"final {name}"


Outcomes = dict[str, dict[str, set[str]]]


@pytest.fixture(scope="module")
def run() -> CheckRun:
    # All disturbed disclosures at once: it is fast, and shows that disclosures do not touch each other.
    return check(together(list(variants().values())))


@pytest.fixture(scope="module")
def outcomes(run: CheckRun) -> Outcomes:
    names = {d["disclosure_id"]: d["unit_name"] for d in run.disclosures}
    found: Outcomes = defaultdict(lambda: defaultdict(set))
    for result in run.results:
        found[names[result["disclosure_id"]]][result["rule_id"]].add(result["outcome"])
    return found


def test_every_rule_has_one_sql_file_and_every_file_a_rule() -> None:
    files = [p.stem for p in (DEFAULT_PROJECT / "models" / "reconciliation" / "rules").glob("*.sql")]
    assert sorted(map(rule_id_of, files)) == sorted(CATALOGUE)
    assert len(CATALOGUE) == 142 + len([rule for rule in CATALOGUE if rule.startswith(("TQ", "OT"))])


def test_every_rule_is_judged_once() -> None:
    folder = DEFAULT_PROJECT / "models" / "reconciliation"
    families = sorted(path.stem.removeprefix("int_rules_") for path in folder.glob("int_rules_*.sql"))
    named = [
        rule
        for family in families
        for rule in re.findall(r"'(\w+)'", (folder / f"int_rules_{family}.sql").read_text(encoding="utf-8"))
        if rule != "table"
    ]
    assert sorted(named) == sorted(rule.lower().replace("-", "_") for rule in CATALOGUE)
    together = (folder / "int_rule_result.sql").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"'(\w+)'", together)) - {"int_rules_", "due_disclosure"}) == families


def test_every_disclosure_hears_of_every_rule(outcomes: Outcomes) -> None:
    assert set(outcomes) == set(variants())
    assert all(set(by_rule) == set(CATALOGUE) for by_rule in outcomes.values())


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_sound_disclosure_passes(outcomes: Outcomes, rule: str) -> None:
    expected = "not_applicable" if rule in NOT_IN_SOUND else "pass"
    assert outcomes[of(rule, "sound")][rule] == {expected}


@pytest.mark.parametrize("kind", ["sound", "final sound"])
def test_nothing_is_held_against_a_sound_disclosure(outcomes: Outcomes, kind: str) -> None:
    assert {o for found in outcomes[kind].values() for o in found} == {"pass", "not_applicable"}


def test_every_rule_is_seen_to_fail_or_to_doubt() -> None:
    shown = {rule for rule, _, expected in CASES.values() if expected in ("fail", "cannot_tell")}
    assert set(CATALOGUE) - shown - set(SHIFTED) - BETWEEN == {"BX-13"}, "a hint that never fails"


@pytest.mark.parametrize("rule", sorted(SHIFTED))
def test_large_difference_fails(outcomes: Outcomes, rule: str) -> None:
    assert "fail" in outcomes[f"{rule} large"][rule]


@pytest.mark.parametrize("rule", sorted(r for r, (_, _, small) in SHIFTED.items() if small))
def test_one_printed_step_is_rounding(outcomes: Outcomes, rule: str) -> None:
    assert "rounding" in outcomes[f"{rule} small"][rule]
    assert "fail" not in outcomes[f"{rule} small"][rule]


@pytest.mark.parametrize("rule", sorted(SHIFTED))
def test_difference_on_a_table_with_failed_cells_is_not_held_against_the_unit(
    outcomes: Outcomes, rule: str
) -> None:
    assert "cannot_tell" in outcomes[f"{rule} doubtful"][rule]
    assert "fail" not in outcomes[f"{rule} doubtful"][rule]


@pytest.mark.parametrize("name", sorted(CASES))
def test_special_case(outcomes: Outcomes, name: str) -> None:
    rule, _, expected = CASES[name]
    assert expected in outcomes[name][rule]
    if expected != "fail":
        assert "fail" not in outcomes[name][rule]


@pytest.mark.parametrize("state", ["without", "empty"])
@pytest.mark.parametrize("rule", NEEDS_TABLE)
def test_not_applicable_without_its_table(outcomes: Outcomes, rule: str, state: str) -> None:
    for table in CATALOGUE[rule]["required_tables"].split():
        assert outcomes[of(rule, f"{state} {table}")][rule] == {"not_applicable"}


@pytest.mark.parametrize("state", ["unread", "lost"])
@pytest.mark.parametrize("rule", NEEDS_TABLE)
def test_cannot_tell_when_its_table_was_not_read(outcomes: Outcomes, rule: str, state: str) -> None:
    for table in CATALOGUE[rule]["required_tables"].split():
        found = outcomes[of(rule, f"{state} {table}")][rule]
        assert "fail" not in found
        if not (rule == "B02-05" and state == "unread"):  # the guard itself looks at fields, not at figures
            assert found == {"cannot_tell"}


@pytest.mark.parametrize("rule", sorted(OPTIONAL_ONLY))
def test_rules_without_required_table(outcomes: Outcomes, rule: str) -> None:
    assert outcomes[f"{rule} without any"][rule] == {"not_applicable"}
    assert outcomes[f"{rule} unread"][rule] == {"cannot_tell"}


@pytest.mark.parametrize("rule", [r for r in NEEDS_TABLE if CATALOGUE[r]["scope"] == "cross"])
def test_cross_rule_cannot_tell_which_of_two_tables_is_meant(outcomes: Outcomes, rule: str) -> None:
    for table in CATALOGUE[rule]["required_tables"].split():
        if table != "performance_target":  # forms come one a project
            assert outcomes[of(rule, f"twice {table}")][rule] == {"cannot_tell"}


def test_guards_never_fail(run: CheckRun) -> None:
    assert not [r for r in run.results if r["rule_id"] in GUARDS and r["outcome"] == "fail"]


def test_sides_have_names_in_both_languages(run: CheckRun) -> None:
    for result in run.results:
        for side in ("left_label", "right_label"):
            assert bool(result[side]) == bool(result[f"{side}_en"]), result["result_id"]
            assert not re.search(r"[\u4e00-\u9fff]", result[f"{side}_en"]), result["result_id"]
        assert bool(result["place"]) == bool(result["place_en"]), result["result_id"]


def test_every_failing_result_belongs_to_a_finding_of_its_disclosure(run: CheckRun) -> None:
    findings = {f["finding_id"]: f for f in run.findings}
    members: dict[str, int] = defaultdict(int)
    for result in run.results:
        assert (result["finding_id"] is not None) == (result["outcome"] == "fail")
        if result["finding_id"]:
            finding = findings[result["finding_id"]]
            assert finding["disclosure_id"] == result["disclosure_id"]
            assert result["rule_id"] in finding["rule_ids"]
            members[result["finding_id"]] += 1
    assert members == {key: finding["result_count"] for key, finding in findings.items()}


def test_results_of_one_cause_are_one_finding() -> None:
    disclosure = sound("一个原因")
    for key in ("201", "20103", "2010350", "合计"):
        for measure in ("total", "economic_302"):
            disclosure.shift("general_budget_expenditure_by_economic", key, measure, "0.21")
    disclosure.shift("three_public", "合计", "three_public_total", "3")
    found = check(together([disclosure])).findings
    assert [(f["rule_ids"], f["difference_yuan"]) for f in found] == [
        (["B08-01"], Decimal(30000)),
        (["B06-03", "B06-04"], Decimal(2100)),
    ]
    assert "0.21 万元" in found[1]["message_zh"]
    assert "B06-03" in found[1]["rule_ids"]
    assert found[1]["message_zh"].startswith("同一差额 0.21 万元出现在")


def test_final_accounts_are_left_to_their_own_rules() -> None:
    disclosure = sound("决算").shift("income_expenditure_summary", "total_income", "amount", "5")
    disclosure.kind = "final"
    results = check(together([disclosure])).results
    for_budgets = {rule for rule, row in CATALOGUE.items() if row["applies_to_kind"] == "budget"}
    assert {r["outcome"] for r in results if r["rule_id"] in for_budgets} == {"not_applicable"}
    assert "fail" in {r["outcome"] for r in results if r["rule_id"] == "F01-01"}


def outcomes_of(disclosure: Disclosure, *rules: str) -> set[str]:
    return {r["outcome"] for r in check(together([disclosure])).results if r["rule_id"] in rules}


def test_a_row_that_is_not_published_is_missing_from_every_column() -> None:
    hidden = sound("没有列出的科目").shift("expenditure_detail", "20103", "total", "-5")
    assert "fail" in outcomes_of(hidden, "B03-04"), "one column alone: a wrong figure"
    hidden.shift("expenditure_detail", "20103", "project_expenditure", "-5")
    hidden.shift("expenditure_detail", "2010350", "total", "-5")
    hidden.shift("expenditure_detail", "2010350", "project_expenditure", "-5")
    assert outcomes_of(hidden, "B03-04") == {"pass", "cannot_tell"}


def test_a_doubtful_table_does_not_silence_another_of_its_kind() -> None:
    disclosure = other(r30101="16.00")(sound("另一张表"))
    unread = other()(sound("没读全")).sheets[-1]
    unread.cells_failed, unread.title = 2, "没读全的表"
    disclosure.sheets.append(unread)
    assert "fail" in outcomes_of(disclosure, "OT-01")
    disclosure.sheets[-2].cells_failed = 1
    assert "fail" not in outcomes_of(disclosure, "OT-01")
    assert "cannot_tell" in outcomes_of(disclosure, "OT-01")


def test_a_total_printed_twice_means_the_second_with_the_carry_over() -> None:
    disclosure = sound("两个合计")
    sheet = disclosure.sheet("income_expenditure_summary")
    for row in sheet.rows:
        if row.item == "total_expenditure":
            row.item = "current_expenditure_total"
    assert outcomes_of(disclosure, "B01-04") <= {"pass", "rounding"}
    disclosure.shift("income_expenditure_summary", "total_expenditure", "amount", "5")
    assert outcomes_of(disclosure, "B01-04") == {"fail"}
    assert outcomes_of(disclosure, "B01-05") == {"fail"}


def test_each_budget_of_the_appropriation_summary_adds_up() -> None:
    disclosure = sound("各预算栏")
    sheet = disclosure.sheet("fiscal_appropriation_summary")
    for row in sheet.rows:
        if row.lane == "expenditure":
            row.cells["general_budget"] = row.cells["amount"]
    assert outcomes_of(disclosure, "B04-04") <= {"pass", "rounding"}
    total = next(row for row in sheet.rows if row.item == "current_expenditure_total")
    total.cells["general_budget"] = printed(Decimal(total.cells["general_budget"]) + 5)
    assert "fail" in outcomes_of(disclosure, "B04-04")


def test_divisions_below_the_classes_of_a_summary_add_up() -> None:
    def with_divisions(wrong: str) -> Disclosure:
        disclosure = sound("款级")
        sheet = disclosure.sheet("income_expenditure_summary")
        for number, row in enumerate([r for r in sheet.rows if r.item == "function_class"]):
            half = Decimal(row.cells["amount"]) / 2
            for part in ("甲", "乙"):
                shown = half + Decimal(wrong) if number == 0 and part == "甲" else half
                below = Row(f"{row.key}{part}", {"amount": printed(shown, 3)}, level=2, parent=row.key)
                below.lane = "expenditure"
                sheet.rows.append(below)
        return disclosure

    assert outcomes_of(with_divisions("0"), "B01-02") <= {"pass", "rounding"}
    assert "fail" in outcomes_of(with_divisions("5"), "B01-02")


def test_department_is_the_sum_of_its_units() -> None:
    def run_with(names: list[str], shift: str) -> set[str]:
        department = sound("部门")
        department.report_level = "department"
        for sheet in department.sheets:
            for row in sheet.rows:
                row.cells = {m: str(2 * Decimal(text)) for m, text in row.cells.items()}
        department.shift("expenditure_detail", "合计", "total", shift)
        records = together([department, *(sound(name) for name in names)])
        records["source_units"] = [
            {
                "unit_id": name,
                "unit_name": name,
                "division_code": "420112",
                "division_name": "东西湖区",
                "parent_unit_id": parent,
                "unit_type": "institution",
                "aliases": "[]",
                "source_id": "test",
            }
            for name, parent in (("部门", None), ("本级", "部门"), ("下属", "部门"))
        ]
        run = check(records)
        ids = {d["unit_name"]: d["disclosure_id"] for d in run.disclosures}
        return {
            r["outcome"] for r in run.results if r["rule_id"] == "BX-15" and r["disclosure_id"] == ids["部门"]
        }

    assert run_with(["本级", "下属"], "0") == {"pass"}
    assert run_with(["本级", "下属"], "0.01") == {"pass", "rounding"}
    assert run_with(["本级", "下属"], "5") == {"pass", "fail"}
    assert run_with(["本级"], "5") == {"not_applicable"}


AMOUNT = st.integers(0, 50_000_000).map(lambda fen: Decimal(fen).scaleb(-6))
AMOUNT_NAMES = [name for name in Base.__dataclass_fields__ if name not in ("project", "project_carried")]


@st.composite
def bases(draw: st.DrawFn) -> Base:
    """Exact amounts, to the cent, of which the printed tables only show two decimals of 万元."""
    amounts = {name: draw(AMOUNT) for name in AMOUNT_NAMES}
    carried, current = draw(AMOUNT), draw(AMOUNT)
    return Base(**amounts, project_carried=carried, project=carried + current)


# No shrinking: an example is twelve whole disclosures, and the failing message names rule, place and figures.
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
@given(st.lists(bases(), min_size=12, max_size=12))
def test_rounding_for_print_never_fails(drawn: list[Base]) -> None:
    run = check(together([sound(f"第{n}份", base) for n, base in enumerate(drawn)]))
    bad = ("fail", "error", "cannot_tell")
    assert [r["message_zh"] for r in run.results if r["rule_id"] in ARITHMETIC and r["outcome"] in bad] == []


def test_rounding_for_print_shows_as_rounding() -> None:
    base = replace(PLAIN, pension=Decimal("10.004"), retirees=Decimal("4.004"), housing_fund=Decimal("6.004"))
    run = check(together([sound("四舍五入", base)]))
    rules = {r["rule_id"] for r in run.results if r["outcome"] == "rounding"}
    assert {"B03-04", "B05-03", "B07-03"} <= rules
    assert not run.has_failures
