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
class HeaderWord:
    """A word of table headers: the facet it belongs to (role, fund, kind, …) and what it says there."""

    facet: str
    value: str
    pattern: re.Pattern[str]
    parts: tuple[str, ...] = ()
    """Catalogue rows a word was put together from; empty for a word that is a row of its own."""

    @property
    def key(self) -> str:
        """Name of the catalogue row, unique in header_words.csv."""
        return f"{self.facet}:{self.value}:{self.pattern.pattern}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the catalogue rows the word rests on."""
        return self.parts or (self.key,)


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A part of labels that name label columns: a subject (采购), a head (名称), a modifier (分类)."""

    part: str
    value: str
    pattern: re.Pattern[str]

    @property
    def key(self) -> str:
        """Name of the catalogue row, unique in role_words.csv."""
        return f"role part:{self.part}:{self.value}:{self.pattern.pattern}"


@dataclass(frozen=True, slots=True)
class TitleWord:
    """A wording of a concept that titles are made of."""

    concept: str
    pattern: re.Pattern[str]

    @property
    def key(self) -> str:
        """Name of the catalogue row, unique in title_words.csv."""
        return f"title:{self.concept}:{self.pattern.pattern}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be said (`all_of`, each entry a set of alternatives; `any_of`) and what must not."""

    all_of: tuple[frozenset[str], ...] = ()
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()

    def lacks(self, said: frozenset[str] | set[str]) -> str:
        """What keeps the condition from holding, in words; empty when it holds."""
        for wanted in self.all_of:
            if not wanted & said and "" not in wanted:
                return "|".join(sorted(wanted))
        if self.any_of and not self.any_of & said:
            return "|".join(sorted(self.any_of))
        ruled_out = self.none_of & said
        return f"not {'、'.join(sorted(ruled_out))}" if ruled_out else ""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One layout of the catalogue; several layouts may be of one table type (see `table_types.yaml`)."""

    name: str
    table_type: str
    zh: str
    shape: str
    title: Condition | None
    header: Condition
    alone: Condition | None
    own_fund: str
    own_kind: str
    measures: str
    total_measure: str
    unscoped_funds: bool
    lists_purchases: bool
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
    """All layouts in catalogue order."""
    text = resources.files(__package__).joinpath("table_types.yaml").read_text(encoding="utf-8")
    return tuple(_layout(name, spec) for name, spec in yaml.safe_load(text).items() if name[0] != ".")


@cache
def header_words() -> tuple[HeaderWord, ...]:
    """The vocabulary of table headers; the first word that matches a label in full is the one meant."""
    return tuple(
        HeaderWord(r["facet"], r["value"], re.compile(r["pattern"])) for r in _csv("header_words.csv")
    )


@cache
def role_words() -> tuple[RoleWord, ...]:
    """The parts of labels that name label columns."""
    return tuple(RoleWord(r["part"], r["value"], re.compile(r["pattern"])) for r in _csv("role_words.csv"))


@cache
def title_words() -> tuple[TitleWord, ...]:
    """Wordings of the concepts of titles."""
    return tuple(TitleWord(r["concept"], re.compile(r["pattern"])) for r in _csv("title_words.csv"))


@cache
def measure_tree() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Which measures add up to which in every row (see `measure_tree.yaml`)."""
    text = resources.files(__package__).joinpath("measure_tree.yaml").read_text(encoding="utf-8")
    return {total: tuple(tuple(parts) for parts in trees) for total, trees in yaml.safe_load(text).items()}


@dataclass(frozen=True, slots=True)
class SheetLabels:
    """Labels of performance sheets of any layout: what stands beside them, which amounts, which headings."""

    fields: tuple[tuple[str, re.Pattern[str]], ...]
    amounts: tuple[tuple[str, re.Pattern[str]], ...]
    headings: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class FormLabels:
    """Labels of performance forms: what stands beside a value, what opens a section, what heads a column."""

    private: frozenset[str]
    project: dict[str, Any]
    overall: dict[str, Any]
    sheet: SheetLabels


@cache
def form_labels() -> FormLabels:
    """Labels of project forms and of the overall form (see `forms.yaml`)."""
    text = resources.files(__package__).joinpath("forms.yaml").read_text(encoding="utf-8")
    spec = yaml.safe_load(text)
    sheet = spec["sheet"]
    return FormLabels(
        frozenset(spec["private_labels"]),
        spec["project_form"],
        spec["overall_form"],
        SheetLabels(
            tuple((name, re.compile(pattern)) for name, pattern in sheet["fields"].items()),
            tuple((name, re.compile(pattern)) for name, pattern in sheet["amounts"].items()),
            re.compile(re.sub(r"\s+", "", sheet["headings"])),
        ),
    )


@dataclass(frozen=True, slots=True)
class EconomicItem:
    """An item (款) of the official economic classification of departments, and the measure it is."""

    code: str
    name: str
    measure: str


@cache
def economic_items() -> tuple[EconomicItem, ...]:
    """Items of 部门预算支出经济分类科目 by every name they are printed under (observed codes)."""
    return tuple(
        EconomicItem(r["code"], r["name"], r["measure"] or f"economic_{r['code']}")
        for r in _csv("economic_items.csv")
    )


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
        name=name,
        table_type=spec.get("table_type", name),
        zh=spec["zh"],
        shape=spec["shape"],
        title=_condition(spec["title"]) if "title" in spec else None,
        header=_condition(spec.get("header", {})),
        alone=_condition(spec["alone"]) if "alone" in spec else None,
        own_fund=spec.get("own_fund", ""),
        own_kind=spec.get("own_kind", ""),
        measures=spec.get("measures", "kinds"),
        total_measure=spec.get("total_measure", "total"),
        lists_purchases=spec.get("lists_purchases", False),
        unscoped_funds=spec.get("unscoped_funds", False),
        code_scheme=spec.get("code_scheme", "function"),
    )


def _condition(spec: dict[str, list[str]]) -> Condition:
    return Condition(
        tuple(frozenset(entry.split("|")) for entry in spec.get("all", ())),
        frozenset(spec.get("any", ())),
        frozenset(spec.get("none", ())),
    )


def _csv(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
