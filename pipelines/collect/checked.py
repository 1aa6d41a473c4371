"""Values of a hand-written YAML file, each checked where it is used, each fault named by file and key.

Belongs here: the checks a key can ask for. Does not: knowing any particular file.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

_YEARS = range(1990, 2101)


class SourceProblem(Exception):  # noqa: N818 - a problem is reported, not only raised
    """What is wrong with a source record: `file`, `key` (dotted, empty for the whole file), `detail`."""

    code = "SOURCE_INVALID"

    def __init__(self, file: Path, key: str, detail: str) -> None:
        super().__init__(f"{file}: {key}: {detail}" if key else f"{file}: {detail}")
        self.file = file
        self.key = key
        self.detail = detail


class Checked:
    """A mapping of a YAML file that knows where it stands. Every method raises `SourceProblem`."""

    def __init__(self, file: Path, at: str, value: Any) -> None:
        self._file = file
        self._at = at
        if not isinstance(value, dict):
            raise SourceProblem(file, at, "a mapping of keys to values is expected")
        self._values: dict[str, Any] = value

    def problem(self, key: str, detail: str) -> SourceProblem:
        """The problem `detail` at `key` of this mapping."""
        return SourceProblem(self._file, self._key(key), detail)

    def only(self, *keys: str) -> None:
        """No other keys than these may stand here: a misspelt key must not be passed over."""
        for key in self._values:
            if key not in keys:
                raise self.problem(str(key), f"unknown key; known are {', '.join(keys)}")

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        """A required text, matched whole by `pattern`."""
        value = self.optional_text(key)
        if value is None:
            raise self.problem(key, "is missing")
        if pattern is not None and not pattern.fullmatch(value):
            raise self.problem(key, f"{value!r} does not have the form {pattern.pattern}")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None when the key is absent or empty."""
        value = self._values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            # YAML reads an unquoted 017 as a number and drops its zero.
            raise self.problem(key, f"{value!r} is not text; put it in quotes")
        return value.strip() or None

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """A required text out of a closed list."""
        value = self.text(key)
        if value not in choices:
            raise self.problem(key, f"{value!r} is none of {', '.join(choices)}")
        return value

    def optional_year(self, key: str) -> int | None:
        """A year, or None when the key is absent."""
        value = self._values.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS:
            return int(value)
        raise self.problem(key, f"{value!r} is not a year")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; an absent key is an empty list."""
        values = self._values.get(key) or []
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise self.problem(key, "a list of texts is expected")
        return tuple(values)

    def has(self, key: str) -> bool:
        """The key stands here with a value."""
        return self._values.get(key) is not None

    def number(self, key: str, default: float, minimum: float, maximum: float) -> float:
        """A number between bounds, or the default when the key is absent."""
        value = self._values.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not minimum <= value <= maximum:
            raise self.problem(key, f"{value!r} is not a number from {minimum:g} to {maximum:g}")
        return float(value)

    def day(self, key: str) -> date:
        """A required date, quoted or not."""
        value = self._values.get(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(self.text(key))
        except ValueError:
            raise self.problem(key, f"{value!r} is not a date like 2026-01-31") from None

    def text_mapping(self, key: str) -> dict[str, str]:
        """A mapping of texts (numbers are taken as text); an absent key is an empty one."""
        values = self._values.get(key) or {}
        if not isinstance(values, dict) or not all(isinstance(v, str | int) for v in values.values()):
            raise self.problem(key, "a mapping of names to texts is expected")
        return {str(name): str(value) for name, value in values.items()}

    def optional_mapping(self, key: str) -> Checked:
        """A mapping; an absent key is an empty one."""
        return Checked(self._file, self._key(key), self._values.get(key) or {})

    def mapping(self, key: str) -> Checked:
        """A required mapping."""
        if key not in self._values:
            raise self.problem(key, "is missing")
        return Checked(self._file, self._key(key), self._values[key])

    def items(self, key: str) -> list[Checked]:
        """A list of mappings; an absent key is an empty list."""
        values = self._values.get(key) or []
        if not isinstance(values, list):
            raise self.problem(key, "a list is expected")
        return [Checked(self._file, f"{self._key(key)}[{i}]", v) for i, v in enumerate(values)]

    def _key(self, key: str) -> str:
        return f"{self._at}.{key}" if self._at else key
