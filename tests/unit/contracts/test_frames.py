"""The gate: what breaks a contract is set aside with a code, and nothing else happens to anything."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts.frames import UnknownFieldError, admit, to_frame
from pipelines.contracts.gate import QuarantineError, admit_room
from pipelines.contracts.model import Field, Table, Type
from pipelines.contracts.schemas import pandera_schema, polars_schema
from pipelines.contracts.tables import MART_TABLES, PART_TABLES, ROOM_TABLES
from pipelines.contracts.values import WrongTypeError

THINGS = Table(
    "things",
    "conform",
    "东西",
    "One row per thing.",
    ("thing_id",),
    (
        Field("thing_id", Type.TEXT, "编号", "Id.", required=True, pattern=r"[a-c]"),
        Field("kind", Type.TEXT, "种类", "Kind.", values=("x", "y")),
        Field("size", Type.INTEGER, "大小", "Size.", minimum=1, maximum=9),
        Field("price", Type.MONEY, "价", "Price.", minimum=0),
        Field("names", Type.JSON, "名", "Names."),
    ),
)


def codes(records: list[dict[str, Any]]) -> list[str]:
    return [r["reason_code"] for r in admit(THINGS, records).quarantined]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"kind": "x"}, "CONTRACT_NULL"),
        ({"thing_id": "d"}, "CONTRACT_PATTERN"),
        ({"thing_id": "ab"}, "CONTRACT_PATTERN"),
        ({"thing_id": "a\n"}, "CONTRACT_PATTERN"),
        ({"thing_id": "a", "kind": "z"}, "CONTRACT_VALUE"),
        ({"thing_id": "a", "size": 0}, "CONTRACT_RANGE"),
        ({"thing_id": "a", "size": 10}, "CONTRACT_RANGE"),
        ({"thing_id": "a", "price": Decimal("-0.01")}, "CONTRACT_RANGE"),
        ({"thing_id": "a", "price": 1.5}, "CONTRACT_TYPE"),
        ({"thing_id": 5}, "CONTRACT_TYPE"),
    ],
)
def test_each_breach_has_its_code(record: dict[str, Any], code: str) -> None:
    assert codes([record]) == [code]
    assert codes([{"thing_id": "a", "kind": "y", "size": 9, "price": Decimal(0)}]) == []


def test_rows_of_a_duplicated_key_are_all_set_aside() -> None:
    admitted = admit(THINGS, [{"thing_id": "a"}, {"thing_id": "b"}, {"thing_id": "a", "size": 2}])
    assert admitted.frame["thing_id"].to_list() == ["b"]
    assert [r["reason_code"] for r in admitted.quarantined] == ["CONTRACT_DUPLICATE_KEY"] * 2


def test_quarantine_keeps_the_whole_record_and_says_why() -> None:
    record = {"thing_id": "a", "price": 1.5, "names": ["合计"], "size": 0}
    (set_aside,) = admit(THINGS, [record], part="s1").quarantined
    assert json.loads(set_aside["record"]) == record
    assert set_aside["document_id"] == "s1"
    assert "price" in set_aside["detail"]
    two_faults = admit(THINGS, [{"thing_id": "a", "size": 0, "kind": "z"}]).quarantined
    assert len(two_faults) == 1
    assert "CONTRACT_RANGE" in two_faults[0]["detail"]
    assert "CONTRACT_VALUE" in two_faults[0]["detail"]


def test_unknown_field_is_named() -> None:
    with pytest.raises(UnknownFieldError, match="things has no field colour"):
        to_frame(THINGS, [{"thing_id": "a", "colour": "red"}])
    with pytest.raises(UnknownFieldError, match="colour"):
        admit(THINGS, [{"thing_id": "a", "colour": "red"}])


def test_to_frame_fills_and_types() -> None:
    frame = to_frame(THINGS, [{"thing_id": "a", "price": Decimal("8703000.00"), "names": ["本级"]}])
    assert frame.schema == polars_schema(THINGS)
    assert frame.row(0) == ("a", None, None, Decimal("8703000.00"), '["本级"]')
    with pytest.raises(WrongTypeError, match="price"):
        to_frame(THINGS, [{"thing_id": "a", "price": 0.1}])


anything = st.one_of(
    st.none(),
    st.sampled_from(["a", "b", "c", "x", "y", "z", ""]),
    st.integers(-2, 12),
    st.decimals(-5, 5, places=3),
    st.floats(allow_nan=True),
    st.lists(st.integers(), max_size=2),
)
records = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(THINGS.field_names, anything)), max_size=12
)


@given(records)
def test_admitted_and_quarantined_are_what_came_in(rows: list[dict[str, Any]]) -> None:
    admitted = admit(THINGS, rows)
    assert admitted.frame.height + len(admitted.quarantined) == len(rows)
    pandera_schema(THINGS).validate(admitted.frame, lazy=True)
    assert [r["quarantine_index"] for r in admitted.quarantined] == list(
        range(1, len(admitted.quarantined) + 1)
    )
    kept = admit(THINGS, admitted.frame.to_dicts())
    assert kept.frame.equals(admitted.frame)


@pytest.mark.parametrize("table", [*PART_TABLES.values(), *MART_TABLES.values()], ids=lambda t: t.name)
def test_every_table_makes_a_schema(table: Table) -> None:
    schema = pandera_schema(table)
    schema.validate(pl.DataFrame(schema=polars_schema(table)))
    assert list(schema.columns) == list(table.field_names)


def test_room_gathers_one_quarantine_numbered_anew() -> None:
    own = {
        "document_id": "f" * 64,
        "source_table": "headcounts",
        "quarantine_index": 1,
        "reason_code": "HEADCOUNT_UNREAD",
        "detail": "x",
        "record": {},
    }
    frames = admit_room("conform", {"quarantine": [own], "headcounts": [{"headcount_key": "k"}]}, "f" * 64)
    assert set(frames) == set(ROOM_TABLES["conform"])
    assert frames["headcounts"].is_empty()
    quarantine = frames["quarantine"]
    assert quarantine["reason_code"].to_list() == ["HEADCOUNT_UNREAD", "CONTRACT_NULL"]
    assert quarantine["quarantine_index"].to_list() == [1, 2]
    assert quarantine["document_id"].to_list() == ["f" * 64] * 2


def test_room_refuses_what_is_not_its_own() -> None:
    with pytest.raises(ValueError, match="room extract does not write lines"):
        admit_room("extract", {"lines": []}, "d")
    with pytest.raises(QuarantineError, match="CONTRACT_NULL"):
        admit_room("extract", {"quarantine": [{"source_table": "cells"}]}, "d")
