"""What Dagster loads: every asset, check and job of the road, for the home named by `GONGKAI_HOME`.

Belongs here: putting the definitions together. Does not: defining anything itself.
"""

from __future__ import annotations

import dagster as dg

from pipelines.home import Home
from pipelines.orchestration.alerting import alert_sensors
from pipelines.orchestration.calendar import calendar_schedules, inbox_sensor
from pipelines.orchestration.checks import part_checks
from pipelines.orchestration.crawling import CRAWL, crawl_asset, crawl_job
from pipelines.orchestration.dbt import ensure_manifest
from pipelines.orchestration.documents import collect_assets, conform_assets, extract_assets
from pipelines.orchestration.effect_check import effect_accepted
from pipelines.orchestration.housekeeping import retention
from pipelines.orchestration.plan import versions
from pipelines.orchestration.publishing import release, summary
from pipelines.orchestration.season import SEASON, season_assets, season_job, season_schedule
from pipelines.orchestration.settings import ONE_AT_A_TIME
from pipelines.orchestration.warehouse import warehouse_assets
from pipelines.orchestration.workshop import Workshop
from pipelines.workers import default_jobs

JOB = "build_release"

_home = Home.find()

build_job = dg.define_asset_job(
    JOB,
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(CRAWL, SEASON),
    description="全流程. From raw/ to a release: the job that `make run` and `gongkai run` start.",
    tags={ONE_AT_A_TIME: "home"},
)

defs = dg.Definitions(
    assets=[
        crawl_asset,
        collect_assets,
        extract_assets,
        conform_assets,
        warehouse_assets(ensure_manifest(_home, versions())),
        release,
        summary,
        retention,
        season_assets,
    ],
    asset_checks=[*part_checks(), effect_accepted],
    jobs=[build_job, crawl_job, season_job],
    schedules=[*calendar_schedules(build_job), season_schedule],
    sensors=[inbox_sensor(build_job), *alert_sensors],
    resources={"workshop": Workshop(home=str(_home.root), jobs=default_jobs())},
    # A step costs a fifth of a second in process and five in a process of its own; documents are read in
    # parallel inside their step instead.
    executor=dg.in_process_executor,
)
