"""Injection benchmark: one figure of a sound document is changed at a time; how many do the rules find?

`python -m benchmarks.injection [SHARED] [--changes N] [--seed N] [--documents N] [--typeset N] [--out DIR]`

Belongs here: the command, choosing documents, the report. Does not: making changes (`changes`), what breaks
an identity (`identities`), measuring (`measure`).
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.injection.changes import KINDS
from benchmarks.injection.measure import Injection, Original, inject
from benchmarks.injection.typeset import Typeset, typeset_changes
from pipelines.extract.model import UnreadableDocument

ROOT: Final = Path(__file__).resolve().parents[2]
_MOST_PAGES: Final = 64
_FEWEST_FIGURES: Final = 60
_GOAL: Final = 0.95


def main() -> int:
    """Run the benchmark; 1 when there is nothing to read, 2 when less is found than the goal."""
    options = _options()
    files = _chosen(options.shared / "corpus" / "disclosures", options.documents)
    if not files:
        print(f"no disclosures in {options.shared}/corpus/disclosures", file=sys.stderr)
        return 1
    started = time.monotonic()
    originals, injections = _measured(files, options.changes, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        typeset = typeset_changes(options.typeset, options.seed, Path(folder))
    report = _report(originals, injections, typeset, time.monotonic() - started)
    print(report)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "injection.md").write_text(report, encoding="utf-8")
    plain = [injection.as_json() for injection in injections]
    (options.out / "injection.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1), "utf-8")
    print(f"all changes: {options.out / 'injection.json'}")
    return 0 if _recall(injections) >= _GOAL else 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.injection", description=__doc__)
    parser.add_argument(
        "shared", nargs="?", type=Path, default=ROOT.parent / "shared", help="the shared folder"
    )
    parser.add_argument("--changes", type=int, default=1000, help="changes altogether")
    parser.add_argument("--documents", type=int, default=24, help="documents they are made in")
    parser.add_argument("--typeset", type=int, default=8, help="changes made before typesetting a real PDF")
    parser.add_argument("--seed", type=int, default=20261125, help="the same seed makes the same changes")
    parser.add_argument("--out", type=Path, default=ROOT / "warehouse" / "injection", help="where it goes")
    options: argparse.Namespace = parser.parse_args()
    return options


def _chosen(folder: Path, count: int) -> list[Path]:
    """Documents of every region in turn, of a size that lets a thousand changes take minutes."""
    manifest = folder / "manifest.csv"
    if not manifest.is_file():
        return []
    regions: dict[str, list[Path]] = defaultdict(list)
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values = list(row.values())
            path, pages = folder / str(values[0]), str(values[2] or "")
            if path.is_file() and pages.isdigit() and int(pages) <= _MOST_PAGES and "测试" not in path.name:
                regions[path.parent.name].append(path)
    for paths in regions.values():
        paths.sort(key=lambda p: (-p.stat().st_size, p.name))
    turns = [
        paths[n]
        for n in range(max(map(len, regions.values())))
        for paths in regions.values()
        if n < len(paths)
    ]
    return turns[: count * 3]


def _measured(files: Sequence[Path], changes: int, seed: int) -> tuple[list[Original], list[Injection]]:
    originals: list[Original] = []
    injections: list[Injection] = []
    wanted = max(1, len(files) // 3)
    for path in files:
        if len(originals) == wanted or len(injections) >= changes:
            break
        left = wanted - len(originals)
        share = -(-(changes - len(injections)) // left)
        try:
            original, found = inject(path, share, seed + len(originals))
        except UnreadableDocument:
            continue
        if original.figures < _FEWEST_FIGURES:
            continue
        originals.append(original)
        injections += found
        hits = sum(i.breaks and i.found for i in found)
        broken = sum(i.breaks for i in found)
        print(f"{len(originals):2}/{wanted} {path.name}: {hits} of {broken} found", file=sys.stderr)
    return originals, injections


def _recall(injections: Sequence[Injection]) -> float:
    broken = [injection for injection in injections if injection.breaks]
    return sum(injection.found for injection in broken) / len(broken) if broken else 0.0


def _report(
    originals: Sequence[Original], injections: Sequence[Injection], typeset: Sequence[Typeset], seconds: float
) -> str:
    lines = [
        f"{len(injections)} changes in {len(originals)} documents, {seconds:.0f} s",
        "",
        "| change | made | break an identity | found | recall | changed figure named | not judged |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [_row(kind, [i for i in injections if i.kind == kind]) for kind in KINDS]
    lines.append(_row("all", injections))
    failing = [(o.file, key) for o in originals for key in o.failing]
    unstable = [o.file for o in originals if not o.is_stable]
    lines += [
        "",
        f"figures: {sum(o.figures for o in originals)}, of them in a sum that holds: "
        f"{sum(o.under_identity for o in originals)}",
        f"untouched originals: {len(failing)} failing results; copies that differ from their original: "
        f"{len(unstable)}",
        *(f"- {file}: {key}" for file, key in failing),
        "",
        f"typeset as PDF: {sum(t.found for t in typeset)} of {len(typeset)} changes found",
        *(f"- {t.before} → {t.after}: {', '.join(t.rules) or 'not found'}" for t in typeset),
        "",
        "changes that break an identity and were not found:",
        *(
            f"- {i.kind} {i.file}: {i.before} → {i.after}" + (" (not judged)" if i.doubted else "")
            for i in injections
            if i.breaks and not i.found
        ),
    ]
    return "\n".join(lines) + "\n"


def _row(name: str, injections: Sequence[Injection]) -> str:
    broken = [injection for injection in injections if injection.breaks]
    found = [injection for injection in broken if injection.found]
    doubted = sum(injection.doubted and not injection.found for injection in broken)
    named = sum(injection.named for injection in found)
    recall = f"{len(found) / len(broken):.1%}" if broken else "–"
    return f"| {name} | {len(injections)} | {len(broken)} | {len(found)} | {recall} | {named} | {doubted} |"


if __name__ == "__main__":
    sys.exit(main())
