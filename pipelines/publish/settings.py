"""How releases are kept, as the environment says.

Belongs here: the one setting and its check. Does not: making or forgetting releases (see `release`).
"""

from __future__ import annotations

import os
from typing import Final

KEPT_VARIABLE: Final = "GONGKAI_RELEASES_KEPT"
DEFAULT_KEPT: Final = 5


class SettingError(ValueError):
    """A setting that cannot be used; the message names the variable and what it may be."""


def releases_kept() -> int:
    """How many releases are kept, the current one among them. Raises `SettingError`."""
    text = os.environ.get(KEPT_VARIABLE, "").strip()
    if not text:
        return DEFAULT_KEPT
    if not text.isdecimal() or int(text) < 1:
        raise SettingError(f"{KEPT_VARIABLE}={text!r}: a whole number of 1 or more is needed")
    return int(text)
