"""Superset for real: installed, filled, opened in a browser; the figures it shows are those of plain SQL."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest

from pipelines.bi.superset_server import PASSWORD_VARIABLE, USER, Superset
from pipelines.commands.bi import load, wait_until_up
from pipelines.contracts.metrics import metrics
from pipelines.home import Home
from pipelines.publish.query import query
from pipelines.publish.release import publish
from tests.end_to_end.browsing import browser
from tests.programs import needs_chromium
from tests.unit.publish.test_release import make_build

PASSWORD = "only-for-this-test"
UNITS = ("甲市教育局", "甲市财政局", "甲市卫生健康委员会")
pytestmark = [
    needs_chromium,
    pytest.mark.skipif(
        not Superset.of(Home.find()).is_installed,
        reason="no Superset beside the project; `gongkai bi install` installs it",
    ),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a release of known figures: three departments, three years, budgets and final accounts."""
    home = Home(tmp_path_factory.mktemp("superset"))
    home.warehouse.mkdir()
    build = make_build(home.build_db, [])
    with duckdb.connect(str(build)) as connection:
        for number, unit in enumerate(UNITS, 1):
            for year in (2022, 2023, 2024):
                for kind in ("budget", "final"):
                    amount = number * 1_000_000 + year + (0.25 if kind == "final" else 0)
                    connection.execute(
                        "insert into marts.mart_department_overview (disclosure_id, unit_id, unit_name, fiscal_year,"
                        " kind, report_level, is_counted, division_name, total_budget_yuan, basic_expenditure_yuan,"
                        " project_expenditure_yuan, three_public_yuan, findings, checks_passed, checks_rounding,"
                        " checks_failed) values (?, ?, ?, ?, ?, 'department', true, '甲市', ?, ?, ?, ?, 1, 8, 1, 1)",
                        [
                            f"{number}-{year}-{kind}",
                            f"u{number}",
                            unit,
                            year,
                            kind,
                            amount,
                            amount / 2,
                            amount / 4,
                            100,
                        ],
                    )
                connection.execute(
                    "insert into marts.mart_budget_execution (unit_id, unit_name, division_name, report_level,"
                    " fiscal_year, is_counted, code, budget_yuan, final_yuan)"
                    " values (?, ?, '甲市', 'department', ?, true, 'total', 1000, ?)",
                    [f"u{number}", unit, year, 900 + number],
                )
    publish(build, home.releases, "x", {}, now=datetime(2026, 1, 1, tzinfo=UTC))
    return home


@pytest.fixture(scope="module")
def page(home: Home) -> Iterator[Any]:
    """A logged-in page; `page.base` is Superset's address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSWORD_VARIABLE, PASSWORD)
        assert load(home, as_json=False) == 0
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Superset.of(home).serve("127.0.0.1", port)
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(f"{base}/health", server.poll)
        with browser() as opened:
            page = opened.new_page(viewport={"width": 1400, "height": 2600})
            page.set_default_timeout(180_000)
            page.goto(f"{base}/login/")
            page.fill("#username", USER)
            page.fill("#password", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/login" not in url)
            page.base = base
            yield page
    finally:
        server.terminate()
        server.wait(timeout=60)


def await_text(page: Any, text: str) -> None:
    """Wait until the page shows that text: charts answer one after the other."""
    page.wait_for_function("text => document.body.innerText.includes(text)", arg=text)


def by_sql(home: Home, name: str, where: str = "true") -> Any:
    metric = metrics()[name]
    return query(home.releases, f"select {metric.sql} from {metric.table} where {where}").rows[0][0]


def test_district_overview_shows_what_sql_says(home: Home, page: Any) -> None:
    page.goto(f"{page.base}/superset/dashboard/gongkai-district/")
    await_text(page, "区县概览 District overview")
    await_text(page, f"{by_sql(home, 'total_budget'):,.2f}")
    await_text(page, f"{by_sql(home, 'total_final'):,.2f}")
    await_text(page, f"{by_sql(home, 'execution_rate'):.2%}")
    await_text(page, f"{by_sql(home, 'check_pass_rate'):.2%}")
    # The table of departments: every department's budget of every year, to the last fen.
    for unit in UNITS:
        for year in (2022, 2023, 2024):
            where = f"unit_name = '{unit}' and fiscal_year = {year}"
            await_text(page, f"{by_sql(home, 'total_budget', where):,.2f}")
    assert "Data error" not in page.inner_text("body")


def test_one_department_over_the_years(home: Home, page: Any) -> None:
    page.goto(f"{page.base}/superset/dashboard/gongkai-department/")
    await_text(page, "部门历年 One department over the years")
    # The filter takes one department by itself; the charts must then be of that one, never of all together.
    page.wait_for_function("units => units.some(u => document.body.innerText.includes(u))", arg=list(UNITS))
    (chosen,) = (unit for unit in UNITS if unit in page.inner_text("body"))
    for year in (2022, 2023, 2024):
        for name in ("total_budget", "total_final", "basic_budget"):
            where = f"unit_name = '{chosen}' and fiscal_year = {year}"
            await_text(page, f"{by_sql(home, name, where):,.2f}")
    text = page.inner_text("body")
    for year in (2022, 2023, 2024):
        assert f"{by_sql(home, 'total_budget', f'fiscal_year = {year}'):,.2f}" not in text
    assert "Data error" not in text


def test_a_new_release_is_shown_without_loading_again(home: Home, page: Any) -> None:
    with duckdb.connect(str(home.build_db)) as connection:
        connection.execute(
            "update marts.mart_department_overview set total_budget_yuan = total_budget_yuan + 111"
        )
    before = f"{by_sql(home, 'total_budget'):,.2f}"
    publish(home.build_db, home.releases, "y", {}, now=datetime(2026, 1, 2, tzinfo=UTC))
    after = f"{by_sql(home, 'total_budget'):,.2f}"
    assert before != after
    # Past the minute for which Superset may remember an answer, without waiting for it: asked anew.
    answer = page.request.get(f"{page.base}/api/v1/dashboard/gongkai-district/charts").json()["result"]
    chart = next(c for c in answer if c["slice_name"].startswith("支出总额（预算）"))
    token = page.request.get(f"{page.base}/api/v1/security/csrf_token/").json()["result"]
    dataset = int(chart["form_data"]["datasource"].split("__")[0])
    asked = page.request.post(
        f"{page.base}/api/v1/chart/data",
        headers={"X-CSRFToken": token, "Content-Type": "application/json", "Referer": page.base},
        data=json.dumps(
            {
                "datasource": {"id": dataset, "type": "table"},
                "force": True,
                "queries": [{"metrics": ["total_budget"], "columns": []}],
            }
        ),
    ).json()
    assert f"{float(asked['result'][0]['data'][0]['total_budget']):,.2f}" == after
