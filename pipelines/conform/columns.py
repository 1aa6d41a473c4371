"""What each printed column of a table means: a label role, a measure, a comparison, or unknown.

Belongs here: putting the labels of a header path together. Does not: rows, amounts, layouts.

A path such as 2026年预算 / 单位资金 / 事业收入 is read label by label (`header_words`); what the labels say
together gives the measure. A table no one has seen before reads the same way, as long as its labels are
words of the field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.conform.catalogue import TableLayout
from pipelines.conform.header_measures import CHANGE, CHANGE_RATE, measured
from pipelines.conform.header_words import Label, read_label, words_within
from pipelines.extract.model import LogicalTable


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column (0-based). Neither role nor measure: the catalogue lacks the header.

    `year` is the fiscal year its header names, `basis` budget or final where the header says so, `funding`
    the fund an amount is limited to. `is_prior` marks amounts of the year before where no year is named
    (上年执行数). `compares` marks a share or a rate of execution, which is no amount. `words` are the
    catalogue rows used.
    """

    index: int
    path: str
    role: str = ""
    measure: str = ""
    scheme: str = ""
    year: int | None = None
    basis: str = ""
    funding: str = ""
    is_prior: bool = False
    compares: bool = False
    words: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.role or self.measure or self.compares)

    @property
    def is_change(self) -> bool:
        """Whether it states how an amount changed, in money or in percent."""
        return self.measure.endswith((CHANGE, CHANGE_RATE))

    @property
    def is_rate(self) -> bool:
        """Whether its figures are percentages, not money."""
        return self.measure.endswith(CHANGE_RATE)

    @property
    def base_measure(self) -> str:
        """The measure itself, or the one whose change it states."""
        return self.measure.removesuffix(CHANGE_RATE).removesuffix(CHANGE)

    def of(self, measure: str) -> Column:
        """The same column for another measure (tables that print a measure in every row)."""
        return replace(self, measure=measure + self.measure.removeprefix(self.base_measure))

    @property
    def slot(self) -> str:
        """Fund, basis and year its figures are limited to: only columns of one slot add up."""
        year = "prior" if self.is_prior else self.year or ""
        return f"{self.funding}/{self.basis}/{year}/" if self.measure else ""

    def as_text(self) -> str:
        """Role or measure for the table's record; `?` marks an unknown header."""
        if self.compares:
            return f"comparison: {self.path}"
        if not self.is_known:
            return f"? {self.path}"
        parts = (self.funding, self.basis, "prior year" if self.is_prior else str(self.year or ""))
        said = ", ".join(p for p in parts if p)
        return f"{self.measure or self.role} ({said})" if said else self.measure or self.role


def labels_of(path: tuple[str, ...]) -> list[Label]:
    """Labels of a header path, top first; repeated labels said once, column numbers left out."""
    found: list[Label] = []
    for text in path:
        label = read_label(text)
        if label is None or (found and found[-1] == label):
            continue
        found += words_within(label) or (label,)
    return found


def header_key(path: tuple[str, ...]) -> str:
    """A header path as one comparable string (`合计/合计` → `合计`)."""
    return "/".join(
        label.key if label.year is None else f"{label.year}年{label.key}" for label in labels_of(path)
    )


def read_columns(table: LogicalTable) -> list[Column]:
    """Every printed column, read without knowing which table it is in. Measures are not settled yet."""
    return [read_column(index, path) for index, path in enumerate(table.columns)]


def read_column(index: int, path: tuple[str, ...], layout: TableLayout | None = None) -> Column:
    """What the labels of one path say together, in the light of the layout where one is known."""
    labels = labels_of(path)
    column = Column(
        index,
        header_key(path),
        year=next((label.year for label in labels if label.year), None),
        words=tuple(key for label in labels if label.word for key in label.word.keys),
    )
    labels = _without_groupings(labels)
    if not labels or any(label.word is None for label in labels):
        return replace(column, year=None)
    said: dict[str, list[str]] = {}
    for label in labels:
        assert label.word is not None
        said.setdefault(label.word.facet, []).append(label.word.value)
    if "compare" in said:
        return replace(column, compares=True)
    last = labels[-1].word
    if last is not None and last.facet == "role":
        role = said["role"][-1]
        if role == "code_part":
            role = "code"
        if role == "catalogue_level":
            role = "catalogue"
        if role == "name" and "code" in said["role"]:
            role = "code"
        scheme = _scheme(labels)
        return replace(column, role=_purchase_role(role, scheme, layout), scheme=scheme)
    meaning = measured(said, layout, excludes="扣除" in column.path)
    if meaning.measure.endswith((CHANGE, CHANGE_RATE)):
        column = replace(column, year=None)  # it is between two years, and belongs to the document's own
    return replace(
        column,
        measure=meaning.measure,
        basis=meaning.basis,
        funding=meaning.funding,
        is_prior=meaning.is_prior and column.year is None,
    )


def _without_groupings(labels: list[Label]) -> list[Label]:
    """Above a label that names what a label column holds, unknown headings only group columns (绩效指标)."""
    if labels and labels[-1].word is not None and labels[-1].word.facet == "role":
        return [label for label in labels if label.word is not None]
    return labels


def _purchase_role(role: str, scheme: str, layout: TableLayout | None) -> str:
    """In a list of purchases the names are those of what a purchase is for."""
    if layout is None or not layout.lists_purchases:
        return role
    if role == "dept_economic" or (role == "name" and scheme == "dept_economic"):
        return "economic"
    if role in ("name", "code") and scheme == "function":
        return "function"
    return "project_name" if role == "name" else role


def _scheme(labels: list[Label]) -> str:
    """The code list a label column belongs to, where its labels say so."""
    text = "".join(label.key for label in labels)
    if "功能" in text:
        return "function"
    if "经济" in text:
        return "gov_economic" if re.search(r"政府(?:预算)?(?:支出)?经济", text) else "dept_economic"
    return ""
