"""Layouts and vocabularies as data, loaded once.

Belongs here: reading the YAML and CSV files beside this module into typed records.
Does not: applying them (see `table_identity`, `columns`, `summary_tables`).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a header path means: a label `role`, a `measure`, or a declared exclusion."""

    path: re.Pattern[str]
    role: str = ""
    measure: str = ""
    exclude: str = ""
    when_equal_to: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that holds in every row of a table: `total` = Σ `parts` (measures)."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table type of the catalogue."""

    table_type: str
    zh: str
    shape: str
    title: tuple[re.Pattern[str], ...]
    title_not: tuple[re.Pattern[str], ...]
    header: tuple[re.Pattern[str], ...]
    header_not: tuple[re.Pattern[str], ...]
    columns: tuple[ColumnRule, ...]
    identities: tuple[Identity, ...]
    code_scheme: str


@dataclass(frozen=True, slots=True)
class SummaryItem:
    """A row of a summary table: `item` key, its lane, and the pattern of its label without numbering."""

    item: str
    lane: str
    zh: str
    en: str
    label: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FunctionClass:
    """Name of a functional class (类) and the years it was printed under that name."""

    code: str
    name: str
    valid_from: int
    valid_to: int


@cache
def table_layouts() -> tuple[TableLayout, ...]:
    """All table types in catalogue order."""
    text = resources.files(__package__).joinpath("table_types.yaml").read_text(encoding="utf-8")
    return tuple(_layout(name, spec) for name, spec in yaml.safe_load(text).items() if name[0] != ".")


@cache
def layout_of(table_type: str) -> TableLayout | None:
    """The layout of a table type; None for `other`."""
    return next((layout for layout in table_layouts() if layout.table_type == table_type), None)


@dataclass(frozen=True, slots=True)
class FormLabels:
    """Labels of performance forms: what stands beside a value, what opens a section, what heads a column."""

    private: frozenset[str]
    project: dict[str, Any]
    overall: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HeaderLevels:
    """Levels of header paths that may be left out, and those that mark a comparison column."""

    leading: tuple[re.Pattern[str], ...]
    trailing: tuple[re.Pattern[str], ...]
    comparison: re.Pattern[str]


@cache
def header_levels() -> HeaderLevels:
    """Neutral and comparing header levels (see `header_levels.yaml`)."""
    text = resources.files(__package__).joinpath("header_levels.yaml").read_text(encoding="utf-8")
    spec = yaml.safe_load(text)
    return HeaderLevels(
        _patterns(spec["leading"]), _patterns(spec["trailing"]), re.compile(spec["comparison"])
    )


@cache
def form_labels() -> FormLabels:
    """Labels of project forms and of the overall form (see `forms.yaml`)."""
    text = resources.files(__package__).joinpath("forms.yaml").read_text(encoding="utf-8")
    spec = yaml.safe_load(text)
    return FormLabels(frozenset(spec["private_labels"]), spec["project_form"], spec["overall_form"])


@cache
def measure_labels() -> dict[str, tuple[str, str]]:
    """Chinese and English label of every measure."""
    return {row["measure"]: (row["zh"], row["en"]) for row in _csv("measures.csv")}


@cache
def summary_items() -> tuple[SummaryItem, ...]:
    """Rows that summary tables may hold, besides functional classes."""
    return tuple(
        SummaryItem(r["item"], r["lane"], r["zh"], r["en"], re.compile(r["label_pattern"]))
        for r in _csv("summary_items.csv")
    )


@cache
def function_classes() -> tuple[FunctionClass, ...]:
    """Functional classes with the years of their names (compiled in the project dossier)."""
    return tuple(
        FunctionClass(r["code"], r["name"], int(r["valid_from"] or 0), int(r["valid_to"] or 9999))
        for r in _csv("function_classes.csv")
    )


def _layout(name: str, spec: dict[str, Any]) -> TableLayout:
    return TableLayout(
        table_type=name,
        zh=spec["zh"],
        shape=spec["shape"],
        title=_patterns(spec.get("title")),
        title_not=_patterns(spec.get("title_not")),
        header=_patterns(spec.get("header")),
        header_not=_patterns(spec.get("header_not")),
        columns=tuple(
            ColumnRule(
                path=re.compile(rule["path"]),
                role=rule.get("role", ""),
                measure=rule.get("measure", ""),
                exclude=rule.get("exclude", ""),
                when_equal_to=rule.get("when_equal_to", ""),
            )
            for rule in spec.get("columns", ())
        ),
        identities=tuple(Identity(i["total"], tuple(i["parts"])) for i in spec.get("identities", ())),
        code_scheme=spec.get("code_scheme", "function"),
    )


def _patterns(values: list[str] | None) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(v) for v in values or ())


def _csv(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
