"""What changed between two releases: counts in the manifest, rows in Parquet, a page for people."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.publish.release import Release, publish
from tests.unit.publish.test_release import NOW, make_build


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "warehouse" / "releases"


def published(tmp_path: Path, root: Path, minute: int, *statements: str) -> Release:
    build = make_build(tmp_path / "build.duckdb", [])
    with duckdb.connect(str(build)) as connection:
        for statement in statements:
            connection.execute(statement)
    return publish(build, root, f"inputs-{minute}", {}, now=NOW + timedelta(minutes=minute))


def overview(disclosure: str, amount: str) -> str:
    return (
        "insert into marts.mart_department_overview (disclosure_id, unit_name, total_budget_yuan)"
        f" values ('{disclosure}', '某局', {amount})"
    )


def test_first_release_has_nothing_to_compare_with(tmp_path: Path, root: Path) -> None:
    release = published(tmp_path, root, 0, overview("a", "1"))
    assert release.manifest["changes"] is None
    assert not (release.folder / "changes.html").exists()


def test_every_difference_is_counted_and_kept(tmp_path: Path, root: Path) -> None:
    first = published(tmp_path, root, 0, overview("a", "1"), overview("b", "2"), overview("c", "null"))
    second = published(
        tmp_path, root, 1, overview("b", "2.50"), overview("c", "null"), overview("d<script>", "4")
    )
    changes = second.manifest["changes"]
    assert changes["previous_release"] == first.release_id
    assert changes["tables"]["mart_department_overview"] == {
        "state": "compared",
        "added": 1,
        "removed": 1,
        "changed": 1,
        "unchanged": 1,
        "columns": {"total_budget_yuan": 1},
        "new_columns": [],
        "lost_columns": [],
    }
    assert changes["tables"]["dim_unit"]["added"] == 0
    rows = duckdb.sql(
        f"select * from read_parquet('{second.folder / 'changes.parquet'}') order by change, row_key"
    ).fetchall()
    assert rows == [
        ("mart_department_overview", "added", '{"disclosure_id":"d<script>"}', None, None, None),
        ("mart_department_overview", "changed", '{"disclosure_id":"b"}', "total_budget_yuan", "2.00", "2.50"),
        ("mart_department_overview", "removed", '{"disclosure_id":"a"}', None, None, None),
    ]
    page = (second.folder / "changes.html").read_text(encoding="utf-8")
    assert "部门概览" in page
    assert "2.50" in page
    assert "d&lt;script&gt;" in page
    assert "<script>" not in page
    manifest = json.loads((second.folder / "MANIFEST.json").read_text())
    assert {"changes.parquet", "changes.html"} <= set(manifest["files"])


def test_equal_content_is_no_difference(tmp_path: Path, root: Path) -> None:
    published(tmp_path, root, 0, overview("a", "1"))
    second = published(tmp_path, root, 1, overview("a", "1"))
    moved = [
        name
        for name, table in second.manifest["changes"]["tables"].items()
        if table["added"] or table["removed"] or table["changed"] or table["state"] != "compared"
    ]
    assert moved == []
    assert "没有差异" in (second.folder / "changes.html").read_text(encoding="utf-8")


def test_tables_and_columns_that_come_and_go(tmp_path: Path, root: Path) -> None:
    """A release of an older version of the software: other columns, another key, a table of its own."""
    first = published(tmp_path, root, 0, overview("a", "1"))
    with duckdb.connect(str(first.database)) as old:
        old.execute("alter table marts.mart_department_overview drop column findings")
        old.execute("alter table marts.mart_department_overview add column gone integer")
        old.execute("alter table marts.mart_department_overview alter total_budget_yuan type double")
        old.execute("drop table marts.fct_claim")
        old.execute("alter table marts.dim_unit drop column unit_id")
        old.execute("create table marts.mart_of_old as select 1 as x")
    tables = published(tmp_path, root, 1, overview("a", "1"))
    tables = tables.manifest["changes"]["tables"]
    overview_now = tables["mart_department_overview"]
    assert (overview_now["new_columns"], overview_now["lost_columns"]) == (["findings"], ["gone"])
    # The type changed, so what readers see is compared: 1.0 is not 1.00.
    assert overview_now["columns"] == {"total_budget_yuan": 1}
    assert tables["fct_claim"]["state"] == "new"
    assert tables["dim_unit"]["state"] == "incomparable"
    assert (tables["mart_of_old"]["state"], tables["mart_of_old"]["removed"]) == ("gone", 1)


def test_long_tables_are_cut_on_the_page_only(tmp_path: Path, root: Path) -> None:
    published(tmp_path, root, 0)
    second = published(
        tmp_path,
        root,
        1,
        "insert into marts.mart_department_overview (disclosure_id, total_budget_yuan)"
        " select 'd' || i, i from range(500) t(i)",
    )
    count = duckdb.sql(f"select count(*) from read_parquet('{second.folder / 'changes.parquet'}')").fetchone()
    assert count == (500,)
    page = (second.folder / "changes.html").read_text(encoding="utf-8")
    assert page.count('<td class="added">') == 200
    assert "The first 200 of each kind" in page


def test_macros_answer_in_the_release(tmp_path: Path, root: Path) -> None:
    release = published(
        tmp_path,
        root,
        0,
        "insert into marts.dim_document (document_id, file_name, source_url, is_read)"
        " values ('f', '预算.pdf', 'https://x/y', true)",
        "insert into marts.fct_line_item (line_id, document_id, disclosure_id, page, bbox, amount_text,"
        " money_unit, amount_yuan, table_type, measure)"
        " values ('l1', 'f', 'd', 3, [1.0, 2, 3, 4], '1.5', '万元', 15000, 'three_public', 'total')",
        "insert into marts.fct_check_result (disclosure_id, rule_id, outcome, message_zh, line_ids)"
        " values ('d', 'B-01-01', 'pass', '相符', '[\"l1\", \"l2\"]'), ('d', 'B-01-02', 'pass', '', '[\"l2\"]')",
    )
    with duckdb.connect(str(release.database), read_only=True) as connection:
        row = connection.execute(
            "select file_name, source_url, page, bbox, printed_text, printed_unit, amount_yuan, measure,"
            " check_count, checks from marts.explain_value('l1')"
        ).fetchone()
        assert row == (
            "预算.pdf",
            "https://x/y",
            3,
            [1.0, 2.0, 3.0, 4.0],
            "1.5",
            "万元",
            Decimal("15000.00"),
            "total",
            1,
            [{"rule_id": "B-01-01", "outcome": "pass", "message": "相符"}],
        )
        assert connection.execute("select * from marts.explain_value('none')").fetchall() == []
        assert connection.execute("select line_id from marts.figures_of('d')").fetchall() == [("l1",)]
        assert connection.execute("select marts.in_wan(15000::decimal(20, 2))").fetchone() == (
            Decimal("1.5"),
        )
        assert connection.execute("select marts.percent_of(1, 4), marts.percent_of(1, 0)").fetchone() == (
            25.0,
            None,
        )
