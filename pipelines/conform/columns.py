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
from pipelines.conform.header_words import Label, read_label, words_within
from pipelines.extract.model import LogicalTable

SUBTOTAL_OF_SCOPE = {
    "current": "current_subtotal",
    "carryover": "carryover_subtotal",
    "closing": "closing_carryover",
}
_FISCAL_FUNDS = ("general_budget", "gov_fund", "state_capital", "fiscal_appropriation")


@dataclass(frozen=True, slots=True)
class Column:
    """One printed column (0-based). Neither role nor measure: the catalogue lacks the header.

    `year` is the fiscal year its header names, `basis` budget or final where the header says so, `funding`
    the fund an amount is limited to. `compares` marks a column that compares with another year
    (执行数, 增减): it holds no figure of this document's own. `words` are the catalogue rows used.
    """

    index: int
    path: str
    role: str = ""
    measure: str = ""
    scheme: str = ""
    year: int | None = None
    basis: str = ""
    funding: str = ""
    compares: bool = False
    words: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        return bool(self.role or self.measure or self.compares)

    @property
    def slot(self) -> str:
        """Fund, basis and year its figures are limited to: only columns of one slot add up."""
        return f"{self.funding}/{self.basis}/{self.year or ''}/" if self.measure else ""

    def as_text(self) -> str:
        """Role or measure for the table's record; `?` marks an unknown header."""
        if self.compares:
            return f"comparison: {self.path}"
        if not self.is_known:
            return f"? {self.path}"
        parts = (self.funding, self.basis, str(self.year or ""))
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
        words=tuple(label.word.key for label in labels if label.word),
    )
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
    return _measured(column, said, layout)


def map_columns(table: LogicalTable, layout: TableLayout) -> list[Column]:
    """Every printed column in the light of the table's layout."""
    columns = [read_column(index, path, layout) for index, path in enumerate(table.columns)]
    if any(c.measure == layout.total_measure and _names_the_whole(c, layout) for c in columns):
        # A column says by name what the table is about: a bare 合计 beside it holds more than that.
        columns = [
            replace(c, measure="total")
            if c.measure == layout.total_measure and not _names_the_whole(c, layout)
            else c
            for c in columns
        ]
    return columns


def _names_the_whole(column: Column, layout: TableLayout) -> bool:
    return any(word.startswith(f"subject:{layout.total_measure}:") for word in column.words)


def _measured(column: Column, said: dict[str, list[str]], layout: TableLayout | None) -> Column:
    funds, scopes = said.get("fund", []), said.get("scope", [])
    basis = next((b for b in said.get("basis", ()) if b), "")
    own = layout.own_fund if layout else ""
    column = replace(column, basis=basis, funding=_funding(funds, own))
    by_fund = layout is None or layout.measures == "funds"
    if said.get("subject"):
        subject = said["subject"][-1]
        return replace(column, measure=subject)
    if said.get("economic"):
        return replace(column, measure=said["economic"][-1])
    if said.get("kind"):
        kind = said["kind"][-1]
        whole = layout is not None and kind == layout.own_kind
        return replace(column, measure=layout.total_measure if layout and whole else kind)
    if by_fund and (funds or scopes):
        return replace(column, funding="", measure=_fund_measure(funds, scopes, layout))
    if scopes:
        return replace(column, measure=_scope_measure(scopes, layout))
    if funds and funds[-1] != own and layout is not None and layout.measures == "lanes":
        return replace(column, funding="", measure=funds[-1])
    if any(f in said for f in ("sum", "basis", "fund")):
        return replace(column, measure=layout.total_measure if layout else "total")
    return replace(column, basis="", funding="")


def _funding(funds: list[str], own: str) -> str:
    """The fund an amount is limited to, when that is not what the whole table is about."""
    fund = funds[-1] if funds else ""
    return "" if fund in (own, "fiscal_appropriation") else fund


def _fund_measure(funds: list[str], scopes: list[str], layout: TableLayout | None) -> str:
    scope = scopes[-1] if scopes else ""
    if not funds:
        return SUBTOTAL_OF_SCOPE[scope]
    fund = funds[-1]
    if fund == "special_account_education_fees" and "institution" in funds:
        return "institution_education_fees"
    if fund.startswith("special_account_"):
        return fund
    if fund == "non_fiscal_surplus":
        return "non_fiscal_surplus_used"
    if not scope and layout and layout.unscoped_funds and fund in ("special_account", "unit_funds"):
        return fund
    return f"{'current' if scope in ('', 'current') else scope}_{fund}"


def _scope_measure(scopes: list[str], layout: TableLayout | None) -> str:
    """Opening balance, income and closing balance of a fund (年初结转和结余 │ 本年收入 │ 年末结转和结余)."""
    return {"current": "current_income", "carryover": "opening_carryover", "closing": "closing_carryover"}[
        scopes[-1]
    ]


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
