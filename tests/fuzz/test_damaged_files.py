"""Damaged files of every format end as records or as a code, never as a crash of the code.

`GONGKAI_FUZZ=5000 pytest tests/fuzz` looks longer, `make fuzz-guided` looks where code has not been yet; what
they find goes to `crashers/` and stays there for good.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from pipelines.collect import media_types as m
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.extract.document import extract_document, to_records
from pipelines.workers import Limits, run_all
from tests.fuzz.answers import IN_THIS_PROCESS, TYPES, answers, damaged_files
from tests.fuzz.mutations import Damage
from tests.fuzz.samples import samples
from tests.security.reading import read

EXAMPLES = int(os.environ.get("GONGKAI_FUZZ", "25"))
CRASHERS = sorted(p for p in Path(__file__).with_name("crashers").iterdir() if p.suffix != ".md")


@pytest.mark.parametrize("name", IN_THIS_PROCESS)
def test_any_damage_gets_an_answer(name: str) -> None:
    damaged_files(name, EXAMPLES)()


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
