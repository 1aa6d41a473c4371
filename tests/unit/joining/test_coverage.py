"""Each table that a disclosure owes has exactly one state, judged on all its files; what is owed is data."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from pipelines.contracts.common import REPORT_LEVELS, TABLE_TYPES
from pipelines.reconcile.runner import DEFAULT_PROJECT
from tests.integration.warehouse.records import line, record, sha, table, unit
from tests.unit.joining.files import narrative_file, tables_file
from tests.unit.joining.models import Records, rows, together

STATUTORY = (
    "income_expenditure_summary",
    "income_detail",
    "expenditure_detail",
    "fiscal_appropriation_summary",
    "general_budget_expenditure",
    "general_budget_basic_expenditure",
    "three_public",
    "gov_fund_expenditure",
)
CORE = STATUTORY[:3]


def coverage(*files: Records) -> dict[str, dict[str, Any]]:
    """States by table type of the one disclosure in `files`."""
    found = rows(together(*files), "fct_coverage")
    counts = Counter((row["disclosure_id"], row["table_type"]) for row in found)
    assert set(counts.values()) == {1}
    return {row["table_type"]: row for row in found}


def states(*files: Records) -> dict[str, str]:
    return {name: row["state"] for name, row in coverage(*files).items()}


def seed(name: str) -> list[dict[str, str]]:
    with (DEFAULT_PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_tables_in_the_other_file_are_not_missing() -> None:
    files = (narrative_file("a", report_level="unknown"), tables_file("b", types=STATUTORY))
    assert {states(*files)[name] for name in STATUTORY} == {"published"}
    assert len(rows(together(*files), "dim_disclosure")) == 1


def test_tables_spread_over_two_files_are_one_set() -> None:
    found = states(tables_file("a", types=STATUTORY[:4]), tables_file("b", types=STATUTORY[4:]))
    assert {found[name] for name in STATUTORY} == {"published"}


def test_a_narrative_alone_accuses_nobody() -> None:
    found = coverage(narrative_file("a"))
    assert {found[name]["state"] for name in STATUTORY} == {"tables_not_held"}
    assert found["income_detail"]["evidence"] == "none of its files holds a statutory table"


def test_what_the_set_lacks_is_missing_if_the_law_asks_for_it() -> None:
    found = states(tables_file("a", types=CORE))
    assert found["three_public"] == "table_missing"
    assert found["state_capital_expenditure"] == "not_applicable"  # customary


def test_a_part_that_could_not_be_read_may_be_the_missing_one() -> None:
    files = tables_file("a", types=CORE)
    files["outcomes"] = [
        record(
            "outcomes",
            document_id=sha("a"),
            room="extract",
            outcome_index=1,
            code="PAGE_UNREADABLE",
            severity="error",
        )
    ]
    found = coverage(files)["three_public"]
    assert (found["state"], found["evidence"]) == ("not_parsed", "PAGE_UNREADABLE")


def empty(letter: str, *, note: str = "") -> Records:
    """All statutory tables, that of government funds without a figure."""
    files = tables_file(letter, types=STATUTORY[:-1])
    files["tables"].append(table(sha(letter), 9, "gov_fund_expenditure", 0, empty_note=note))
    return files


def nothing(letter: str, amount: str | None, **values: Any) -> dict[str, Any]:
    stated = {
        "subject": "gov_fund_expenditure",
        "declaration": "none",
        "sentence": "本单位无政府性基金预算支出。",
        "page": 7,
    }
    return record(
        "claims",
        claim_id=f"{letter}-f{amount}",
        document_id=sha(letter),
        amount_yuan=None if amount is None else Decimal(amount),
        claim_year=2023,
        **(stated | values),
    )


def test_an_empty_table_is_declared_by_its_note() -> None:
    assert states(empty("b"))["gov_fund_expenditure"] == "empty"
    found = coverage(empty("b", note="本表无数据"))["gov_fund_expenditure"]
    assert (found["state"], found["evidence"]) == ("declared_empty", "本表无数据")


@pytest.mark.parametrize("amount", [None, "0.00"])
def test_an_empty_table_is_declared_by_the_narrative_in_another_file(amount: str | None) -> None:
    words = narrative_file("a")
    words["claims"].append(nothing("a", amount))
    found = coverage(words, empty("b"))["gov_fund_expenditure"]
    assert found["state"] == "declared_empty"
    assert found["evidence"] == "page 7 of the narrative: 本单位无政府性基金预算支出。"


def test_a_narrative_that_states_an_amount_declares_nothing_empty() -> None:
    words = narrative_file("a")
    words["claims"] += [nothing("a", "0.00"), nothing("a", "930000.00", declaration="")]
    assert states(words, empty("b"))["gov_fund_expenditure"] == "empty"


def test_a_table_printed_as_a_column_of_another_is_published() -> None:
    types = [name for name in STATUTORY if name != "general_budget_basic_expenditure"]
    files = tables_file("a", types=tuple(types))
    assert states(files)["general_budget_basic_expenditure"] == "table_missing"
    files["lines"].append(
        line(
            sha("a"),
            5,
            "general_budget_expenditure",
            40,
            "1.00",
            measure="basic_expenditure",
            code="301",
            code_scheme="dept_economic",
        )
    )
    found = coverage(files)["general_budget_basic_expenditure"]
    assert (found["state"], found["evidence"]) == (
        "published",
        "printed as a column of general_budget_expenditure",
    )


def test_a_table_of_goals_without_amounts_is_not_empty() -> None:
    files = tables_file("a", types=STATUTORY, unit_name="北京市民政局")
    files["tables"].append(table(sha("a"), 9, "overall_performance", 0))
    assert states(files)["overall_performance"] == "empty"
    files["indicators"] = [record("indicators", document_id=sha("a"), table_index=9, indicator_key="a-1")]
    assert states(files)["overall_performance"] == "published"


def test_what_is_owed_depends_on_region_level_and_year() -> None:
    def owed(name: str, **said: Any) -> dict[str, str]:
        found = coverage(tables_file("a", types=CORE, unit_name=name, **said))
        return {table_type: row["obligation"] for table_type, row in found.items()}

    shanghai = owed("上海市民政局")
    assert shanghai["project_expenditure"] == "not_owed"
    assert "procurement" not in shanghai
    beijing = owed("北京市民政局")
    assert (beijing["procurement"], beijing["overall_performance"]) == ("customary", "customary")
    assert "overall_performance" not in owed("北京市民政局", report_level="unit")
    assert "procurement" not in owed("北京市民政局", fiscal_year=2021)
    assert owed("武汉市东西湖区民政局")["state_capital_expenditure"] == "not_owed"
    assert owed("武汉市民政局")["state_capital_expenditure"] == "customary"
    assert "state_capital_expenditure" not in owed("上海市民政局", fiscal_year=2018)
    assert "project_expenditure" not in owed("上海市民政局", kind="final")


def test_department_and_unit_of_one_publisher_are_judged_apart() -> None:
    found = rows(
        together(tables_file("a", types=STATUTORY), tables_file("b", types=CORE, report_level="unit")),
        "fct_coverage",
    )
    three_public = {row["report_level"]: row["state"] for row in found if row["table_type"] == "three_public"}
    assert three_public == {"department": "published", "unit": "table_missing"}


def test_registered_units_without_a_disclosure_owe_their_tables() -> None:
    register = {
        "source_units": [unit("420112-017", "数据中心"), unit("420112-019", "旧局", valid_to_year=2019)]
    }
    found = rows(together(register, tables_file("a")), "fct_coverage")
    silent = [row for row in found if row["unit_id"] == "420112-017"]
    assert {(row["state"], row["report_level"]) for row in silent} == {("no_disclosure", "unknown")}
    assert {row["table_type"] for row in silent} >= set(STATUTORY)
    assert not [row for row in found if row["unit_id"] == "420112-019"]


def test_the_seeds_are_sound() -> None:
    expected = seed("expected_tables")
    national = {
        (r["kind"], r["table_type"]) for r in expected if not r["division_prefix"] and not r["report_level"]
    }
    divisions = {row["code"] for row in seed("regions")}
    for row in expected:
        assert row["table_type"] in TABLE_TYPES
        assert row["obligation"] in ("statutory", "customary", "not_owed")
        assert row["report_level"] in ("", *REPORT_LEVELS)
        assert row["basis"]
        if row["obligation"] == "statutory":  # the law is the same everywhere; rules rely on it
            assert not row["division_prefix"] and not row["report_level"]
        if row["obligation"] == "not_owed":
            assert (row["kind"], row["table_type"]) in national, row
        if row["division_prefix"]:
            assert row["division_prefix"].ljust(6, "0") in divisions, row
    for row in seed("table_equivalents"):
        assert {row["table_type"], row["shown_in"]} <= set(TABLE_TYPES)
    assert {row["table_type"] for row in seed("table_claims")} <= set(TABLE_TYPES)
