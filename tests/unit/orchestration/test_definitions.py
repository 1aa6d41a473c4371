"""What Dagster sees: assets, groups and checks. The snapshot says on purpose what a change changes."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.contracts.tables import MART_TABLES, ROOM_TABLES
from pipelines.home import CHECKOUT, DBT_PROJECT
from pipelines.orchestration.labels import GROUPS, OWNER

SNAPSHOT = Path(__file__).with_name("definitions.snapshot.txt")


@pytest.fixture(scope="module")
def defs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dg.Definitions]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_HOME", str(tmp_path_factory.mktemp("home")))
        sys.modules.pop("pipelines.orchestration.definitions", None)
        from pipelines.orchestration.definitions import defs as loaded

        yield loaded
        sys.modules.pop("pipelines.orchestration.definitions", None)


@pytest.fixture(scope="module")
def specs(defs: dg.Definitions) -> list[dg.AssetSpec]:
    return list(defs.resolve_all_asset_specs())


def test_assets_and_checks_of_the_rooms_are_as_in_the_snapshot(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    own = sorted(
        f"asset {graph.get(key).group_name} {key.to_user_string()}"
        for key in graph.materializable_asset_keys
        if key.path[0] in ROOM_TABLES or graph.get(key).group_name == "reports" or key.path[-1] == "release"
    )
    checks = sorted(
        f"check {c.asset_key.to_user_string()} {c.name}"
        for c in graph.asset_check_keys
        if c.asset_key.path[0] in (*ROOM_TABLES, "publish", "reports")
    )
    assert "\n".join([*own, *checks]) + "\n" == SNAPSHOT.read_text()


def test_every_part_table_and_mart_is_an_asset(specs: list[dg.AssetSpec]) -> None:
    keys = {spec.key.to_user_string() for spec in specs}
    assert {f"marts/{name}" for name in MART_TABLES} <= keys
    assert {"conform/lines", "extract/cells", "collect/archived_documents"} <= keys


def test_every_family_of_rules_is_an_asset_of_its_group(specs: list[dg.AssetSpec]) -> None:
    families = {p.stem for p in (DBT_PROJECT / "models" / "reconciliation").glob("int_rules_*.sql")}
    groups = {spec.key.path[-1]: spec.group_name for spec in specs}
    assert families
    assert {groups.get(family) for family in families} == {"reconcile"}


def test_every_asset_has_group_owner_kind_and_description(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    for key in graph.materializable_asset_keys:
        node = graph.get(key)
        name = key.to_user_string()
        assert node.group_name in GROUPS, name
        assert OWNER in node.owners, name
        assert node.kinds, name
        assert node.description, name


def test_the_release_comes_after_the_parts(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    above: set[dg.AssetKey] = set()
    todo = [dg.AssetKey(["publish", "release"])]
    while todo:
        parents = set(graph.get(todo.pop()).parent_keys) - above
        above |= parents
        todo += parents
    assert {dg.AssetKey(["conform", "lines"]), dg.AssetKey(["collect", "source_units"])} <= above


def test_only_one_step_at_a_time_may_write_the_warehouse(defs: dg.Definitions) -> None:
    pools = {name: d.op.pool for d in defs.assets or [] if hasattr(d, "op") for name in [d.op.name]}  # type: ignore[union-attr]
    assert pools["warehouse"] == "duckdb_writer"
    assert pools["publish__release"] == "duckdb_writer"


def test_nothing_else_imports_dagster() -> None:
    for path in sorted((CHECKOUT / "pipelines").rglob("*.py")):
        if "orchestration" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not [n for n in names if n.split(".")[0].startswith("dagster")], path


def test_the_plan_and_the_work_are_light() -> None:
    code = (
        "import sys, pipelines.commands.run, pipelines.orchestration.plan\n"
        "print([m for m in ('dagster', 'dbt', 'dagster_dbt', 'pdfplumber', 'duckdb') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
