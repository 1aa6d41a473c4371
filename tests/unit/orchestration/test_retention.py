"""What nobody needs any more goes, what somebody needs stays, and a killed removal leaves nothing half trusted."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import fsspec
import pytest
from dagster import DagsterRunStatus

from pipelines.contracts.part_versions import last_written, remove_version, versions_of
from pipelines.contracts.parts import PartStore, open_parts
from pipelines.home import Home
from pipelines.orchestration import history
from pipelines.orchestration.acceptance import accept
from pipelines.orchestration.effect_gate import judge
from pipelines.orchestration.effect_verdict import State
from pipelines.orchestration.history import forget_old_runs
from pipelines.orchestration.housekeeping import CLEARED_CHECK, retention
from pipelines.orchestration.plan import versions
from pipelines.orchestration.retention import PARTS_VARIABLE, RUNS_VARIABLE, check_settings, clear
from pipelines.orchestration.settings import prepare
from pipelines.orchestration.workshop import HOLDS_LOCK, Workshop
from pipelines.publish.current import MANIFEST
from pipelines.publish.settings import SettingError
from tests.unit.orchestration.gate_home import (
    BEFORE,
    DOCUMENT,
    other_code,
    published_home,
    reads_otherwise,
    say,
)

OLD = "aaaaaaaaaaaa"
LATER = datetime.now(UTC) + timedelta(days=8)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_home(tmp_path_factory.mktemp("retention")).root


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Home:
    """Published by the present code, with parts of a version that no release names."""
    shutil.copytree(made, tmp_path / "home", symlinks=True)
    home = Home(tmp_path / "home")
    shutil.copytree(home.parts / "conform" / versions()["conform"], home.parts / "conform" / OLD)
    return home


def rooms(home: Home) -> dict[str, list[str]]:
    store = open_parts(home.parts)
    return {room: versions_of(store, room) for room in ("extract", "conform")}


def test_parts_of_code_that_nobody_needs_go_after_a_week(home: Home) -> None:
    assert clear(home, datetime.now(UTC)).versions == ()
    cleared = clear(home, LATER)
    assert cleared.versions == (("conform", OLD, 1),)
    assert cleared.lines() == [f"parts of conform {OLD} removed (1 documents)"]
    assert rooms(home) == {room: [versions()[room]] for room in ("extract", "conform")}
    assert not (home.parts / "conform" / OLD).exists()
    assert clear(home, LATER).lines() == []


def test_what_the_gate_compares_with_stays(home: Home) -> None:
    """The release is of code that has changed since: without its parts nobody could see the effect."""
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    clear(home, LATER)
    assert rooms(home)["conform"] == sorted([BEFORE, versions()["conform"]])
    verdict = judge(home)
    assert (verdict.state, verdict.rows["changed"], verdict.rows["uncompared"]) == (State.HELD, 6, 0)


def test_parts_of_any_release_that_is_kept_stay(home: Home) -> None:
    """Its figures are explained from them, and somebody may lead `current` back to it."""
    older = home.releases / "20200101T000000Z"
    older.mkdir()
    (older / MANIFEST).write_text(json.dumps({"source_versions": {"conform": OLD}}), encoding="utf-8")
    assert clear(home, LATER).versions == ()
    shutil.rmtree(older)
    assert clear(home, LATER).versions == (("conform", OLD, 1),)


@pytest.mark.parametrize("text", ["", "{}", '{"source_versions": 3}'])
def test_a_release_that_does_not_say_what_it_needs_stops_the_clearing(home: Home, text: str) -> None:
    (home.current / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="does not say"):
        clear(home, LATER)
    assert OLD in rooms(home)["conform"]


def test_nothing_but_versions_is_removed(home: Home) -> None:
    for name in ("notes", "AAAAAAAAAAAA", "aaaaaaaaaaaa.bak"):
        (home.parts / "conform" / name).mkdir()
        (home.parts / "conform" / name / "file").write_text("mine", encoding="utf-8")
    clear(home, LATER + timedelta(days=9999))
    assert {p.name for p in (home.parts / "conform").iterdir()} == {
        "notes", "AAAAAAAAAAAA", "aaaaaaaaaaaa.bak", versions()["conform"],
    }  # fmt: skip


def test_settings(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PARTS_VARIABLE, "keep")
    assert clear(home, LATER).versions == ()
    monkeypatch.setenv(PARTS_VARIABLE, "0")
    assert clear(home, datetime.now(UTC) + timedelta(seconds=1)).versions == (("conform", OLD, 1),)
    for wrong in ("-1", "week", "1.5"):
        monkeypatch.setenv(RUNS_VARIABLE, wrong)
        with pytest.raises(SettingError, match=RUNS_VARIABLE):
            check_settings()


def places(home: Home, monkeypatch: pytest.MonkeyPatch, where: str) -> PartStore:
    """The store of the home, there or copied into one that is not a folder."""
    if where != "folder":
        files = fsspec.filesystem("memory")
        if files.exists("/retention"):
            files.rm("/retention", recursive=True)
        files.put(str(home.parts), "/retention", recursive=True)
        monkeypatch.setenv("GONGKAI_PARTS", "memory://retention")
    return open_parts(home.parts)


@pytest.mark.parametrize("where", ["folder", "memory"])
def test_the_markers_go_first(home: Home, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Killed after any number of removals: no document is done whose parts are not all there."""
    store = places(home, monkeypatch, where)
    fs = fsspec.filesystem("file" if where == "folder" else "memory")
    removed: list[str] = []

    def stop(real: Callable[..., None]) -> Callable[..., None]:
        def rm(self: object, path: str | list[str], recursive: bool = False, **more: object) -> None:
            if recursive:
                raise KeyboardInterrupt  # as good as a kill
            removed.extend([path] if isinstance(path, str) else path)
            real(self, path, recursive=recursive, **more)

        return rm

    with monkeypatch.context() as patch:
        patch.setattr(type(fs), "rm", stop(type(fs).rm))
        with pytest.raises(KeyboardInterrupt):
            clear(home, LATER)
    assert removed and all("/done/" in path for path in removed)
    assert store.done("conform", OLD) == set()
    assert store.with_rows("conform", OLD, "lines") == {DOCUMENT}, "parts are still there, trusted by nobody"
    assert clear(home, LATER).versions == (("conform", OLD, 0),), "the next call goes on"
    assert versions_of(open_parts(home.parts), "conform") == [versions()["conform"]]


