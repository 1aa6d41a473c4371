"""The dbt project as Dagster assets: the one writer of the warehouse.

Belongs here: how models and tests appear in Dagster, running the build. Does not: SQL.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets
from dagster_dbt.errors import DagsterDbtCliRuntimeError
from packaging.version import Version

from pipelines.collect.files import write_atomically
from pipelines.contracts.tables import MART_TABLES
from pipelines.home import DBT_PROJECT, Home
from pipelines.orchestration import build_file, dbt, writer
from pipelines.orchestration.broken_rules import broken_rules
from pipelines.orchestration.documents import REGISTER
from pipelines.orchestration.effect_gate import judge
from pipelines.orchestration.effect_verdict import HELD
from pipelines.orchestration.labels import OWNER
from pipelines.orchestration.lock import exclusive
from pipelines.orchestration.mart_previews import mart_metadata
from pipelines.orchestration.plan import (
    PART_ROOMS,
    Plan,
    codes_digest,
    corrections_of,
    done_documents,
    make_plan,
    versions,
)
from pipelines.orchestration.progress import progress
from pipelines.orchestration.settings import UNLESS_CURRENT
from pipelines.orchestration.workshop import Workshop
from pipelines.publish.current import current_release

WRITER_POOL = "duckdb_writer"

_GROUP_OF_FOLDER = {"reconciliation": "reconcile", "marts": "publish"}


class Translator(DagsterDbtTranslator):
    """Models of a folder belong to the room they serve; staging, intermediate and seeds to the contracts."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str:
        folder = dbt_resource_props["fqn"][1]
        return _GROUP_OF_FOLDER.get(folder, "contracts")

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        described = str(dbt_resource_props.get("description") or "")
        path = dbt_resource_props.get("original_file_path", "")
        return f"{described}\n\n`dbt_project/{path}`".strip()

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        return [OWNER]


class BesideDbt(DbtCliResource):
    """dbt as installed beside this Python. What Dagster would start dbt twice more to learn is known here.

    It asks `dbt --version` and loads the adapter for column metadata, which we take from the contracts.
    """

    @property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        """None, and nothing asks for it."""


def mart_keys() -> list[dg.AssetKey]:
    """Keys of the marts that a release holds."""
    return [dg.AssetKey(["marts", name]) for name in MART_TABLES]


def build_stamp(home: Home) -> Path:
    """Says what the present build was made of."""
    return home.build_db.with_suffix(".json")


def warehouse_assets(manifest: Path) -> dg.AssetsDefinition:
    """All models and tests of the project as one step."""

    @dbt_assets(manifest=manifest, dagster_dbt_translator=Translator(), pool=WRITER_POOL, name="warehouse")
    def warehouse(context: dg.AssetExecutionContext, workshop: Workshop) -> Iterator[Any]:
        home = workshop.place
        with exclusive(home.warehouse / "build.lock"):
            plan = _present_plan(workshop)
            for room, due in plan.due.items():
                if due:
                    raise dg.Failure(f"{room} still has {len(due)} document(s) to do; materialize it first")
            release = current_release(home.releases) if UNLESS_CURRENT in context.run.tags else None
            if release is not None and release.is_made_of(plan.fingerprint):
                context.log.info(f"nothing to do: release {release.release_id} is current")
                return  # without results, the release and what follows it are passed over as well
            changed_code = _pass_the_gate(context, home)
            build_stamp(home).unlink(missing_ok=True)
            for room in PART_ROOMS:  # nothing to do, unless somebody cleared the pieces away
                workshop.compaction.gather(workshop.parts, room, plan.versions[room])
            writer.end_orphan(home)
            build_file.go_on_or_begin(home)
            _build_in_goes(home, len(plan.documents))
            yield from _build(context, home, manifest)
            build_file.settle(home, plan.versions)
            write_atomically(build_stamp(home), json.dumps(_stamp(plan, changed_code), indent=1).encode())

    return warehouse


def _pass_the_gate(context: dg.AssetExecutionContext, home: Home) -> dict[str, Any] | None:
    """Also where somebody materializes marts alone: nobody's figures change unseen.

    Returns what the release is to say of it; None when no code has changed.
    """
    verdict = judge(home)
    context.log.info(verdict.sentence)
    if not verdict.may_publish:
        raise dg.Failure(f"{HELD}: {verdict.sentence}")
    return verdict.for_manifest


