"""The panel as a page people read, in English and Chinese, from the two kept answers of its query.

Belongs here: which rows count (a real disclosure before a typeset one), tables in Markdown.
Does not: asking (`build`), words (`page_words.yaml`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.panel.build import QUERY
from benchmarks.panel.published import DEPARTMENTS, YEARS

REAL: Final = QUERY.with_suffix(".csv")
TYPESET: Final = QUERY.with_name(QUERY.stem + "_typeset.csv")
_WORDS: Final = Path(__file__).with_name("page_words.yaml")


@dataclass(frozen=True, slots=True)
class Row:
    """One year of one department: the query's answer, and whether it was read from the published document."""

    values: dict[str, str]
    is_real: bool

    def percent(self, column: str) -> str:
        """With a sign and two digits; empty where there is none."""
        text = self.values[column]
        return f"{Decimal(text):+.2f}%" if text else ""

    def money(self, column: str) -> str:
        """万元 with separators."""
        return f"{Decimal(self.values[column]):,.2f}"


Words = dict[str, Any]


def rows() -> dict[tuple[str, int], Row]:
    """All fifteen by department and year. Raises ValueError when one is in neither answer."""
    found = {key: Row(values, False) for key, values in read(TYPESET).items()}
    found |= {key: Row(values, True) for key, values in read(REAL).items()}
    missing = [(d, y) for d in DEPARTMENTS for y in YEARS if (d, y) not in found]
    if missing:
        raise ValueError(f"the kept answers lack {missing}")
    return found


def read(path: Path) -> dict[tuple[str, int], dict[str, str]]:
    """A kept answer by department and year."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["unit_name"], int(row["fiscal_year"])): row for row in csv.DictReader(file)}


def pages() -> dict[Path, str]:
    """Both pages with their places."""
    tongues: list[Words] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return {QUERY.with_name(f"jiangsu{words['ending']}.md"): page(words) for words in tongues}


def page(words: Words) -> str:
    """One page in the language of `words`."""
    found = rows()
    years = [cell for year in YEARS for cell in ("", str(year))][1:]
    matrix = ["机关运行经费", *years, words["read_from"]]
    return "\n".join(
        [
            "<!-- python -m benchmarks.panel --write -->",
            words["head"],
            *_table(matrix, "l" + "rc" * (len(YEARS) - 1) + "rl", _matrix(words, found)),
            "",
            words["between"],
            *_table(words["detail"], "lrrrrrrclrl", _detail(words, found)),
            "",
            words["foot"],
        ]
    )


def _matrix(words: Words, found: dict[tuple[str, int], Row]) -> list[list[str]]:
    """A row per department; between two years the break, or by how much they differ."""
    lines = []
    for department in DEPARTMENTS:
        line = [department]
        for year in YEARS:
            row = found[department, year]
            if year != YEARS[0]:
                line.append(row.values["break_mark"] or row.percent("comparable_growth_percent"))
            line.append(row.money("agency_operating_cost_wan"))
        line.append(words["real"] if found[department, YEARS[0]].is_real else words["typeset"])
        lines.append(line)
    return lines


def _detail(words: Words, found: dict[tuple[str, int], Row]) -> list[list[str]]:
    lines = []
    for department in DEPARTMENTS:
        for year in YEARS:
            row = found[department, year]
            lines.append(
                [
                    department,
                    str(year),
                    row.money("agency_operating_cost_wan"),
                    row.money("basic_expenditure_wan"),
                    row.money("goods_and_services_wan"),
                    row.percent("growth_percent"),
                    row.percent("comparable_growth_percent"),
                    row.values["break_mark"],
                    _basis(words, row.values["break_basis"]),
                    _score(words, row),
                    words["real"] if row.is_real else words["typeset"],
                ]
            )
    return lines


def _basis(words: Words, basis: str) -> str:
    said = [words["stated"] if one == "DOC" else f"{words['register']} {one}" for one in basis.split()]
    return "<br>".join(dict.fromkeys(said))


def _score(words: Words, row: Row) -> str:
    if not row.values["comparability"]:
        return words["none"]
    return f"{row.values['comparability']}<br>`{row.values['comparability_reasons']}`"


def _table(header: Sequence[str], aligned: str, body: list[list[str]]) -> list[str]:
    rules = {"l": "---", "r": "--:", "c": ":-:"}
    lines = [list(header), [rules[a] for a in aligned], *body]
    return [f"| {' | '.join(line)} |" for line in lines]
