"""Where a command's words and its result go.

Belongs here: the one rule for every command. For people: words on stdout. With `--json`: the result on
stdout and nothing else, words on stderr. Does not: what is said, the shapes (see `shapes`).
"""

from __future__ import annotations

import sys
from typing import Any, TextIO

from pipelines.commands.exact import exact_json


class Output:
    """Words for people, or a result for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    @property
    def words(self) -> TextIO:
        """The stream for what people read."""
        return sys.stderr if self.as_json else sys.stdout

    def say(self, text: str = "") -> None:
        """A line for people."""
        print(text, file=self.words, flush=True)

    def result(self, value: Any) -> None:
        """All that programs get, as one JSON value; people get nothing."""
        if self.as_json:
            print(exact_json(value), flush=True)

    def line(self, event: str, value: dict[str, Any]) -> None:
        """One of many JSON lines, as soon as it is known; people get nothing."""
        if self.as_json:
            print(exact_json({"event": event, **value}, indent=None), flush=True)
