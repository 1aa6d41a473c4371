"""Targets of indicators as printed: comparator, number, unit of measure.

Belongs here: text → parts. Does not: tables.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_COMPARATORS = {
    "≥": "≥", "≧": "≥", "＞=": "≥", ">=": "≥", "大于等于": "≥", "不低于": "≥", "不少于": "≥",
    "≤": "≤", "≦": "≤", "<=": "≤", "小于等于": "≤", "不超过": "≤", "不高于": "≤",
    "=": "=", "等于": "=", ">": ">", "大于": ">", "<": "<", "小于": "<", "低于": "<", "少于": "<",
}  # fmt: skip
_TARGET = re.compile(
    rf"^(?P<sign>{'|'.join(map(re.escape, sorted(_COMPARATORS, key=len, reverse=True)))})?"
    r"(?P<number>-?\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d]{0,12})$"
)


@dataclass(frozen=True, slots=True)
class Target:
    """Parts of a target; None where it states none. A described target (“效果显著”) has no number."""

    comparator: str | None = None
    value: float | None = None
    unit: str | None = None


def read_target(text: str, comparator: str = "", unit: str = "") -> Target:
    """A target cell, with the comparator and unit that stand in columns of their own."""
    sign = _COMPARATORS.get(_plain(comparator))
    match = _TARGET.match(_plain(text))
    if not match:
        return Target(sign, None, unit.strip() or None)
    return Target(
        sign or _COMPARATORS.get(match["sign"] or ""),
        float(match["number"].replace(",", "")),
        unit.strip() or match["unit"].strip() or None,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
