"""Figures as people of each language read them; the exact amount stays beside the short one.

Belongs here: formatting. Does not: arithmetic on money beyond scaling for display.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_WAN: Final = Decimal(10_000)
_YI: Final = Decimal(100_000_000)
_MILLION: Final = Decimal(1_000_000)
_BILLION: Final = Decimal(1_000_000_000)
_CENT: Final = Decimal("0.01")
DASH: Final = "—"


def exact(amount: Decimal | None) -> str:
    """Yuan with separators and two decimals."""
    return DASH if amount is None else f"{amount:,.2f}"


def whole_yuan(amount: Decimal | float | None) -> str:
    """Yuan per head, per vehicle: whole yuan, in every language."""
    return DASH if amount is None else f"{Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP):,}"


def table_money(amount: Decimal | None, language: str) -> str:
    """For a column of amounts: 万元, or millions of yuan; the column's heading says which."""
    if amount is None:
        return DASH
    return _scaled(amount, _WAN if language == "zh" else _MILLION)


def headline_money(amount: Decimal | None, language: str) -> tuple[str, str]:
    """For a single amount that stands large: the number and its unit."""
    if amount is None:
        return DASH, ""
    if language == "zh":
        return (_scaled(amount, _YI), "亿元") if abs(amount) >= _YI else (_scaled(amount, _WAN), "万元")
    if abs(amount) >= _BILLION:
        return _scaled(amount, _BILLION), "billion yuan"
    return _scaled(amount, _MILLION), "million yuan"


def short_money(amount: Decimal | None, language: str) -> str:
    """Number and unit in one word, for charts and beside text. What is too small for the unit is in yuan."""
    if amount and abs(amount) < (_WAN if language == "zh" else _MILLION) / 100:
        return f"{exact(amount)} 元" if language == "zh" else f"¥{exact(amount)}"
    number, unit = headline_money(amount, language)
    if language == "en":
        unit = {"billion yuan": "bn", "million yuan": "m"}.get(unit, unit)
        return f"¥{number} {unit}" if unit else number
    return f"{number} {unit}".strip()


def percent(value: float | Decimal | None, decimals: int = 1) -> str:
    """A percentage, given in percent."""
    return DASH if value is None else f"{value:,.{decimals}f}%"


def change(value: Decimal | None) -> str:
    """A change in percent with its sign."""
    return DASH if value is None else f"{value:+,.1f}%"


def count(value: int | None) -> str:
    """A whole number with separators."""
    return DASH if value is None else f"{value:,}"


def ratio_percent(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """`part` of `whole` in percent; None where either is missing or the whole is nothing."""
    if part is None or not whole:
        return None
    return Decimal(part) * 100 / Decimal(whole)


def growth_percent(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Change from `before` to `now` in percent; None where either is missing or nothing was before."""
    if now is None or not before:
        return None
    return (now - before) * 100 / abs(before)


def _scaled(amount: Decimal, unit: Decimal) -> str:
    return f"{(amount / unit).quantize(_CENT, ROUND_HALF_UP):,.2f}"
