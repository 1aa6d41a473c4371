"""Dagster's history in PostgreSQL: a run is kept there, and the password nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.orchestration.history import forget_old_runs
from pipelines.orchestration.instance import open_instance
from pipelines.orchestration.settings import POSTGRES_VARIABLE
from scripts.prove_server import PASSWORD, binaries, has_password, postgres, sql

needs_postgres = pytest.mark.skipif(
    binaries() is None, reason="no PostgreSQL here (Debian/Ubuntu: apt-get install postgresql)"
)


@dg.asset
def figures() -> None:
    """Something to run."""


@needs_postgres
def test_a_run_is_kept_in_postgresql_and_its_password_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(folder.stat().st_mode | 0o011)  # PostgreSQL runs as another user
    with postgres(tmp_path / "postgres") as port:
        address = f"postgresql://gongkai:{PASSWORD}@127.0.0.1:{port}/gongkai"
        monkeypatch.setenv(POSTGRES_VARIABLE, address)
        monkeypatch.setenv("DAGSTER_HOME", "")
        monkeypatch.setenv("GONGKAI_HOME", "")
        home = Home.find(tmp_path / "home")
        with open_instance(home) as instance:
            result = dg.materialize([figures], instance=instance)
            assert result.success
        assert sql(port, f"select status from runs where run_id = '{result.run_id}'") == "SUCCESS"
        with open_instance(home) as instance:
            last = dg.materialize([figures], instance=instance).run_id
            gone = forget_old_runs(instance, home, datetime.now(UTC) + timedelta(days=1))
        assert gone == [result.run_id]
        assert sql(port, "select run_id from runs") == last
        assert sql(port, f"select count(*) from event_logs where run_id = '{result.run_id}'") == "0"
        assert sql(port, f"select count(*) > 5 from event_logs where run_id = '{last}'") == "t"
    written = [p for p in home.root.rglob("*") if p.is_file()]
    assert written
    assert not [p for p in written if has_password(p)]
