"""Values keep exactly what they are, or are refused with a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts.model import Type
from pipelines.contracts.values import WrongTypeError, convert


@given(st.decimals(min_value=-(10**17), max_value=10**17, places=2))
def test_money_is_kept_to_the_fen(amount: Decimal) -> None:
    assert convert(Type.MONEY, amount) == amount


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Type.MONEY, 870.30),
        (Type.MONEY, "870.30"),
        (Type.MONEY, Decimal("0.001")),
        (Type.MONEY, Decimal("NaN")),
        (Type.MONEY, Decimal(10) ** 18),
        (Type.MONEY, True),
        (Type.INTEGER, 1.0),
        (Type.INTEGER, True),
        (Type.INTEGER, 2**63),
        (Type.NUMBER, float("nan")),
        (Type.NUMBER, "1"),
        (Type.BOOLEAN, 1),
        (Type.TEXT, 17),
        (Type.TIMESTAMP, datetime(2026, 1, 1)),
        (Type.TIMESTAMP, "yesterday"),
        (Type.TIMESTAMP, 5),
        (Type.BOX, [1.0, 2.0, 3.0]),
        (Type.BOX, [1.0, 2.0, 3.0, None]),
        (Type.JSON, "[not json"),
        (Type.JSON, {1, 2}),
    ],
)
def test_what_would_lose_or_guess_is_refused(kind: Type, value: Any) -> None:
    with pytest.raises(WrongTypeError):
        convert(kind, value)


def test_what_is_kept() -> None:
    assert convert(Type.MONEY, 5) == Decimal("5.00")
    assert convert(Type.JSON, ["合计", "小计"]) == '["合计", "小计"]'
    assert convert(Type.JSON, '{"a": 1}') == '{"a": 1}'
    assert convert(Type.JSON, {"amount": Decimal("0.10")}) == '{"amount": "0.10"}'
    assert convert(Type.TIMESTAMP, "2026-11-24T08:00:00+08:00") == datetime(2026, 11, 24, tzinfo=UTC)
    assert convert(Type.BOX, (1, 2, 3, 4)) == [1.0, 2.0, 3.0, 4.0]
    assert convert(Type.NUMBER, Decimal("1.5")) == 1.5
    assert all(convert(kind, None) is None for kind in Type)
