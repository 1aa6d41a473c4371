"""Runs the OCR benchmark and writes docs/benchmarks/ocr.md.

Belongs here: which pages, the loop, the report. Does not: typesetting, spoiling, scoring.
Pages of PDFs with text (the first document; the shared synthetic corpus where it is present) are rasterised
too; their truth is what the engine for digital PDFs reads in them.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ocr.score import score
from benchmarks.ocr.spoil import HEAVY, LIGHT, Spoil, spoiled
from benchmarks.ocr.typeset import TruthCell, pages
from pipelines.extract.model import Grid
from pipelines.extract.ocr.recogniser import recogniser
from pipelines.extract.ocr.scan import read_picture
from pipelines.extract.ocr.scan_pages import render
from pipelines.extract.pdf.engine import DigitalPdfEngine

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "benchmarks" / "ocr.md"
FIRST_DOCUMENT = ROOT / "raw/sources/420112-dongxihu/documents/dongxihu_bigdata_center_2023_budget.pdf"
SYNTHETIC = ROOT.parent / "shared/corpus/synthetic_pdf"
# Documents of the synthetic corpus and how many of their table pages are read at each resolution.
SYNTHETIC_PAGES = {"d01_docx_full": 2, "d05_xlsx_wide": 2, "d15_invisible_dup": 2, "d16_forms": 2}
RESOLUTIONS = (150, 200, 300)


@dataclass(frozen=True, slots=True)
class Job:
    """One page to rasterise, spoil, read and score."""

    group: str
    pdf: bytes
    page_index: int
    cells: tuple[TruthCell, ...]
    in_colour: bool = False
    spoils: tuple[Spoil, ...] = (LIGHT,)


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ocr", description=__doc__)
    parser.add_argument("--only", default="", help="only groups whose name contains this")
    parser.add_argument("--dpi", type=int, action="append", help="resolution (again for more)")
    parser.add_argument(
        "--quick", action="store_true", help="one font, one page a document, bad copies at 200"
    )
    parser.add_argument("--dry", action="store_true", help="print the report, write nothing")
    options = parser.parse_args()
    recogniser(1).text_boxes(render(next(_jobs("summary")).pdf, 0, 72).pixels[:, :, 0].copy())
    totals: dict[tuple[str, int, str], Counter[str]] = {}
    silent: list[str] = []
    for number, job in enumerate(_jobs(options.only, quick=options.quick)):
        for dpi in options.dpi or RESOLUTIONS:
            for spoil in job.spoils if dpi == 200 or not options.quick else job.spoils[:1]:
                counts, errors = _measured(job, dpi, spoil, seed=number)
                totals.setdefault((job.group, dpi, spoil.name), Counter()).update(counts)
                silent += [f"{job.group}, {dpi} dpi, {spoil.name}: {e}" for e in errors]
                print(
                    f"{job.group:28} {dpi} {spoil.name:14} {counts['seconds_100'] / 100:5.1f} s  "
                    f"cells {counts['cells_right']}/{counts['cells']}  "
                    f"figures {counts['number_right']}/{counts['number']} "
                    f"flagged {counts['number_flagged']} silent {counts['figure_silent']} "
                    f"doubtful {counts['cells_doubtful']}",
                    flush=True,
                )
    report = _report(totals, silent, "python -m benchmarks.ocr" + (" --quick" if options.quick else ""))
    if options.dry:
        print(report)
    else:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(report, encoding="utf-8")
        print(f"wrote {REPORT.relative_to(ROOT)}")


def _jobs(only: str, *, quick: bool = False) -> Iterator[Job]:
    for page in pages()[: 5 if quick else None]:
        group = "typeset: " + page.name.split(",")[0]
        if only in group:
            yield Job(group, page.pdf, 0, tuple(page.cells), page.in_colour, (LIGHT, HEAVY))
    if only in "first document":
        yield from _digital("first document", FIRST_DOCUMENT, 1 if quick else 2)
    for name, count in SYNTHETIC_PAGES.items():
        path = SYNTHETIC / f"{name}.pdf"
        if path.is_file() and only in f"synthetic: {name}":
            yield from _digital(f"synthetic: {name}", path, 1 if quick else count)


def _digital(group: str, path: Path, count: int) -> Iterator[Job]:
    """Pages with tables, evenly spread over the document."""
    content = path.read_bytes()
    found = []
    for page in DigitalPdfEngine().pages(content):
        cells = tuple(
            TruthCell(c.text, c.spot.box)
            for item in page.items
            if isinstance(item, Grid)
            for c in item.cells
            if c.spot.box
        )
        if len(cells) >= 20:
            found.append((page.number - 1, cells))
    step = max(1, len(found) // count)
    for index, cells in found[::step][:count]:
        yield Job(group, content, index, cells)


def _measured(job: Job, dpi: int, spoil: Spoil, seed: int) -> tuple[Counter[str], list[str]]:
    picture = render(job.pdf, job.page_index, dpi)
    pixels = spoiled(picture.pixels, spoil, seed, in_colour=job.in_colour)
    start = time.process_time()
    page = read_picture(pixels, page=1, width_pt=picture.width_pt, height_pt=picture.height_pt)
    spent = time.process_time() - start
    counts, errors = score(job.cells, page, spoil.degrees)
    counts["pages"] += 1
    counts["seconds_100"] += round(100 * spent)
    return counts, errors


def _report(totals: dict[tuple[str, int, str], Counter[str]], silent: list[str], command: str) -> str:
    lines = [
        "# Scanned pages: what is read right, what is flagged, what it costs",
        "",
        f"Made by `{command}`; nothing here is edited by hand.",
        "",
        "Pages are typeset or taken from PDFs with text, rasterised, spoiled and read. Office scanner: "
        f"{LIGHT.degrees}° askew, blur {LIGHT.blur} px, noise {LIGHT.noise:.0f}, JPEG {LIGHT.quality}. "
        f"Bad copy: {HEAVY.degrees}°, blur {HEAVY.blur} px, noise {HEAVY.noise:.0f}, JPEG {HEAVY.quality}. "
        "*Flagged* are figures read wrongly that carry the doubt `ocr_doubt`; *silent* are figures read "
        "wrongly that do not, and figures read where none is printed. *Doubtful* is the share of all cells "
        "that carry the doubt, right or wrong. Seconds are processor seconds on one thread, models loaded.",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores.",
        "",
        "## By resolution",
        "",
        _HEAD.replace("| pages of |", "|"),
        _RULE.removeprefix("|---"),
    ]
    for dpi in sorted({key[1] for key in totals}):
        for spoil in (LIGHT.name, HEAVY.name):
            together: Counter[str] = Counter()
            for (_, d, s), counts in totals.items():
                if (d, s) == (dpi, spoil):
                    together.update(counts)
            if together:
                lines.append(f"| {dpi} | {spoil} |" + _figures(together))
    lines += ["", "## By kind of page", "", _HEAD, _RULE]
    for (group, dpi, spoil), counts in sorted(totals.items()):
        lines.append(f"| {group} | {dpi} | {spoil} |" + _figures(counts))
    lines += ["", f"## Silent errors ({len(silent)})", ""]
    lines += [f"- {error}" for error in silent] or ["None."]
    return "\n".join(lines) + "\n"


_HEAD = (
    "| pages of | dpi | spoiled as | pages | cells exact | figures right | flagged | silent "
    "| dashes right | doubtful | s/page |"
)
_RULE = "|---|---|---|---|---|---|---|---|---|---|---|"


def _figures(c: Counter[str]) -> str:
    return (
        f" {c['pages']} | {_share(c['cells_right'], c['cells'])} "
        f"| {c['number_right']} of {c['number']} ({_share(c['number_right'], c['number'])}) "
        f"| {c['number_flagged']} | {c['figure_silent']} | {_share(c['dash_right'], c['dash'])} "
        f"| {_share(c['cells_doubtful'], c['cells'])} | {c['seconds_100'] / 100 / max(c['pages'], 1):.1f} |"
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"


if __name__ == "__main__":
    main()
