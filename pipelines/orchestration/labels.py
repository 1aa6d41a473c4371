"""What the assets are called for people, and what they have in common.

Belongs here: descriptions, owners, kinds, specs made from the contracts. Does not: computing anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import dagster as dg

from pipelines.contracts.model import Table
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

OWNER: Final = "team:gongkai"
GROUPS: Final = ("collect", "extract", "conform", "contracts", "reconcile", "publish", "reports")

_KINDS: Final = {
    "collect": {"python", "parquet"},
    "extract": {"python", "parquet"},
    "conform": {"python", "polars", "parquet"},
}


def key_of(table: Table) -> dg.AssetKey:
    """`[layer, table]`."""
    return dg.AssetKey([table.layer, table.name])


def own_tables(room: str) -> list[Table]:
    """Tables whose asset belongs to the room: all rooms write outcomes and quarantine, one owns each."""
    return [PART_TABLES[name] for name in ROOM_TABLES[room] if PART_TABLES[name].layer == room]


def part_specs(room: str, deps: Sequence[dg.AssetKey]) -> list[dg.AssetSpec]:
    """One asset per table of the room, from its contract."""
    return [
        dg.AssetSpec(
            key_of(table),
            deps=deps,
            description=f"{table.zh}. {table.grain}\n\nOne Parquet part per document and room version.",
            group_name=room,
            owners=[OWNER],
            kinds=_KINDS[room],
            metadata={"dagster/column_schema": column_schema(table)},
        )
        for table in own_tables(room)
    ]


def column_schema(table: Table) -> dg.TableSchema:
    """The table's fields as Dagster shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                f.name,
                type=str(f.type),
                description=f"{f.zh}. {f.doc}",
                constraints=dg.TableColumnConstraints(nullable=not f.required),
            )
            for f in table.fields
        ]
    )


def keys(rooms: Iterable[str]) -> list[dg.AssetKey]:
    """Keys of all assets of the rooms."""
    return [key_of(table) for room in rooms for table in own_tables(room)]
