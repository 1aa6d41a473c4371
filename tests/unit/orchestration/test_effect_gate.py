"""The gate before the warehouse: no effect of changed code is published unseen, and what was seen is exact."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.commands.failures import CommandFailure
from pipelines.commands.lake import build
from pipelines.home import Home
from pipelines.orchestration import effect_gate
from pipelines.orchestration.acceptance import accept, accepted
from pipelines.orchestration.effect_check import effect_result
from pipelines.orchestration.effect_gate import GATE_VARIABLE, NotRead, judge, known
from pipelines.orchestration.effect_verdict import HELD, State, Verdict
from pipelines.orchestration.plan import versions
from pipelines.publish.settings import SettingError
from tests.unit.orchestration.gate_home import (
    BEFORE,
    DOCUMENT,
    PAGE,
    archive_page,
    changed_code,
    other_code,
    published_home,
    read,
    reads_otherwise,
    say,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_home(tmp_path_factory.mktemp("gate")).root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    shutil.copytree(made, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


def accept_it(home: Home, verdict: Verdict) -> None:
    before, after = dict(verdict.before or {}), dict(verdict.after or {})
    accept(home, verdict.effect.digest, "李四", verdict.release_id, before, after, verdict.rows)


def forbid_comparing(monkeypatch: pytest.MonkeyPatch) -> None:
    def compare(*_: object) -> None:
        raise AssertionError("nothing was to be compared")

    monkeypatch.setattr(effect_gate.comparing, "effect_of", compare)


def test_before_the_first_release_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    verdict = judge(Home(tmp_path))
    assert (verdict.state, verdict.may_publish) == (State.FIRST, True)
    assert "no release yet" in verdict.sentence


def test_the_same_code_looks_at_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(*_: object) -> None:
        raise AssertionError("parts were looked at")

    monkeypatch.setattr(effect_gate, "open_parts", look)
    monkeypatch.setattr(effect_gate, "open_archive", look)
    assert judge(home).state is State.SAME_CODE


def test_other_code_with_the_same_rows_goes_on(home: Home) -> None:
    other_code(home)
    verdict = judge(home)
    assert (verdict.state, verdict.may_publish, verdict.page) == (State.NO_EFFECT, True, None)
    assert "nothing differs" in verdict.sentence


def test_an_effect_holds_until_exactly_it_is_accepted(home: Home) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    held = judge(home)
    assert (held.state, held.may_publish) == (State.HELD, False)
    assert held.rows["changed"] == 6
    assert held.page is not None and held.page.is_file()
    assert str(held.page) in held.sentence and held.accept_command in held.sentence
    changes = pl.read_parquet(held.page.with_name("changes.parquet"))
    assert changes["before"].to_list() == ["money_unit=yuan"] * 6
    assert changes["after"].to_list() == ["money_unit=wan_yuan"] * 6

    accept_it(home, held)
    passed = judge(home)
    assert (passed.state, passed.may_publish) == (State.ACCEPTED, True)
    assert "accepted by 李四" in passed.sentence

    reads_otherwise(home, versions()["conform"], money_unit="yi_yuan")
    other = judge(home)
    assert other.state is State.HELD, "the code has changed again, and so has its effect"
    assert other.effect.digest != held.effect.digest


def test_the_same_effect_of_yet_other_code_was_accepted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody mends a comment after accepting: every row that differs was seen."""
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    accept_it(home, judge(home))
    changed_code(monkeypatch, "e")
    read(home)
    assert judge(home).state is State.ACCEPTED


