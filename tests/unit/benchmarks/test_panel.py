"""The panel of Jiangsu: its facts, the documents typeset from them, its page."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from benchmarks.panel.figures import Figures, figures
from benchmarks.panel.page import REAL, TYPESET, pages, read
from benchmarks.panel.published import published
from benchmarks.panel.tables import numeral
from benchmarks.panel.typeset import NOTICE, typeset_all
from tests.paths import SHARED, needs_shared_corpus

WHOLE = [figures(p) for p in published()]


@pytest.mark.parametrize("whole", WHOLE, ids=lambda w: f"{w.published.department}-{w.published.fiscal_year}")
def test_invented_lines_add_up_around_published_figures(whole: Figures) -> None:
    basic = {line.code: line.amount for line in whole.basic}
    functions = {line.code: line.amount for line in whole.functions}
    operating = {line.code: line.amount for line in whole.operating}
    assert all(amount > 0 for part in (basic, functions, operating) for amount in part.values())
    assert sum(basic[code] for code in ("301", "302", "303")) == whole.fiscal_basic
    for parts in (basic, operating):
        for code in [code for code in parts if len(code) == 3]:
            assert parts[code] == sum(a for c, a in parts.items() if len(c) == 5 and c.startswith(code))
    assert sum(a for c, a in functions.items() if len(c) == 7) == whole.general_budget
    assert sum(a for c, a in operating.items() if len(c) == 3) == whole.published.agency_operating_cost
    assert whole.fiscal_basic + whole.fiscal_project + whole.reserve == whole.general_budget
    for name, amount in whole.published.summary.items():
        assert getattr(whole, name) == amount, "a published figure is printed as it is"


def test_the_same_facts_give_the_same_bytes_and_every_page_says_what_it_is(tmp_path: Path) -> None:
    once, again = typeset_all(tmp_path / "once"), typeset_all(tmp_path / "again")
    assert len(once) == 15
    assert [p.read_bytes() for p in once] == [p.read_bytes() for p in again]
    with pdfplumber.open(once[0]) as pdf:
        assert len(pdf.pages) == 13
        assert all(NOTICE in page.extract_text() for page in pdf.pages)


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]


@pytest.mark.parametrize("path", pages(), ids=lambda p: p.name)
def test_the_page_shows_the_kept_answers(path: Path) -> None:
    kept = path.read_text(encoding="utf-8")
    assert kept == pages()[path], "python -m benchmarks.panel --write writes the page"


def test_real_disclosures_count_before_typeset_ones_and_both_agree() -> None:
    real, typeset = read(REAL), read(TYPESET)
    assert len(real) == 6 and len(typeset) == 15
    for key, row in real.items():
        for column in ("agency_operating_cost_wan", "basic_expenditure_wan", "goods_and_services_wan"):
            assert row[column] == typeset[key][column], key


@pytest.mark.parametrize(
    ("ending", "words"), [("", ("real document", "typeset")), (".zh", ("真实文件", "排印"))]
)
def test_every_row_says_what_it_was_read_from(ending: str, words: tuple[str, str]) -> None:
    text = next(text for path, text in pages().items() if path.name == f"jiangsu{ending}.md")
    rows = [line for line in text.splitlines() if line.startswith("| <span")]
    assert len(rows) == 5 + 15 + 12
    for line in rows:
        is_real = "江苏省委办公厅" in line or "江苏省人民检察院" in line
        assert (words[0] in line, words[1] in line) == (is_real, not is_real)
    assert sum("‖" in line for line in rows) == 5 + 7


@needs_shared_corpus
def test_the_facts_are_those_of_the_reference() -> None:
    with (SHARED / "reference" / "jiangsu_series_break.csv").open(encoding="utf-8-sig") as file:
        reference = {
            (r["department"], int(r["year"])): (r["jiguan_yunxing"], r["basic_total"], r["basic_302"])
            for r in csv.DictReader(file)
        }
    assert {
        (p.department, p.fiscal_year): (
            p.agency_operating_cost,
            p.basic_expenditure,
            p.goods_and_services,
        )
        for p in published()
    } == {key: tuple(Decimal(text) for text in row) for key, row in reference.items()}
