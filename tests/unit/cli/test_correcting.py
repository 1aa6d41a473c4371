"""From the queue to a correction and back: `gongkai review`, `correct`, `corrections`."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, now
from pipelines.commands.correct import Wish, correct, corrections, extracted
from pipelines.commands.failures import FAILING_RESULTS, OK, CommandFailure
from pipelines.commands.review import review
from pipelines.conform import unit_rules as unit_rules_module
from pipelines.conform.corrections import promote_unit as promote_unit_module
from pipelines.conform.corrections.promote import CannotPromote, header_row, promote
from pipelines.conform.corrections.records import parse
from pipelines.conform.document import conform_document
from pipelines.contracts.parts import PartStore
from pipelines.home import Home
from pipelines.orchestration.plan import corrections_of, versions
from pipelines.orchestration.work import Task, perform
from pipelines.reports.review_queue import review_queue
from tests.unit.dashboard.releases import district, line, publish_rows

DUMP = (
    "<html><body><h1>某区数据局2023年部门预算</h1><p>部门支出总表</p><p>单位：万元</p><table>"
    "<tr><td>科目编码</td><td>科目名称</td><td>合计</td></tr>"
    "<tr><td>2010301</td><td>行政运行</td><td>100.00</td></tr>"
    "<tr><td></td><td>合计</td><td>10O.00</td></tr></table></body></html>"
).encode()
DOCUMENT = content_id(DUMP)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that has read one document."""
    home = Home(tmp_path)
    record = ArchiveRecord(DOCUMENT, "预算.html", "text/html", len(DUMP), now())
    Archive(home.archive).store(DUMP, record)
    run(home)
    return home


def run(home: Home) -> list[dict[str, Any]]:
    """What a run does with the document; its lines."""
    for room in ("extract", "conform"):
        perform(
            Task(room, DOCUMENT, "text/html", "预算.html", str(home.archive), str(home.parts), versions(), corrections_of(home))
        )  # fmt: skip
    return PartStore(str(home.parts)).read("conform", versions()["conform"], DOCUMENT, "lines").to_dicts()


def wish(**more: Any) -> Wish:
    said = Wish(DOCUMENT[:12], 1, "cell", 2, 3, None, "100.00", "字母 O", "第 1 页", "王审核", None)
    return replace(said, **more)


