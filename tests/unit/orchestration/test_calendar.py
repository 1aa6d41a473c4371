"""When things are done by themselves: the calendar of disclosure, the inbox, the season's partition."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from pipelines.home import Home
from pipelines.orchestration import calendar, season
from pipelines.orchestration.season import SEASON, partitions, season_assets, season_key
from pipelines.orchestration.workshop import Workshop


@dg.job
def build() -> None:
    """Stands for the job that builds."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    return Home.find()


def drop(home: Home, name: str, text: str, seconds_ago: float = 120) -> None:
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (time.time() - seconds_ago,) * 2)


def test_each_month_has_one_crawl_and_nothing_starts_by_itself() -> None:
    schedules = {s.name: s for s in calendar.calendar_schedules(build)}
    months: list[int] = []
    for name in ("crawl_budget_season", "crawl_final_season", "crawl_off_season"):
        for part in str(schedules[name].cron_schedule).split()[3].split(","):
            first, _, last = part.partition("-")
            months += range(int(first), int(last or first) + 1)
    assert sorted(months) == list(range(1, 13))
    assert {s.execution_timezone for s in schedules.values()} == {"Asia/Shanghai"}
    assert {s.default_status for s in schedules.values()} == {dg.DefaultScheduleStatus.STOPPED}


def test_the_hour_of_the_nightly_build_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_NIGHTLY", "15 1 * * *")
    chosen = [s.cron_schedule for s in calendar.calendar_schedules(build) if s.name == "build_nightly"]
    assert chosen == ["15 1 * * *"]


def tick(cursor: str | None = None) -> tuple[dg.RunRequest | dg.SkipReason, str | None]:
    context = dg.build_sensor_context(cursor=cursor)
    return calendar.inbox_sensor(build)(context), context.cursor  # type: ignore[return-value]


def test_a_file_at_rest_starts_one_run_and_its_correction_another(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(home, "a.pdf", "first")
    asked, cursor = tick()
    assert isinstance(asked, dg.RunRequest)
    assert asked.run_key
    assert isinstance(tick(cursor)[0], dg.SkipReason)  # nothing new
    drop(home, "a.pdf", "corrected")
    again, cursor = tick(cursor)
    assert isinstance(again, dg.RunRequest)
    assert again.run_key != asked.run_key
    monkeypatch.setattr(calendar, "versions", lambda: dict.fromkeys(calendar.PART_ROOMS, "new"))
    assert isinstance(tick(cursor)[0], dg.RunRequest)  # the same file, another parser


def test_a_file_that_still_grows_and_a_hidden_one_are_left(home: Home) -> None:
    drop(home, "growing.pdf", "x", seconds_ago=0)
    drop(home, ".part/b.pdf", "x")
    assert isinstance(tick()[0], dg.SkipReason)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 2, 1), "2026|budget"),
        (date(2026, 6, 1), "2026|budget"),
        (date(2026, 9, 1), "2025|final"),
        (date(2026, 12, 1), "2025|final"),
    ],
)
def test_the_partition_of_the_day(day: date, key: str) -> None:
    assert season_key(day) == key
    assert key in partitions.get_partition_keys()


def test_a_backfill_of_season_reports_is_one_run(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(season, "season_report", lambda _, year, kind: {"of": f"{year} {kind}"})
    asked = {
        "dagster/asset_partition_range_start": "2023|budget",
        "dagster/asset_partition_range_end": "2024|final",
    }
    with dg.DagsterInstance.ephemeral() as instance:
        workshop = Workshop(home=str(home.root))
        done = dg.materialize(
            [season_assets],
            instance=instance,
            resources={"workshop": workshop},
            tags=asked,
            selection=[SEASON],
        )
        assert done.success
        assert len(instance.get_runs()) == 1
        told = {
            e.partition: e.materialization.metadata["of"].value
            for e in done.get_asset_materialization_events()
        }
    assert told == {
        "2023|budget": "2023 budget",
        "2023|final": "2023 final",
        "2024|budget": "2024 budget",
        "2024|final": "2024 final",
    }
    assert (home.warehouse / "run.lock").exists()  # a run that nobody locked for takes the lock itself
