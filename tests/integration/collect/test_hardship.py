"""Kills and large bodies, small enough for every run; the full size is a command (see `hardship`)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.integration.collect.district import District
from tests.integration.collect.hardship import kills, peak_of_fetching


def test_one_run_completes_what_a_kill_left() -> None:
    for kill in kills(3, District(departments=6), seed=7):
        assert kill.is_complete, kill
        assert kill.asked_again == 0


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="reads /proc for the peak of another process"
)
def test_memory_does_not_grow_with_the_body(tmp_path: Path) -> None:
    small = peak_of_fetching(1, tmp_path / "small")
    large = peak_of_fetching(80, tmp_path / "large")
    assert large - small < 20, f"{small:.0f} MB for 1 MB, {large:.0f} MB for 80 MB"
