"""Answers on the development corpus: as kept beside the questions, and as the documents print them.

The warehouse of the corpus takes minutes to make: name a home that holds it (`GONGKAI_CORPUS_HOME`), or the
tests that need it are skipped. What is kept is compared with the shared reference in any case.
"""

from __future__ import annotations

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from benchmarks.panel.figures import figures
from benchmarks.panel.published import Published, published
from benchmarks.warehouse.questions import FOLDER, PANELS, Question, ask, index_markdown, questions
from tests.paths import ROOT, SHARED, needs_shared_corpus

PANEL = ROOT / "docs" / "panels" / "jiangsu.sql"
# The two departments whose documents are in the corpus.
REAL_ONES = [p for p in published() if p.department in ("江苏省委办公厅", "江苏省人民检察院")]
CORPUS_HOME = os.environ.get("GONGKAI_CORPUS_HOME", "")
DATABASE = Path(CORPUS_HOME) / "warehouse" / "current" / "gongkai.duckdb"

needs_corpus_warehouse = pytest.mark.skipif(
    not CORPUS_HOME or not DATABASE.exists(),
    reason="GONGKAI_CORPUS_HOME names no home with a release of the corpus (gongkai ingest, gongkai run)",
)


@needs_shared_corpus
@needs_corpus_warehouse
@pytest.mark.parametrize("question", questions(), ids=lambda q: q.slug)
def test_the_answer_is_the_one_kept(question: Question):
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        answer = ask(connection, question).as_csv()
    kept = question.answer_file.read_text(encoding="utf-8")
    assert answer == kept, "python -m benchmarks.warehouse questions --write keeps the new answer"


@needs_shared_corpus
@needs_corpus_warehouse
@pytest.mark.parametrize("panel", sorted(PANELS.glob("*.sql")), ids=lambda p: p.stem)
def test_the_panel_is_the_one_kept(panel: Path):
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        question = Question(panel.stem, "", "", "", "", panel.read_text(encoding="utf-8"))
        assert ask(connection, question).as_csv() == panel.with_suffix(".csv").read_text(encoding="utf-8")


@needs_shared_corpus
@needs_corpus_warehouse
@pytest.mark.parametrize("printed", REAL_ONES, ids=lambda p: f"{p.department}-{p.fiscal_year}")
def test_what_we_read_of_the_summary_is_what_another_project_read_of_it(printed: Published):
    """github.com/ae86jack/open-budget read 收支预算总表 of the same documents with another program."""
    whole = figures(printed)
    expected = {
        ("income_general_budget", ""): whole.general_budget,
        ("basic_expenditure", ""): printed.basic_expenditure,
        ("project_expenditure", ""): whole.project,
        ("reserve_funds", ""): whole.reserve,
        ("current_expenditure_total", ""): whole.total,
        ("current_income_total", ""): whole.total,
        ("function_class", whole.branch.class_code): whole.main_class,
        ("function_class", "208"): whole.social_security,
        ("function_class", "221"): whole.housing,
    }
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        rows = connection.execute(
            "select item, coalesce(code, ''), amount_yuan from marts.fct_line_item where amount_yuan is not null"
            " and table_type = 'income_expenditure_summary' and unit_name = ? and fiscal_year = ?",
            [printed.department, printed.fiscal_year],
        ).fetchall()
    read = {(item, code): amount / 10_000 for item, code, amount in rows}
    assert {key: read.get(key) for key in expected} == expected


def test_all_figures_compared_with_the_other_project_are_its_own():
    """None of them is one that the typesetter would have to invent."""
    names = ("total", "general_budget", "main_class", "social_security", "housing", "project", "reserve")
    assert len(REAL_ONES) == 6
    assert all(set(names) <= set(printed.summary) for printed in REAL_ONES)


def test_the_index_of_the_questions_is_up_to_date():
    assert (FOLDER / "README.md").read_text(encoding="utf-8") == index_markdown()


def panel() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(PANEL.with_suffix(".csv").read_text(encoding="utf-8"))))


@needs_shared_corpus
@pytest.mark.parametrize(
    ("measure", "column"),
    [
        ("机关运行经费", "jiguan_yunxing"),
        ("一般公共预算基本支出", "basic_total"),
        ("基本支出", "basic_total"),
    ],
)
def test_the_panel_is_what_the_documents_print(measure: str, column: str):
    with (SHARED / "reference" / "jiangsu_series_break.csv").open(encoding="utf-8-sig") as file:
        printed = {(r["department"], r["year"]): Decimal(r[column]) for r in csv.DictReader(file)}
    rows = [r for r in panel() if r["series_measure_zh"] == measure]
    for row in rows:
        assert Decimal(row["wan_yuan"]) == printed[row["unit_name"], row["fiscal_year"]], row
    if measure == "机关运行经费":
        assert len(rows) == 6, "two of the five departments are in the corpus"


def test_the_panel_marks_the_break_and_masks_growth_across_it():
    rows = [r for r in panel() if r["series_measure_zh"] == "机关运行经费"]
    assert {r["fiscal_year"] for r in rows if r["break_mark"]} == {"2017", "2018"}
    for row in rows:
        assert bool(row["comparable_growth_percent"]) == (row["fiscal_year"] == "2019")
    assert all(Decimal(r["growth_percent"]) < -50 for r in rows if r["fiscal_year"] == "2018")
