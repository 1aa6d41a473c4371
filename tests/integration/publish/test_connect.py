"""The code of docs/how-to/connect-bi.md runs as it is printed there."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.publish.query import query
from pipelines.publish.release import publish
from tests.paths import ROOT
from tests.unit.publish.test_release import make_build

PAGES = [ROOT / "docs" / "how-to" / name for name in ("connect-bi.md", "connect-bi.zh.md")]
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("connect")
    (folder / "warehouse").mkdir()
    build = make_build(folder / "warehouse" / "build.duckdb", [])
    with duckdb.connect(str(build)) as connection:
        connection.execute(
            "insert into marts.mart_department_overview (disclosure_id, unit_name, fiscal_year, kind, is_counted,"
            " total_budget_yuan, project_expenditure_yuan) values ('a', '甲局', 2024, 'budget', true, 3.50, 1),"
            " ('b', '乙局', 2024, 'budget', true, 2, 1), ('c', '=1+1', 2024, 'budget', true, 1, 1),"
            " ('d', '丁局', 2024, 'budget', true, null, 1), ('e', '甲局下属', 2024, 'budget', false, 9, 1)"
        )
        connection.execute(
            "insert into marts.fct_line_item (line_id, table_type, amount_yuan) values ('l', 'three_public', 7)"
        )
    publish(build, folder / "warehouse" / "releases", "x", {}, now=datetime(2026, 1, 1, tzinfo=UTC))
    return folder


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python(page: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    reading, metric, _ = blocks(page, "python")
    names: dict[str, Any] = {}
    exec(reading, names)
    assert names["largest"] == [
        ("甲局", 2024, Decimal("3.50")),
        ("乙局", 2024, Decimal("2.00")),
        ("=1+1", 2024, Decimal("1.00")),
    ]
    assert names["three_public"]["amount_yuan"].to_list() == [Decimal("7.00")]
    exec(metric, names)
    assert query(home / "warehouse" / "releases", names["sql"]).rows == [(2024, pytest.approx(3 / 6.5))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_sql(page: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    inside, attached = blocks(page, "sql")
    with duckdb.connect("warehouse/current/gongkai.duckdb", read_only=True) as connection:
        for statement in inside.split(";"):
            if statement.strip():
                connection.execute(statement).fetchall()
    with duckdb.connect() as connection:
        for statement in attached.split(";"):
            if statement.strip():
                connection.execute(statement)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_csv_for_spreadsheets(page: Path, home: Path) -> None:
    command = next(b for b in blocks(page, "sh") if "--format csv" in b)
    command = command.replace("gongkai query", f"'{GONGKAI}' --home '{home}' query")
    subprocess.run(command, shell=True, check=True, cwd=home)
    with (home / "largest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[:3] == [
        ["unit_name", "fiscal_year", "total_budget_yuan"],
        ["甲局", "2024", "3.50"],
        ["乙局", "2024", "2.00"],
    ]
    assert not rows[3][0].startswith("="), "a spreadsheet would run it"
