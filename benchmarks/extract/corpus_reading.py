"""What the PDF engine makes of every real disclosure: refused files, conservation, agreement of two engines.

    python -m benchmarks.extract.corpus_reading [--corpus DIR] [--agreement] [--jobs N]

Belongs here: counting over the shared corpus (other people's data: read, never copied). Does not: judging
single cells (`synthetic`, the gold tables do). `--agreement` also reads every table page with pdfplumber's
own table finder, which takes about ten minutes on two cores, and lists the pages on which the two differ.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.extract.model import Grid, UnreadableDocument
from pipelines.extract.page.builder import page_of
from pipelines.extract.page.columns import BrokenPageError
from pipelines.extract.pdf.engine import DigitalPdfEngine
from pipelines.extract.pdf.pdfium_file import PdfiumFile
from pipelines.extract.pdf.pdfplumber_file import PdfplumberFile
from pipelines.extract.pdf.reference_tables import disagreement, hidden_characters, own_texts, reference_texts

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "disclosures"


@dataclass(slots=True)
class Reading:
    """Counts over one document."""

    file: str
    refused: str = ""
    pages: int = 0
    table_pages: int = 0
    cells: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    named: list[str] = field(default_factory=list)
    audited: int = 0
    differing: list[str] = field(default_factory=list)


def read(file: Path, agreement: bool) -> Reading:
    """Read one document as the product does; with `agreement` every table page by both engines."""
    content = file.read_bytes()
    reading = Reading(f"{file.parent.name}/{file.name}")
    begin = time.process_time()
    try:
        for page in DigitalPdfEngine().pages(content):
            reading.pages += 1
            grids = [item for item in page.items if isinstance(item, Grid)]
            reading.table_pages += bool(grids)
            reading.cells += sum(len(grid.cells) for grid in grids)
            for outcome in page.outcomes:
                reading.outcomes[outcome.code] += 1
                reading.named.append(f"p. {outcome.page} {outcome.code}: {outcome.detail[:160]}")
    except UnreadableDocument as error:
        reading.refused = str(error)
    reading.seconds = time.process_time() - begin
    if agreement and not reading.refused:
        _audit(content, reading)
    return reading


def _audit(content: bytes, reading: Reading) -> None:
    with PdfiumFile(content) as file:
        reference = PdfplumberFile(content)
        for marks in file.pages():
            if marks is None:
                continue
            own, hidden = own_texts(page_of(marks)), hidden_characters(marks)
            try:
                theirs = reference.audit(
                    marks.number, lambda page, hidden=hidden: reference_texts(page, hidden)
                )
            except BrokenPageError as error:
                theirs = Counter({error.detail: 1})
            if not (own.closed or own.open or theirs):
                continue
            reading.audited += 1
            if cells := disagreement(own, theirs):
                shown = " | ".join(cell[:40] for cell in cells[:3])
                reading.differing.append(f"p. {marks.number}: {len(cells)} cells: {shown}")
        reference.close()


def main() -> None:
    """Print the counts, then every page that has something to be said about it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of PDFs, searched through")
    parser.add_argument("--agreement", action="store_true", help="read every table page with pdfplumber too")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    with ProcessPoolExecutor(options.jobs) as pool:
        readings = list(pool.map(read, files, [options.agreement] * len(files)))
    pages, seconds = sum(r.pages for r in readings), sum(r.seconds for r in readings)
    outcomes = sum((r.outcomes for r in readings), Counter())
    print(f"documents {len(readings)}, refused {sum(bool(r.refused) for r in readings)}")
    print(f"pages {pages}, with tables {sum(r.table_pages for r in readings)}")
    print(f"cells {sum(r.cells for r in readings)}, {pages / seconds:.0f} pages a second of processor time")
    print(f"figures not conserved on {outcomes['FIGURES_NOT_CONSERVED']} pages")
    print("outcomes " + ", ".join(f"{code} {count}" for code, count in outcomes.most_common()))
    if options.agreement:
        audited, differ = sum(r.audited for r in readings), sum(len(r.differing) for r in readings)
        print(f"two engines agree on {audited - differ} of {audited} table pages: {1 - differ / audited:.2%}")
    for reading in readings:
        lines = [reading.refused] if reading.refused else reading.named + reading.differing
        if lines:
            print(f"\n{reading.file}")
            print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    main()
