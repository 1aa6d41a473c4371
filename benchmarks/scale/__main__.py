"""`python -m benchmarks.scale`: measure, then write the report.

Belongs here: what is measured in which order, the command line. Does not: wording (see `report`), drawing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.scale.plot import draw
from benchmarks.scale.report import write_report
from benchmarks.scale.vary import archive_of, pdf_files, varied_archive
from benchmarks.scale.watch import watched
from pipelines.home import Home

ROOT = Path(__file__).resolve().parents[2]
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def main() -> None:
    """Measure what is asked for; results already in the JSON file are kept, so parts can be done again."""
    options = _options()
    record: dict[str, Any] = json.loads(options.out.read_text()) if options.out.exists() else {}
    record |= {"machine": _machine(), "jobs": options.jobs}
    files = pdf_files(options.corpus)
    with tempfile.TemporaryDirectory(prefix="gongkai-scale-", dir=options.work) as name:
        work = Path(name)
        if "run" in options.only:
            record["end_to_end"] = end_to_end(options.corpus, work / "run", options.jobs)
            _save(options.out, record)
        for number in options.documents:
            if "rooms" in options.only:
                record.setdefault("rooms", {})[str(number)] = rooms(
                    files, number, work / f"{number}", options.jobs
                )
                _save(options.out, record)
                shutil.rmtree(work / f"{number}")
        for number in options.build:
            if "build" in options.only:
                found = build(options.home, number, work / f"b{number}")
                record.setdefault("build", {})[str(found["documents"])] = found
                _save(options.out, record)
    write_report(record, options.out)
    draw(record, options.out)


def end_to_end(corpus: Path, home: Path, jobs: int) -> dict[str, Any]:
    """`gongkai run` over the corpus: cold, with nothing new, with one new document."""
    shutil.copytree(ROOT / "raw" / "sources", home / "raw" / "sources")
    arguments = [GONGKAI, "--home", str(home)]
    ingested, _ = watched([*arguments, "ingest", str(corpus)], ROOT, os.environ)
    run = [*arguments, "run", "--jobs", str(jobs)]
    cold, said = watched(run, ROOT, os.environ)
    nothing, nothing_said = watched(run, ROOT, os.environ)
    assert "Nothing to do" in nothing_said, nothing_said
    (home / "raw" / "inbox").mkdir(parents=True)
    new = home / "raw" / "inbox" / "one_more.pdf"
    new.write_bytes(pdf_files(corpus)[0].read_bytes() + b"\n% one more\n")
    one, _ = watched(run, ROOT, os.environ)
    return {
        "ingest": ingested.as_record(),
        "cold": cold.as_record(),
        "nothing_new": nothing.as_record(),
        "one_new": one.as_record(),
        "said": [line for line in said.splitlines() if ": " in line and line.rstrip().endswith(" s")],
    }


def rooms(files: list[Path], number: int, home: Path, jobs: int) -> dict[str, Any]:
    """Extract and conform `number` documents, then gather their parts."""
    size = varied_archive(files, number, archive_of(home))
    found: dict[str, Any] = {"bytes": size, "load": os.getloadavg()[0]}
    for room in ("extract", "conform", "gather"):
        command = [sys.executable, "-m", "benchmarks.scale.stages", room, str(home), str(jobs)]
        found[room] = watched(command, ROOT, os.environ)[0].as_record()
    place = Home(home)
    found["pages"] = _pages(place)
    found["part_bytes"] = _bytes(place.parts)
    found["gathered_bytes"] = _bytes(place.compacted)
    return found


def build(source: Path, number: int, folder: Path) -> dict[str, Any]:
    """Build, publish and ask a warehouse of about `number` documents: whole copies of a home's parts."""
    there = sum(1 for _ in source.glob("warehouse/parts/conform/*/done/*.json"))
    copies = max(1, round(number / there))
    command = [
        sys.executable, "-m", "benchmarks.warehouse", "scale", "--home", str(source), "--copies", str(copies),
        "--folder", str(folder), "--memory", "4GB", "--at-once", "500",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    shutil.rmtree(folder)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _pages(home: Home) -> int:
    import polars as pl

    pages = pl.scan_parquet(str(home.compacted / "extract" / "*" / "pages" / "*.parquet"))
    return int(pages.select(pl.len()).collect().item())


def _bytes(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": sys.version.split()[0],
        "load": os.getloadavg()[0],
        "on": datetime.now(UTC).date().isoformat(),
    }


def _save(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus" / "disclosures")
    parser.add_argument("--home", type=Path, required=False, help="home with finished parts, for the builds")
    parser.add_argument(
        "--documents", type=int, nargs="*", default=[100, 1000, 10000], help="for extract and conform"
    )
    parser.add_argument("--build", type=int, nargs="*", default=[100, 1000, 10000], help="for the warehouse")
    parser.add_argument("--only", nargs="*", default=["run", "rooms", "build"])
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--work", type=Path, help="folder for temporary homes (gigabytes)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "benchmarks" / "scale.json")
    return parser.parse_args()


if __name__ == "__main__":
    main()
