"""Days counted from an epoch become the date or time a spreadsheet shows.

Belongs here: serial dates and the letters of date formats. Does not: number formats as such.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Protocol

_EPOCH_1900 = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class FormatToken(Protocol):
    """A piece of a number format, as `number_formats` cuts it."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


def date_of(serial: Decimal, *, date1904: bool = False) -> datetime | None:
    """The moment of a serial number, to the second; None outside 1900-9999."""
    if serial < 0 or serial > _LAST_SERIAL:
        return None
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    # Before 1900-03-01 spreadsheets count a leap day that never was.
    if not date1904 and serial < 60:
        serial += 1
    return epoch + timedelta(seconds=round(float(serial) * 86400))


def format_date(serial: Decimal, tokens: Sequence[FormatToken], *, date1904: bool = False) -> str | None:
    """The text of a serial under the tokens of a date format; None when it is no date."""
    moment = date_of(serial, date1904=date1904)
    if moment is None:
        return None
    twelve = any(t.kind == "ampm" for t in tokens)
    pieces = [(kind, "".join(t.text for t in group)) for kind, group in _groups(tokens)]
    shown = []
    for index, (kind, text) in enumerate(pieces):
        if kind == "letters":
            shown.append(_letters(moment, text.lower(), pieces, index, twelve=twelve))
        elif kind == "elapsed":
            shown.append(_elapsed(serial, text))
        elif kind == "ampm":
            shown.append(
                ("上午", "下午")[moment.hour >= 12] if "上" in text else ("AM", "PM")[moment.hour >= 12]
            )
        elif kind != "digit":
            shown.append(text)
    return "".join(shown).strip(" .") or None


def _groups(tokens: Sequence[FormatToken]) -> list[tuple[str, list[FormatToken]]]:
    def key(token: FormatToken) -> tuple[str, str]:
        if token.kind == "plain" and re.fullmatch("[ymdhsaYMDHSA]", token.text):
            return "letters", token.text.lower()
        if token.kind == "plain" and token.text in "@;":
            return "digit", ""
        return token.kind, token.text

    return [(kind, list(group)) for (kind, _), group in groupby(tokens, key)]


def _letters(
    moment: datetime, letters: str, pieces: list[tuple[str, str]], index: int, *, twelve: bool
) -> str:
    count = len(letters)
    if letters[0] == "y":
        return f"{moment.year % 100:02d}" if count <= 2 else f"{moment.year:04d}"
    if letters[0] == "m":
        if _means_minutes(pieces, index):
            return f"{moment.minute:0{min(count, 2)}d}"
        if count >= 3:
            return _MONTHS[moment.month - 1][: 3 if count == 3 else None]
        return f"{moment.month:0{count}d}"
    if letters[0] == "d":
        if count >= 3:
            return _WEEKDAYS[moment.weekday()]
        return f"{moment.day:0{count}d}"
    if letters[0] == "h":
        hour = (moment.hour % 12 or 12) if twelve else moment.hour
        return f"{hour:0{min(count, 2)}d}"
    if letters[0] == "s":
        return f"{moment.second:0{min(count, 2)}d}"
    return _WEEKDAYS[moment.weekday()] if count >= 3 else letters


def _means_minutes(pieces: list[tuple[str, str]], index: int) -> bool:
    """`m` stands for minutes right after hours or right before seconds."""
    before = next((t for k, t in reversed(pieces[:index]) if k in ("letters", "elapsed")), "")
    after = next((t for k, t in pieces[index + 1 :] if k == "letters"), "")
    return before[:1].lower() == "h" or after[:1].lower() == "s"


def _elapsed(serial: Decimal, letters: str) -> str:
    seconds = round(float(serial) * 86400)
    unit = {"h": 3600, "m": 60, "s": 1}[letters[0]]
    return f"{seconds // unit:0{min(len(letters), 9)}d}"
