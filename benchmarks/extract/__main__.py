"""Measures our engine against its peers and writes docs/benchmarks/extract.*: `make bench-extract`.

Belongs here: the order of the parts and the command line. Does not: any of the parts.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.extract import corpora, measure, plot, report
from benchmarks.extract.engines import ENGINES, EngineEntry
from benchmarks.extract.environments import BENCH, ROOT

OUTPUT = ROOT / "docs" / "benchmarks"


def main() -> None:
    """Run what was asked for; parts that were not are taken from the last results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__.splitlines()[0])
    parser.add_argument("--engines", nargs="*", metavar="KEY", help="only these (default: all)")
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS), help="only these")
    parser.add_argument("--repetitions", type=int, default=3, help="of the measurement of speed")
    parser.add_argument("--pages", type=int, default=60, help="typeset borderless pages")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="folder of the report")
    options = parser.parse_args()
    # A run that is ended ends the engine it waits for, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not corpora.REAL.is_dir():
        parser.error("the shared corpus does not lie beside this checkout (../shared)")
    unknown = set(options.engines or ()) - {e.key for e in ENGINES}
    if unknown:
        parser.error(f"unknown engines: {', '.join(sorted(unknown))}")
    chosen = [e for e in ENGINES if not options.engines or e.key in options.engines]
    results = measured(chosen, options)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "extract.json").write_text(as_lines(results), encoding="utf-8")
    report.write(results, options.output)
    plot.draw(report.plotted(results), options.output)
    say("written: " + ", ".join(sorted(p.name for p in options.output.glob("extract.*"))))


PARTS = ("ruled", "gold", "borderless", "speed", "corpus")
_STARTED = time.time()


def say(text: str) -> None:
    """Progress, with minutes since the start."""
    print(f"[{(time.time() - _STARTED) / 60:5.1f} min] {text}", flush=True)


def as_lines(results: dict[str, Any]) -> str:
    """The raw figures as JSON, one line per part and engine, so that a difference can be read."""
    parts = []
    for part, value in sorted(results.items()):
        entries = value.items() if isinstance(value, dict) else ()
        lines = [f" {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in entries]
        body = "{\n" + ",\n".join(lines) + "\n}" if lines else json.dumps(value, ensure_ascii=False)
        parts.append(f"{json.dumps(part)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def measured(chosen: list[EngineEntry], options: argparse.Namespace) -> dict[str, Any]:
    """All results; saved after every step, so that a run that is interrupted has lost one step."""
    saved = BENCH / "results" / "all.json"
    saved.parent.mkdir(parents=True, exist_ok=True)
    # A fresh checkout goes on from the figures of the last report.
    last = next((file for file in (saved, OUTPUT / "extract.json") if file.exists()), None)
    results: dict[str, Any] = json.loads(last.read_text(encoding="utf-8")) if last else {}
    usable, missing = measure.installed(chosen, say)
    results.setdefault("missing", {}).update(missing)
    versions = results.setdefault("versions", {})
    versions.update({e.key: measure.version_of(e) for e in usable})

    def keep(part: str, key: str, value: Any) -> None:
        results.setdefault(part, {})[key] = value
        saved.write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")

    def wanted(part: str, role: str) -> list[EngineEntry]:
        return [e for e in usable if role in e.roles] if part in options.parts else []

    if engines := wanted("speed", "speed"):
        sample = corpora.speed_sample(corpora.whole_corpus())
        runs = measure.speeds(engines, sample, options.repetitions, say)
        for key, figures in measure.speed_table(runs, sample).items():
            keep("speed", key, figures)
        results["sample"] = [{**d.note, "count": d.pages} for d in sample]
        results["machine"] = machine()
    if engines := wanted("corpus", "corpus"):
        everything = corpora.whole_corpus()
        for engine in engines:
            keep("corpus", engine.key, measure.whole_corpus(engine, everything, say))
    if engines := wanted("ruled", "ruled"):
        documents = corpora.synthetic_documents()
        for engine in engines:
            keep("ruled", engine.key, measure.accuracy(engine, documents, "ruled", say))
    if engines := wanted("gold", "ruled"):
        documents = corpora.gold_documents()
        for engine in engines:
            keep("gold", engine.key, measure.gold_accuracy(engine, documents, say))
    if engines := wanted("borderless", "borderless"):
        documents = corpora.borderless_documents(options.pages)
        for engine in engines:
            keep("borderless", engine.key, measure.accuracy(engine, documents, "borderless", say))
    results["date"] = date.today().isoformat()
    saved.write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")
    return results


def machine() -> dict[str, Any]:
    """What the reader of the figures needs to know of the machine."""
    cpu = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [x for x in info.read_text(encoding="utf-8").splitlines() if x.startswith("model name")]
        cpu = names[0].partition(":")[2].strip() if names else ""
    return {
        "cpu": cpu or platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    main()
