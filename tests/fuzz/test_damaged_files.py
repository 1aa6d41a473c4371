"""Damaged files of every format end as records or as a code, never as a crash of the code.

`GONGKAI_FUZZ=5000 pytest tests/fuzz` looks longer; what it finds goes to `crashers/` and stays there for good.
"""

from __future__ import annotations

import os
import random
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
from pipelines.workers import Limits, run_all
from tests.fuzz.mutations import Damage, damaged, damages
from tests.fuzz.samples import samples
from tests.security.reading import read

EXAMPLES = int(os.environ.get("GONGKAI_FUZZ", "25"))
CRASHERS = sorted(p for p in Path(__file__).with_name("crashers").iterdir() if p.suffix != ".md")
TYPES = {
    "pdf": m.PDF, "txt": m.TEXT, "xlsx": m.XLSX, "docx": m.DOCX, "html": m.HTML, "ofd": m.OFD, "mhtml": m.MHTML,
    "xml": m.SPREADSHEETML, "xls": m.XLS,
}  # fmt: skip
# PDFium is native code: damaged PDFs are read in worker processes, as in a run.
IN_THIS_PROCESS = [name for name in TYPES if name not in ("xls", "pdf")]


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


@pytest.mark.parametrize("name", IN_THIS_PROCESS)
def test_any_damage_gets_an_answer(name: str) -> None:
    @given(damages, st.one_of(st.none(), st.floats(0, 1)))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def look(damage: list[Damage], member: float | None) -> None:
        answers(damaged(samples()[TYPES[name]], damage, member), TYPES[name])

    look()


def test_damaged_pdfs_get_an_answer() -> None:
    chance = random.Random(20261125)  # the same damage every time: what it does is told by its number
    whole = samples()[m.PDF]
    tasks = []
    for number in range(EXAMPLES):
        content = whole
        for _ in range(chance.randint(1, 6)):
            put = chance.choice(
                [chance.randbytes(chance.randint(0, 24)), b"[" * 500, b"99999999999", b"endobj"]
            )
            content = Damage(chance.random(), chance.choice([0, 1, 8, 5_000]), put).done_to(content)
        tasks.append((f"pdf {number}", content, m.PDF))
    limits = Limits(seconds=60, memory=1 << 30)
    results = list(run_all(read, tasks, 2, lambda task, why: (task[0], why.code, why.detail), limits))
    assert {name for name, _, _ in results} == {name for name, _, _ in tasks}
    assert {code for _, code, _ in results} <= {"read", *outcome_codes()}
    assert not [r for r in results if r[1].startswith("READER_")], (
        "native code crashed or hung: keep the file"
    )


@pytest.mark.parametrize("name", [*IN_THIS_PROCESS, "pdf"])
def test_whole_samples_are_read(name: str) -> None:
    records = to_records(extract_document(samples()[TYPES[name]], TYPES[name]))
    assert records["cells"] or records["blocks"]


@pytest.mark.parametrize("path", CRASHERS, ids=lambda p: p.name)
def test_what_once_crashed_gets_an_answer(path: Path) -> None:
    answers(path.read_bytes(), TYPES[path.suffix[1:]])
