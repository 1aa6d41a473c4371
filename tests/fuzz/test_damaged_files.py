"""Damaged files of every format end as records or as a code, never as a crash of the code.

`GONGKAI_FUZZ=5000 pytest tests/fuzz` looks longer; what it finds goes to `crashers/` and stays there for good.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.collect import media_types as m
from pipelines.collect.media_types import media_type_of
from pipelines.contracts.frames import admit
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.contracts.tables import PART_TABLES, ROOM_TABLES
from pipelines.extract.document import extract_document, to_records
from pipelines.extract.model import UnreadableDocument
from tests.fuzz.mutations import Damage, damaged, damages
from tests.fuzz.samples import samples

EXAMPLES = int(os.environ.get("GONGKAI_FUZZ", "25"))
CRASHERS = sorted(p for p in Path(__file__).with_name("crashers").iterdir() if p.suffix != ".md")
TYPES = {
    "pdf": m.PDF, "txt": m.TEXT, "xlsx": m.XLSX, "docx": m.DOCX, "html": m.HTML, "ofd": m.OFD, "mhtml": m.MHTML,
    "xml": m.SPREADSHEETML, "xls": m.XLS,
}  # fmt: skip
FORMATS = [name for name in TYPES if name != "xls"]


def answers(content: bytes, media_type: str) -> None:
    """Read as a worker does, and see that what comes keeps its contracts."""
    media_type_of(content)
    try:
        records = to_records(extract_document(content, media_type))
    except UnreadableDocument as error:
        assert error.code in outcome_codes()
        return
    for table in ROOM_TABLES["extract"]:
        if table != "quarantine":
            admit(PART_TABLES[table], records.get(table, []))


@pytest.mark.parametrize("name", FORMATS)
def test_any_damage_gets_an_answer(name: str) -> None:
    @given(damages, st.one_of(st.none(), st.floats(0, 1)))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def read(damage: list[Damage], member: float | None) -> None:
        answers(damaged(samples()[TYPES[name]], damage, member), TYPES[name])

    read()


@pytest.mark.parametrize("name", FORMATS)
def test_whole_samples_are_read(name: str) -> None:
    records = to_records(extract_document(samples()[TYPES[name]], TYPES[name]))
    assert records["cells"]


@pytest.mark.parametrize("path", CRASHERS, ids=lambda p: p.name)
def test_what_once_crashed_gets_an_answer(path: Path) -> None:
    answers(path.read_bytes(), TYPES[path.suffix[1:]])
