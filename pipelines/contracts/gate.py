"""A room's records through the gate, all tables at once.

Belongs here: admitting every table of a room and gathering one quarantine.
Does not: splitting one table (see `frames`), writing (see `parts`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from pipelines.contracts.frames import Record, admit, empty_frame
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES

QUARANTINE = "quarantine"


class QuarantineError(ValueError):
    """Quarantine records that break the quarantine's own contract: a fault of the code."""


def admit_room(room: str, records: Mapping[str, Sequence[Record]], part: str) -> dict[str, pl.DataFrame]:
    """One document's records of a room as frames ready for `PartStore.write`, quarantine among them.

    `part` is the name the part is written under: the document id, or a source id in `collect`.

    What breaks its table's contract is moved to `quarantine`, after the records the room put there
    itself. Raises ValueError for a table the room does not write, `UnknownFieldError` for a field its
    table does not have, `QuarantineError` when a quarantine record is itself malformed.
    """
    if strange := set(records) - set(ROOM_TABLES[room]):
        raise ValueError(f"room {room} does not write {', '.join(sorted(strange))}")
    frames: dict[str, pl.DataFrame] = {}
    quarantined: list[Record] = list(records.get(QUARANTINE, ()))
    for name in ROOM_TABLES[room]:
        if name == QUARANTINE:
            continue
        table = PART_TABLES[name]
        rows = records.get(name, ())
        if not rows:
            frames[name] = empty_frame(table)
            continue
        admitted = admit(table, rows, part)
        frames[name] = admitted.frame
        quarantined += admitted.quarantined
    frames[QUARANTINE] = _quarantine_frame(quarantined)
    return frames


def _quarantine_frame(records: Sequence[Record]) -> pl.DataFrame:
    """Records of the quarantine, numbered anew per target table: room and gate both count from 1."""
    table = PART_TABLES[QUARANTINE]
    counted: Counter[str] = Counter()
    numbered: list[dict[str, Any]] = []
    for record in records:
        source = str(record.get("source_table"))
        counted[source] += 1
        numbered.append({**record, "quarantine_index": counted[source]})
    if not numbered:
        return empty_frame(table)
    admitted = admit(table, numbered)
    if admitted.quarantined:
        raise QuarantineError(admitted.quarantined[0]["detail"])
    return admitted.frame
