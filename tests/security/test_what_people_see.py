"""What documents say is shown as text: in a terminal, in a spreadsheet, in a program."""

from __future__ import annotations

import csv
import io
import json

import pytest

from pipelines.commands.query import write_answer
from pipelines.publish.query import Answer

PRINTED = [
    "=HYPERLINK(\"http://attacker.invalid\",\"合计\")",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "[/red]",
    "[link=http://attacker.invalid]合计[/link]",
    "<script>alert(1)</script>",
    "\x1b]0;owned\x07",
]  # fmt: skip


def answer() -> Answer:
    return Answer(["[b]label[/b]"], ["VARCHAR"], [(text,) for text in PRINTED])


def test_brackets_are_no_markup_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    write_answer(answer(), "table")
    shown = capsys.readouterr().out
    assert "[/red]" in shown
    assert "[link=http://attacker.invalid]合计[/link]" in shown
    assert "[b]label[/b]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_spreadsheet_meets_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    write_answer(answer(), "csv")
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]
    assert [row[0][0] for row in rows[:3]] == ["'", "'", "'"]


def test_a_program_gets_what_was_printed(capsys: pytest.CaptureFixture[str]) -> None:
    write_answer(answer(), "json")
    assert [row["[b]label[/b]"] for row in json.loads(capsys.readouterr().out)] == PRINTED
