"""Checks pass on what is right and fail on what is not, and say what they found."""

import polars as pl

from pipelines.contracts.frames import to_frame
from pipelines.contracts.tables import PART_TABLES
from pipelines.contracts.types import polars_schema
from pipelines.orchestration.checks import accounting_result, contract_result

PAGE = {
    "document_id": "a" * 64,
    "page": 1,
    "width": 595.0,
    "height": 842.0,
    "rotation": 0,
    "method": "digital",
}
COUNTS = {"cells_in": 10, "cells_fact": 6, "cells_label": 2, "cells_excluded": 1, "cells_failed": 1}


def pages(*rows: dict[str, object]) -> pl.DataFrame:
    return to_frame(PART_TABLES["pages"], rows)


def test_parts_that_keep_their_contract_pass() -> None:
    result = contract_result(PART_TABLES["pages"], pages(PAGE, {**PAGE, "page": 2}))
    assert result["passed"]
    assert result["metadata"]["rows"] == 2


def test_a_key_that_two_documents_share_fails_and_is_shown() -> None:
    result = contract_result(PART_TABLES["pages"], pages(PAGE, PAGE))
    assert not result["passed"]
    assert result["metadata"]["failures"] >= 1
    assert result["metadata"]["first"]


def test_a_bad_value_fails() -> None:
    assert not contract_result(PART_TABLES["pages"], pages({**PAGE, "page": 0}))["passed"]


def tables(**changes: int) -> pl.DataFrame:
    row = {"document_id": "a" * 64, "table_index": 1, "title": "收支总表", **COUNTS, **changes}
    schema = polars_schema(PART_TABLES["tables"])
    return pl.DataFrame([row], schema={name: schema[name] for name in row})


def test_accounting_that_adds_up_passes() -> None:
    result = accounting_result(tables())
    assert result["passed"]
    assert result["metadata"]["cells_in"] == 10


def test_a_lost_cell_fails_and_names_the_table() -> None:
    result = accounting_result(tables(cells_fact=5))
    assert not result["passed"]
    assert result["metadata"]["first"] == [f"{'a' * 12} table 1 收支总表"]
