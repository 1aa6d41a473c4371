"""The first document: exactly what the project dossier lists fails, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document
from pipelines.reconcile.runner import CheckRun, check
from tests.paths import SAMPLE_PDF, SAMPLE_TEXT

MEDIA_TYPES = {".txt": "text/plain", ".pdf": "application/pdf"}


@pytest.fixture(scope="module", params=[SAMPLE_TEXT, SAMPLE_PDF], ids=["text", "pdf"])
def run(request: pytest.FixtureRequest) -> CheckRun:
    path: Path = request.param
    return check(conform_document(extract_document(path.read_bytes(), MEDIA_TYPES[path.suffix])))


def test_only_the_wrongly_titled_table_fails(run: CheckRun) -> None:
    failing = {
        (r["rule_id"], r["place"].split()[0], r["left_yuan"], r["right_yuan"], r["difference_yuan"])
        for r in run.results
        if r["outcome"] in ("fail", "error", "cannot_tell")
    }
    below = Decimal("8011600"), Decimal("8009500"), Decimal("2100")
    assert failing == {
        ("B06-03", "合计行", Decimal("8703000"), Decimal("8700900"), Decimal("2100")),
        ("B06-03", "201", *below),
        ("B06-03", "20103", *below),
        ("B06-03", "2010350", *below),
    }


def test_they_are_one_finding(run: CheckRun) -> None:
    (finding,) = run.findings
    assert (finding["result_count"], finding["difference_yuan"]) == (4, Decimal("2100"))
    assert "0.21 万元" in finding["message_zh"]


def test_roundings_of_the_dossier_are_roundings(run: CheckRun) -> None:
    rounding = {
        (r["rule_id"], r["place"].split()[0].split("（")[0])
        for r in run.results
        if r["outcome"] == "rounding"
    }
    assert {
        ("B03-04", "210"),
        ("B03-04", "21011"),
        ("B05-02", "合计行"),
        ("B05-03", "210"),
        ("B06-01", "合计行"),
        ("B07-01", "合计行"),
        ("B07-02", "合计"),
        ("B07-03", "301"),
        ("B07-03", "302"),
        ("B11-02", "017001"),
        ("B11-03", "人员类项目"),
        ("B11-03", "公用经费项目"),
    } <= rounding
    assert all(abs(r["difference_yuan"]) == 100 for r in run.results if r["outcome"] == "rounding")


def test_scope_cases_pass(run: CheckRun) -> None:
    outcomes: dict[str, set[str]] = {}
    for result in run.results:
        outcomes.setdefault(result["rule_id"], set()).add(result["outcome"])
    # 870.30 against 870.09 (own funds), 公用经费 without 机关运行经费, projects that list all spending.
    assert all(outcomes[rule] == {"pass"} for rule in ("BX-08", "BX-09", "BX-14", "B06-04", "B11-04"))
    assert outcomes["B02-05"] == {"pass"}, "the surplus column was repaired"


def test_every_figure_named_exists_and_is_placed(run: CheckRun) -> None:
    named = {line_id for result in run.results for line_id in result["line_ids"]}
    assert named <= set(run.lines)
    assert all(run.lines[n]["page"] or run.lines[n]["locator"] for n in named)
