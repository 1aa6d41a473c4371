"""Corpus report: every document of a folder read and conformed, counted, compared with the previous run.

`python -m benchmarks.corpus [--disclosures DIR] [--out DIR] [--jobs N] [--learn-from-others]`

Belongs here: the command. Does not: measuring (`measure`), totals, the page.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.corpus.compare import changes
from benchmarks.corpus.leave_one_out import leave_one_out
from benchmarks.corpus.measure import DocumentMeasure, measure_file
from benchmarks.corpus.page import COLUMNS, cell, render
from benchmarks.corpus.totals import Totals, share, totals

ROOT = Path(__file__).resolve().parents[2]
DISCLOSURES = ROOT.parent / "shared" / "corpus" / "disclosures"
OUT = ROOT / "warehouse" / "corpus_report"


def main() -> int:
    """Run the report; 1 when there is nothing to read."""
    options = _options()
    files = sorted(p for p in options.disclosures.rglob("*") if p.is_file() and p.suffix != ".csv")
    if not files:
        print(f"no documents in {options.disclosures}", file=sys.stderr)
        return 1
    if options.learn_from_others:
        print(leave_one_out(files, options.disclosures, options.jobs))
        return 0
    started = time.monotonic()
    documents = [d.as_json() for d in _measured(files, options)]
    counted = totals(documents)
    headline = _headline(counted, time.monotonic() - started)
    latest = options.out / "latest.json"
    before = json.loads(latest.read_text(encoding="utf-8")) if latest.is_file() else None
    changed = None if before is None else list(changes(before, documents))
    options.out.mkdir(parents=True, exist_ok=True)
    page = options.out / "corpus.html"
    page.write_text(render(headline, counted, documents, changed), encoding="utf-8")
    latest.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")
    _print(counted, headline, changed)
    print(f"page: {page}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__)
    parser.add_argument("--disclosures", type=Path, default=DISCLOSURES, help="folder of region folders")
    parser.add_argument("--out", type=Path, default=OUT, help="where the page and the figures go")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--learn-from-others",
        action="store_true",
        help="type the tables of each region with the catalogue rows that some other region uses",
    )
    return parser.parse_args()


def _measured(files: list[Path], options: argparse.Namespace) -> list[DocumentMeasure]:
    found = []
    with ProcessPoolExecutor(options.jobs) as pool:
        measured = pool.map(partial(measure_file, root=options.disclosures), files, chunksize=2)
        for number, measure in enumerate(measured, start=1):
            found.append(measure)
            print(f"\r{number}/{len(files)} {measure.file[:60]:<60}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _headline(counted: Totals, seconds: float) -> str:
    everything = counted["*"]
    held = everything["sums"] - everything["sums failed"]
    count = {name: int(value) for name, value in everything.items()}
    holding = share({"held": held, "sums": everything["sums"]}, "held", "sums")
    return (
        f"{count['documents']} documents ({count['unread']} declared unreadable) in {seconds:.0f} s; "
        f"tables typed {share(everything, 'typed', 'tables')}; "
        f"statutory tables found {share(everything, 'statutory found', 'statutory due')}; "
        f"sums that hold {holding} of {count['sums']}; "
        f"numbers: {count['numbers']} = {count['fact']} facts + {count['label']} labels "
        f"+ {count['excluded']} excluded + {count['quarantined']} quarantined + {count['lost']} lost"
    )


def _print(counted: Totals, headline: str, changed: list[str] | None) -> None:
    shown = [c for c in COLUMNS if c not in ("columns", "excluded", "repaired rows", "label", "claims")]
    print(f"{'':<46}" + "".join(f"{c:>18}" for c in shown))
    for key, counts in counted.items():
        print(f"{key:<46}" + "".join(f"{cell(counts, c):>18}" for c in shown))
    if changed is not None:
        print(f"\n{len(changed)} changes since the previous run")
        for line in changed[:200]:
            print(f"  {line}")
    print(f"\n{'claims: money with a known subject, equal to the tables where they state the same':<46}")
    for key, counts in counted.items():
        if counts.get("claims money"):
            known = share(counts, "claims money known", "claims money")
            equal = share(counts, "claims agreeing", "claims compared")
            compared = int(counts.get("claims compared", 0))
            print(f"  {key:<26}{known:>9} of {int(counts['claims money'])}{equal:>12} of {compared}")
    print(f"\n{headline}")


if __name__ == "__main__":
    sys.exit(main())
