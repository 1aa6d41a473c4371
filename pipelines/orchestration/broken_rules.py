"""Rules whose SQL breaks in a build: which, and why, so that the rest of the build can go on without them.

Belongs here: finding the rules that broke a family of rules. Does not: running dbt, judging.
dbt knows only that a family (`int_rules_…`, one table of many rules) failed. Each of its rules is therefore
asked by itself, in the build as far as it came; those that break are told to the second run as the variable
`broken_rules`, and every disclosure gets an `error` result with the cause (see macro `rules_together`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import duckdb

from pipelines.home import DBT_PROJECT
from pipelines.reconcile.rendering import Project, RenderError

_FAMILY: Final = re.compile(r"\.(int_rules_\w+)$")
_RULE: Final = re.compile(r"'([a-z]+\d*_\d+)'")
# Where models stand in the build; rules name them without a schema.
_SCHEMAS: Final = "reconciliation,intermediate,staging,seeds,marts,bookkeeping"
_LONGEST_CAUSE: Final = 400


def broken_rules(build_db: Path, failed: Iterable[str], project_dir: Path = DBT_PROJECT) -> dict[str, str]:
    """Rule (`b01_05`) → cause, of the rules in the families among the dbt nodes that failed.

    Empty where no family failed, or where each of its rules works by itself: then something else is wrong and
    is no rule's fault. `build_db` must not be open for writing.
    """
    families = [match[1] for node in failed if (match := _FAMILY.search(node))]
    if not families or not build_db.exists():
        return {}
    project = Project(project_dir)
    with duckdb.connect(str(build_db), read_only=True) as connection:
        connection.execute(f"set search_path = '{_present(connection)}'")
        connection.execute("set timezone = 'UTC'")
        causes = {rule: _cause(connection, project, rule) for rule in _rules_of(project, families)}
    return {rule: cause for rule, cause in causes.items() if cause}


def _rules_of(project: Project, families: Iterable[str]) -> Iterator[str]:
    for family in families:
        yield from _RULE.findall(project.models[family].read_text(encoding="utf-8"))


def _present(connection: duckdb.DuckDBPyConnection) -> str:
    rows = connection.execute("select distinct schema_name from information_schema.schemata").fetchall()
    names = {name for (name,) in rows}
    return ",".join(name for name in _SCHEMAS.split(",") if name in names)


def _cause(connection: duckdb.DuckDBPyConnection, project: Project, rule: str) -> str:
    try:
        sql = project.render(f"rule_{rule}").sql
        connection.execute(f"create or replace temp table asked as {sql}")
    except (RenderError, duckdb.Error) as error:
        return " ".join(str(error).split())[:_LONGEST_CAUSE]
    return ""
