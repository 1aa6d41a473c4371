"""docs/benchmarks/scale.md: what was measured, in words and tables.

Belongs here: wording. Does not: measuring. What was not measured is said to be so, never filled in.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

_HEAD: Final = """# How it grows

Made by `make bench-scale` (`python -m benchmarks.scale`) from [scale.json](scale.json). Documents beyond the
corpus are the real ones with a comment at their end (reading), or their parts under new names and units
(warehouse): the mix of real disclosures stays. Memory of the rooms is the proportional set of all processes
together, at its highest; that of the build is its largest process. *Load* is the machine's when the
measurement began: on a busy machine the seconds of the clock say little; those of processors say what work
costs.

![Processor seconds, memory and bytes against the number of documents, logarithmic](scale.svg)
"""
_NOT_YET: Final = "\nNot measured yet.\n"
_RUNS: Final = {
    "ingest": "`gongkai ingest` of the corpus",
    "cold": "`gongkai run`, cold",
    "nothing_new": "`gongkai run`, nothing new",
    "one_new": "`gongkai run`, one new document",
}


def write_report(record: dict[str, Any], out: Path) -> None:
    """Write the Markdown beside the JSON file."""
    out.with_suffix(".md").write_text(report(record), encoding="utf-8")


def report(record: dict[str, Any]) -> str:
    """The page as Markdown."""
    machine = record.get("machine", {})
    parts = [
        _HEAD,
        f"\nMachine: {machine.get('cores')} cores, Python {machine.get('python')}, {machine.get('on')}; "
        f"load when the last part began: {machine.get('load', 0):.1f}. "
        f"Documents at a time: {record.get('jobs')}.\n",
        "\n## End to end, the corpus\n",
        _end_to_end(record.get("end_to_end")),
        "\n## Reading\n",
        _rooms(record.get("rooms")),
        "\n## Warehouse\n",
        _builds(record.get("build")),
    ]
    return "".join(parts)


def _end_to_end(found: dict[str, Any] | None) -> str:
    if not found:
        return _NOT_YET
    rows = [[words, *_taken(found[name])] for name, words in _RUNS.items() if name in found]
    return _table(["", "clock s", "processor s", "peak MB"], rows) + _remark(found)


def _rooms(found: dict[str, Any] | None) -> str:
    if not found:
        return _NOT_YET
    rows = []
    for number, taken in sorted(found.items(), key=lambda item: int(item[0])):
        for room in ("extract", "conform", "gather"):
            per_page = 1000 * taken[room]["cpu"] / max(taken["pages"], 1)
            beginning = [_whole(int(number)), _whole(taken["pages"]), f"{taken['load']:.1f}", room]
            rows.append([*beginning, *_taken(taken[room]), f"{per_page:.2f}"])
    head = ["documents", "pages", "load", "room", "clock s", "processor s", "peak MB", "processor ms a page"]
    return _table(head, rows)


def _builds(found: dict[str, Any] | None) -> str:
    if not found:
        return _NOT_YET
    rows = []
    for number, taken in sorted(found.items(), key=lambda item: int(item[0])):
        asked = sorted(taken["question_ms"].values())
        rows.append(
            [
                _whole(int(number)),
                _whole(taken["lines"]),
                str(taken["goes"]),
                f"{taken['seconds']:.0f}",
                f"{taken['cpu_seconds']:.0f}",
                _whole(taken["peak_mb"]),
                f"{_whole(round(taken['build_mb']))} / {_whole(round(taken['release_mb']))}",
                f"{taken['release_seconds']:.0f}",
                f"{asked[len(asked) // 2]:.1f} / {asked[-2]:.0f} / {asked[-1]:.0f}",
            ]
        )
    head = ["documents", "lines", "goes", "build, clock s", "build, processor s", "peak MB"]
    head += ["build / release, MB", "release, clock s", "39 questions: median / last but one / slowest, ms"]
    return _table(head, rows) + "".join(_remark(taken) for taken in found.values())


def _remark(found: dict[str, Any]) -> str:
    """What a person noted of this measurement: done again, it goes."""
    return f"\n{found['remark']}\n" if "remark" in found else ""


def _whole(number: int) -> str:
    return f"{number:,}"


def _taken(taken: dict[str, Any]) -> list[str]:
    return [f"{taken['wall']:.1f}", f"{taken['cpu']:.1f}", str(taken["peak_mb"])]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]
    return "\n" + "\n".join(lines) + "\n"
