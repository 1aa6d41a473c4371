"""How a command fails: one line for people, one exit code for programs.

Belongs here: the codes and the error. Does not: printing (see `cli`).
"""

from __future__ import annotations

from typing import Final

OK: Final = 0
FAILING_RESULTS: Final = 1
NOT_READ: Final = 2
"""Also what a mistake in the command line gives."""


class CommandFailure(Exception):  # noqa: N818 - a failure people are told of, not a fault of the program
    """A command that cannot do what it was asked. `str()` is the line that people read."""

    def __init__(self, message: str, exit_code: int = NOT_READ) -> None:
        super().__init__(message)
        self.exit_code = exit_code
