"""`python -m benchmarks.formats`: the corpus in other formats: are the facts the same?

Belongs here: which documents, the loop, the report. Does not: writing formats, comparing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.formats.facts import facts_of
from benchmarks.formats.office import FORMATS, as_office
from benchmarks.formats.page import as_html
from pipelines.collect.media_types import media_type_of
from pipelines.conform.document import conform_document
from pipelines.extract.document import extract_document

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "benchmarks" / "formats.md"
CORPUS = ROOT.parent / "shared" / "corpus" / "disclosures"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document in one format: its facts, those that are the same, those that are only there."""

    region: str
    ending: str
    facts: int
    same: int
    new: int


def main() -> None:
    """Command line of the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of folders with PDFs")
    parser.add_argument("--each", type=int, default=2, help="documents of each region (default 2)")
    parser.add_argument("--formats", default="html," + ",".join(FORMATS), help="which, with commas between")
    parser.add_argument("--dry", action="store_true", help="print, write no report")
    options = parser.parse_args()
    found: list[Comparison] = []
    for region in sorted(p for p in options.corpus.iterdir() if p.is_dir()):
        for path in sorted(region.glob("*.pdf"))[: options.each]:
            for comparison in compared(path, region.name, options.formats.split(",")):
                found.append(comparison)
                line = f"{comparison.same} of {comparison.facts} the same, {comparison.new} new"
                print(f"{region.name} {path.name} {comparison.ending}: {line}", flush=True)
    if not options.dry:
        REPORT.write_text(report(found, options.each), encoding="utf-8")


def compared(path: Path, region: str, endings: list[str]) -> Iterator[Comparison]:
    """The document at `path` in every format beside its PDF."""
    content = path.read_bytes()
    document = extract_document(content, media_type_of(content))
    truth, page = facts_of(conform_document(document)), as_html(document)
    for ending in endings:
        written = page.encode() if ending == "html" else as_office(page, ending)
        read = facts_of(conform_document(extract_document(written, media_type_of(written))))
        yield Comparison(region, ending, truth.total(), (truth & read).total(), (read - truth).total())


def report(found: list[Comparison], each: int) -> str:
    """The page docs/benchmarks/formats.md."""
    endings = list(dict.fromkeys(c.ending for c in found))
    lines = [
        "# The same disclosure in another format",
        "",
        "Written by `python -m benchmarks.formats`. What was read of a real PDF (at most "
        f"{each} of each region) is written as a web page, and by the real LibreOffice in office formats (a "
        "spreadsheet gets everything on one sheet); each is read again as a document of its own. A fact is "
        "an amount in yuan with its table type, measure, fund, item, code and label. Running headers and "
        "footers are not carried over; cells that were broken over lines are written in one.",
        "",
        "| format | documents | facts | the same | only in the other format | documents with all facts |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for ending in endings:
        mine = [c for c in found if c.ending == ending]
        facts, same, new = (sum(getattr(c, n) for c in mine) for n in ("facts", "same", "new"))
        whole = sum(c.same == c.facts and not c.new for c in mine)
        lines.append(
            f"| {ending} | {len(mine)} | {facts:,} | {same:,} ({same / facts:.2%}) | {new:,} | {whole} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
