"""Dagster's settings for a home.

Belongs here: `dagster.yaml`, and naming the home in the environment. Does not: Dagster itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Final

from pipelines.collect.files import write_atomically
from pipelines.home import HOME_VARIABLE, Home

ONE_AT_A_TIME: Final = "gongkai/one_at_a_time"
"""Tag of runs that write the home: Dagster starts the next when the last has ended."""

UNLESS_CURRENT: Final = "gongkai/unless_current"
"""Tag of runs that a calendar starts: where the release is current already they build nothing."""

SETTINGS: Final = """\
telemetry:
  enabled: false
nux:
  enabled: false
# One step at a time writes the warehouse file (pool duckdb_writer), whoever started the run.
concurrency:
  pools:
    granularity: op
    default_limit: 1
  runs:
    max_concurrent_runs: 4
    tag_concurrency_limits:
      - key: gongkai/one_at_a_time
        limit: 1
# A run whose process was lost (the machine went down) is started again; a fault of data or code is not.
run_retries:
  enabled: true
  max_retries: 2
  retry_on_asset_or_op_failure: false
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 7
      failure: 30
      success: 90
"""


POSTGRES_VARIABLE: Final = "GONGKAI_POSTGRES_URL"
# The address holds a password: Dagster reads it from the environment, the file only says where it stands.
_POSTGRES: Final = f"""\
storage:
  postgres:
    postgres_url:
      env: {POSTGRES_VARIABLE}
"""


def settings_text(environment: Mapping[str, str]) -> str:
    """`dagster.yaml`: history in PostgreSQL where `GONGKAI_POSTGRES_URL` says so, else in files."""
    return SETTINGS + (_POSTGRES if environment.get(POSTGRES_VARIABLE) else "")


def prepare(home: Home) -> Mapping[str, str]:
    """Write the settings if they are not so; returns the variables that lead Dagster to this home."""
    settings, text = home.dagster / "dagster.yaml", settings_text(os.environ)
    if not settings.exists() or settings.read_text(encoding="utf-8") != text:
        write_atomically(settings, text.encode())
    variables = {"DAGSTER_HOME": str(home.dagster), HOME_VARIABLE: str(home.root)}
    if address := os.environ.get(POSTGRES_VARIABLE):
        # SQLAlchemy's own choice of driver has changed; dagster-postgres brings this one.
        variables[POSTGRES_VARIABLE] = re.sub(r"^postgres(ql)?://", "postgresql+psycopg2://", address)
    os.environ.update(variables)
    return variables
