"""The report says what was measured, and what could not be."""

from __future__ import annotations

import csv
from dataclasses import asdict

from benchmarks.extract import report
from benchmarks.extract.scoring import Score

GOOD = asdict(Score(10, 10, 10, 8, 8, 8, 3, 3, 1, 1))
BAD = asdict(Score(10, 10, 5, 8, 8, 2, 3, 1, 1, 0))


def measured(score, error=None):
    documents = {
        "d01_docx_full": {"group": "ruled", "error": error, "score": score},
        "d07_wp_threeline": {"group": "bare", "error": None, "score": score},
    }
    return {"stopped": "", "documents": documents}


def figures(rate, ratio, stopped=""):
    return {
        "cpu": 1.0,
        "pages": 9,
        "pages_per_second": rate,
        "ratio": ratio,
        "wall": 1.0,
        "startup_cpu": 0.1,
        "peak_mb": 60.0,
        "documents": 1,
        "refused": 0,
        "repetitions": 3,
        "stopped": stopped,
    }


def results():
    gold = {"body_perfect": 21, "tables": 22, "cell_acc": 0.99, "numeric_acc": 0.99, "stopped": ""}
    bare = {"p": {"group": "bands", "error": None, "score": GOOD}}
    return {
        "date": "2026-01-02",
        "machine": {"cpu": "A CPU", "cores": 2, "system": "Linux", "python": "3.11", "load": 1.0},
        "versions": {"gongkai": "0.1", "pdfplumber": "1", "img2table": "2"},
        "missing": {"ripdoc": "no compiler"},
        "sample": [{"file": "x/y.pdf", "pages": "1-9", "count": 9}],
        "speed": {
            "gongkai": figures(200.0, 22.0),
            "pdfplumber": figures(9.0, 1.0),
            "img2table": figures(2.0, 0.2, "limit of CPU time"),
        },
        "ruled": {
            "gongkai": measured(GOOD),
            "pdfplumber": measured(BAD, "ValueError: no"),
            "img2table": measured(BAD),
        },
        "gold": {"gongkai": gold},
        "borderless": {"gongkai": {"stopped": "", "documents": bare}},
        "corpus": {
            "gongkai": {
                "cpu": 2.0, "pages": 400, "documents": 10, "tables": 5,
                "refused": {"z.pdf": "E: broken"}, "peak_mb": 70.0, "stopped": "",
            }
        },
    }  # fmt: skip


def test_what_is_told(tmp_path):
    report.write(results(), tmp_path)
    text = (tmp_path / "extract.md").read_text(encoding="utf-8")
    main = next(line for line in text.splitlines() if line.startswith("| **Gongkai** | 0.1"))
    assert main == "| **Gongkai** | 0.1 | 200 | 22 | 60 | 1.0000 | 1.0000 | 3 of 3 | 1 of 1 | 21 of 22 |"
    assert "| img2table | 2 | 2.0\\* | 0.20 |" in text, "a limit that was met shows"
    assert "- ripdoc: no compiler" in text
    assert "- pdfplumber: ValueError: no (d01_docx_full)" in text
    assert "- Gongkai refuses `z.pdf`: E: broken" in text
    assert "None" not in text.replace("None.", "")
    with (tmp_path / "extract.csv").open(encoding="utf-8", newline="") as file:
        rows = {r["engine"]: r for r in csv.DictReader(file)}
    assert rows["pdfplumber"]["cell_f"] == "0.5"
    assert rows["gongkai"]["tables_exact"] == "1"


def test_what_is_drawn():
    series = report.plotted(results())
    assert [(p["label"], p["exact"]) for p in series["speed"]][:2] == [("Gongkai", 100), ("pdfplumber", 0)]
    assert series["borderless"] == [{"label": "Gongkai", "ours": True, "cell_f": 1.0}]


def test_parts_that_were_not_measured_are_left_out(tmp_path):
    only = {k: v for k, v in results().items() if k not in ("corpus", "borderless", "gold", "speed")}
    report.write(only, tmp_path)
    text = (tmp_path / "extract.md").read_text(encoding="utf-8")
    assert "Every real document" not in text
    assert "| **Gongkai** | 0.1 | – | – | – | 1.0000 |" in text