def test_a_removal_cut_short_is_not_taken_for_a_run_that_just_begins(home: Home) -> None:
    """Without markers the files themselves say when they were written."""
    shutil.rmtree(home.parts / "conform" / OLD / "done")
    assert clear(home, datetime.now(UTC)).versions == ()
    assert clear(home, LATER).versions == (("conform", OLD, 0),)


def test_a_clock_that_was_ahead_removes_nothing_early(home: Home) -> None:
    store = open_parts(home.parts)
    ahead = (datetime.now(UTC) + timedelta(days=30)).timestamp()
    for marker in (home.parts / "conform" / OLD / "done").iterdir():
        os.utime(marker, (ahead, ahead))
    written = last_written(store, "conform", OLD)
    assert written is not None and written > datetime.now(UTC)
    assert clear(home, LATER).versions == ()
    assert remove_version(store, "conform", OLD) == 1


def test_reports_that_nobody_accepted_go_and_an_accepted_one_stays(home: Home) -> None:
    other_code(home)
    reads_otherwise(home, BEFORE, money_unit="yuan")
    first = judge(home)
    before, after = dict(first.before or {}), dict(first.after or {})
    accept(home, first.effect.digest, "赵六", first.release_id, before, after, first.rows)
    reads_otherwise(home, versions()["conform"], money_unit="yi_yuan")
    second = judge(home)
    assert first.folder is not None and second.folder is not None
    assert clear(home, datetime.now(UTC)).reports == 0
    assert clear(home, LATER).reports == 1
    assert first.folder.exists() and not second.folder.exists()
    assert judge(home).state is State.HELD, "what was removed is worked out again"


# ---- Dagster's runs


@dg.op
def nothing() -> None:
    """An op."""


