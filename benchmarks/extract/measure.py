"""Measures engines: speed on real pages, accuracy where the truth is known.

Belongs here: what is run on what, and the form of the results. Does not: processes (`runner`), arithmetic
(`timing`, `scoring`), words and pictures (`report`, `plot`).

Accuracy of peers is kept under `.bench/results` and reused while pins, adapter and documents are the same:
it cannot change. Speed is measured anew every time, all engines in turn, in every repetition.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.extract import corpora, scoring, timing
from benchmarks.extract.corpora import TestDocument
from benchmarks.extract.engines import REFERENCE, EngineEntry
from benchmarks.extract.environments import BENCH, PINS, NotInstalled, pins
from benchmarks.extract.runner import ADAPTERS, Limits, Run, interpreter, run
from benchmarks.extract.scoring import Score, score

SPEED = Limits(cpu=30, wall=900)
ACCURACY = Limits(cpu=600, wall=3000)
CORPUS = Limits(cpu=1200, wall=3000)
Progress = Callable[[str], None]


def installed(engines: list[EngineEntry], say: Progress) -> tuple[list[EngineEntry], dict[str, str]]:
    """Engines that can run, and why the others cannot."""
    usable, missing = [], {}
    for engine in engines:
        try:
            interpreter(engine)
        except NotInstalled as e:
            missing[engine.key] = str(e)
            say(f"{engine.label}: not installed: {e}")
            continue
        usable.append(engine)
    return usable, missing


def version_of(engine: EngineEntry) -> str:
    """The version of its package, asked of its own environment."""
    code = f"from importlib.metadata import version; print(version({engine.package!r}))"
    done = subprocess.run(  # noqa: S603
        [str(interpreter(engine)), "-c", code], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def speeds(
    engines: list[EngineEntry], documents: list[TestDocument], repetitions: int, say: Progress
) -> dict[str, list[Run]]:
    """Every engine once, then every engine again; one that met its limit of time is not repeated."""
    runs: dict[str, list[Run]] = {engine.key: [] for engine in engines}
    for repetition in range(repetitions):
        for engine in engines:
            if any(done.stopped for done in runs[engine.key]):
                continue
            done = run(engine, [d.path for d in documents], SPEED, keep_cells=False)
            runs[engine.key].append(done)
            spent = sum(timing.finished(done).values())
            say(f"speed {repetition + 1}/{repetitions} {engine.label}: {spent:.2f} s CPU {done.stopped}")
    return runs


def speed_table(runs: dict[str, list[Run]], documents: list[TestDocument]) -> dict[str, dict[str, Any]]:
    """Figures of every engine that read anything."""
    pages = {str(d.path): d.pages for d in documents}
    reference = runs.get(REFERENCE, [])
    found = {key: timing.speed(done, reference, pages) for key, done in runs.items()}
    return {key: asdict(value) for key, value in found.items() if value}


def accuracy(engine: EngineEntry, documents: list[TestDocument], kind: str, say: Progress) -> dict[str, Any]:
    """`documents`: per document its group and score as counts, or an error; `stopped`."""
    started = time.time()
    lines, stopped = _read(engine, documents, kind)
    mark = _mark(engine, documents) + _digest(Path(scoring.__file__))
    kept = BENCH / "results" / f"scored-{engine.key}-{kind}.json"
    if not engine.is_ours and kept.exists():
        saved: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        if saved.pop("mark") == mark:
            say(f"{kind} {engine.label}: as measured before")
            return saved
    found: dict[str, Any] = {"stopped": stopped, "documents": {}}
    for document in documents:
        line = lines.get(str(document.path), {"error": "not reached before the limit of time", "tables": []})
        result = score(document.tables, line.get("tables") or [])
        entry = {"group": document.group, "error": line["error"], "score": asdict(result)}
        found["documents"][document.path.stem] = entry
    kept.write_text(json.dumps({**found, "mark": mark}, ensure_ascii=False), encoding="utf-8")
    total = sum((Score(**e["score"]) for e in found["documents"].values()), Score())
    say(f"{kind} {engine.label}: cell F {total.cell_f:.4f} ({time.time() - started:.0f} s) {stopped}")
    return found


def gold_accuracy(engine: EngineEntry, documents: list[TestDocument], say: Progress) -> dict[str, Any]:
    """Totals of the scorer that came with the gold tables, called as a program."""
    lines, stopped = _read(engine, documents, "gold")
    predicted = []
    for document in documents:
        for table in lines.get(str(document.path), {}).get("tables") or []:
            rows = [[""] * table["ncols"] for _ in range(table["nrows"])]
            for cell in table["cells"]:
                if cell["r"] < table["nrows"] and cell["c"] < table["ncols"]:
                    rows[cell["r"]][cell["c"]] = cell["text"]
            predicted.append({**document.note, "rows": rows})
    folder = BENCH / "results"
    folder.mkdir(parents=True, exist_ok=True)
    prediction, report = folder / f"gold-{engine.key}.json", folder / f"gold-{engine.key}-report.json"
    prediction.write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
    command = [
        sys.executable,
        str(corpora.SCORE_GRID),
        str(corpora.GOLD),
        str(prediction),
        "--out",
        str(report),
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    told = json.loads(report.read_text(encoding="utf-8"))
    totals: dict[str, Any] = told["totals"]
    totals["stopped"] = stopped
    totals["faulty"] = [t["table"] for t in told["tables"] if not is_body_perfect(t)]
    totals["body_perfect"] = totals["tables"] - len(totals["faulty"])
    say(f"gold {engine.label}: {totals['body_perfect']} of {totals['tables']} perfect")
    return totals


def is_body_perfect(table: dict[str, Any]) -> bool:
    """Every body cell right, no row missing or added; header rows do not count: no peer tells them apart."""
    is_whole = not table.get("missing_rows") and not table.get("extra_rows")
    return bool(table["columns_ok"] and is_whole and table.get("cells") == table.get("cells_ok"))


def _read(
    engine: EngineEntry, documents: list[TestDocument], kind: str
) -> tuple[dict[str, dict[str, Any]], str]:
    """Lines by file. Of a peer, those of an earlier run when nothing they depend on has changed."""
    kept = BENCH / "results" / f"read-{engine.key}-{kind}.json"
    mark = _mark(engine, documents)
    if not engine.is_ours and kept.exists():
        saved = json.loads(kept.read_text(encoding="utf-8"))
        if saved["mark"] == mark:
            return saved["lines"], saved["stopped"]
    done = run(engine, [d.path for d in documents], ACCURACY, keep_cells=True)
    if not engine.is_ours:
        kept.parent.mkdir(parents=True, exist_ok=True)
        saved = {"mark": mark, "lines": done.by_file, "stopped": done.stopped}
        kept.write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
    return done.by_file, done.stopped


def _mark(engine: EngineEntry, documents: list[TestDocument]) -> str:
    parts = [engine.variant, version_of(engine)]
    if not engine.is_ours:
        parts += pins(PINS.read_text(encoding="utf-8"))[engine.environment]
    for name in ("common", engine.adapter):
        parts.append((ADAPTERS / f"{name}.py").read_text(encoding="utf-8"))
    parts += [f"{d.path.name} {_digest(d.path)}" for d in documents]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def whole_corpus(engine: EngineEntry, documents: list[TestDocument], say: Progress) -> dict[str, Any]:
    """One pass over every real document, from cold, in one process."""
    done = run(engine, [d.path for d in documents], CORPUS, keep_cells=False)
    pages = {str(d.path): d.pages for d in documents}
    spent = timing.finished(done)
    refused = {Path(x["file"]).name: x["error"] for x in done.documents if x["error"]}
    figures = {
        "cpu": sum(spent.values()),
        "pages": sum(pages[f] for f in spent),
        "documents": len(spent),
        "tables": sum(x["count"] for x in done.documents),
        "refused": refused,
        "peak_mb": done.peak_mb,
        "stopped": done.stopped,
    }
    say(f"whole corpus {engine.label}: {figures['pages']} pages in {figures['cpu']:.1f} s CPU")
    return figures
