"""When what is done by itself: crawls by the calendar of disclosure, the nightly run, files in the inbox.

Belongs here: schedules and the inbox's sensor. Does not: what a run does (see `definitions`).
Budgets come from January to April, final accounts from August to October; outside, a weekly look is enough.
"""

import hashlib
import os
import time
from collections.abc import Iterable
from typing import Any

import dagster as dg

from pipelines.home import Home
from pipelines.orchestration.crawling import crawl_job
from pipelines.orchestration.plan import PART_ROOMS, versions
from pipelines.orchestration.settings import UNLESS_CURRENT

TIMEZONE = "Asia/Shanghai"
NIGHTLY_VARIABLE = "GONGKAI_NIGHTLY"
"""Cron line of the nightly build, where half past five in the morning does not suit."""
KEY_TAG = "gongkai/run_key"
_QUIET_SECONDS = 30.0  # a file that grows is not taken


def calendar_schedules(build_job: Any) -> list[dg.ScheduleDefinition]:
    """All are off until somebody switches them on: a machine must not begin to crawl by itself."""

    def crawl(name: str, cron: str, description: str, **config: Any) -> dg.ScheduleDefinition:
        return dg.ScheduleDefinition(
            name=name,
            job=crawl_job,
            cron_schedule=cron,
            execution_timezone=TIMEZONE,
            run_config={"ops": {"collect__crawl": {"config": config}}} if config else None,
            default_status=dg.DefaultScheduleStatus.STOPPED,
            description=description,
            tags={"gongkai/season": name},
        )

    nightly = dg.ScheduleDefinition(
        name="build_nightly",
        job=build_job,
        cron_schedule=os.environ.get(NIGHTLY_VARIABLE) or "30 5 * * *",
        execution_timezone=TIMEZONE,
        default_status=dg.DefaultScheduleStatus.STOPPED,
        description="每夜建库. From raw/ to a release: what changed is done, and nothing where nothing did.",
        tags={UNLESS_CURRENT: "true"},
    )
    return [
        crawl(
            "crawl_budget_season", "30 2 * 1-4 *", "预算季. January to April, every night: budgets appear."
        ),
        crawl(
            "crawl_final_season", "30 2 * 8-10 *", "决算季. August to October, every night: final accounts."
        ),
        crawl(
            "crawl_off_season", "30 2 * 5-7,11-12 1", "淡季. Other months, Mondays: latecomers and changes."
        ),
        crawl(
            "recheck_monthly",
            "0 12 1 * *",
            "每月复查. Asks every archived address, conditionally: was anything changed after publication?",
            recheck=True,
        ),
        nightly,
    ]


def run_key(names: Iterable[tuple[str, int, int]]) -> str:
    """Same files and same rooms, same key: content that changes, or code that does, is run again."""
    rooms = versions()
    text = "\n".join(f"{name} {size} {moment}" for name, size, moment in sorted(names))
    return f"{hashlib.sha256(text.encode()).hexdigest()[:12]}:" + "-".join(rooms[r] for r in PART_ROOMS)


def waiting(home: Home, now: float) -> list[tuple[str, int, int]]:
    """Files in the inbox that have come to rest, as (name, bytes, moment); hidden ones are not meant."""
    found = []
    for path in home.inbox.rglob("*") if home.inbox.is_dir() else ():
        name = path.relative_to(home.inbox).as_posix()
        if any(part.startswith(".") for part in name.split("/")) or not path.is_file():
            continue
        stat = path.stat()
        if now - stat.st_mtime >= _QUIET_SECONDS:
            found.append((name, stat.st_size, stat.st_mtime_ns))
    return found


def inbox_sensor(build_job: Any) -> dg.SensorDefinition:
    """Looks into raw/inbox every minute."""

    @dg.sensor(
        name="inbox",
        job=build_job,
        minimum_interval_seconds=60,
        default_status=dg.DefaultSensorStatus.STOPPED,
        description="收件箱. Files dropped into raw/inbox become a release, once per content and code.",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        home = Home.find()
        files = waiting(home, time.time())
        if not files:
            return dg.SkipReason(f"nothing new lies in {home.inbox}")
        key = run_key(files)
        if key == context.cursor:
            return dg.SkipReason("what lies in the inbox was built already, with this code")
        context.update_cursor(key)
        return dg.RunRequest(run_key=key, tags={KEY_TAG: key})

    return inbox
