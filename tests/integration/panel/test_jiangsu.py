"""Five departments of Jiangsu over three years: fifteen typeset budgets from archive to release, in one home."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from benchmarks.panel.build import ask_panel, run_road
from benchmarks.panel.figures import figures
from benchmarks.panel.page import TYPESET
from benchmarks.panel.published import DEPARTMENTS, YEARS, Published, published
from benchmarks.panel.templates import template

Key = tuple[str, int]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_road(tmp_path_factory.mktemp("panel"))


@pytest.fixture(scope="module")
def release(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def answer(database: Path) -> str:
    return ask_panel(database).as_csv()


@pytest.fixture(scope="module")
def panel(answer: str) -> dict[Key, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(answer))
    return {(row["unit_name"], int(row["fiscal_year"])): row for row in rows}


PRINTED = {(p.department, p.fiscal_year): p for p in published()}


def test_five_departments_under_nine_spellings_are_five_units(
    panel, release: duckdb.DuckDBPyConnection
) -> None:
    assert set(panel) == set(PRINTED) == {(d, y) for d in DEPARTMENTS for y in YEARS}
    units = release.execute("select unit_name, division_code from marts.dim_unit").fetchall()
    assert sorted(units) == sorted((d, "320000") for d in DEPARTMENTS)
    disclosures = release.execute("select count(*) from marts.dim_disclosure").fetchone()
    assert disclosures == (15,)


@pytest.mark.parametrize("key", PRINTED, ids=lambda key: f"{key[0]}-{key[1]}")
def test_every_printed_figure_comes_out_to_the_cent(panel, key: Key) -> None:
    row, printed = panel[key], PRINTED[key]
    assert Decimal(row["agency_operating_cost_wan"]) == printed.agency_operating_cost
    assert Decimal(row["basic_expenditure_wan"]) == printed.basic_expenditure
    assert Decimal(row["goods_and_services_wan"]) == printed.goods_and_services


def test_the_break_is_marked_in_five_departments_of_five_with_its_basis(panel) -> None:
    marked = {key: row["break_basis"] for key, row in panel.items() if row["break_mark"]}
    assert set(marked) == {(department, 2018) for department in DEPARTMENTS}, "and nowhere else"
    assert all(basis.split()[0] == "BR-001" for basis in marked.values())
    stated = {department for (department, _), basis in marked.items() if "DOC" in basis.split()}
    assert stated == {"江苏省高级人民法院", "江苏省人民检察院"}, "those whose documents say so themselves"


def test_growth_across_the_break_is_printed_and_not_called_comparable(panel) -> None:
    for (_, year), row in panel.items():
        assert bool(row["growth_percent"]) == (year > 2017)
        assert bool(row["comparable_growth_percent"]) == (year == 2019)
        if year == 2018:
            assert Decimal(row["growth_percent"]) < -50
        if year == 2019:
            assert row["growth_percent"] == row["comparable_growth_percent"]


def test_the_score_says_what_it_rests_on(panel) -> None:
    for (_, year), row in panel.items():
        said = {2017: "no_year_before", 2018: "definition -60", 2019: "unit_known_by_name_only -5"}[year]
        assert said in row["comparability_reasons"]
        assert row["comparability"] == {2017: "", 2018: "35", 2019: "95"}[year]


def test_a_figure_without_a_break_has_none(release: duckdb.DuckDBPyConnection) -> None:
    rows = release.execute(
        "select unit_name, fiscal_year, is_break, comparable_growth_percent from marts.mart_series"
        " where series_measure in ('basic_expenditure', 'project_expenditure', 'general_budget')"
    ).fetchall()
    assert len(rows) == 45
    assert not [row for row in rows if row[2]]
    assert all((row[3] is not None) == (row[1] > 2017) for row in rows)


def summary_lines(p: Published) -> dict[tuple[str, str], Decimal]:
    """What 收支预算总表 prints, by item and functional class."""
    whole = figures(p)
    lines = {
        ("total_budget", ""): whole.total,
        ("income_general_budget", ""): whole.general_budget,
        ("basic_expenditure", ""): p.basic_expenditure,
        ("project_expenditure", ""): whole.project,
        ("reserve_funds", ""): whole.reserve,
        ("function_class", whole.branch.class_code): whole.main_class,
        ("function_class", "208"): whole.social_security,
        ("function_class", "221"): whole.housing,
    }
    return {key: amount for key, amount in lines.items() if amount}


@pytest.mark.parametrize("key", PRINTED, ids=lambda key: f"{key[0]}-{key[1]}")
def test_the_summary_of_three_panes_is_read_whole(release: duckdb.DuckDBPyConnection, key: Key) -> None:
    rows = release.execute(
        "select item, coalesce(code, ''), amount_yuan from marts.fct_line_item"
        " where table_type = 'income_expenditure_summary' and unit_name = ? and fiscal_year = ?",
        list(key),
    ).fetchall()
    found = {(item, code): amount for item, code, amount in rows if amount is not None}
    for (item, code), amount in summary_lines(PRINTED[key]).items():
        read = "current_expenditure_total" if item == "total_budget" else item
        assert found[read, code] == amount * 10_000, (item, code)


def test_twelve_tables_a_year_wherever_they_stand(release: duckdb.DuckDBPyConnection) -> None:
    rows = release.execute(
        "select fiscal_year, table_type, count(*) from marts.fct_table group by all"
    ).fetchall()
    counts = {(year, kind): count for year, kind, count in rows}
    for year in YEARS:
        orders = {template(year, department).order.index("fund") for department in DEPARTMENTS}
        assert orders == {6 if year == 2017 else 9}
        assert counts[year, "gov_fund_expenditure"] == counts[year, "general_budget_expenditure"] == 5
        assert sum(count for (of, _), count in counts.items() if of == year) == 60


@pytest.mark.parametrize("key", PRINTED, ids=lambda key: f"{key[0]}-{key[1]}")
def test_spending_by_function_is_that_of_the_summary_where_the_table_of_all_expenditure_has_none(
    release: duckdb.DuckDBPyConnection, key: Key
) -> None:
    rows = release.execute(
        "select code, class_name, is_leaf, table_type, total_yuan, leaves_read_percent"
        " from marts.mart_expenditure_by_function where unit_name = ? and fiscal_year = ? order by code",
        list(key),
    ).fetchall()
    whole = figures(PRINTED[key])
    assert [(code, total) for code, _, _, _, total, _ in rows] == [
        (whole.branch.class_code, whole.main_class * 10_000),
        ("208", whole.social_security * 10_000),
        ("221", whole.housing * 10_000),
    ]
    assert {row[2:4] for row in rows} == {(True, "income_expenditure_summary")}
    assert {row[5] for row in rows} == {100.0}


def test_nothing_invented_breaks_a_rule(release: duckdb.DuckDBPyConnection) -> None:
    failing = release.execute(
        "select rule_id, unit_name, fiscal_year from marts.fct_check_result where outcome = 'fail'"
    ).fetchall()
    assert failing == []


def test_the_answer_is_the_one_the_page_shows(answer: str) -> None:
    kept = TYPESET.read_text(encoding="utf-8")
    assert answer == kept, "python -m benchmarks.panel --write keeps the new answer"