def _present_plan(workshop: Workshop) -> Plan:
    store, now = workshop.parts, versions()
    registered = {
        table: store.read("collect", now["collect"], REGISTER, table).to_dicts()
        for table in ("archived_documents", "source_units", "expected_disclosures")
    }
    done = done_documents(store, now, workshop.place)
    corrections = corrections_of(workshop.place).digests()
    return make_plan(
        registered["archived_documents"],
        registered["source_units"],
        done,
        corrections,
        codes_digest(workshop.place),
        registered["expected_disclosures"],
    )


def _stamp(plan: Plan, changed_code: dict[str, Any] | None) -> dict[str, Any]:
    stamp = {"fingerprint": plan.fingerprint, "source_versions": plan.source_versions}
    return {**stamp, "changed_code": changed_code}


def _build_in_goes(home: Home, documents: int) -> None:
    """Work out the kept rows of a corpus that is too large for one go, until what is left fits one.

    Memory is bounded by the go, and a killed build goes on with the go it was at.
    """
    at_once = build_file.disclosures_at_once()
    to_do = build_file.due_at_most(home, documents, versions())
    watcher = progress()
    if to_do > at_once:
        watcher.step("warehouse, in goes", -(-to_do // at_once))
    while to_do > at_once:
        variables = dbt.environment(home, versions(), memory=build_file.memory_limit(), batch=at_once)
        process = dbt.start_go(variables, dbt.build_folder(home), home.logs)
        writer.remember(home, process.pid)
        said, _ = process.communicate()
        writer.forget(home)
        left = build_file.unfinished(home.build_db)
        if process.returncode or left >= to_do:
            build_file.distrust(home)
            causes = dbt.failures(home) or [said.strip()[-2000:]]
            raise dg.Failure("the warehouse was not built:\n" + "\n".join(causes))
        watcher.advance()
        to_do = left


def _build(context: dg.AssetExecutionContext, home: Home, manifest: Path) -> Iterator[Any]:
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"]
    watcher = progress()
    watcher.step("warehouse", len(nodes))
    resource = BesideDbt(
        project_dir=str(DBT_PROJECT), profiles_dir=str(DBT_PROJECT), dbt_executable=dbt.executable()
    )
    # Dagster takes longer to store an event than dbt takes for many a node: what is ready goes out while dbt
    # works. Only the marts themselves wait: their row counts are read after dbt has closed the file, which
    # nobody else may hold while it is written.
    waiting: list[dg.Output[Any]] = []
    failed = False
    # `build` runs a model's tests before the models that read it: a bad table spreads no further.
    arguments = ["build"]
    with _environment(dbt.environment(home, versions(), memory=build_file.memory_limit())):
        while arguments:
            invocation = resource.cli(arguments, context=context, target_path=dbt.build_folder(home))
            writer.remember(home, invocation.process.pid)
            try:
                failed = False
                for event in invocation.stream():
                    watcher.advance()
                    if isinstance(event, dg.Output) and _mart_of(event):
                        waiting.append(event)
                    else:
                        yield event
            except DagsterDbtCliRuntimeError:
                failed = True
            writer.forget(home)
            arguments = _without_broken_rules(context, home) if failed and len(arguments) == 1 else []
    metadata = {} if failed else mart_metadata(home.build_db)
    for event in waiting:
        yield event.with_metadata({**event.metadata, **metadata.get(str(_mart_of(event)), {})})
    if failed:
        build_file.distrust(home)
        causes = dbt.failures(home) or [f"dbt stopped; see {home.logs / 'dbt.log'}"]
        raise dg.Failure("the warehouse was not built:\n" + "\n".join(causes))


def _without_broken_rules(context: dg.AssetExecutionContext, home: Home) -> list[str]:
    """What dbt is asked to finish a build that rules broke; nothing where no rule is to blame.

    What is done is not done again; the rules that broke end as `error`, with their cause.
    """
    broken = broken_rules(home.build_db, dbt.failed_nodes(home))
    if not broken:
        return []
    for rule, cause in broken.items():
        context.log.warning(f"rule {rule} broke and ends as error: {cause}")
    said = json.dumps({"broken_rules": broken}, ensure_ascii=False)
    # One word: Dagster keeps only the first of several words of an option.
    return ["build", "--vars", said, "--exclude", " ".join(dbt.done_nodes(home))]


def _mart_of(event: dg.Output[Any]) -> str | None:
    """The mart that the event says was built."""
    name = str((event.metadata or {}).get("unique_id", "")).rsplit(".", 1)[-1]
    return name if name in MART_TABLES else None


@contextmanager
def _environment(variables: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
