"""One value into the exact form its field's type asks for, or a sentence that says why not.

Belongs here: conversion without loss. Does not: whether the value is allowed (see `schemas`).
Nothing is rounded, parsed leniently or guessed: a float is not money, `True` is not a number.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from pipelines.contracts.model import Type
from pipelines.contracts.types import MONEY_PRECISION, MONEY_SCALE

_MONEY_LIMIT: Final = Decimal(10) ** (MONEY_PRECISION - MONEY_SCALE)
_BOX_LENGTH: Final = 4


class WrongTypeError(ValueError):
    """A value that its field's type cannot hold without loss; the message says which and why."""


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise WrongTypeError(f"{value!r} is not text")
    return str(value)  # a StrEnum member becomes plain text


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise WrongTypeError(f"{value!r} is not a whole number")
    if not -(2**63) <= value < 2**63:
        raise WrongTypeError(f"{value!r} does not fit 64 bits")
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise WrongTypeError(f"{value!r} is not a number")
    if not math.isfinite(value):
        raise WrongTypeError(f"{value!r} is not a finite number")
    return float(value)


def _money(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise WrongTypeError(f"{value!r} is not exact money (Decimal)")
    amount = Decimal(value)
    if not amount.is_finite():
        raise WrongTypeError(f"{value!r} is not a finite amount")
    if abs(amount) >= _MONEY_LIMIT:
        raise WrongTypeError(f"{value!r} has more digits than DECIMAL({MONEY_PRECISION},{MONEY_SCALE}) holds")
    exact = amount.quantize(Decimal(1).scaleb(-MONEY_SCALE))
    if exact != amount:
        raise WrongTypeError(f"{value!r} has more than {MONEY_SCALE} decimals")
    return exact


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongTypeError(f"{value!r} is neither true nor false")
    return value


def _timestamp(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise WrongTypeError(f"{value!r} is not an ISO 8601 time") from None
    if not isinstance(moment, datetime):
        raise WrongTypeError(f"{value!r} is not a time")
    if moment.tzinfo is None:
        raise WrongTypeError(f"{value!r} does not say its time zone")
    return moment.astimezone(UTC)


def _box(value: Any) -> list[float]:
    if not isinstance(value, list | tuple) or len(value) != _BOX_LENGTH:
        raise WrongTypeError(f"{value!r} is not a box of four numbers")
    return [_number(side) for side in value]


def _json(value: Any) -> str:
    if isinstance(value, str):
        try:
            json.loads(value)
        except ValueError:
            raise WrongTypeError(f"{value!r} is not JSON") from None
        return value
    try:
        return to_json(value)
    except TypeError as error:
        raise WrongTypeError(f"{type(value).__name__} cannot be written as JSON: {error}") from None


def to_json(value: Any) -> str:
    """JSON text with Chinese left readable; Decimals and times become their exact text."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{value!r}")


_CONVERTERS: Final[dict[Type, Callable[[Any], Any]]] = {
    Type.TEXT: _text,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.MONEY: _money,
    Type.BOOLEAN: _boolean,
    Type.TIMESTAMP: _timestamp,
    Type.BOX: _box,
    Type.JSON: _json,
}


def convert(kind: Type, value: Any) -> Any:
    """`value` as a field of type `kind` holds it; None stays None. Raises `WrongTypeError`."""
    return None if value is None else _CONVERTERS[kind](value)
