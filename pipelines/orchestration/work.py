"""The work of one room on one document: read, compute, admit by contract, write parts, mark done.

Belongs here: what a worker process runs. Does not: Dagster, choosing documents, pools.
A document that cannot be read, or on which the code breaks, ends as an outcome with a code: it is done
like the others, and is tried again when its room changes. Trouble of the machine (disk, memory) raises.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.collect.archive import Archive
from pipelines.conform.corrections.records import Corrections
from pipelines.contracts.frames import admit, to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.orchestration.plan import CORRECTED_ROOM

Records = dict[str, list[dict[str, Any]]]
NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Task:
    """One document for one room. Paths are text: a task travels to another process."""

    room: str
    document_id: str
    media_type: str
    file_name: str
    archive: str
    parts: str
    versions: Mapping[str, str]
    corrections: Corrections = NO_CORRECTIONS


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: rows per table, and outcomes of severity `error` as (code, page, detail)."""

    task: Task
    rows: Mapping[str, int]
    errors: tuple[tuple[str, int | None, str], ...]


def perform(task: Task) -> Done:
    """Do the task and write its parts. Raises OSError (the machine's) and MemoryError (the task's limit)."""
    work: Callable[[Task], Records] = {"extract": _extract, "conform": _conform}[task.room]
    try:
        records = work(task)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - one document must not stop the others; it ends as an outcome
        records = failure(task, f"{task.room.upper()}_CRASHED", _where(error))
    return keep(task, records)


def failure(task: Task, code: str, detail: str) -> Records:
    """The records of a document that gave nothing: one outcome."""
    outcome = {
        "document_id": task.document_id,
        "room": task.room,
        "outcome_index": 1,
        "code": code,
        "severity": "error",
        "text": "",
        "detail": detail,
    }
    return {"outcomes": [outcome]}


def keep(task: Task, records: Records) -> Done:
    """Write the records as parts: those that keep their contract as rows, the others to quarantine."""
    frames: dict[str, pl.DataFrame] = {}
    quarantine = list(records.get("quarantine", []))
    for name in ROOM_TABLES[task.room]:
        if name != "quarantine":
            admitted = admit(PART_TABLES[name], records.get(name, []))
            frames[name] = admitted.frame
            quarantine += admitted.quarantined
    frames["quarantine"] = to_frame(PART_TABLES["quarantine"], _numbered(task, quarantine))
    store = PartStore(task.parts)
    if task.room == CORRECTED_ROOM:
        digest = task.corrections.digests().get(task.document_id, "")
        store.note_corrections(task.room, task.versions[task.room], task.document_id, digest)
    store.write(task.room, task.versions[task.room], task.document_id, frames)
    rows = {name: frame.height for name, frame in frames.items()}
    return Done(task, rows, _errors(records))


def _extract(task: Task) -> Records:
    from pipelines.extract.document import extract_document, to_records
    from pipelines.extract.model import UnreadableDocument

    content = Archive(task.archive).read(task.document_id)
    try:
        return to_records(extract_document(content, task.media_type))
    except UnreadableDocument as error:
        return failure(task, error.code, error.detail)


def _conform(task: Task) -> Records:
    from pipelines.conform.document import conform_document
    from pipelines.extract.document import from_records

    store, version = PartStore(task.parts), task.versions["extract"]
    tables = ("pages", "blocks", "extracted_tables", "cells", "outcomes")
    records = {t: store.read("extract", version, task.document_id, t).to_dicts() for t in tables}
    methods = {page["method"] for page in records["pages"]}
    if not methods:
        return {}  # extraction has said why
    method = methods.pop() if len(methods) == 1 else "mixed"
    document = from_records(task.document_id, task.media_type, method, records)
    return conform_document(document, task.corrections.of(task.document_id), task.corrections.today)


def _numbered(task: Task, quarantine: list[dict[str, Any]]) -> list[dict[str, Any]]:
    counts: Counter[str] = Counter()
    numbered = []
    for record in quarantine:
        counts[record["source_table"]] += 1
        number = counts[record["source_table"]]
        numbered.append({**record, "document_id": task.document_id, "quarantine_index": number})
    return numbered


def _errors(records: Records) -> tuple[tuple[str, int | None, str], ...]:
    found = [o for o in records.get("outcomes", []) if o["severity"] == "error"]
    return tuple((o["code"], o.get("page"), o["detail"]) for o in found)


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}, line {frame.lineno})"
