"""The whole road as a newcomer walks it: one command, a release, questions, a figure back on its page.

Each test builds on what the fixture's one run left behind; nothing here looks inside the rooms.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.end_to_end.promises import broken_keys, broken_values
from tests.paths import ROOT

GONGKAI = str(Path(sys.executable).with_name("gongkai"))
FIRST_DOCUMENT_TABLES = 14
RUN_SECONDS = 600
PROJECT_FORMS = (
    "select sum(annual_budget_yuan) from marts.fct_project where table_type = 'performance_target'"
)


def gongkai(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [GONGKAI, "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=RUN_SECONDS)


def ask(home: Path, sql: str) -> list[dict[str, str]]:
    done = gongkai(home, "query", sql, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def amount(home: Path, sql: str) -> Decimal:
    (row,) = ask(home, sql)
    return Decimal(next(iter(row.values())))


def empty_home(folder: Path) -> Path:
    shutil.copytree(ROOT / "raw" / "sources", folder / "raw" / "sources")
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home after one run on the first document's text dump and PDF."""
    folder = empty_home(tmp_path_factory.mktemp("home"))
    done = gongkai(folder, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    for word in ("武汉市东西湖区大数据中心", "8,703,000.00", "36,000.00", "2,293,000.00", "5,300,000.00"):
        assert word in done.stdout
    yield folder


def test_all_tables_of_the_document_are_there(home: Path) -> None:
    rows = ask(home, "select distinct table_type from marts.fct_table")
    assert len(rows) == FIRST_DOCUMENT_TABLES


@pytest.mark.parametrize(
    ("sql", "yuan"),
    [
        (
            "select amount_yuan from marts.fct_line_item where table_type = 'expenditure_detail'"
            " and is_total and measure = 'total'",
            "8703000.00",
        ),
        ("select three_public_yuan from marts.mart_three_public", "36000.00"),
        ("select sum(amount_yuan) from marts.fct_procurement", "2293000.00"),
        (PROJECT_FORMS, "5300000.00"),
    ],
)
def test_figures_are_those_of_the_document(home: Path, sql: str, yuan: str) -> None:
    assert amount(home, sql) == Decimal(yuan)


def test_the_two_renditions_agree_figure_for_figure(home: Path) -> None:
    rows = ask(home, "select state, count(*) as n from marts.fct_rendition_agreement group by all")
    assert [row["state"] for row in rows] == ["agrees"]
    assert int(rows[0]["n"]) > 1000


def test_a_figure_opens_again_as_the_spot_on_its_page(home: Path, tmp_path: Path) -> None:
    (row,) = ask(
        home,
        "select line_id from marts.fct_line_item where table_type = 'three_public'"
        " and amount_text = '3.60' and bbox is not null limit 1",
    )
    png = tmp_path / "figure.png"
    done = gongkai(home, "explain", row["line_id"], "--png", str(png))
    assert done.returncode == 0, done.stderr
    assert "36,000.00" in done.stdout
    assert png.read_bytes().startswith(b"\x89PNG")


def test_the_other_renditions_figure_leads_to_the_figure_used(home: Path) -> None:
    (row,) = ask(
        home,
        "select other_figure_id, preferred_figure_id from marts.fct_rendition_agreement"
        " where figure_kind = 'line' and state = 'agrees' limit 1",
    )
    done = gongkai(home, "explain", row["other_figure_id"])
    assert done.returncode == 0, done.stderr
    assert row["preferred_figure_id"] in done.stdout


def test_the_release_describes_itself(home: Path) -> None:
    current = home / "warehouse" / "current"
    manifest = json.loads((current / "MANIFEST.json").read_text(encoding="utf-8"))
    assert manifest
    for name in ("gongkai.duckdb", "datapackage.json", "dictionary.md"):
        assert (current / name).stat().st_size > 0
    assert (current / "parquet" / "fct_line_item.parquet").exists()


def test_the_release_keeps_what_its_datapackage_promises(home: Path, tmp_path: Path) -> None:
    current = home / "warehouse" / "current"
    assert broken_keys(current) == []
    assert broken_values(current, tmp_path) == []


def test_a_figure_explains_itself_in_sql(home: Path) -> None:
    (row,) = ask(
        home,
        "select * from marts.explain_value((select min(line_id) from marts.fct_line_item where page is not null))",
    )
    assert row["file_name"]
    assert row["printed_text"]
    assert int(row["page"]) >= 1


def test_a_second_run_does_nothing_and_says_so(home: Path) -> None:
    release = (home / "warehouse" / "current").readlink()
    done = gongkai(home, "run")
    assert done.returncode == 0
    assert "Nothing to do" in done.stdout
    assert (home / "warehouse" / "current").readlink() == release


NIGHTLY = """
from pipelines.orchestration.definitions import JOB, defs
from pipelines.orchestration.workshop import HOLDS_LOCK
nightly = next(s for s in defs.schedules if s.name == "build_nightly")
result = defs.resolve_job_def(JOB).execute_in_process(tags={**nightly.tags, HOLDS_LOCK: "the test"})
print("state:", result.success, *sorted(e.step_key for e in result.all_events if e.is_step_skipped))
"""


def test_a_night_without_news_builds_nothing(home: Path) -> None:
    release = (home / "warehouse" / "current").readlink()
    before = (home / "warehouse" / "build.duckdb").stat().st_mtime_ns
    variables = {"GONGKAI_HOME": str(home), "DAGSTER_HOME": str(home / "warehouse" / "dagster")}
    done = subprocess.run(
        [sys.executable, "-c", NIGHTLY],
        env={**os.environ, **variables},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=RUN_SECONDS,
    )
    assert "state: True publish__release reports__retention reports__summary" in done.stdout, done.stderr[
        -3000:
    ]
    assert (home / "warehouse" / "current").readlink() == release
    assert (home / "warehouse" / "build.duckdb").stat().st_mtime_ns == before


def test_a_killed_run_is_completed_by_the_next(tmp_path: Path) -> None:
    folder = empty_home(tmp_path / "home")
    command = [GONGKAI, "--home", str(folder), "run"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as running:
        deadline = time.monotonic() + RUN_SECONDS
        # Kill in the middle of the build: parts are there, the release is not.
        while not (folder / "warehouse" / "build.duckdb").exists() and time.monotonic() < deadline:
            assert running.poll() is None, "the run ended before it could be killed"
            time.sleep(0.05)
        os.killpg(running.pid, signal.SIGKILL)
    assert not (folder / "warehouse" / "current").exists()
    done = gongkai(folder, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    assert amount(folder, PROJECT_FORMS) == Decimal("5300000.00")
