"""The Parquet parts as dbt sources and staging views.

Belongs here: `models/staging/sources.yml` and one staging view per part table, as text.
Does not: the marts' contracts (see `dbt_marts`), writing files (see `__main__`).
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from pipelines.contracts.model import Table
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

SOURCE: Final = "parts"
GENERATED: Final = "made from pipelines/contracts by `python -m pipelines.contracts --write`; do not edit"

RESERVED: Final = frozenset({"column"})
"""Field names that SQL takes for keywords unless they are quoted."""

_ROOT = "{{ env_var('GONGKAI_BUILD_PARTS', '../warehouse/parts') }}"


def source_tables() -> tuple[Table, ...]:
    """Part tables that rooms write, each once, in the order of the rooms."""
    names = dict.fromkeys(name for tables in ROOM_TABLES.values() for name in tables)
    return tuple(PART_TABLES[name] for name in names)


def staging_name(table: Table) -> str:
    """Name of the staging view of a part table."""
    return f"stg_{table.layer}__{table.name}"


def external_location(table: Table) -> str:
    """The `read_parquet` call that reads all parts of the table, whichever rooms write it.

    Root and room versions come from the environment (see `dbt_environment`). Every room keeps a part
    without rows beside the real ones, so a glob never matches nothing.
    """
    globs = ", ".join(
        f"'{_ROOT}/{room}/{{{{ env_var('GONGKAI_{room.upper()}_VERSION', 'none') }}}}/{table.name}/*.parquet'"
        for room, tables in ROOM_TABLES.items()
        if table.name in tables
    )
    return f"read_parquet([{globs}], union_by_name = true)"


def sources_yaml() -> str:
    """`models/staging/sources.yml`."""
    source = {
        "name": SOURCE,
        "description": "环节产出的 Parquet 分片: one part per document and table, as each room wrote it.",
        "tables": [_source_table(table) for table in source_tables()],
    }
    return f"# {GENERATED}\n" + dump_yaml({"version": 2, "sources": [source]})


def _source_table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": f"{table.zh}: {table.grain}",
        "config": {
            "meta": {
                "dagster": {"asset_key": [table.layer, table.name]},
                "external_location": external_location(table),
            }
        },
        "columns": [{"name": f.name, "description": f"{f.zh}: {f.doc}"} for f in table.fields],
    }


def staging_sql(table: Table) -> str:
    """The staging view of a part table: its columns by name, nothing else."""
    columns = ",\n".join(f"    {_quoted(field.name)}" for field in table.fields)
    return f"-- {GENERATED}\nselect\n{columns}\nfrom {{{{ source('{SOURCE}', '{table.name}') }}}}\n"


def _quoted(name: str) -> str:
    return f'"{name}"' if name in RESERVED else name


def staging_yaml() -> str:
    """`models/staging/staging.yml`: what each staging view is."""
    models = [
        {"name": staging_name(table), "description": f"{table.zh}: {table.grain}"}
        for table in source_tables()
    ]
    return f"# {GENERATED}\n" + dump_yaml({"version": 2, "models": models})


def dump_yaml(content: Any) -> str:
    """YAML in the order given, Chinese readable, lines not folded."""
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000))
