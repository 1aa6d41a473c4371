"""Whatever form an engine returns, the adapters bring it into the same one."""

from __future__ import annotations

import json
import sys

import pytest

from benchmarks.extract.engines import ENGINES
from benchmarks.extract.environments import PINS, pins
from benchmarks.extract.peers import common
from benchmarks.extract.runner import ADAPTERS
from benchmarks.extract.scoring import score

# A heading over two columns, then two rows, the first of whose cells is two rows high:
#   a a b
#   c d e
#   c f g
EXPECTED = [
    {"r": 0, "c": 0, "rs": 1, "cs": 2, "text": "a"},
    {"r": 0, "c": 2, "rs": 1, "cs": 1, "text": "b"},
    {"r": 1, "c": 0, "rs": 2, "cs": 1, "text": "c"},
    {"r": 1, "c": 1, "rs": 1, "cs": 1, "text": "d"},
    {"r": 1, "c": 2, "rs": 1, "cs": 1, "text": "e"},
    {"r": 2, "c": 1, "rs": 1, "cs": 1, "text": "f"},
    {"r": 2, "c": 2, "rs": 1, "cs": 1, "text": "g"},
]
BOXES = {
    "a": (0, 0, 20, 10),
    "b": (20, 0.4, 30, 10),
    "c": (0.3, 10, 10, 30),
    "d": (10, 10, 20, 20),
    "e": (20, 10, 30, 20),
    "f": (10, 20.4, 20, 30),
    "g": (20, 20, 30, 30),
}
ROWS = [["a", None, "b"], ["c", "d", "e"], [None, "f", "g"]]


def in_order(table):
    return sorted(table["cells"], key=lambda cell: (cell["r"], cell["c"]))


def test_rows_with_covered_places():
    table = common.from_rows(ROWS)
    assert (table["nrows"], table["ncols"]) == (3, 3)
    assert in_order(table) == EXPECTED


def test_rows_with_their_boxes():
    boxes = [[BOXES[t] if t else None for t in row] for row in ROWS]
    assert in_order(common.from_grid(ROWS, boxes)) == EXPECTED


def test_boxes_in_any_order():
    found = [(BOXES[t], t) for t in "gfbadce"]
    table = common.from_boxes(found)
    assert (table["nrows"], table["ncols"]) == (3, 3)
    assert in_order(table) == EXPECTED


def test_all_forms_score_alike():
    truth = {"nrows": 3, "ncols": 3, "cells": EXPECTED}
    result = score([truth], [common.from_rows(ROWS)])
    assert (result.cell_f, result.adjacency_f, result.tables_right) == (1, 1, 1)


def test_nothing_at_all():
    assert common.from_rows([]) == {"nrows": 0, "ncols": 0, "cells": []}
    assert common.from_boxes([]) == {"nrows": 0, "ncols": 0, "cells": []}


def ask(tmp_path, monkeypatch, read, **options):
    task, out = tmp_path / "task.json", tmp_path / "out.jsonl"
    task.write_text(json.dumps({"files": ["x.pdf", "y.pdf"], "keep_cells": True, **options}))
    monkeypatch.setattr(sys, "argv", ["adapter", str(task), str(out)])
    common.serve(read, common.from_rows)
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_an_error_is_told_and_the_batch_goes_on(tmp_path, monkeypatch):
    def read(path):
        yield ROWS
        if path == "x.pdf":
            raise ValueError("cannot read /home/someone/secret/x.pdf here")

    lines = ask(tmp_path, monkeypatch, read)
    first, second = (line for line in lines if "file" in line)
    assert first["error"] == "ValueError: cannot read … here"
    assert first["count"] == 1, "what came before the error is kept"
    assert second["error"] is None
    assert lines[-1]["peak_mb"] > 0


def test_no_document_is_begun_after_the_limit(tmp_path, monkeypatch):
    def read(path):
        start = common.cpu_seconds()
        while common.cpu_seconds() - start < 0.02:
            pass
        return []

    lines = ask(tmp_path, monkeypatch, read, cpu_limit=0.01)
    assert [line["file"] for line in lines if "file" in line] == ["x.pdf"]
    assert any(line.get("stopped") for line in lines)


@pytest.mark.parametrize("engine", ENGINES, ids=lambda e: e.key)
def test_every_engine_has_what_it_needs(engine):
    if not engine.is_ours:
        wanted = pins(PINS.read_text(encoding="utf-8"))[engine.environment]
        assert any(line.startswith(f"{engine.package}==") for line in wanted)
    if engine.roles:
        assert (ADAPTERS / f"{engine.adapter}.py").exists()


def test_a_pin_needs_a_heading():
    assert pins("# words\n\n# [one]\na==1\n\n# [two]\nb==2\nc==3\n") == {
        "one": ["a==1"],
        "two": ["b==2", "c==3"],
    }
    with pytest.raises(ValueError, match="before the first heading"):
        pins("a==1\n")