@dg.job
def job() -> None:
    """A job."""
    nothing()


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """History in files, as a home has it."""
    for name in ("DAGSTER_HOME", "GONGKAI_HOME"):
        monkeypatch.setenv(name, "before")
    prepare(Home(tmp_path / "home"))
    with dg.DagsterInstance.get() as instance:
        yield instance


def ids(instance: dg.DagsterInstance) -> set[str]:
    return {run.run_id for run in instance.get_runs()}


def test_old_runs_go_with_their_events_and_the_last_success_stays(
    home: Home, instance: dg.DagsterInstance
) -> None:
    first = job.execute_in_process(instance=instance).run_id
    failed = instance.create_run_for_job(job, status=DagsterRunStatus.FAILURE).run_id
    last = job.execute_in_process(instance=instance).run_id
    going = instance.create_run_for_job(job, status=DagsterRunStatus.STARTED).run_id
    ending = instance.create_run_for_job(job, status=DagsterRunStatus.CANCELING).run_id
    assert (home.dagster / "history" / "runs" / f"{first}.db").exists()
    assert forget_old_runs(instance, home, datetime.now(UTC) - timedelta(days=1)) == []
    assert forget_old_runs(instance, home, datetime.now(UTC) + timedelta(days=1)) == [first, failed]
    assert ids(instance) == {last, going, ending}
    assert instance.all_logs(last) and not list(home.dagster.rglob(f"*{first}*"))


def test_a_run_that_was_killed_while_being_forgotten_is_found_again(
    home: Home, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = (job.execute_in_process(instance=instance).run_id for _ in range(2))
    ahead = datetime.now(UTC) + timedelta(days=1)

    def killed(_: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(instance.run_storage, "delete_run", killed)
        with pytest.raises(KeyboardInterrupt):
            forget_old_runs(instance, home, ahead)
    assert first in ids(instance)
    # Killed a little later: the run is gone, its file is not. Another file that lies there is not ours.
    orphan = home.dagster / "history" / "runs" / "00000000-0000-4000-8000-000000000000.db"
    stranger = orphan.with_name("notes.db")
    for file in (orphan, stranger):
        file.write_bytes(b"")
    assert forget_old_runs(instance, home, ahead) == [first]
    assert not orphan.exists() and stranger.exists() and orphan.with_name("index.db").exists()


def test_a_run_that_ended_late_is_as_old_as_its_end(
    home: Home, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was queued for days: created before the limit, ended after it."""
    run = instance.create_run_for_job(job, status=DagsterRunStatus.FAILURE)
    records = instance.get_run_records()
    cutoff = records[0].create_timestamp + timedelta(hours=1)
    late = records[0]._replace(end_time=(cutoff + timedelta(hours=1)).timestamp())
    with monkeypatch.context() as patch:
        patch.setattr(instance, "get_run_records", lambda *_, **__: [late])
        assert history.forget_old_runs(instance, home, cutoff) == []
    assert run.run_id in ids(instance)


# ---- as the last asset


def clear_up(home: Home, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    workshop = Workshop(home=str(home.root))
    return dg.materialize(
        [retention], instance=instance, resources={"workshop": workshop}, tags={HOLDS_LOCK: "test"}
    )


def test_the_asset_tells_what_went(
    home: Home, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PARTS_VARIABLE, "0")
    monkeypatch.setenv(RUNS_VARIABLE, "0")
    job.execute_in_process(instance=instance)
    job.execute_in_process(instance=instance)
    result = clear_up(home, instance)
    (materialized,) = result.get_asset_materialization_events()
    metadata = materialized.step_materialization_data.materialization.metadata
    assert metadata["versions_removed"].value == [f"conform {OLD} (1 documents)"]
    assert metadata["runs_forgotten"].value == 1
    assert result.run_id in ids(instance), "the run that clears up is going on"
    (check,) = result.get_asset_check_evaluations()
    assert check.passed


def test_trouble_with_clearing_fails_no_run_and_is_told(home: Home, instance: dg.DagsterInstance) -> None:
    say(home, source_versions=3)
    result = clear_up(home, instance)
    assert result.success
    (check,) = result.get_asset_check_evaluations()
    assert (check.check_name, check.passed) == (CLEARED_CHECK, False)
    assert "does not say" in str(check.metadata["trouble"].value)
