"""The warehouse built from parts: who published what, which figures count, what is missing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines.contracts.schemas import pandera_schema, polars_schema
from pipelines.contracts.tables import MART_TABLES
from pipelines.publish.query import query
from pipelines.publish.release import publish
from tests.integration.warehouse.build import Build, build
from tests.integration.warehouse.scenarios import (
    FIRST,
    NAMELESS,
    NARRATIVE,
    NOTICE,
    PDF,
    REVISED,
    STRANGER,
    TEXT,
    UNREAD,
    sound_district,
)

DISCLOSURE = "420112-017-2023-budget-unit"


def test_the_whole_project_builds(sound: Build) -> None:
    assert sound.exit_code == 0, sound.output
    assert "WARNING" not in sound.output
    assert set(sound.nodes.values()) - {"no-op"} == {"success", "pass"}  # exposures do nothing


def test_documents_find_their_disclosure(sound: Build) -> None:
    rows = sound.rows(
        "select document_id, disclosure_id, rendition_rank, revision, is_current, is_read from marts.dim_document"
    )
    found = {row[0]: row[1:] for row in rows}
    assert found[REVISED] == (DISCLOSURE, 1, 3, True, True)  # an alias of the registered unit
    assert found[FIRST] == (DISCLOSURE, 5, 2, False, True)  # all it holds was published again
    assert found[NARRATIVE] == (DISCLOSURE, 2, 1, True, True)  # complements the tables, repeats none
    assert found[PDF] == (DISCLOSURE, 3, 1, True, True)  # digital before text
    assert found[TEXT] == (DISCLOSURE, 4, 1, True, True)
    assert found[UNREAD] == (None, None, None, None, False)
    assert found[NAMELESS][0].startswith("unknown:")
    assert found[NOTICE] == (None, None, None, None, True)
    assert len(found) == 9


def test_what_is_no_disclosure_is_counted_nowhere_and_shown(sound: Build) -> None:
    (shown,) = sound.rows(
        f"select exclusion_code, exclusion_reason from marts.dim_document where document_id = '{NOTICE}'"
    )
    assert shown == ("NOT_A_DISCLOSURE", "a notice or letter: no table of a budget or final accounts")
    for mart in ("fct_table", "fct_line_item", "fct_claim"):
        assert sound.rows(f"select count(*) from marts.{mart} where document_id = '{NOTICE}'") == [(0,)]


def test_files_say_why_they_belong_together(sound: Build) -> None:
    said = dict(
        sound.rows(
            "select document_id, join_basis || ': ' || join_evidence from marts.dim_document where disclosure_id is not null"
        )
    )
    assert said[NARRATIVE].startswith("stated: states the same unit, year, kind and level")
    assert said[STRANGER] == "alone: "
    assert sound.rows("select count(*) from marts.fct_disclosure_candidate") == [(0,)]


def test_a_disclosure_is_one_row(sound: Build) -> None:
    rows = sound.rows(
        "select unit_name, revision, document_count, publication_count from marts.dim_disclosure "
        f"where disclosure_id = '{DISCLOSURE}'"
    )
    assert rows == [("数据中心", 3, 5, 4)]


def test_units_are_registered_or_met(sound: Build) -> None:
    rows = dict(
        sound.rows("select unit_id, is_registered from marts.dim_unit where unit_id not like 'unknown%'")
    )
    assert rows == {"420112-017": True, "420112-018": True, "420112-019": True, "name:某(某)局": False}


def test_no_figure_counts_twice(sound: Build) -> None:
    by_document = sound.rows(
        "select table_type, document_id, count(*), sum(amount_yuan) from marts.fct_line_item "
        f"where disclosure_id = '{DISCLOSURE}' group by all order by 1"
    )
    assert by_document == [
        ("expenditure_detail", PDF, 4, Decimal("700.00")),
        ("three_public", REVISED, 1, Decimal("35.00")),  # the revision replaces this table only
    ]
    assert sound.rows("select count(*) from marts.fct_claim") == [(1,)]
    assert sound.rows("select count(*), sum(count) from marts.fct_headcount") == [(1, 12)]


def test_overview(sound: Build) -> None:
    (row,) = sound.rows(
        "select project_expenditure_yuan, three_public_yuan, staff_in_post, total_budget_yuan, table_count, "
        f"figure_count from marts.mart_department_overview where disclosure_id = '{DISCLOSURE}'"
    )
    assert row == (Decimal("100.00"), Decimal("35.00"), 12, None, 3, 5)
    per_head = sound.rows(
        f"select per_head_yuan from marts.mart_three_public where disclosure_id = '{DISCLOSURE}'"
    )
    assert per_head == [(Decimal("2.92"),)]  # 35 / 12 = 2.9166…


def test_codes_are_observed_without_row_numbers(sound: Build) -> None:
    rows = sound.rows(
        "select code, name, level, parent_code, status from marts.dim_function where disclosure_count > 0 order by 1"
    )
    assert rows == [
        ("201", "一般公共服务支出", 1, None, "observed"),
        ("210", "卫生健康支出", 1, None, "observed"),
    ]


def test_curated_codes_fill_the_years_documents_say_nothing_of(sound: Build) -> None:
    renamed = sound.rows(
        "select fiscal_year, name, status from marts.dim_function where code = '20805' order by 1"
    )
    assert ("行政事业单位离退休", "observed") in {row[1:] for row in renamed if row[0] <= 2019}
    assert ("行政事业单位养老支出", "observed") in {row[1:] for row in renamed if row[0] >= 2023}
    assert sound.rows("select count(*) from marts.dim_function where source = ''") == [(0,)]


def test_coverage_has_exactly_one_state_each(sound: Build) -> None:
    states = {
        (unit, table): state
        for unit, table, state in sound.rows(
            "select unit_id, table_type, state from marts.fct_coverage where kind = 'budget'"
        )
    }
    assert states["420112-017", "three_public"] == "published"
    assert states["420112-017", "gov_fund_expenditure"] == "declared_empty"
    assert states["420112-017", "income_detail"] == "table_missing"
    assert states["420112-018", "income_detail"] == "no_disclosure"
    assert not any(unit == "420112-019" for unit, _ in states)  # gone since 2019


def test_outcomes_and_quarantine_are_listed(sound: Build) -> None:
    rows = sound.rows("select room, code, severity, source_table from marts.fct_outcome order by room, code")
    assert rows == [
        ("conform", "CONTRACT_TYPE", "warning", None),
        ("conform", "NOT_A_DISCLOSURE", "error", None),
        ("contracts", "CONTRACT_RANGE", "error", "lines"),
    ]


def test_renditions_agree_figure_for_figure(sound: Build) -> None:
    rows = sound.rows(
        "select preferred_document_id, other_document_id, figure_kind, state, count(*) "
        "from marts.fct_rendition_agreement group by all order by figure_kind"
    )
    assert rows == [
        (PDF, TEXT, "headcount", "agrees", 1),
        (PDF, TEXT, "line", "agrees", 4),  # three_public is used from the revision, which has one rendition
    ]


def test_disagreement_fails_the_build_and_is_listed(unsound: Build) -> None:
    assert unsound.exit_code == 1
    assert unsound.nodes["assert_renditions_agree"] == "fail"
    rows = unsound.rows(
        "select state, code, preferred_yuan, other_yuan from marts.fct_rendition_agreement "
        "where not agrees and figure_kind = 'line' and table_type = 'expenditure_detail' order by state"
    )
    assert rows == [
        ("differs", "201", Decimal("200.01"), Decimal("200.00")),
        ("missing_in_other", "204", Decimal("2.00"), None),
        ("missing_in_preferred", "205", None, Decimal("1.00")),
    ]


def test_narrative_figures_are_compared_too(unsound: Build) -> None:
    rows = unsound.rows(
        "select state, preferred_text, other_text from marts.fct_rendition_agreement where figure_kind = 'headcount'"
    )
    assert rows == [("differs", "13", "12")]


def test_figures_that_must_not_be_facts_fail_the_build(unsound: Build) -> None:
    assert unsound.nodes["assert_unit_of_money_known"] == "fail"
    assert unsound.nodes["assert_amount_matches_state"] == "fail"


def test_a_skipped_cell_fails_the_build(tmp_path: Path, target: Path) -> None:
    district = sound_district()
    district[PDF]["tables"][0]["cells_in"] += 1
    broken = build(tmp_path, district, target=target, select="+assert_row_accounting_holds")
    assert broken.nodes["assert_row_accounting_holds"] == "fail"
    assert broken.exit_code == 1


def test_marts_keep_their_contract_and_are_published(sound: Build, tmp_path: Path) -> None:
    release = publish(sound.database, tmp_path / "releases", "inputs", {})
    for table in MART_TABLES.values():
        frame = pl.read_parquet(release.folder / "parquet" / f"{table.name}.parquet")
        assert frame.schema == polars_schema(table), table.name
        pandera_schema(table).validate(frame, lazy=True)
        assert frame.height == release.rows[table.name]
    assert query(tmp_path / "releases", "select count(*) from fct_line_item").rows == [(6,)]
