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
    figures = [
        words["department"],
        words["year"],
        "机关运行经费",
        "基本支出",
        words["goods"],
        words["read_from"],
    ]
    return "\n".join(
        [
            words["head"],
            *_table(matrix, "l" + "rc" * (len(YEARS) - 1) + "rl", _matrix(words, found)),
            "",
            words["figures"],
            *_table(figures, "lrrrrl", _figures(words, found)),
            "",
            words["comparisons"],
            *_table(words["comparison_columns"], "lcrrll", _comparisons(words, found)),
            "",
            words["foot"],
            "<!-- python -m benchmarks.panel --write -->",
            "",
        ]
    )


def _matrix(words: Words, found: dict[tuple[str, int], Row]) -> list[list[str]]:
    """A row per department; between two years the break, or by how much they differ."""
    lines = []
    for department in DEPARTMENTS:
        line = [_name(department)]
        for year in YEARS:
            row = found[department, year]
            if year != YEARS[0]:
                line.append(row.values["break_mark"] or row.percent("comparable_growth_percent"))
            line.append(row.money("agency_operating_cost_wan"))
        lines.append([*line, _read_from(words, found[department, YEARS[0]])])
    return lines


def _figures(words: Words, found: dict[tuple[str, int], Row]) -> list[list[str]]:
    columns = ("agency_operating_cost_wan", "basic_expenditure_wan", "goods_and_services_wan")
    return [
        [
            _name(department),
            str(year),
            *(found[department, year].money(column) for column in columns),
            _read_from(words, found[department, year]),
        ]
        for department in DEPARTMENTS
        for year in YEARS
    ]


def _comparisons(words: Words, found: dict[tuple[str, int], Row]) -> list[list[str]]:
    """A row per pair of years of which both figures are known."""
    return [
        [
            f"{_name(department)}<br>{_read_from(words, row)}",
            _name(f"{year - 1} {row.values['break_mark'] or '→'} {year}"),
            row.percent("growth_percent"),
            row.percent("comparable_growth_percent"),
            _basis(words, row.values["break_basis"]),
            _score(words, row),
        ]
        for department in DEPARTMENTS
        for year in YEARS
        if (row := found[department, year]).values["comparability"]
    ]


def _name(text: str) -> str:
    """In one line: Chinese would break anywhere."""
    return f'<span class="nowrap">{text}</span>'


def _read_from(words: Words, row: Row) -> str:
    return str(words["real"] if row.is_real else words["typeset"])


def _basis(words: Words, basis: str) -> str:
    said = [words["stated"] if one == "DOC" else f"{words['register']} {one}" for one in basis.split()]
    return "<br>".join(map(_name, dict.fromkeys(said)))


def _score(words: Words, row: Row) -> str:
    reasons = []
    for reason in row.values["comparability_reasons"].split(", "):
        name, points = reason.split(" ")
        reasons.append(f"{words['reasons'][name]} {points}")
    return f"{row.values['comparability']}: {', '.join(reasons)}"


def _table(header: Sequence[str], aligned: str, body: list[list[str]]) -> list[str]:
    rules = {"l": "---", "r": "--:", "c": ":-:"}
    lines = [list(header), [rules[a] for a in aligned], *body]
    return [f"| {' | '.join(line)} |" for line in lines]
