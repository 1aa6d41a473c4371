"""What dbt said went wrong is told in its words; settings are written; dead runs are buried."""

import json
from pathlib import Path

import dagster as dg
import duckdb
import pytest
import yaml
from dagster._core.storage.tags import GRPC_INFO_TAG

from pipelines.home import Home
from pipelines.orchestration import dbt, settings
from pipelines.orchestration.instance import COMMAND, LAUNCHED_BY, bury_dead_runs, bury_served_runs


def results(home: Home, *rows: dict[str, object]) -> None:
    folder = dbt.build_folder(home)
    folder.mkdir(parents=True)
    (folder / "run_results.json").write_text(json.dumps({"results": rows}))


def test_only_what_failed_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path)
    results(
        home,
        {"unique_id": "model.gongkai.stg_lines", "status": "success", "message": "OK"},
        {"unique_id": "test.gongkai.assert_total", "status": "fail", "message": "Got 2\nresults"},
        {"unique_id": "model.gongkai.fct_table", "status": "skipped", "message": None},
        {"unique_id": "test.gongkai.soft", "status": "warn", "message": "Got 1"},
    )
    assert dbt.failures(home) == ["test assert_total: fail: Got 2 results"]


def test_a_failed_test_shows_rows_it_found(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.mkdir(parents=True)
    with duckdb.connect(str(home.build_db)) as connection:
        connection.execute("create table mart as select 'kind' as column_name, '预算' as found")
    failed = {"unique_id": "test.gongkai.mart_contract", "status": "fail", "message": "Got 1 result"}
    results(home, {**failed, "compiled_code": "select * from mart"})
    assert dbt.failures(home) == [
        "test mart_contract: fail: Got 1 result\n    column_name kind, found 预算",
    ]


def test_without_results_nothing_is_made_up(tmp_path: Path) -> None:
    assert dbt.failures(Home(tmp_path)) == []


def test_settings_are_valid_and_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    for name in ("DAGSTER_HOME", "GONGKAI_HOME"):
        monkeypatch.setenv(name, "before")
    variables = settings.prepare(home)
    written = home.dagster / "dagster.yaml"
    assert yaml.safe_load(written.read_text())["telemetry"] == {"enabled": False}
    before = written.stat().st_mtime_ns
    settings.prepare(home)
    assert written.stat().st_mtime_ns == before
    assert variables["DAGSTER_HOME"] == str(home.dagster)


@dg.op
def nothing() -> None:
    return None


@dg.job
def job() -> None:
    nothing()


def test_runs_of_killed_commands_are_buried_and_others_left() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        killed = instance.create_run_for_job(
            job, tags={LAUNCHED_BY: COMMAND}, status=dg.DagsterRunStatus.STARTED
        )
        from_ui = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
        finished = instance.create_run_for_job(
            job, tags={LAUNCHED_BY: COMMAND}, status=dg.DagsterRunStatus.SUCCESS
        )
        assert bury_dead_runs(instance) == [killed.run_id]
        states = {r.run_id: r.status for r in instance.get_runs()}
        assert states == {
            killed.run_id: dg.DagsterRunStatus.FAILURE,
            from_ui.run_id: dg.DagsterRunStatus.STARTED,
            finished.run_id: dg.DagsterRunStatus.SUCCESS,
        }


def test_runs_of_a_code_server_that_is_gone_are_buried_and_others_left() -> None:
    """Dagster leaves them "started" for ever, and the next run would wait for them for ever."""

    served, other = (
        {GRPC_INFO_TAG: '{"host": "127.0.0.1", "port": 4266}'},
        {GRPC_INFO_TAG: '{"socket": "/tmp/x"}'},
    )
    state = dg.DagsterRunStatus
    with dg.DagsterInstance.ephemeral() as instance:

        def run(status: dg.DagsterRunStatus, tags: dict[str, str]) -> str:
            return instance.create_run_for_job(job, tags=tags, status=status).run_id

        expected = {
            run(state.STARTED, served): state.FAILURE,
            run(state.STARTING, served): state.FAILURE,
            run(state.CANCELING, served): state.CANCELED,
            run(state.SUCCESS, served): state.SUCCESS,
            run(state.STARTED, other): state.STARTED,
            run(state.STARTED, {LAUNCHED_BY: COMMAND}): state.STARTED,
            run(state.NOT_STARTED, {}): state.NOT_STARTED,
        }
        assert set(bury_served_runs(instance, 4266)) == set(list(expected)[:3])
        assert {r.run_id: r.status for r in instance.get_runs()} == expected


def test_a_manifest_is_parsed_once_and_copied_to_other_homes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed = []

    def parse(home: Home, _: object) -> None:
        parsed.append(home)
        home.dbt.mkdir(parents=True)
        (home.dbt / "manifest.json").write_text('{"nodes": {}}')

    monkeypatch.setattr(dbt, "_SHARED", tmp_path / "shared")
    monkeypatch.setattr(dbt, "_parse", parse)
    first, second = Home(tmp_path / "a"), Home(tmp_path / "b")
    made = [dbt.ensure_manifest(home, {}).read_text() for home in (first, second, first)]
    assert parsed == [first]
    assert set(made) == {'{"nodes": {}}'}
    monkeypatch.setattr(dbt, "dbt_digest", lambda: "another")
    dbt.ensure_manifest(Home(tmp_path / "c"), {})
    assert len(parsed) == 2
    assert [p.name for p in (tmp_path / "shared").iterdir()] == ["manifest-another.json"]
