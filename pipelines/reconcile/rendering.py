"""Render the SQL files of the dbt project with Jinja alone.

Belongs here: the handful of names that model files may use (`ref`, `source`, `config`, `var`, `env_var` and
the project's own macros). Does not: running anything, dbt-only files (tests, materializations, hooks).
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import jinja2

_DBT_ONLY: Final = re.compile(
    r"{%-?\s*(?:test|data_test|materialization|snapshot|docs)\b|\bmacro generate_\w+_name\b"
)
_MACRO: Final = re.compile(r"{%-?\s*macro\s+(\w+)")
_REQUIRED: Final = object()


class RenderError(Exception):
    """A model that cannot be rendered; the message names the model and the cause."""


@dataclass(frozen=True, slots=True)
class RenderedModel:
    """SQL of one model and what it reads: other models or seeds by name, sources as (source, table)."""

    name: str
    sql: str
    refs: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Reads:
    refs: list[str] = field(default_factory=list)
    sources: list[tuple[str, str]] = field(default_factory=list)


class Project:
    """The models, macros and seeds of a dbt project folder, found by file name."""

    def __init__(self, folder: Path, variables: Mapping[str, Any] | None = None) -> None:
        self.models: dict[str, Path] = {p.stem: p for p in sorted((folder / "models").rglob("*.sql"))}
        self.seeds: dict[str, Path] = {p.stem: p for p in sorted((folder / "seeds").rglob("*.csv"))}
        self._variables = dict(variables or {})
        self._reads = _Reads()
        self._environment = jinja2.Environment(  # noqa: S701  (SQL, not HTML)
            undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"]
        )
        self._environment.globals.update(
            ref=self._ref,
            source=self._source,
            config=_nothing,
            var=self._var,
            env_var=_env_var,
        )
        self._load_macros(folder / "macros")

    def render(self, name: str) -> RenderedModel:
        """SQL of the model `name`. Raises `RenderError`."""
        path = self.models.get(name)
        if path is None:
            raise RenderError(f"{name}: no such model or seed in the project")
        self._reads = _Reads()
        try:
            sql = self._environment.from_string(path.read_text(encoding="utf-8")).render()
        except jinja2.TemplateError as error:
            raise RenderError(f"{name}: {error}") from error
        return RenderedModel(
            name, sql, tuple(dict.fromkeys(self._reads.refs)), tuple(dict.fromkeys(self._reads.sources))
        )

    def _load_macros(self, folder: Path) -> None:
        texts = [p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.sql"))]
        usable = [text for text in texts if not _DBT_ONLY.search(text)]
        # One template for all, so that macros see each other as they do in dbt.
        module = self._environment.from_string("\n".join(usable)).make_module()
        for text in usable:
            for macro in _MACRO.findall(text):
                self._environment.globals[macro] = getattr(module, macro)

    def _ref(self, *names: str) -> str:
        self._reads.refs.append(names[-1])
        return f'"{names[-1]}"'

    def _source(self, source: str, table: str) -> str:
        self._reads.sources.append((source, table))
        return f'"{source}"."{table}"'

    def _var(self, name: str, default: Any = _REQUIRED) -> Any:
        value = self._variables.get(name, default)
        if value is _REQUIRED:
            raise jinja2.UndefinedError(f"variable {name!r} is not set")
        return value


def _nothing(*_: Any, **__: Any) -> str:
    return ""


def _env_var(name: str, default: Any = _REQUIRED) -> Any:
    value = os.environ.get(name, default)
    if value is _REQUIRED:
        raise jinja2.UndefinedError(f"environment variable {name!r} is not set")
    return value
