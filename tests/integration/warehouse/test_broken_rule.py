"""A rule that breaks ends as `error` with its cause; the rest of the build goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipelines.contracts.dbt_environment import dbt_environment
from pipelines.orchestration.broken_rules import broken_rules
from tests.integration.warehouse.build import PROJECT, VERSIONS, write_parts
from tests.unit.reconcile.sound import sound

BROKEN = {
    # Only the data show it: the SQL can be planned.
    "b01_05": (
        "select 'B01-05' as rule_id, disclosure_id, cast(disclosure_id as integer)::varchar as place "
        "from {{ ref('int_check_subject') }}",
        "Conversion Error",
    ),
    # It cannot even be planned.
    "bx_01": ("select * from no_such_table", "no_such_table"),
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("project") / "dbt_project"
    shutil.copytree(PROJECT, copy, ignore=shutil.ignore_patterns("target", "logs"))
    for rule, (sql, _) in BROKEN.items():
        (copy / "models" / "reconciliation" / "rules" / f"rule_{rule}.sql").write_text(sql, encoding="utf-8")
    return copy


def run_dbt(project: Path, work: Path, *words: str) -> tuple[int, dict[str, str]]:
    command = [
        *(sys.executable, "-m", "dbt.cli.main", "build", "--select", "+path:models/reconciliation", *words),
        *("--indirect-selection", "cautious", "--quiet"),
        *("--project-dir", str(project), "--profiles-dir", str(project)),
        *("--target-path", str(work / "target"), "--log-path", str(work / "logs")),
    ]
    environment = os.environ | dbt_environment(str(work / "parts"), work / "build.duckdb", VERSIONS)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    results = json.loads((work / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return done.returncode, {result["unique_id"]: result["status"] for result in results}


def test_broken_rules_end_as_errors_and_the_build_goes_on(project: Path, tmp_path: Path) -> None:
    disclosure = sound("坏规则").shift("three_public", "合计", "three_public_total", "5")
    write_parts(tmp_path / "parts", {"one": disclosure.records()})

    code, nodes = run_dbt(project, tmp_path)
    failed = [node for node, status in nodes.items() if status == "error"]
    assert code != 0
    assert sorted(failed) == ["model.gongkai.int_rules_budget", "model.gongkai.int_rules_cross"]

    broken = broken_rules(tmp_path / "build.duckdb", failed, project)
    assert set(broken) == set(BROKEN)
    for rule, (_, cause) in BROKEN.items():
        assert cause in broken[rule]

    done = [
        node.split(".")[2] for node, status in nodes.items() if status in ("success", "pass", "warn", "no-op")
    ]
    words = ("--vars", json.dumps({"broken_rules": broken}), "--exclude", " ".join(done))
    code, _ = run_dbt(project, tmp_path, *words)
    assert code == 0
    with duckdb.connect(str(tmp_path / "build.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select rule_id, outcome, message_zh from reconciliation.int_check_result"
        ).fetchall()
    errors = {rule_id: message for rule_id, outcome, message in rows if outcome == "error"}
    assert set(errors) == {"B01-05", "BX-01"}
    assert "no_such_table" in errors["BX-01"]
    assert ("B08-01", "fail") in {(rule_id, outcome) for rule_id, outcome, _ in rows}
    assert ("B01-03", "pass") in {(rule_id, outcome) for rule_id, outcome, _ in rows}


def test_a_family_whose_rules_all_work_is_no_rules_fault(tmp_path: Path) -> None:
    assert broken_rules(tmp_path / "none.duckdb", ["model.gongkai.int_rules_budget"]) == {}
    assert broken_rules(tmp_path / "none.duckdb", ["model.gongkai.fct_table"]) == {}
