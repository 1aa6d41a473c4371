"""A real final account in two versions: as published, and with faults put in by people who test checkers."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract_document
from pipelines.reconcile.records import document_records
from pipelines.reconcile.runner import CheckRun, check
from tests.paths import SHARED, needs_shared_corpus

FOLDER = SHARED / "corpus" / "disclosures" / "shanghai_putuo"

pytestmark = needs_shared_corpus


def checked(name: str) -> CheckRun:
    content = (FOLDER / name).read_bytes()
    return check(document_records(extract_document(content, "application/pdf")))


def said(run: CheckRun, rule: str) -> list[str]:
    return [r["message_zh"] for r in run.results if r["rule_id"] == rule and r["outcome"] == "fail"]


def failing(run: CheckRun) -> set[str]:
    return {r["rule_id"] for r in run.results if r["outcome"] == "fail"}


@pytest.fixture(scope="module")
def injected() -> CheckRun:
    return checked("24年普陀区财政局（测试问题版本）.pdf")


@pytest.fixture(scope="module")
def original() -> CheckRun:
    return checked("上海市普陀区财政局2024年度部门决算.pdf")


def test_the_injected_faults_are_found(injected: CheckRun) -> None:
    assert any("支出" in text for text in said(injected, "DC-01")), "the table 支出决算表 was taken out"
    assert any("2023" in text for text in said(injected, "DC-04")), "a heading of another year"
    relations = said(injected, "FX-02")
    assert len(relations) == 3, "three times the wrong word of 大于, 小于, 等于"
    for amount in ("1560.05", "62.29", "80.81"):
        assert any(amount in text for text in relations)
    assert any("XX局" in text for text in said(injected, "DC-06")), "a placeholder in a heading"
    assert any("。。" in text for text in said(injected, "TQ-01")), "a full stop twice"
    assert any("2023年12月31日" in text for text in said(injected, "TQ-09")), "the day of the assets"
    assert said(injected, "NT-08"), "a total of 0 in the text, of which the stated rate cannot be"


def test_the_original_has_its_own_and_not_those(injected: CheckRun, original: CheckRun) -> None:
    (text,) = said(original, "NT-04")
    assert "0.30 万元" in text, "the published text says 0.3 where the table says 2,961.68"
    assert len(said(original, "TQ-02")) == 3, "three paragraphs end with a semicolon"
    assert failing(original) == {"NT-04", "TQ-02"}
    assert not failing(injected) & failing(original), "both were mended in the other version"


def test_the_hundredth_between_two_tables_is_rounding(original: CheckRun) -> None:
    # 326.71 in the summary, 326.72 in the expenditure table: printed like this, and no fault.
    shown = [r for r in original.results if "326.72" in r["message_zh"] and r["outcome"] == "rounding"]
    assert shown
