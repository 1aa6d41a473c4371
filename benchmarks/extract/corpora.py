"""The documents that engines are compared on.

Belongs here: choosing and preparing files. Does not: engines, measures.
Prepared files lie under `.bench/files`; nothing of the shared corpus is copied into the project.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2

from benchmarks.extract import borderless_pages, synthetic
from benchmarks.extract.environments import BENCH, ROOT
from benchmarks.extract.scoring import Table

SHARED = ROOT.parent / "shared"
REAL = SHARED / "corpus" / "disclosures"
GOLD = SHARED / "corpus" / "gold" / "tables"
SCORE_GRID = SHARED / "tools" / "score_grid.py"
SEED = 20261125
_FEWEST_PAGES = 6
_PAGES_EACH = 16


@dataclass(frozen=True, slots=True)
class TestDocument:
    """A file with what is known about it: number of pages, true tables, group it is reported in."""

    path: Path
    pages: int
    tables: list[Table] = field(default_factory=list)
    group: str = ""
    note: dict[str, Any] = field(default_factory=dict)


def page_count(path: Path) -> int:
    """0 where PDFium cannot open it."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def whole_corpus() -> list[TestDocument]:
    """Every real document, in the order of the manifest."""
    with (REAL / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = []
    for row in rows:
        path = REAL / row["file"]
        pages = int(row["pages"] or 0) or page_count(path)
        found.append(TestDocument(path, pages, group=row["file"].split("/")[0]))
    return found


def speed_sample(documents: Iterable[TestDocument], seed: int = SEED) -> list[TestDocument]:
    """Up to 16 pages in a row of one document of every region; documents, pages and order drawn by the seed.

    Longer documents are cut (pages copied by PDFium, content untouched) so that slow engines get through.
    """
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    regions: dict[str, list[TestDocument]] = {}
    for document in documents:
        if document.pages >= _FEWEST_PAGES:
            regions.setdefault(document.group, []).append(document)
    chosen = []
    for region, members in sorted(regions.items()):
        document = draw.choice(sorted(members, key=lambda d: d.path.name))
        count = min(document.pages, _PAGES_EACH)
        first = draw.randint(1, document.pages - count + 1)
        chosen.append(_cut(document, f"{seed}_{region}", range(first, first + count)))
    draw.shuffle(chosen)
    return chosen


def _cut(document: TestDocument, name: str, numbers: range) -> TestDocument:
    note = {"file": f"{document.group}/{document.path.name}", "pages": f"{numbers[0]}-{numbers[-1]}"}
    target = BENCH / "files" / "speed" / f"{name}_{numbers[0]}-{numbers[-1]}.pdf"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_pages(document.path, list(numbers), target)
    return TestDocument(target, len(numbers), group=document.group, note=note)


def synthetic_documents() -> list[TestDocument]:
    """22 documents, one hazard each, with complete truth."""
    found = []
    for truth in sorted(synthetic.DEFAULT.glob("d*.json")):
        is_bare = truth.name.startswith(synthetic.WITHOUT_UPRIGHT_RULES)
        path = truth.with_suffix(".pdf")
        tables = json.loads(truth.read_text(encoding="utf-8"))["tables"]
        found.append(TestDocument(path, page_count(path), tables, "bare" if is_bare else "ruled"))
    return found


def gold_documents() -> list[TestDocument]:
    """A PDF of each page on which a table labelled by eye stands (copied by PDFium, content untouched)."""
    folder = BENCH / "files" / "gold"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for label in sorted(GOLD.glob("*.json")):
        gold = json.loads(label.read_text(encoding="utf-8"))
        for number in gold["pages"]:
            target = folder / f"{label.stem}_{number}.pdf"
            if not target.exists():
                _copy_pages(REAL / gold["file"], [number], target)
            found.append(TestDocument(target, 1, note={"file": gold["file"], "pages": [number]}))
    return found


def _copy_pages(source: Path, numbers: list[int], target: Path) -> None:
    document, part = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
    part.import_pages(document, [n - 1 for n in numbers])
    part.save(target)
    part.close()
    document.close()


def borderless_documents(count: int, seed: int = SEED) -> list[TestDocument]:
    """Typeset pages with one table each, with few rules or none."""
    folder = BENCH / "files" / "borderless"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for index, (content, truth) in enumerate(borderless_pages.pages(seed, count)):
        path = folder / f"{seed}_{index:03d}_{truth['style']}_{truth['language']}.pdf"
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        found.append(TestDocument(path, 1, truth["tables"], truth["style"]))
    return found
