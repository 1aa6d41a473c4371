"""Run every reconciliation rule on the records of one or more documents.

Belongs here: building the models of the dbt project, in order, in an in-memory DuckDB; a rule that breaks
becomes an `error` result and takes nothing else down. Does not: reading files, the meaning of rules (they are
SQL files).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.contracts.tables import PART_TABLES
from pipelines.reconcile.loading import load_seed, load_table, records_of
from pipelines.reconcile.rendering import Project, RenderedModel, RenderError

DEFAULT_PROJECT: Final = Path(__file__).resolve().parents[2] / "dbt_project"

_RULE_PREFIX: Final = "rule_"
_EVERYTHING_IS_DUE: Final = ("due_disclosure", "due_scope")
"""Models that say what a build of the warehouse has to work out anew; here nothing was worked out before."""
_GOALS: Final = ("int_check_result", "int_finding", "int_check_subject")


@dataclass(frozen=True, slots=True)
class CheckRun:
    """What the rules said.

    `results` and `findings` are records of the contracts `check_results` and `findings` (amounts are Decimal
    yuan; `line_ids`, `spots` and `rule_ids` are lists). `disclosures` holds one record per disclosure
    found in the input: disclosure_id, unit_name, fiscal_year, kind, report_level. `lines` are the figures
    by line_id, `titles` the titles of the tables by (document_id, table_index).
    """

    results: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    disclosures: list[dict[str, Any]]
    lines: dict[str, dict[str, Any]]
    titles: dict[tuple[str, int], str]

    @property
    def has_failures(self) -> bool:
        """True when at least one result is `fail`."""
        return any(result["outcome"] == "fail" for result in self.results)

    @property
    def disclosure(self) -> dict[str, Any]:
        """The disclosure checked; the first where the input holds several, empty where it holds none."""
        return self.disclosures[0] if self.disclosures else {}


def check(tables: Mapping[str, Any], project_dir: Path = DEFAULT_PROJECT) -> CheckRun:
    """Check the records in `tables`: part table name → list of records (or a polars frame).

    Tables that are not given are empty. Raises `UnknownFieldError` for a record that is not of its contract,
    `RenderError` or `duckdb.Error` when something other than a rule file is broken.
    """
    project = Project(project_dir)
    # One thread: the tables are small, and planning is what takes the time.
    with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create schema parts")
        builder = _Builder(connection, project, _known(tables))
        for goal in _GOALS:
            builder.build(goal)
        return CheckRun(
            results=_records(connection, "int_check_result", "rule_id, result_id", ("line_ids", "spots")),
            findings=_records(connection, "int_finding", "finding_id", ("rule_ids",)),
            disclosures=_records(connection, "int_check_subject", "disclosure_id"),
            lines={line["line_id"]: dict(line) for line in records_of(tables.get("lines", []))},
            titles={
                (table["document_id"], table["table_index"]): table["title"]
                for table in records_of(tables.get("tables", []))
            },
        )


def _known(tables: Mapping[str, Any]) -> Mapping[str, Any]:
    if unknown := set(tables) - set(PART_TABLES):
        raise KeyError(f"no such part table: {', '.join(sorted(unknown))}")
    return tables


class _Builder:
    """Builds models and what they read, each once; part tables are loaded when the first model reads them."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, project: Project, tables: Mapping[str, Any]
    ) -> None:
        self._connection = connection
        self._project = project
        self._tables = tables
        self._built: set[str] = set()
        self._rules: frozenset[str] | None = None

    def build(self, name: str) -> None:
        if name in self._built:
            return
        self._built.add(name)
        if name in self._project.seeds:
            load_seed(self._connection, name, self._project.seeds[name])
        elif name in _EVERYTHING_IS_DUE:
            self.build("int_disclosure_document")
            every = "select distinct disclosure_id from int_disclosure_document"
            self._connection.execute(f'create view "{name}" as {every}')
        elif name.startswith(_RULE_PREFIX):
            self._build_rule(name)
        else:
            self._build_model(self._project.render(name))

    def _build_model(self, model: RenderedModel) -> None:
        self._build_inputs(model)
        # Staging is a plain view; everything else is computed once and read by many.
        kind = "view" if model.name.startswith("stg_") else "table"
        self._connection.execute(f'create {kind} "{model.name}" as {model.sql}')

    def _build_inputs(self, model: RenderedModel) -> None:
        for _, table in model.sources:
            if table not in self._built:
                self._built.add(table)
                load_table(
                    self._connection, "parts", PART_TABLES[table], records_of(self._tables.get(table, []))
                )
        for ref in model.refs:
            self.build(ref)

    def _build_rule(self, name: str) -> None:
        """One rule; when it breaks, its table holds one `error` row per disclosure with the cause.

        A rule that the catalogue owes to no disclosure at hand is not even planned: its table is empty.
        """
        if rule_id_of(name) not in self._applicable():
            self._connection.execute(f'create table "{name}" as select null::varchar as rule_id where false')
            return
        try:
            model = self._project.render(name)
        except RenderError as error:
            self._record_broken(name, error)
            return
        self._build_inputs(model)
        try:
            self._connection.execute(f'create table "{name}" as {model.sql}')
        except duckdb.Error as error:
            self._record_broken(name, error)

    def _applicable(self) -> frozenset[str]:
        """Rules of the kinds of disclosure at hand; those between disclosures only where several are."""
        if self._rules is None:
            self.build("int_check_subject")
            self.build("rules")
            self._rules = frozenset(
                rule_id
                for (rule_id,) in self._connection.execute(
                    "select rule_id from rules as r where (r.scope <> 'disclosure' "
                    "or (select count(*) from int_check_subject) > 1) and exists ("
                    "select 1 from int_check_subject as s where s.kind = 'unknown' "
                    "or contains(' ' || r.applies_to_kind || ' ', ' ' || s.kind || ' '))"
                ).fetchall()
            )
        return self._rules

    def _record_broken(self, name: str, error: Exception) -> None:
        self.build("int_check_subject")
        cause = " ".join(str(error).split())
        self._connection.execute(
            f'create table "{name}" as select ? as rule_id, disclosure_id, '  # noqa: S608  (name of a rule file)
            "[]::varchar[] as line_ids, false as has_repair, 'error' as verdict, "
            "? as note_zh, ? as note_en from int_check_subject",
            [rule_id_of(name), cause, cause],
        )


def rule_id_of(model: str) -> str:
    """Rule id of a rule file's model name: `rule_b01_03` → `B01-03`."""
    return model.removeprefix(_RULE_PREFIX).upper().replace("_", "-")


def _records(
    connection: duckdb.DuckDBPyConnection, table: str, order: str, json_columns: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    cursor = connection.execute(f'select * from "{table}" order by {order}')  # noqa: S608
    names = [column[0] for column in cursor.description or []]
    records = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for record in records:
        for column in json_columns:
            record[column] = json.loads(record[column])
    return records
