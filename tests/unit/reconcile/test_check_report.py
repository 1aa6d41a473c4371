"""The report of `gongkai check` in its three formats."""

from __future__ import annotations

import html
import json
import re
from decimal import Decimal

import pytest

from pipelines.reconcile.catalogue import load_catalogue
from pipelines.reconcile.runner import CheckRun, check
from pipelines.reports.check_report import exit_code, render
from pipelines.reports.check_view import CheckedFile, money
from pipelines.reports.check_words import WORDS
from tests.unit.reconcile.builders import Disclosure, together
from tests.unit.reconcile.sound import sound

CATALOGUE = load_catalogue()


def checked(disclosure: Disclosure) -> tuple[CheckRun, list[CheckedFile]]:
    file = CheckedFile(disclosure.document_id, "预算 & 附表.pdf", "application/pdf", 12, "digital")
    return check(together([disclosure])), [file]


@pytest.fixture(scope="module")
def faulty() -> tuple[CheckRun, list[CheckedFile]]:
    return checked(sound("某局").shift("three_public", "合计", "three_public_total", "3"))


def test_exit_codes(faulty: tuple[CheckRun, list[CheckedFile]]) -> None:
    run, _ = faulty
    assert exit_code(run) == 1
    assert exit_code(run, unread_files=1) == 2
    assert exit_code(check(together([sound("平")]))) == 0
    assert exit_code(check({})) == 2


def test_json_has_the_promised_shape(faulty: tuple[CheckRun, list[CheckedFile]]) -> None:
    run, files = faulty
    report = json.loads(render(run, files, CATALOGUE, "json"), parse_float=Decimal)
    assert report["disclosure"] == {
        "unit_name": "某局",
        "fiscal_year": 2023,
        "kind": "budget",
        "report_level": "unit",
    }
    assert {r["rule_id"] for r in report["results"]} == set(CATALOGUE)
    (failing,) = [r for r in report["results"] if r["outcome"] == "fail"]
    assert {
        "rule_id",
        "outcome",
        "severity",
        "finding_id",
        "message",
        "left",
        "right",
        "difference",
        "tolerance",
        "evidence",
    } <= set(failing)
    assert (failing["left"], failing["right"], failing["difference"]) == (80000, 50000, 30000)
    assert failing["tolerance"] == Decimal("200.00")
    first = failing["evidence"][0]
    assert (first["document"], first["page"], first["text"]) == ("预算 & 附表.pdf", 1, "8.00")
    assert first["bbox"] == [10, 20, 30, 40]
    (finding,) = report["findings"]
    assert finding["results"] == [failing["result_id"]]
    assert failing["finding_id"] == finding["finding_id"]


def test_amounts_in_json_are_exact_numbers() -> None:
    disclosure = sound("大数").shift("income_expenditure_summary", "total_income", "amount", "99999999999.99")
    run, files = checked(disclosure)
    text = render(run, files, CATALOGUE, "json")
    assert '"left": 1000000001549900.00' in text
    assert "\\u0000" not in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_names_figures_places_and_arithmetic(
    faulty: tuple[CheckRun, list[CheckedFile]], language: str
) -> None:
    run, files = faulty
    text = re.sub(r"\s+", "", render(run, files, CATALOGUE, "text", language, width=200))
    expected = {
        "zh": ("8.00万元", "5.00万元", "差额3.00万元", "第1页", "印作8.00", "发现1个问题"),
        "en": (
            "80000.00yuan",
            "50000.00yuan",
            "difference30000.00yuan",
            "page1",
            "printed8.00",
            "1finding(s)",
        ),
    }
    for piece in expected[language]:
        assert piece in text
    assert all(rule in text for rule in CATALOGUE)


def test_doubt_and_errors_are_said_aloud() -> None:
    disclosure = sound("存疑")
    disclosure.sheet("income_detail").surplus_fields = 2
    run, files = checked(disclosure)
    text = render(run, files, CATALOGUE, "text")
    assert "没有发现不符" in text
    assert "未作判断" in text
    assert "B02-05" in text.split("未作判断（提取存疑）")[1]


def test_html_is_one_page_on_its_own(faulty: tuple[CheckRun, list[CheckedFile]]) -> None:
    run, files = faulty
    page = render(run, files, CATALOGUE, "html")
    assert "预算 &amp; 附表.pdf" in page
    assert not re.search(r"(?:src|href)\s*=\s*\"(?!#)|url\(|@import", page)
    plain = html.unescape(re.sub(r"<[^>]+>", " ", page))
    assert plain.index("发现的问题") < plain.index("8.00 万元") < plain.index("全部规则")
    assert all(rule in plain for rule in CATALOGUE)


def test_both_languages_have_the_same_words() -> None:
    assert set(WORDS["zh"]) == set(WORDS["en"])


@pytest.mark.parametrize(
    ("amount", "in_yuan", "shown"),
    [
        ("8703000.00", False, "870.30 万元"),
        ("580.00", False, "0.058 万元"),
        ("-2100.00", False, "-0.21 万元"),
        ("2293000.00", True, "2,293,000.00 元"),
        ("1000000.00", False, "100.00 万元"),
    ],
)
def test_money_as_people_write_it(amount: str, in_yuan: bool, shown: str) -> None:
    assert money(Decimal(amount), in_yuan=in_yuan, language="zh") == shown