def test_the_same_question_is_not_worked_out_twice(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    assert known(home) is None
    first = judge(home)
    forbid_comparing(monkeypatch)
    assert known(home) == judge(home) == first


def test_code_changed_back_goes_on_as_before(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        version = changed_code(patch, "c")
        read(home)
        reads_otherwise(home, version, money_unit="yuan")
        assert judge(home).state is State.HELD
    assert judge(home).state is State.SAME_CODE


def test_while_documents_are_to_be_read_there_is_no_verdict(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed_code(monkeypatch, "c")
    with pytest.raises(NotRead, match="1 document"):
        judge(home)
    assert known(home) is None


def test_a_document_that_is_new_is_no_effect(home: Home) -> None:
    other_code(home)
    read(home, archive_page(home, PAGE.replace(b"2023", b"2024")))
    assert judge(home).state is State.NO_EFFECT


def test_a_document_that_left_the_archive_is_no_effect(home: Home) -> None:
    other_code(home)
    for path in (home.archive / "records").rglob(f"{DOCUMENT}*"):
        path.unlink()
    assert judge(home).state is State.NO_EFFECT


def test_without_parts_of_the_released_version_it_holds_and_says_why(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gate that opens when its evidence is missing is none. What was not seen is accepted for one code only."""
    say(home, source_versions={**versions(), "conform": BEFORE})
    verdict = judge(home)
    assert (verdict.state, verdict.effect.uncompared) == (State.HELD, (DOCUMENT,))
    assert "1 document(s) cannot be compared" in verdict.sentence
    accept_it(home, verdict)
    assert judge(home).state is State.ACCEPTED
    changed_code(monkeypatch, "d")
    read(home)
    assert judge(home).state is State.HELD


def test_a_release_of_long_ago_is_compared_with(home: Home) -> None:
    """Its documents had fewer columns; their ids are promised."""
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    with duckdb.connect(str(home.current / "gongkai.duckdb")) as connection:
        connection.execute("alter table marts.dim_document drop column source_id")
    assert judge(home).rows["changed"] == 6


def test_a_manifest_without_versions_is_like_parts_that_are_gone(home: Home) -> None:
    say(home, source_versions={})
    assert judge(home).effect.uncompared == (DOCUMENT,)


def test_the_setting_lets_it_go_on_and_tells(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    monkeypatch.setenv(GATE_VARIABLE, "tell")
    verdict = judge(home)
    assert (verdict.state, verdict.may_publish) == (State.TOLD, True)
    assert "6 row(s) changed" in verdict.sentence and str(verdict.page) in verdict.sentence
    monkeypatch.setenv(GATE_VARIABLE, "off")
    with pytest.raises(SettingError, match="hold"):
        judge(home)


def test_a_killed_comparison_is_made_again(home: Home) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    first = judge(home)
    assert first.folder is not None
    (first.folder / "effect.json").unlink()  # it is written last
    (first.folder / "changes.parquet").write_bytes(b"PAR1 cut sho")
    (first.folder / ".scratch").mkdir()
    assert judge(home) == first
    assert not (first.folder / ".scratch").exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"digest": "other"}'])
def test_a_file_that_is_no_acceptance_accepts_nothing(home: Home, text: str) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    accept_it(home, judge(home))
    (record,) = (home.effects / "accepted").glob("*.json")
    assert json.loads(record.read_text(encoding="utf-8"))["accepted_by"] == "李四"
    record.write_text(text, encoding="utf-8")
    assert judge(home).state is State.HELD


def test_an_acceptance_is_of_one_release_s_versions(home: Home) -> None:
    accept(home, "abc", "李四", "r1", {"conform": "1"}, {"conform": "2"}, {})
    assert accepted(home, "abc", {"conform": "1"}) is not None
    assert accepted(home, "abc", {"conform": "9"}) is None


def test_what_dagster_shows(home: Home) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    result = effect_result(judge(home))
    assert not result.passed
    assert (result.description or "").startswith(HELD)
    assert {"state", "rows_changed", "report", "accept_with"} <= set(result.metadata)


def test_parts_in_a_store_are_compared_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    fsspec.filesystem("memory").put(str(home.parts), "/gate-parts", recursive=True)
    monkeypatch.setenv("GONGKAI_PARTS", "memory://gate-parts")
    assert judge(home).rows["changed"] == 6
    (verdict,) = (known(home),)
    assert verdict is not None and verdict.folder is not None
    assert not (verdict.folder / ".scratch").exists()


def test_the_lake_is_behind_the_gate_as_well(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LAKE_CATALOG", "dbname=nowhere")
    monkeypatch.setenv("GONGKAI_LAKE_DATA", str(home.root / "lake"))
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    with pytest.raises(CommandFailure, match=HELD):
        build(home, as_json=False)
    changed_code(monkeypatch, "c")
    with pytest.raises(CommandFailure, match="still to be read"):
        build(home, as_json=False)
