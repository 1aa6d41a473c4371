"""The report on growth says what was measured and nothing else; watching counts children; copies are new units."""

import os
import sys
from pathlib import Path

import polars as pl
import pytest

from benchmarks.scale.plot import curves
from benchmarks.scale.report import report
from benchmarks.scale.watch import watched
from benchmarks.warehouse.district import multiply
from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES

TAKEN = {"wall": 2.0, "cpu": 1.5, "peak_mb": 90}


def test_what_was_not_measured_is_said() -> None:
    page = report(
        {"rooms": {"100": {"pages": 50, "load": 0.5, "extract": TAKEN, "conform": TAKEN, "gather": TAKEN}}}
    )
    assert "| 100 | 50 | 0.5 | extract | 2.0 | 1.5 | 90 | 30.00 |" in page
    assert page.count("Not measured yet.") == 2


def test_a_tree_of_processes_is_watched_whole() -> None:
    child = "x = bytearray(60 << 20); import time; time.sleep(1)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    taken, _ = watched([sys.executable, "-c", code], Path.cwd(), os.environ)
    assert taken.peak_mb > 60
    with pytest.raises(RuntimeError, match="exit code 3: why"):
        watched([sys.executable, "-c", "print('why'); raise SystemExit(3)"], Path.cwd(), os.environ)


def test_curves_hold_what_was_measured() -> None:
    room = {"pages": 50, "load": 0.5, "bytes": 4_000_000, "part_bytes": 500_000}
    room |= {"extract": TAKEN, "conform": TAKEN, "gather": TAKEN}
    drawn = curves({"rooms": {"1000": room, "100": room}})
    assert drawn["seconds"]["extract"] == [[100, 1.5], [1000, 1.5]]
    assert drawn["disk"]["originals"] == [[100, 4.0], [1000, 4.0]]
    assert "warehouse" not in drawn["memory"]


def test_copies_are_documents_of_other_units(tmp_path: Path) -> None:
    source = PartStore(str(tmp_path / "home"))
    document = "a" * 64
    source.write("extract", "v1", document, {})
    row = {"document_id": document, "unit_name": "甲局", "kind": "budget", "report_level": "unit"}
    source.write("conform", "v1", document, {"documents": to_frame(PART_TABLES["documents"], [row])})
    source.write("collect", "v1", "register", {})
    versions = {"collect": "v1", "extract": "v1", "conform": "v1"}
    multiply(tmp_path / "home", versions, tmp_path / "more", 3)
    documents = pl.scan_parquet(
        PartStore(str(tmp_path / "more")).glob("conform", "v1", "documents")
    ).collect()
    assert sorted(documents["unit_name"]) == ["甲局", "甲局第1号", "甲局第2号"]
    assert documents["document_id"].n_unique() == 3
