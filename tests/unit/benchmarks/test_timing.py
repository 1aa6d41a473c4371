"""From seconds to pages a second and ratios; what a process that was killed has told still counts."""

from __future__ import annotations

import json

import pytest

from benchmarks.extract.runner import Run, parsed
from benchmarks.extract.timing import speed

PAGES = {"a": 10, "b": 30}


def run(stopped="", peak=50.0, errors=(), **cpu):
    lines = [
        {"file": f, "cpu": s, "wall": 2 * s, "error": "X" if f in errors else None, "count": 1}
        for f, s in cpu.items()
    ]
    return Run(lines, startup_cpu=0.5, peak_mb=peak, stopped=stopped)


def test_median_of_repetitions():
    own = [run(a=1, b=1), run(a=3, b=1), run(a=2, b=2)]
    reference = [run(a=10, b=10), run(a=20, b=20), run(a=50, b=50)]
    figures = speed(own, reference, PAGES)
    assert figures.pages_per_second == 10  # of 20, 10, 10
    assert figures.ratio == 10  # of 10, 10, 25: each repetition with its own reference
    assert (figures.pages, figures.documents, figures.refused, figures.repetitions) == (40, 2, 0, 3)


def test_ratio_is_over_documents_that_both_read():
    figures = speed([run(stopped="limit", a=5)], [run(a=10, b=1000)], PAGES)
    assert figures.ratio == 2
    assert figures.pages_per_second == 2
    assert figures.stopped == "limit"


def test_a_refused_document_is_not_fast():
    figures = speed([run(a=1, b=0.001, errors=("b",))], [run(a=10, b=10)], PAGES)
    assert (figures.documents, figures.refused, figures.pages_per_second, figures.ratio) == (1, 1, 10, 10)


def test_no_common_document_no_ratio():
    assert speed([run(a=1)], [run(b=1)], PAGES).ratio is None


def test_nothing_read():
    assert speed([run(a=1, errors=("a",))], [run(a=1)], PAGES) is None


def test_peak_is_the_highest():
    figures = speed([run(a=1, peak=40), run(a=1, peak=None), run(a=1, peak=60)], [], PAGES)
    assert figures.peak_mb == 60


def test_lines_of_a_killed_process():
    whole = json.dumps({"file": "a", "cpu": 1.0, "wall": 1.0, "error": None, "count": 2})
    found = parsed(json.dumps({"startup_cpu": 0.25}) + "\n" + whole + "\n" + whole[:20])
    assert [line["file"] for line in found.documents] == ["a"]
    assert found.startup_cpu == pytest.approx(0.25)
    assert found.peak_mb is None
