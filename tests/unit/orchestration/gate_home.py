"""A home whose release was made by other code, in seconds: one document read, a release that holds it.

Belongs here: making and changing it. Does not: asking the gate.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.collect.archive import Archive, ArchiveRecord, content_id, now
from pipelines.home import Home
from pipelines.orchestration import plan
from pipelines.orchestration.plan import corrections_of, versions
from pipelines.orchestration.work import Task, perform
from pipelines.publish.current import MANIFEST
from tests.unit.dashboard.releases import district, publish_rows
from tests.unit.small_page import PAGE

DOCUMENT = content_id(PAGE)
BEFORE = "0123456789ab"
"""Version of the code that made the release."""


def archive_page(home: Home, content: bytes = PAGE) -> str:
    document = content_id(content)
    Archive(home.archive).store(
        content, ArchiveRecord(document, "预算.html", "text/html", len(content), now())
    )
    return document


def read(home: Home, document: str = DOCUMENT) -> None:
    """The document goes through both rooms, with the code there is."""
    for room in ("extract", "conform"):
        perform(
            Task(room, document, "text/html", "预算.html", str(home.archive), str(home.parts), versions(), corrections_of(home))
        )  # fmt: skip


def published_home(root: Path) -> Home:
    """Read, and released, by the present code."""
    home = Home(root)
    archive_page(home)
    read(home)
    rows = district()
    for row in rows["dim_document"]:
        row["document_id"] = DOCUMENT
    publish_rows(home.root, {**rows, "dim_document": rows["dim_document"][:1]})
    say(home, source_versions=versions())
    return home


def say(home: Home, **values: Any) -> None:
    """Into the manifest of the release."""
    path = home.current / MANIFEST
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**said, **values}), encoding="utf-8")


def other_code(home: Home) -> None:
    """As if the release and its parts were of another version of conforming; the rows are the same."""
    shutil.copytree(home.parts / "conform" / versions()["conform"], home.parts / "conform" / BEFORE)
    say(home, source_versions={**versions(), "conform": BEFORE})


def reads_otherwise(home: Home, version: str, **values: Any) -> None:
    """Every figure of that version of conforming gets other values."""
    for path in (home.parts / "conform" / version / "lines").glob("*.parquet"):
        frame = pl.read_parquet(path)
        given = {name: pl.lit(value).cast(frame.schema[name]) for name, value in values.items()}
        frame.with_columns(**given).write_parquet(path)
    # As the room does: parts that are written again have another marker.
    for marker in (home.parts / "conform" / version / "done").glob("*.json"):
        marker.write_text(marker.read_text(encoding="utf-8") + " ", encoding="utf-8")


def changed_code(monkeypatch: pytest.MonkeyPatch, letter: str) -> str:
    """From here on the code that conforms is of another version, which it returns."""
    real = plan.room_version
    version = letter * 12
    monkeypatch.setattr(plan, "room_version", lambda room: version if room == "conform" else real(room))
    return version
