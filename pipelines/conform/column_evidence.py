"""Columns that words do not settle, known by what stands in them.

Belongs here: line numbers, codes and names recognised by their values; a total recognised by arithmetic.
Does not: words of headers (`header_words`). Nothing is inferred for a column whose header is understood.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from pipelines.conform.arithmetic import check_sum
from pipelines.conform.catalogue import TableLayout, measure_tree
from pipelines.conform.codes import PROJECT_CODE, scheme_of_code, split_glued
from pipelines.conform.columns import Column
from pipelines.conform.money import finest, read_amount
from pipelines.conform.role_grammar import ATTRIBUTE
from pipelines.extract.model import LogicalTable

_LEAST_ROWS = 3
# The numbers of a summary go on over its two panes.
_LAST_NUMBER = 99
_DIGIT = re.compile(r"\d")
_CJK = re.compile(r"[一-鿿]")
_WHOLE_CODE = re.compile(r"\[?(?:2\d{2}(?:\d{2}){0,2}|[35]\d{2}(?:\d{2})?)\]?")
_CLASSES = {"gov_economic": "gov_economic", "dept_economic": "dept_economic", "function": "name"}
_NAMES = ("name", "unit_name", "project_name", "catalogue")


def settle_by_values(table: LogicalTable, layout: TableLayout, columns: list[Column]) -> list[Column]:
    """The columns, with those that no word settles read from their values where these leave no doubt."""
    rows = table.rows()
    texts = [[cell.text if (cell := row[c.index]) is not None else "" for row in rows] for c in columns]
    settled = list(columns)
    for number, column in enumerate(columns):
        if not column.is_known and (role := _role_by_values(texts[number])):
            settled[number] = replace(
                column, role=role, scheme=_scheme(texts[number]) if role == "code" else ""
            )
    if layout.shape == "rows":
        settled = [_words_are_no_amounts(c, texts[n]) for n, c in enumerate(settled)]
    if layout.shape == "rows" and not any(c.role in _NAMES for c in settled):
        settled = _first_text_is_the_name(settled, texts)
    return _total_by_sum(settled, texts, layout) if layout.shape == "rows" else settled


def _words_are_no_amounts(column: Column, texts: list[str]) -> Column:
    """A column headed like an amount in which nothing but words stands describes its rows (采购项目)."""
    filled = [t for t in texts if t.strip()]
    if not column.measure or not filled or not all(_CJK.search(t) and not _DIGIT.search(t) for t in filled):
        return column
    role = "project_name" if column.path.endswith("项目") else ATTRIBUTE
    return replace(column, measure="", basis="", funding="", is_prior=False, year=None, role=role)


def _role_by_values(texts: list[str]) -> str:
    """Line numbers count up row by row; codes have the shape of an official list or of a project."""
    filled = [re.sub(r"\s+", "", t) for t in texts if t.strip()]
    if len(filled) < _LEAST_ROWS:
        return ""
    if len(filled) == len(texts) and all(t.isdigit() and t[0] != "0" for t in filled):
        numbers = [int(t) for t in filled]
        counts_up = all(b - a == 1 for a, b in pairwise(numbers))
        if counts_up and numbers[-1] <= _LAST_NUMBER + len(texts):
            return "line_number"
    if all(PROJECT_CODE.fullmatch(t) for t in filled):
        return "project_code"
    schemes = {scheme_of_code(t) for t in filled}
    if len(schemes) != 1 or len(set(filled)) == 1:
        return ""
    if all(_WHOLE_CODE.fullmatch(t) for t in filled):
        return "code"
    # Codes with their names in one cell: 50101-工资奖金津补贴.
    named = all(split_glued(t)[0] and split_glued(t)[1] for t in filled)
    return _CLASSES.get(schemes.pop(), "") if named else ""


def _scheme(texts: list[str]) -> str:
    return next((s for t in texts if (s := scheme_of_code(re.sub(r"\s+", "", t)))), "")


def _first_text_is_the_name(columns: list[Column], texts: list[list[str]]) -> list[Column]:
    """Where no column is headed as a name, the first of words before any figure names the rows."""
    for number, column in enumerate(columns):
        if column.measure:
            return columns
        filled = [t for t in texts[number] if t.strip()]
        if not column.is_known and filled and all(_CJK.search(t) for t in filled):
            return [replace(c, role="name") if c is column else c for c in columns]
    return columns


def _total_by_sum(columns: list[Column], texts: list[list[str]], layout: TableLayout) -> list[Column]:
    """The one unknown column of figures that equals the sum of its parts in every row is their total."""
    unknown = [n for n, c in enumerate(columns) if not c.is_known and _is_money(texts[n])]
    if len(unknown) != 1 or any(c.measure == layout.total_measure for c in columns):
        return columns
    place = unknown[0]
    measures = {c.measure: n for n, c in enumerate(columns) if c.measure and not c.funding}
    for parts in measure_tree().get("total", ()):
        places = [measures[p] for p in parts if p in measures]
        if len(places) > 1 and _adds_up(texts[place], [texts[n] for n in places]):
            return [
                replace(c, measure=layout.total_measure) if n == place else c for n, c in enumerate(columns)
            ]
    return columns


def _is_money(texts: list[str]) -> bool:
    states = {read_amount(t).state for t in texts}
    return "number" in states and states <= {"number", "zero", "blank", "dash"}


def _adds_up(totals: list[str], parts: list[list[str]]) -> bool:
    """Whether the sums hold in every row, and in three rows at least with two parts that are not nought."""
    telling = 0
    for row, text in enumerate(totals):
        stated, amounts = read_amount(text), [read_amount(p[row]) for p in parts]
        values = [a.value for a in amounts if a.value is not None]
        if check_sum(stated.value or Decimal(0), values, finest([stated, *amounts])).outcome == "fail":
            return False
        telling += sum(bool(v) for v in values) > 1
    return telling >= _LEAST_ROWS
