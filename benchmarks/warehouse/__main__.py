"""`python -m benchmarks.warehouse`: the questions asked and timed, a build measured, a district multiplied.

Belongs here: the command. Does not: what it measures (modules beside this one).

    python -m benchmarks.warehouse questions --database warehouse/current/gongkai.duckdb [--write]
    python -m benchmarks.warehouse scale --home HOME --copies 50 --folder /tmp/district
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.warehouse.build import build
from benchmarks.warehouse.district import multiply
from benchmarks.warehouse.questions import (
    ANSWERS,
    FOLDER,
    PANELS,
    Question,
    ask,
    index_markdown,
    milliseconds,
    questions,
)
from pipelines.publish.snapshot import copy_marts


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 1 when an answer differs from the one kept, or a build failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warehouse", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    asking = commands.add_parser("questions", help="ask and time all questions")
    asking.add_argument("--database", type=Path, required=True, help="a release or a build")
    asking.add_argument("--write", action="store_true", help="keep the answers")
    asking.add_argument("--runs", type=int, default=5)
    scaling = commands.add_parser("scale", help="build copies of a home's parts and measure")
    scaling.add_argument("--home", type=Path, required=True)
    scaling.add_argument("--copies", type=int, default=50)
    scaling.add_argument("--folder", type=Path, required=True, help="where the district is made; needs room")
    scaling.add_argument("--memory", default="4GB", help="DuckDB's limit")
    scaling.add_argument("--threads", type=int, default=2)
    scaling.add_argument("--at-once", type=int, help="disclosures worked out in one go")
    scaling.add_argument("--without-tests", action="store_true", help="models only")
    chosen = parser.parse_args(arguments)
    if chosen.command == "questions":
        if chosen.write:
            (FOLDER / "README.md").write_text(index_markdown(), encoding="utf-8")
        return ask_all(chosen.database, write=chosen.write, runs=chosen.runs)
    return scale(chosen)


def ask_all(database: Path, *, write: bool, runs: int) -> int:
    """Print each question's time and whether its answer is the one kept."""
    differing = 0
    with duckdb.connect(str(database), read_only=True) as connection:
        for question in questions():
            answer = ask(connection, question)
            taken = milliseconds(connection, question, runs)
            if write:
                ANSWERS.mkdir(exist_ok=True)
                question.answer_file.write_text(answer.as_csv(), encoding="utf-8")
            kept = question.answer_file.read_text(encoding="utf-8") if question.answer_file.exists() else ""
            same = answer.as_csv() == kept
            differing += not same
            said = "as kept" if same else "DIFFERS"
            print(f"{taken:7.1f} ms  {len(answer.rows):4d} rows  {said:8}  {question.slug}  {question.en}")
        for path in sorted(PANELS.glob("*.sql")) if write else ():
            panel = Question(path.stem, "", "", "", "", path.read_text(encoding="utf-8"))
            path.with_suffix(".csv").write_text(ask(connection, panel).as_csv(), encoding="utf-8")
    return int(differing > 0)


def scale(chosen: argparse.Namespace) -> int:
    """Multiply, build, publish, ask; one JSON object with all figures at the end."""
    parts, folder, copies = chosen.home / "warehouse" / "parts", chosen.folder, chosen.copies
    versions = {
        room.name: max(room.iterdir(), key=lambda p: p.stat().st_mtime).name for room in parts.iterdir()
    }
    lines = multiply(parts, versions, folder / "parts", copies)
    documents = copies * sum(1 for _ in (parts / "conform" / versions["conform"] / "done").glob("*.json"))
    print(f"{copies} copies: {documents} documents, {lines} lines", file=sys.stderr)
    built = build(
        folder / "parts",
        versions,
        folder / "build.duckdb",
        memory=chosen.memory,
        threads=chosen.threads,
        tests=not chosen.without_tests,
        at_once=chosen.at_once,
    )
    figures: dict[str, object] = {
        "copies": copies,
        "lines": lines,
        "documents": documents,
        "seconds": round(built.seconds, 1),
        "cpu_seconds": round(built.cpu_seconds, 1),
        "goes": built.goes,
        "at_once": chosen.at_once,
        "memory_limit": chosen.memory,
        "node_seconds": round(built.model_seconds, 1),
        "peak_mb": round(built.peak_mb),
        "build_mb": round(built.file_mb, 1),
        "failed": built.failed,
        "slowest": built.slowest,
    }
    if not built.failed:
        release = folder / "release.duckdb"
        began = time.perf_counter()
        snapshot = copy_marts(folder / "build.duckdb", release, folder / "parquet")
        figures["release_seconds"] = round(time.perf_counter() - began, 1)
        figures["release_mb"] = round(release.stat().st_size / 2**20, 1)
        figures["rows"] = sum(snapshot.rows.values())
        with duckdb.connect(str(release), read_only=True) as connection:
            figures["question_ms"] = {q.slug: round(milliseconds(connection, q, 3), 1) for q in questions()}
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return int(bool(built.failed))


if __name__ == "__main__":
    sys.exit(main())
