"""Hostile files end with a clear outcome in bounded time and memory, and the harmless one beside them is read."""

from __future__ import annotations

import pytest

from pipelines.collect import media_types as m
from pipelines.contracts.outcome_codes import outcome_codes
from pipelines.workers import Limits, Lost, run_all
from tests.paths import SAMPLE_PDF
from tests.security.hostile_pdfs import HOSTILE
from tests.security.reading import read

LIMITS = Limits(seconds=60, memory=1 << 30)
# They do nothing here: what they ask for is never carried out, and their text is read like any other.
READ_ALL_THE_SAME = (
    "script that opens an address",
    "action that starts a program",
    "arrays a hundred thousand deep",
    "page without size",
    "a million characters on one line",
)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[str, str]]:
    tasks = [(name, content, m.PDF) for name, content in HOSTILE.items()]
    tasks.append(("an honest budget", SAMPLE_PDF.read_bytes(), m.PDF))
    results = run_all(read, tasks, 2, lambda task, why: lost(task[0], why), LIMITS)
    return {name: (code, detail) for name, code, detail in results}


def lost(name: str, why: Lost) -> tuple[str, str, str]:
    return name, why.code, why.detail


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_an_outcome(name: str, outcomes: dict[str, tuple[str, str]]) -> None:
    code, detail = outcomes[name]
    assert code == "read" or code in outcome_codes(), (code, detail)
    assert detail
    if name in READ_ALL_THE_SAME:
        assert code == "read", (code, detail)


def test_the_others_of_the_batch_are_read(outcomes: dict[str, tuple[str, str]]) -> None:
    code, detail = outcomes["an honest budget"]
    assert code == "read", detail


def test_the_largest_hostile_file_is_small() -> None:
    """What they do they do by cunning: the reader meets each of them with less than 20 MB of input."""
    assert max(map(len, HOSTILE.values())) < 20 << 20
