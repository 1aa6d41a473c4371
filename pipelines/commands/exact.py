"""JSON that keeps every digit.

Belongs here: turning results into JSON text. Does not: where it is printed (see `output`).
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

# A control character never stands unescaped in JSON text, so no printed text can look like a mark.
_EXACT: Final = "\x00exact:"
_MARKED: Final = re.compile(r'"\\u0000exact:(-?[0-9.]+)"')


def exact_json(value: Any, indent: int | None = 1) -> str:
    """JSON in which a Decimal is a number with all its digits (the standard encoder only knows floats)."""

    def plain_or_marked(item: Any) -> str:
        return f"{_EXACT}{item:f}" if isinstance(item, Decimal) else plain(item)

    text = json.dumps(value, ensure_ascii=False, indent=indent, default=plain_or_marked)
    return _MARKED.sub(r"\1", text)


def plain(value: Any) -> str:
    """What JSON cannot say, as text: amounts stay exact, times are ISO 8601."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
