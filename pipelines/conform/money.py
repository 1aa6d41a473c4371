"""Printed figures and units of money, read exactly.

Belongs here: text → Decimal, unit text → unit, figure × unit → yuan.
Does not: deciding which unit holds for a table (`money_unit`), floats, guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

AmountState = Literal["blank", "number", "zero", "dash", "percent", "unreadable"]

FACTORS: dict[str, Decimal] = {
    "yuan": Decimal(1),
    "thousand_yuan": Decimal(1000),
    "wan_yuan": Decimal(10_000),
    "yi_yuan": Decimal(100_000_000),
}
"""Worth of one unit in yuan. `unknown` has none, on purpose."""

UNIT_WORDS: dict[str, str] = {"元": "yuan", "千元": "thousand_yuan", "万元": "wan_yuan", "亿元": "yi_yuan"}

MAX_YUAN = Decimal(10) ** 18
_FEN = Decimal("0.01")
_DASHES = re.compile(r"^[-−–—―_]+$")
_NUMBER = re.compile(r"^(?P<sign>[-−–]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<fraction>\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as printed: its state, its exact value in printed units, and how fine it was printed."""

    text: str
    state: AmountState
    value: Decimal | None = None

    @property
    def step(self) -> Decimal:
        """Worth of one unit in the last printed digit, in printed units (`0.01` for `870.30`)."""
        if self.value is None:
            return Decimal(0)
        exponent = self.value.as_tuple().exponent
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def read_amount(text: str) -> Amount:
    """Read one printed figure. Blank, zero, dash and number are four different states.

    Accepts thousands separators, full-width digits, a leading minus or brackets for negatives.
    Anything else is `unreadable`: the caller must account for it.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return Amount(text, "blank")
    if _DASHES.match(plain):
        return Amount(text, "dash")
    bracketed = re.fullmatch(r"\((.+)\)", plain)
    match = _NUMBER.match(bracketed.group(1) if bracketed else plain)
    if not match:
        return Amount(text, "unreadable")
    try:
        value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
    except InvalidOperation:
        return Amount(text, "unreadable")
    if match["sign"] or bracketed:
        value = -value
    return Amount(text, "number" if value else "zero", value)


def read_percent(text: str) -> Amount:
    """Read one printed percentage, with or without its sign: `-12.5` and `-12.5%` are the same."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    amount = read_amount(plain.removesuffix("%"))
    return Amount(text, "percent" if amount.value is not None else amount.state, amount.value)


def finest(amounts: Iterable[Amount]) -> Decimal:
    """The finest step among figures: where trailing noughts are dropped (870.3) it is the true one."""
    return min((a.step for a in amounts if a.value), default=Decimal(0))


def to_yuan(value: Decimal, unit: str) -> Decimal:
    """Printed value in yuan, to the fen. Raises `KeyError` for an unknown unit, `OverflowError` if absurd."""
    yuan = value * FACTORS[unit]
    if abs(yuan) >= MAX_YUAN:
        raise OverflowError(f"{value} {unit} is beyond any public budget")
    return yuan.quantize(_FEN, rounding=ROUND_HALF_UP)


def is_exact_to_the_fen(value: Decimal, unit: str) -> bool:
    """Whether nothing is lost when the value is stored in yuan with two decimals."""
    return value * FACTORS[unit] == to_yuan(value, unit)
