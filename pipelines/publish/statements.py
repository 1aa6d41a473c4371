"""What statements to DuckDB share: how much it may take, how a text is written.

Belongs here: light pieces of any statement. Does not: statements; DuckDB itself is imported by who connects.
"""

from __future__ import annotations

from typing import Final

LIMITS: Final = {"autoinstall_known_extensions": "false", "memory_limit": "2GB", "threads": "2"}
"""Settings of a connection that compares or copies beside other work."""


def sql_text(value: object) -> str:
    """A SQL text literal, for statements that take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"
