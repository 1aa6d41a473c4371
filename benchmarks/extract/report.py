"""Puts results into words and tables: docs/benchmarks/extract.md and extract.csv.

Belongs here: what is said and in what order. Does not: any measuring, the picture (`plot`), the words that
do not depend on figures (`report_words`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.extract import report_words as words
from benchmarks.extract.engines import ENGINES, REFERENCE
from benchmarks.extract.scoring import Score

Results = dict[str, Any]
_BY_KEY = {e.key: e for e in ENGINES}
_NOTHING = "–"


def total(results: Results, part: str, key: str, group: str | None = None) -> Score | None:
    """Counts of all documents of a part (or of one group of them); None where it was not measured."""
    found = results.get(part, {}).get(key)
    if not found:
        return None
    entries = [e for e in found["documents"].values() if group in (None, e["group"])]
    return sum((Score(**e["score"]) for e in entries), Score())


def rows(results: Results) -> list[dict[str, Any]]:
    """One row per engine that was measured on ruled tables: everything the main table and the CSV hold."""
    found = []
    for engine in ENGINES:
        ruled = total(results, "ruled", engine.key, "ruled")
        speed = results.get("speed", {}).get(engine.key)
        if ruled is None and speed is None:
            continue
        gold = results.get("gold", {}).get(engine.key)
        bare = total(results, "ruled", engine.key, "bare")
        row = {
            "engine": engine.key,
            "label": engine.label,
            "ours": engine.is_ours,
            "package": engine.package,
            "version": results["versions"].get(engine.key, ""),
            "licence": engine.licence,
        }
        for name in (
            "pages_per_second",
            "ratio",
            "cpu",
            "pages",
            "startup_cpu",
            "peak_mb",
            "refused",
            "repetitions",
            "stopped",
        ):
            row[name] = speed[name] if speed else None
        row |= {
            "cell_f": ruled.cell_f if ruled else None,
            "adjacency_f": ruled.adjacency_f if ruled else None,
            "rows_exact": ruled.rows_right if ruled else None,
            "rows": ruled.rows if ruled else None,
            "tables_exact": ruled.tables_right if ruled else None,
            "tables": ruled.tables if ruled else None,
            "bare_cell_f": bare.cell_f if bare else None,
            "bare_tables_exact": bare.tables_right if bare else None,
            "gold_perfect": gold["body_perfect"] if gold else None,
            "gold": gold["tables"] if gold else None,
            "gold_cells": gold["cell_acc"] if gold else None,
            "gold_figures": gold["numeric_acc"] if gold else None,
        }
        found.append(row)
    return found


def plotted(results: Results) -> dict[str, Any]:
    """The series that `plot` draws."""
    every = [r for r in rows(results) if r["pages_per_second"] and r["tables_exact"] is not None]
    points = [
        {
            "label": r["label"],
            "ours": r["ours"],
            "pages_per_second": r["pages_per_second"],
            "exact": 100 * r["tables_exact"] / r["tables"],
        }
        for r in every
    ]
    bars = []
    for key in results.get("borderless", {}):
        score = total(results, "borderless", key)
        if key != "gongkai_plain" and score:
            bars.append({"label": _BY_KEY[key].label, "ours": _BY_KEY[key].is_ours, "cell_f": score.cell_f})
    return {"speed": points, "borderless": bars, "tables": every[0]["tables"] if every else 0}


def write(results: Results, folder: Path) -> None:
    """Write extract.md and extract.csv into `folder`."""
    every = rows(results)
    with (folder / "extract.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(every[0]), lineterminator="\n")
        table.writeheader()
        table.writerows({k: round(v, 5) if isinstance(v, float) else v for k, v in r.items()} for r in every)
    parts = [
        _head(results),
        _main(every),
        _bare(results),
        _hazards(results),
        _corpus(results),
        _method(results),
    ]
    (folder / "extract.md").write_text("\n\n".join(p for p in parts if p) + "\n", encoding="utf-8")


def _table(head: Iterable[str], body: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" + "--:|" * (len(head) - 1)]
    lines += ["| " + " | ".join(line) + " |" for line in body]
    return "\n".join(lines)


def _shown(value: Any, form: Callable[[Any], str]) -> str:
    return _NOTHING if value is None else form(value)


def _named(row: dict[str, Any]) -> str:
    return f"**{row['label']}**" if row["ours"] else row["label"]


def _digits(value: float) -> str:
    """Three figures at most."""
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _head(results: Results) -> str:
    at = results.get("machine", {})
    return words.HEAD.format(
        date=results["date"],
        cpu=at.get("cpu", "?"),
        cores=at.get("cores", "?"),
        system=at.get("system", "?"),
        python=at.get("python", "?"),
        load=at.get("load", "?"),
        pages=sum(s["count"] for s in results.get("sample", [])),
        documents=len(results.get("sample", [])),
    )


def _main(every: list[dict[str, Any]]) -> str:
    order = sorted(every, key=lambda r: (not r["ours"], -(r["pages_per_second"] or 0)))
    head = (
        "engine", "version", "pages/s/core", "× pdfplumber", "peak MB", "cells (F)", "neighbours (F1)",
        "rows exact", "tables exact", "real tables perfect",
    )  # fmt: skip
    body = [_main_line(r) for r in order]
    return f"{words.MAIN}\n\n{_table(head, body)}\n\n{words.MAIN_NOTES}"


def _main_line(r: dict[str, Any]) -> list[str]:
    return [
        _named(r),
        r["version"],
        _shown(r["pages_per_second"], _digits) + ("\\*" if r["stopped"] else ""),
        "1" if r["engine"] == REFERENCE else _shown(r["ratio"], _digits),
        _shown(r["peak_mb"], lambda v: f"{v:.0f}"),
        _shown(r["cell_f"], lambda v: f"{v:.4f}"),
        _shown(r["adjacency_f"], lambda v: f"{v:.4f}"),
        _shown(r["rows_exact"], lambda v: f"{v} of {r['rows']}"),
        _shown(r["tables_exact"], lambda v: f"{v} of {r['tables']}"),
        _shown(r["gold_perfect"], lambda v: f"{v} of {r['gold']}"),
    ]


def _bare(results: Results) -> str:
    found = results.get("borderless", {})
    if not found:
        return ""
    styles = sorted({e["group"] for v in found.values() for e in v["documents"].values()})
    lines = []
    for key in found:
        everything = total(results, "borderless", key)
        assert everything is not None
        by_style = [total(results, "borderless", key, style) for style in styles]
        lines.append(
            (
                everything.cell_f,
                [
                    f"**{_BY_KEY[key].label}**" if _BY_KEY[key].is_ours else _BY_KEY[key].label,
                    f"{everything.cell_f:.3f}",
                    f"{everything.adjacency_f:.3f}",
                    f"{everything.tables_right} of {everything.tables}",
                    *(f"{s.cell_f:.3f}" for s in by_style if s),
                ],
            )
        )
    lines.sort(key=lambda line: -line[0])
    head = [
        "engine",
        "cells (F)",
        "neighbours (F1)",
        "tables exact",
        *(words.STYLES.get(s, s) for s in styles),
    ]
    return f"{words.BARE}\n\n{_table(head, [line for _, line in lines])}"


def _hazards(results: Results) -> str:
    ruled = results.get("ruled", {})
    if not ruled:
        return ""
    keys = [k for k in ruled if _BY_KEY[k].key not in words.LEFT_OUT_OF_HAZARDS]
    stems = sorted({stem for k in keys for stem in ruled[k]["documents"]})
    body = []
    for stem in stems:
        line = [words.HAZARDS.get(stem.split("_")[0], stem)]
        for key in keys:
            entry = ruled[key]["documents"].get(stem)
            value = Score(**entry["score"]).cell_f if entry else None
            line.append(_shown(value, _hazard) + ("†" if entry and entry["error"] else ""))
        body.append(line)
    return f"{words.HAZARD_HEAD}\n\n{_table(['hazard', *(_BY_KEY[k].label for k in keys)], body)}"


def _hazard(value: float) -> str:
    return "1" if value == 1 else f"{min(value, 0.999):.3f}".lstrip("0") if value else "0"


def _corpus(results: Results) -> str:
    found = results.get("corpus", {})
    if not found:
        return ""
    body = []
    for key, figures in sorted(found.items(), key=lambda item: item[1]["cpu"] / max(item[1]["pages"], 1)):
        engine = _BY_KEY[key]
        body.append(
            [
                f"**{engine.label}**" if engine.is_ours else engine.label,
                f"{figures['documents']}",
                f"{figures['pages']:,}",
                f"{figures['cpu']:.1f}",
                _digits(figures["pages"] / figures["cpu"]) if figures["cpu"] else _NOTHING,
                f"{figures['tables']:,}",
                f"{len(figures['refused'])}",
                _shown(figures["peak_mb"], lambda v: f"{v:.0f}"),
            ]
        )
    head = (
        "engine",
        "documents",
        "pages",
        "CPU s",
        "pages/s/core",
        "tables found",
        "documents refused",
        "peak MB",
    )
    refusals = [
        f"- {_BY_KEY[key].label} refuses `{name}`: {error}"
        for key, figures in found.items()
        for name, error in figures["refused"].items()
    ]
    return "\n\n".join(filter(None, [words.CORPUS, _table(head, body), "\n".join(refusals)]))


def _method(results: Results) -> str:
    missing = [f"- {_BY_KEY[key].label}: {why}" for key, why in results.get("missing", {}).items()]
    stops = [
        f"- {_BY_KEY[key].label} ({part}): {entry['stopped']}"
        for part in ("speed", "ruled", "gold", "borderless", "corpus")
        for key, entry in results.get(part, {}).items()
        if entry.get("stopped")
    ]
    failures: dict[str, list[str]] = {}
    for part in ("ruled", "borderless"):
        for key, entry in results.get(part, {}).items():
            for stem, document in entry["documents"].items():
                if document["error"]:
                    failures.setdefault(f"{_BY_KEY[key].label}: {document['error']}", []).append(stem)
    told = [
        f"- {what} ({', '.join(stems[:4])}{' …' if len(stems) > 4 else ''})"
        for what, stems in failures.items()
    ]
    sample = [f"- `{s['file']}`, pages {s['pages']}" for s in results.get("sample", [])]
    return words.METHOD.format(
        missing="\n".join(missing) or "None.",
        stopped="\n".join(stops) or "None.",
        failed="\n".join(told) or "None.",
        sample="\n".join(sample),
    )
