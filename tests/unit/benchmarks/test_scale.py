"""The report on growth says what was measured and nothing else; watching counts children; copies are new units."""

import os
import sys
from pathlib import Path

import polars as pl
import pytest

from benchmarks.scale.report import report
from benchmarks.scale.vary import varied_parts
from benchmarks.scale.watch import watched
from pipelines.contracts.frames import to_frame
from pipelines.contracts.parts import PartStore
from pipelines.contracts.tables import PART_TABLES

TAKEN = {"wall": 2.0, "cpu": 1.5, "peak_mb": 90}


def test_what_was_not_measured_is_said() -> None:
    page = report({"rooms": {"100": {"pages": 50, "extract": TAKEN, "conform": TAKEN, "gather": TAKEN}}})
    assert "| 100 | 50 | extract | 2.0 | 1.5 | 90 | 30.00 |" in page
    assert page.count("Not measured yet.") == 2


def test_a_tree_of_processes_is_watched_whole() -> None:
    child = "x = bytearray(60 << 20); import time; time.sleep(1)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    taken, _ = watched([sys.executable, "-c", code], Path.cwd(), os.environ)
    assert taken.peak_mb > 60
    with pytest.raises(RuntimeError, match="exit code 3: why"):
        watched([sys.executable, "-c", "print('why'); raise SystemExit(3)"], Path.cwd(), os.environ)


def test_copies_are_documents_of_other_units(tmp_path: Path) -> None:
    source = PartStore(str(tmp_path / "home" / "warehouse" / "parts"))
    document = "a" * 64
    source.write("extract", "v1", document, {})
    row = {"document_id": document, "unit_name": "甲局", "kind": "budget", "report_level": "unit"}
    source.write("conform", "v1", document, {"documents": to_frame(PART_TABLES["documents"], [row])})
    source.write("collect", "v1", "register", {})
    target = PartStore(str(tmp_path / "more" / "parts"))
    varied_parts(tmp_path / "home", 3, target)
    documents = pl.scan_parquet(target.glob("conform", "v1", "documents")).collect()
    assert sorted(documents["unit_name"]) == ["甲局", "甲局001号", "甲局002号"]
    assert documents["document_id"].n_unique() == 3
