"""Units of money that a reviewer decided for a template: where they speak, and where they must not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.conform.corrections.promote import CannotPromote
from pipelines.conform.corrections.promote_unit import promote_unit, unit_rule
from pipelines.conform.corrections.records import parse
from pipelines.conform.money_unit import resolve_units
from pipelines.conform.unit_rules import FILE, UnitRule, settle, template_of, unit_rules
from pipelines.extract.model import ExtractedDocument
from tests.unit.conform.builders import document_of, dump_of, table_of

HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [HEAD, ["2010301", "行政运行", "7", "5", "2"], ["", "合计", "7", "5", "2"]]
OTHER_ROWS = [[*HEAD, "上缴上级支出"], ["201", "一般公共服务支出", "7", "5", "2", "0"]]
PUBLISHER = "某市某局"


def document(*units: str, rows: list[list[str]] | None = None) -> ExtractedDocument:
    """A budget whose tables state these units, in order (empty: none)."""
    tables = [
        dump_of(f"表{n} {PUBLISHER}2023年部门支出总表", rows or ROWS, unit)
        for n, unit in enumerate(units, start=1)
    ]
    return document_of(f"{PUBLISHER}2023年部门预算公开\n\n" + "\n\n\f".join(tables))


def decision(read: ExtractedDocument, **more: str) -> Any:
    said = {
        "document_id": read.document_id,
        "table_index": "1",
        "target": "unit_line",
        "reads": "",
        "should_read": "单位：万元",
        "author": "王审核",
        "reason": "与总表一致",
        "evidence": "第 3 页",
        "decided_on": "2026-01-01",
        "expires_on": "2027-01-01",
    }
    return parse({**said, **more})


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "unit_rules.csv"
    shutil.copy(FILE, path)
    path.write_text(FILE.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    return path


def rule_of(catalogue: Path) -> UnitRule:
    read = document("")
    return promote_unit(unit_rule(decision(read), read), path=catalogue)


def settled(read: ExtractedDocument, rules: tuple[UnitRule, ...], publisher: str | None = PUBLISHER) -> Any:
    return settle(read.tables, resolve_units(read.tables), publisher, rules)


def test_a_decision_holds_for_the_template_and_states_its_evidence(catalogue: Path) -> None:
    rule = rule_of(catalogue)
    assert unit_rules(catalogue) == (rule,)
    assert (rule.publisher, rule.table_type, rule.money_unit) == (PUBLISHER, "expenditure_detail", "wan_yuan")
    ((unit, outcomes),) = settled(document(""), (rule,)).values()
    assert unit.unit == "wan_yuan"
    for word in ("王审核", "2026-01-01", "与总表一致", "第 3 页", rule.document_id[:12]):
        assert word in unit.evidence
    assert [o.code for o in outcomes] == ["MONEY_UNIT_BY_RULE"]


def test_it_holds_for_no_other_publisher_no_other_template_and_no_year_only(catalogue: Path) -> None:
    rule = rule_of(catalogue)
    for read, publisher in (
        (document(""), "某市别局"),
        (document(""), None),
        (document("", rows=OTHER_ROWS), PUBLISHER),
    ):
        ((unit, outcomes),) = settled(read, (rule,), publisher).values()
        assert unit.unit == "unknown"
        assert [o.code for o in outcomes] == ["MONEY_UNIT_UNKNOWN"]
    years = [[["科目编码", "科目名称", f"{year}年预算数"], ["201", "x", "1"]] for year in (2023, 2024)]
    first, second = (table_of("某局支出总表", rows, unit="") for rows in years)
    assert template_of(first) == template_of(second)


def test_a_printed_unit_always_holds_and_silences_the_rule(catalogue: Path) -> None:
    rule = rule_of(catalogue)
    ((unit, outcomes),) = settled(document("单位：万元"), (rule,)).values()
    assert (unit.unit, outcomes) == ("wan_yuan", [])
    (first, second) = settled(document("单位：元", ""), (rule,)).values()
    assert first[0].unit == "yuan"
    assert second[0].unit == "unknown", "the publisher has two habits: to choose would be a guess"
    assert [o.code for o in second[1]] == ["MONEY_UNIT_UNKNOWN", "MONEY_UNIT_RULE_CONTRADICTED"]
    assert "yuan is printed" in second[1][1].detail


@pytest.mark.parametrize(
    ("units", "change", "cause"),
    [
        (("",), {"should_read": "单位：公斤"}, "states no unit"),
        (("",), {"should_read": "单位：元 单位：万元"}, "or several"),
        (("",), {"target": "title", "should_read": "支出总表"}, "states no unit of money"),
        (("单位：元",), {"reads": "单位：元"}, "prints another unit"),
        (("", "单位：元"), {}, "table 2 on page .* prints another unit"),
    ],
)
def test_what_contradicts_a_printed_unit_is_refused(units: tuple[str, ...], change: Any, cause: str) -> None:
    read = document(*units)
    with pytest.raises(CannotPromote, match=cause):
        unit_rule(decision(read, **change), read)


def test_a_document_that_names_no_publisher_gives_no_scope() -> None:
    read = document_of(dump_of("支出总表", ROWS, ""))
    with pytest.raises(CannotPromote, match="no publisher"):
        unit_rule(decision(read), read)


def test_other_documents_of_the_publisher_count_and_a_rule_is_made_once(catalogue: Path) -> None:
    rule = rule_of(catalogue)
    read = document("")
    again = unit_rule(decision(read, should_read="单位：元"), read)
    with pytest.raises(CannotPromote, match="a rule for this template already"):
        promote_unit(again, path=catalogue)
    other = replace(rule, publisher="某市别局")
    with pytest.raises(CannotPromote, match=r"prints another unit over this table in 预算\.pdf, p\. 4"):
        promote_unit(other, [("wan_yuan", "a.pdf, p. 1"), ("yuan", "预算.pdf, p. 4")], catalogue)
    assert promote_unit(other, [("wan_yuan", "a.pdf"), ("unknown", "b.pdf")], catalogue) == other


def test_every_rule_of_the_catalogue_is_whole() -> None:
    for rule in unit_rules():
        assert all(rule.as_row().values()), f"a rule states all of its evidence: {rule}"
    assert len({r.key for r in unit_rules()}) == len(unit_rules())
