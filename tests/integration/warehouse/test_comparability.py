"""Years side by side: what is published, what is implied, where a break lies, and what may be added up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.warehouse.questions import ask, questions
from tests.integration.warehouse.build import Build, build
from tests.integration.warehouse.scenario_years import (
    B2019,
    B2019B,
    DEPARTMENT,
    HEADQUARTERS,
    years_district,
)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory, target: Path) -> Build:
    return build(tmp_path_factory.mktemp("years"), years_district(), target=target)


def series(years: Build, measure: str, *columns: str) -> dict[int, tuple[Any, ...]]:
    rows = years.rows(
        f"select fiscal_year, {', '.join(columns)} from marts.mart_series "
        f"where unit_id = '{DEPARTMENT}' and kind = 'budget' and series_measure = '{measure}' order by 1"
    )
    return {row[0]: row[1:] for row in rows}


def test_it_builds_with_all_its_tests(years: Build):
    assert years.exit_code == 0, years.output
    assert set(years.nodes.values()) <= {"success", "pass", "no-op"}  # an exposure does nothing


def test_published_and_implied_figures_stay_apart(years: Build):
    found = series(years, "total_expenditure", "published_yuan", "implied_yuan", "value_yuan", "value_basis")
    assert found[2016] == (None, Decimal("900000.00"), Decimal("900000.00"), "implied")
    assert found[2017] == (Decimal("1000000.00"), Decimal("1050000.00"), Decimal("1000000.00"), "published")
    assert found[2018][1] is None, "nobody says what 2018 was but its own disclosure"


def test_what_a_year_says_of_the_last_is_set_against_it(years: Build):
    rows = years.rows(
        "select series_measure, fiscal_year, difference_yuan, agrees, implied_by "
        "from marts.mart_prior_year_agreement order by 1, 2"
    )
    assert ("total_expenditure", 2017, Decimal("50000.00"), False, "narrative") in rows
    assert ("three_public", 2017, Decimal("4000.00"), False, "table") in rows


def test_a_break_masks_growth_and_says_why(years: Build):
    found = series(
        years, "agency_operating_cost", "growth_percent", "comparable_growth_percent", "is_break", "break_ids"
    )
    assert found[2018] == (-60.0, None, True, "BR-001")
    assert found[2019][:3] == (5.0, 5.0, False)


def test_the_score_names_what_it_took_off(years: Build):
    found = series(years, "agency_operating_cost", "comparability", "comparability_reasons")
    assert found[2018] == (40, "definition -60")
    assert found[2017] == (None, "no_year_before")
    total = series(years, "total_expenditure", "comparability", "comparability_reasons")
    assert total[2017] == (85, "prior_implied -15")


def test_per_head_and_real_terms(years: Build):
    found = series(years, "total_expenditure", "per_head_yuan", "real_yuan", "price_year")
    per_head, real, price_year = found[2018]
    assert per_head == Decimal("100000.00")
    assert price_year == 2024
    level = Decimal("1.029") * Decimal("1.025") * Decimal("1.009") * Decimal("1.020") * Decimal("1.002") ** 2
    assert abs(real - Decimal("1200000") * level) < 1


def test_a_department_and_its_own_unit_are_never_added(years: Build):
    counted = years.rows(
        "select unit_id, is_counted from marts.mart_series "
        "where fiscal_year = 2018 and kind = 'budget' and series_measure = 'total_expenditure' order by 1"
    )
    assert counted == [(DEPARTMENT, True), (HEADQUARTERS, False)]
    total = years.rows(
        "select unit_count, as_published_yuan from marts.mart_like_for_like "
        "where series_measure = 'total_expenditure' and kind = 'budget' and fiscal_year = 2018"
    )
    assert total == [(1, Decimal("1200000.00"))]
    assert years.rows(
        "select department_yuan, unit_count, units_yuan, state from marts.mart_department_units "
        "where series_measure = 'total_expenditure'"
    ) == [(Decimal("1200000.00"), 1, Decimal("800000.00"), "units_missing")]


def test_like_for_like_leaves_out_what_a_break_divides(years: Build):
    rows = years.rows(
        "select fiscal_year, unit_count, like_for_like_units, implied_units, broken_units "
        "from marts.mart_like_for_like where series_measure = 'agency_operating_cost' order by 1"
    )
    assert rows == [(2017, 1, 0, 0, 0), (2018, 1, 0, 0, 1), (2019, 1, 1, 1, 0)]


def test_budget_against_final_item_by_item(years: Build):
    rows = years.rows(
        "select code, budget_yuan, final_yuan, execution_percent, state, budget_basis "
        "from marts.mart_budget_execution order by code"
    )
    own = "budget_disclosure"
    assert rows == [
        ("2010301", Decimal("100000.00"), Decimal("150000.00"), 150.0, "over", own),
        ("2010302", Decimal("300000.00"), Decimal("290000.00"), 96.6667, "within", own),
        ("2010303", Decimal("50000.00"), None, None, "unspent", own),
        ("2010399", None, Decimal("7000.00"), None, "unbudgeted", None),
    ]


def test_three_public_takes_the_units_own_budget_before_the_column_of_the_final_accounts(years: Build):
    assert years.rows(
        "select budget_yuan, budget_basis, final_yuan from marts.mart_three_public_execution"
    ) == [(Decimal("36000.00"), "budget_disclosure", Decimal("35000.00"))]


def test_a_revision_is_a_feed_of_figures(years: Build):
    rows = years.rows(
        "select from_document_id, to_document_id, table_type, change_kind, from_yuan, to_yuan, difference_yuan "
        "from marts.mart_revision_change"
    )
    assert rows == [
        (
            B2019,
            B2019B,
            "income_expenditure_summary",
            "changed",
            Decimal("1500000.00"),
            Decimal("1600000.00"),
            Decimal("100000.00"),
        )
    ]
    counts = dict(
        years.rows("select table_type, same_count from marts.mart_revision where fiscal_year = 2019")
    )
    assert counts == {
        "income_expenditure_summary": 0,
        "general_budget_expenditure": 3,
        "other": 1,
        "three_public": 2,
    }


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.slug)
def test_every_question_runs(years: Build, question):
    with duckdb.connect(str(years.database), read_only=True) as connection:
        answer = ask(connection, question)
    assert answer.columns
    if question.answer_file.exists():
        kept = question.answer_file.read_text(encoding="utf-8").splitlines()[0]
        assert kept == ",".join(answer.columns), "the kept answer has other columns"


def test_there_are_39_questions_each_with_its_answer():
    numbers = [q.slug.split("-")[0] for q in questions()]
    assert numbers == [f"{n:02d}" for n in range(1, 40)]
    assert all(q.answer_file.exists() for q in questions())
