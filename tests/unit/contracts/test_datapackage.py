"""The descriptor of a release, judged by the validator of its standard; its fiscal vocabulary."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from frictionless import FrictionlessException, Package

from pipelines.contracts.datapackage import datapackage
from pipelines.contracts.tables import MART_TABLES

FILES = {
    name: {"path": f"parquet/{name}.parquet", "bytes": 1, "hash": "sha256:" + "0" * 64}
    for name in MART_TABLES
}


def described() -> dict[str, Any]:
    return datapackage("20260101T000000Z", "2026-01-01T00:00:00+00:00", FILES)


def errors_of(descriptor: dict[str, Any]) -> list[str]:
    try:
        return [str(error) for error in Package.metadata_validate(descriptor)]
    except FrictionlessException as error:
        return [str(error)]


def test_the_standard_accepts_it() -> None:
    assert errors_of(described()) == []


@pytest.mark.parametrize("damage", ["type", "key", "reference"])
def test_the_validator_would_refuse_a_wrong_one(damage: str) -> None:
    wrong = copy.deepcopy(described())
    schema = next(r["schema"] for r in wrong["resources"] if r["name"] == "fct_line_item")
    if damage == "type":
        schema["fields"][0]["type"] = "money"
    elif damage == "key":
        schema["primaryKey"] = ["no_such_field"]
    else:
        schema["foreignKeys"][0]["fields"] = ["no_such_field"]
    assert errors_of(wrong)


def fields_of(table: str) -> dict[str, dict[str, Any]]:
    resource = next(r for r in described()["resources"] if r["name"] == table)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def test_columns_speak_the_fiscal_vocabulary() -> None:
    overview = fields_of("mart_department_overview")
    assert overview["fiscal_year"]["columnType"] == "date:fiscal-year"
    assert overview["unit_name"]["columnType"] == "administrative-classification:generic:label"
    assert (overview["total_budget_yuan"]["columnType"], overview["total_budget_yuan"]["currency"]) == (
        "value",
        "CNY",
    )
    function = fields_of("mart_expenditure_by_function")
    assert function["code"]["columnType"] == "functional-classification:generic:code"
    assert "columnType" not in fields_of("fct_line_item")["is_total"]


def test_titles_in_both_languages_and_keys() -> None:
    line = next(r for r in described()["resources"] if r["name"] == "fct_line_item")
    assert line["titles"] == {"zh": "数字行", "en": "Line item"}
    assert fields_of("fct_line_item")["unit_id"]["titles"] == {"zh": "单位编号", "en": "Unit ID"}
    assert line["schema"]["primaryKey"] == ["line_id"]
    names = {r["name"]: set(fields_of(r["name"])) for r in described()["resources"]}
    for resource in described()["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["fields"][0] in names[key["reference"]["resource"]]


def test_a_key_to_a_table_that_is_not_there_is_left_out() -> None:
    alone = datapackage("x", "2026-01-01T00:00:00+00:00", {"fct_line_item": FILES["fct_line_item"]})
    assert "foreignKeys" not in alone["resources"][0]["schema"]
    assert errors_of(alone) == []
