"""The descriptions hold together, and what is made from them is up to date."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.contracts.common import TABLE_TYPES
from pipelines.contracts.datapackage import datapackage
from pipelines.contracts.dbt_sources import RESERVED, source_tables, sources_yaml
from pipelines.contracts.generate import generated_files, stale_files, write_files
from pipelines.contracts.model import Table
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.contracts.schemas import CHECK_CODES
from pipelines.contracts.seeds import table_type_rows
from pipelines.contracts.tables import MART_TABLES, PART_TABLES, ROOM_TABLES

CHECKOUT = Path(__file__).parents[3]
ALL = [*PART_TABLES.values(), *MART_TABLES.values()]


@pytest.mark.parametrize("table", ALL, ids=lambda t: t.name)
def test_a_table_describes_itself(table: Table) -> None:
    assert len(set(table.field_names)) == len(table.field_names)
    assert table.zh
    assert table.grain.endswith(".")
    for name in table.key:
        assert table.field(name).required, f"key field {name} may be null"
    for field in table.fields:
        assert field.zh, field.name
        assert field.doc.endswith("."), field.name
        if field.reference:
            target, column = field.reference.split(".")
            assert column in MART_TABLES[target].field_names


def test_rooms_write_tables_that_are_described() -> None:
    written = {name for tables in ROOM_TABLES.values() for name in tables}
    assert written <= PART_TABLES.keys()
    assert PART_TABLES.keys() - written == {"check_results", "findings"}


def test_marts_have_their_sql_and_sql_has_its_mart() -> None:
    models = {path.stem for path in (CHECKOUT / "dbt_project/models/marts").glob("*.sql")}
    assert models == set(MART_TABLES)


def test_promised_columns_of_the_interface_are_there() -> None:
    promised = {
        "dim_document": "document_id disclosure_id file_name source_url media_type page_count method fetched_at",
        "dim_disclosure": "disclosure_id unit_id unit_name fiscal_year kind report_level revision is_current",
        "dim_unit": "unit_id unit_name unit_code division_code parent_unit_id valid_from_year valid_to_year",
        "dim_function": "code fiscal_year name level parent_code status",
        "dim_economic": "code fiscal_year name level parent_code status",
        "fct_table": "document_id disclosure_id table_type title first_page last_page money_unit row_count "
        "is_empty coverage",
        "fct_line_item": "line_id document_id disclosure_id fiscal_year kind table_type row_number row_label "
        "code code_scheme level is_total measure amount_yuan amount_text money_unit page bbox quality",
    }
    for name, columns in promised.items():
        assert set(columns.split()) <= set(MART_TABLES[name].field_names), name
    assert {
        "fct_claim",
        "fct_procurement",
        "fct_project",
        "fct_performance_indicator",
        "fct_headcount",
        "fct_check_result",
        "fct_finding",
        "fct_coverage",
    } <= MART_TABLES.keys()


def test_generated_files_are_up_to_date() -> None:
    assert stale_files(CHECKOUT) == [], "run: python -m pipelines.contracts --write"


def test_stale_and_orphaned_files_are_found_and_repaired(tmp_path: Path) -> None:
    write_files(tmp_path)
    assert stale_files(tmp_path) == []
    marts = tmp_path / "dbt_project/models/marts/marts.yml"
    marts.write_text(marts.read_text().replace("not_null", "maybe"))
    orphan = tmp_path / "dbt_project/models/staging/stg_conform__gone.sql"
    orphan.write_text("select 1")
    (tmp_path / "docs/dictionary.md").unlink()
    expected = [
        "dbt_project/models/marts/marts.yml",
        "dbt_project/models/staging/stg_conform__gone.sql",
        "docs/dictionary.md",
    ]
    assert stale_files(tmp_path) == expected
    assert write_files(tmp_path) == expected
    assert stale_files(tmp_path) == []


def test_generated_yaml_says_what_the_tables_say() -> None:
    marts = yaml.safe_load(generated_files()["dbt_project/models/marts/marts.yml"])
    line_item = next(m for m in marts["models"] if m["name"] == "fct_line_item")
    assert line_item["config"]["contract"]["enforced"] is True
    columns = {c["name"]: c for c in line_item["columns"]}
    assert columns["amount_yuan"]["data_type"] == "decimal(20,2)"
    assert "constraints" not in columns["amount_yuan"]
    assert columns["line_id"]["constraints"] == [{"type": "not_null"}]
    (test,) = line_item["data_tests"]
    arguments = test["holds_its_contract"]["arguments"]
    assert arguments["key"] == ["line_id"]
    assert arguments["references"]["disclosure_id"] == {
        "to": "ref('dim_disclosure')",
        "field": "disclosure_id",
    }
    assert "digital" not in arguments["accepted"]["quality"]
    assert "exact" in arguments["accepted"]["quality"]
    sources = yaml.safe_load(sources_yaml())["sources"][0]["tables"]
    lines = next(t for t in sources if t["name"] == "lines")
    assert lines["config"]["meta"]["dagster"]["asset_key"] == ["conform", "lines"]
    outcomes = next(t for t in sources if t["name"] == "outcomes")
    for room in ROOM_TABLES:
        assert f"/{room}/" in outcomes["config"]["meta"]["external_location"]


def test_keywords_are_quoted() -> None:
    reserved = "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    keywords = {name for (name,) in duckdb.sql(reserved).fetchall()}
    names = {field.name for table in source_tables() for field in table.fields}
    assert names & keywords == RESERVED


def test_every_table_type_has_a_title() -> None:
    rows = table_type_rows()
    assert [name for name, _, _ in rows] == list(TABLE_TYPES)
    assert len({zh for _, _, zh in rows}) == len(rows)


def test_every_contract_code_is_catalogued() -> None:
    assert set(CHECK_CODES.values()) | {"CONTRACT_TYPE"} <= outcome_codes().keys()
    for code in outcome_codes().values():
        assert code.zh, code.code
        assert code.en, code.code
        assert code.action, code.code


def test_datapackage_describes_only_what_is_there() -> None:
    package = datapackage(
        "r1", "2026-11-24T00:00:00+00:00", {"fct_claim": {"path": "parquet/fct_claim.parquet"}}
    )
    (resource,) = package["resources"]
    json.dumps(package)
    fields = {f["name"]: f for f in resource["schema"]["fields"]}
    assert fields["amount_yuan"]["type"] == "number"
    assert fields["scope"]["constraints"]["enum"][0] == "all_funds"
    assert resource["schema"]["primaryKey"] == ["claim_id"]
    assert "foreignKeys" not in resource["schema"], "no key to a table that is not there"
    files = {name: {"path": f"parquet/{name}.parquet"} for name in ("fct_claim", "dim_disclosure")}
    whole = datapackage("r1", "2026-11-24T00:00:00+00:00", files)
    claim = next(r for r in whole["resources"] if r["name"] == "fct_claim")
    assert claim["schema"]["foreignKeys"] == [
        {
            "fields": ["disclosure_id"],
            "reference": {"resource": "dim_disclosure", "fields": ["disclosure_id"]},
        }
    ]