def test_a_correction_made_applied_expired(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(run(home)) == 1
    assert correct(home, wish(), promoted=False, as_json=False) == OK
    assert "'10O.00' → '100.00'" in capsys.readouterr().out
    assert corrections(home, as_json=False) == OK
    lines = run(home)
    assert [(row["row_label"], row["quality"]) for row in lines] == [
        ("行政运行", "exact"),
        ("合计", "corrected"),
    ]

    (path,) = home.corrections.glob("*.csv")
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    rows[0] |= {"decided_on": "2020-01-01", "expires_on": yesterday.isoformat()}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert corrections(home, as_json=True) == FAILING_RESULTS
    assert "CORRECTION_EXPIRED" in capsys.readouterr().out
    assert len(run(home)) == 1


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"where": "zzz"}, "neither the id"),
        ({"where": "0" * 12}, "0 archived files"),
        ({"row": 9}, "nothing is read"),
        ({"should_read": "10O.00"}, "the same"),
        ({"reads": "7"}, "MATCHES_NOTHING"),
        ({"reason": " "}, "reason"),
        ({"until": "soon"}, "not a date"),
        ({"target": "title"}, "neither row nor column"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_at_once(
    home: Home, change: dict[str, Any], cause: str
) -> None:
    with pytest.raises(CommandFailure, match=cause):
        correct(home, wish(**change), promoted=False, as_json=False)
    assert not list(home.corrections.glob("*.csv")) if home.corrections.is_dir() else True


def test_a_spot_is_corrected_once(home: Home) -> None:
    correct(home, wish(), promoted=False, as_json=True)
    with pytest.raises(CommandFailure, match="corrected already"):
        correct(home, wish(should_read="200.00"), promoted=False, as_json=True)


def test_people_may_keep_rows_of_their_own_beside(home: Home) -> None:
    correct(home, wish(), promoted=False, as_json=True)
    (path,) = home.corrections.glob("*.csv")
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    correct(home, wish(row=1, should_read="101.00"), promoted=False, as_json=True)
    assert len(corrections_of(home).records) == 2
    assert not corrections_of(home).faults


def header(reads: str, should_read: str) -> Any:
    base = {"document_id": DOCUMENT, "table_index": "1", "target": "header", "row": "", "column": "3"}
    said = {
        "author": "a",
        "reason": "r",
        "evidence": "e",
        "decided_on": "2026-01-01",
        "expires_on": "2027-01-01",
    }
    return parse({**base, **said, "reads": reads, "should_read": should_read})


def test_a_decision_about_a_header_becomes_a_row_of_the_catalogue(tmp_path: Path) -> None:
    catalogue = tmp_path / "header_words.csv"
    catalogue.write_text("facet,value,pattern\nsum,total,合计", encoding="utf-8")
    row = promote(header("合计 / 亼计(数)", "合计 / 合计"), catalogue)
    assert row[2] == r"亼计\(数\)"
    assert catalogue.read_text(encoding="utf-8").splitlines()[-1] == ",".join(row)


@pytest.mark.parametrize(
    ("reads", "should_read", "cause"),
    [
        ("基本支出", "项目支出", "already"),
        ("亼计", "没有这个词", "knows no header"),
        ("亼计", "基本支出 / 合计", "exactly one"),
        ("亼计 / 丅计", "合计 / 小计", "exactly one"),
    ],
)
def test_what_the_catalogue_cannot_hold_is_refused(reads: str, should_read: str, cause: str) -> None:
    with pytest.raises(CannotPromote, match=cause):
        header_row(header(reads, should_read))


def test_the_queue_puts_the_heaviest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = district()
    document_id = rows["dim_document"][0]["document_id"]
    rows["fct_line_item"] += [line(3, "5000000", quality="repaired", quality_note="moved", is_total=False)]
    rows["fct_outcome"] = [
        {"outcome_id": code, "document_id": document_id, "room": "conform", "code": code, "code_zh": code, "severity": "warning", "page": 5, "table_index": 1, "column_index": 1, "row_index": 0, "text": text, "detail": "d"}
        for code, text in (("UNKNOWN_HEADER", "1,000.00"), ("UNKNOWN_HEADER", "2000"), ("MONEY_UNIT_UNKNOWN", ""), ("RUNNING_LINE", ""))
    ]  # fmt: skip
    home = publish_rows(tmp_path, rows)
    queue = review_queue(home)
    assert [i.code for i in queue] == ["UNKNOWN_HEADER", "MONEY_UNIT_UNKNOWN", "REPAIRED"]
    assert queue[0].stake_yuan == 30_000_000, "3,000 万元 in a column no one knows"
    assert (queue[0].target, queue[0].column, queue[0].is_stake_known) == ("header", 2, True)
    assert (queue[1].stake_yuan, queue[1].is_stake_known) == (8_703_000, False)
    assert queue[2].weight == 1_500_000
    assert "--target header --column 2" in queue[0].command
    assert review(home, 2, None, as_json=True) == OK
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert review(home, 5, "没有这个单位", as_json=False) == OK
    assert "Nothing to review" in capsys.readouterr().out


NO_UNIT = DUMP.replace("<p>单位：万元</p>".encode(), b"").replace(b"10O.00", b"100.00")


def test_a_unit_decided_once_is_known_for_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command, with `--promote`; another document of the same publisher is then read."""
    catalogue = tmp_path / "unit_rules.csv"
    catalogue.write_text(
        unit_rules_module.FILE.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8"
    )
    monkeypatch.setattr(promote_unit_module.promote_unit, "__defaults__", ((), catalogue))
    home = Home(tmp_path / "home")
    read = {}
    for name, content in (
        ("a.html", NO_UNIT),
        ("b.html", NO_UNIT.replace("2023年".encode(), "2024年".encode())),
    ):
        identity = content_id(content)
        Archive(home.archive).store(content, ArchiveRecord(identity, name, "text/html", len(content), now()))
        task = Task(
            "extract",
            identity,
            "text/html",
            name,
            str(home.archive),
            str(home.parts),
            versions(),
            corrections_of(home),
        )
        perform(task)
        read[name] = extracted(home, identity)
    said = wish(
        where=read["a.html"].document_id, target="unit_line", row=None, column=None, should_read="单位：万元"
    )
    assert correct(home, said, promoted=True, as_json=False) == OK
    assert "Tables of this template by 某区数据局" in capsys.readouterr().out
    rules = unit_rules_module.unit_rules(catalogue)
    monkeypatch.setattr(unit_rules_module, "unit_rules", lambda: rules)
    records = conform_document(read["b.html"])
    assert {str(line["amount_yuan"]) for line in records["lines"]} == {"1000000.00"}
    assert records["tables"][0]["money_unit_text"].startswith(
        "decided for this template of 某区数据局 by 王审核"
    )
    assert "MONEY_UNIT_BY_RULE" in {o["code"] for o in records["outcomes"]}
    with pytest.raises(CommandFailure, match=r"written to .*, but not promoted"):
        other = wish(
            where=read["b.html"].document_id,
            target="unit_line",
            row=None,
            column=None,
            should_read="单位：元",
        )
        correct(home, other, promoted=True, as_json=False)
