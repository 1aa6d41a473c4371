"""Findings: results of one cause, no more and no less, worst and largest first, in sentences people act on."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract_document
from pipelines.reconcile.records import document_records
from pipelines.reconcile.runner import CheckRun, check
from tests.paths import SAMPLE_PDF


@pytest.fixture(scope="module")
def run() -> CheckRun:
    return check(document_records(extract_document(SAMPLE_PDF.read_bytes(), "application/pdf")))


def rules_of(run: CheckRun) -> list[list[str]]:
    return [finding["rule_ids"] for finding in run.findings]


def test_the_causes_of_the_dossier_are_the_findings_of_severity_error(run: CheckRun) -> None:
    errors = [finding["rule_ids"] for finding in run.findings if finding["severity"] == "error"]
    assert errors == [
        ["PF-08", "PF-09"],  # A4: 105.96 in the list of projects
        ["B06-03", "NT-01", "NT-02", "NT-04", "NT-05", "NT-09", "PF-03", "PF-07", "PF-10"],  # A1: 0.21
        ["NT-08"],  # A2: the rate that divides by this year, in the sentence that A1 concerns too
        ["NT-13"],  # A3: the base year
        ["PF-02"],  # A5: the project's code; the same form also has indicators without a project (B5)
    ]


def test_one_rule_about_the_form_of_the_document_is_one_finding(run: CheckRun) -> None:
    assert rules_of(run).count(["DC-03"]) == 1
    (contents,) = [f for f in run.findings if f["rule_ids"] == ["DC-03"]]
    assert contents["result_count"] == 6
    assert contents["message_zh"].endswith("同样的问题另有 5 处。")


def test_a_common_form_or_title_joins_nothing(run: CheckRun) -> None:
    alone = ("PV-01", "PF-12", "PF-02", "DC-10", "PF-05")
    assert all([rule] in rules_of(run) for rule in alone)


def test_severity_comes_before_amount(run: CheckRun) -> None:
    rank = {"error": 0, "warning": 1, "info": 2}
    order = [rank[finding["severity"]] for finding in run.findings]
    assert order == sorted(order)
    assert [f["finding_id"][-3:] for f in run.findings] == [f"F{n:02}" for n in range(1, len(order) + 1)]


def test_sentences_name_both_figures_and_the_difference(run: CheckRun) -> None:
    first = run.findings[0]
    for piece in ("530.00 万元", "635.96 万元", "105.96 万元", "另有 2 处"):
        assert piece in first["message_zh"]
    for piece in ("5300000.00 yuan", "6359600.00 yuan", "1059600.00 yuan"):
        assert piece in first["message_en"]
    common = run.findings[1]
    assert common["message_zh"].startswith("同一差额 0.21 万元出现在 17 处")
    assert common["difference_yuan"] == 2100
