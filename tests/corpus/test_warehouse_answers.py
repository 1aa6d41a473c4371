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

from benchmarks.warehouse.questions import FOLDER, Question, ask, index_markdown, questions
from tests.paths import ROOT, SHARED, needs_shared_corpus

PANEL = ROOT / "docs" / "panels" / "jiangsu.sql"
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
def test_the_panel_is_the_one_kept():
    with duckdb.connect(str(DATABASE), read_only=True) as connection:
        question = Question("jiangsu", "", "", "", "", PANEL.read_text(encoding="utf-8"))
        assert ask(connection, question).as_csv() == PANEL.with_suffix(".csv").read_text(encoding="utf-8")


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
