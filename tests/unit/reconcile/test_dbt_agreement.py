"""The rules say the same in dbt's warehouse as in `gongkai check`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.reconcile.runner import DEFAULT_PROJECT, check
from tests.unit.reconcile.builders import Disclosure, together
from tests.unit.reconcile.cases import variants

CHOSEN = (
    "sound",
    "B06-03 large",
    "B03-04 small",
    "B11-02 large",
    "unrepaired surplus columns",
    "without three_public",
    "unread income_detail",
    "twice expenditure_detail",
    "general-budget code in the fund table",
    "final sound",
    "F06-02 large",
    "one figure, two values",
    "rate divided by this year",
    "class of agencies",
    "contents call a table otherwise",
)


@pytest.fixture(scope="module")
def disclosures() -> list[Disclosure]:
    everything = variants()
    return [everything[name] for name in CHOSEN]


@pytest.fixture(scope="module")
def warehouse(disclosures: list[Disclosure], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    store = PartStore(str(folder / "parts"))
    for room in ROOM_TABLES:
        store.prepare(room, "test")
    for disclosure in disclosures:
        records = disclosure.records()
        for room, names in ROOM_TABLES.items():
            own = {name: records.get(name, []) for name in names if name != "outcomes" or room == "conform"}
            frames = {name: to_frame(PART_TABLES[name], rows) for name, rows in own.items()}
            store.write(room, "test", disclosure.document_id, frames)
    database = folder / "build.duckdb"
    environment = dbt_environment(str(folder / "parts"), database, dict.fromkeys(ROOM_TABLES, "test"))
    done = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "build", "--select", "+path:models/reconciliation"),
            *("--indirect-selection", "cautious"),
            *("--project-dir", str(DEFAULT_PROJECT), "--profiles-dir", str(DEFAULT_PROJECT)),
            *("--target-path", str(folder / "target"), "--log-path", str(folder / "logs"), "--quiet"),
        ],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return database


@pytest.mark.parametrize(
    ("model", "order", "listed"),
    [
        ("int_check_result", "rule_id, result_id", ("line_ids", "spots")),
        ("int_finding", "finding_id", ("rule_ids",)),
    ],
)
def test_same_results(
    warehouse: Path, disclosures: list[Disclosure], model: str, order: str, listed: tuple[str, ...]
) -> None:
    run = check(together(disclosures))
    expected = run.results if model == "int_check_result" else run.findings
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        cursor = connection.execute(f"select * from reconciliation.{model} order by {order}")
        names = [column[0] for column in cursor.description or []]
        rows: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        row.update({name: json.loads(row[name]) for name in listed})
    assert expected
    assert rows == expected
