"""The words of docs/benchmarks/extract.md that do not depend on figures.

Belongs here: text. Does not: figures, tables.
"""

from __future__ import annotations

from typing import Final

HEAD: Final = """\
# The reading engine beside its peers

Measured on {date} by `make bench-extract`, which makes this page, the picture and the raw figures
([extract.json](extract.json), [extract.csv](extract.csv)) anew. Machine: {cpu}, {cores} shared cores,
{system}, Python {python}, load {load}. **Compare ratios, not absolute figures**: other programs ran beside
this one; engines took turns, so that all met the same conditions.

![Speed against accuracy](extract.png)

Speed: {pages} real pages out of {documents} disclosures, one of every region, every engine reading the same
files. Accuracy: 22 synthetic documents with complete truth, 22 tables of real disclosures labelled by eye,
and typeset pages with tables that have few rules or none."""

MAIN: Final = """\
## Ruled tables: speed, memory, accuracy

Cells, neighbours, rows and tables are those of the 19 ruled documents of the synthetic corpus."""

MAIN_NOTES: Final = """\
- **pages/s/core**: pages by CPU seconds (user and system, all threads and child processes), start-up left
  out, median of the repetitions. \\* means the engine met the limit of CPU time and was measured once, on
  the documents it got through.
- **× pdfplumber**: CPU seconds of pdfplumber by those of the engine on the same documents in the same
  repetition; median.
- **cells (F)**: a cell counts when its text, white space removed and nothing else changed, stands in the
  right column of the right row. **neighbours (F1)**: the measure of the ICDAR 2013 table competition.
- **rows, tables exact**: without any fault. Printed rows are compared; a table may come in parts, page by
  page.
- **real tables perfect**: labelled by eye; every body cell right, no row missing or added, judged by the
  scorer that came with the labels.
- *Gongkai, tables joined over pages* is the whole reading: pages joined, titles, units of money, header
  paths, paragraphs. No peer does this; its speed includes it.
- Ours reads a fixed sample of pages a second time with pdfplumber, as an audit; that is in its time.
- PyMuPDF and rasgapdf are AGPL: they are measured, not used."""

BARE: Final = """\
## Tables with few rules or none

Pages in the manner of the ICDAR 2013 competition, typeset by `benchmarks/extract/borderless_pages.py`
(English and Chinese, wrapped cells, grouped headings, decimal alignment, notes). Engines were set to their
mode for such tables where they have one. F of cells by style on the right. This is our own typesetting: it
shows what an engine can do, not how often such pages occur (in Chinese disclosures: hardly ever)."""

STYLES: Final = {
    "three_line": "three rules",
    "row_rules": "a rule below every row",
    "group_rules": "rules below headings",
    "bands": "bands of colour",
    "bare": "no rules",
}

HAZARD_HEAD: Final = """\
## Hazard by hazard

F of cells in each synthetic document; 1 means all right. † the engine refused the document."""

LEFT_OUT_OF_HAZARDS: Final = ("gongkai_plain", "pymupdf_2")

HAZARDS: Final = {
    "d01": "Word, usual tables",
    "d02": "Word, headers repeated",
    "d03": "rows cut by the page",
    "d04": "spreadsheet",
    "d05": "19 columns, tiny print",
    "d06": "slanted watermark",
    "d07": "three rules",
    "d08": "rules below rows only",
    "d09": "hanging punctuation",
    "d10": "Chinese font not embedded",
    "d11": "radicals from a browser",
    "d12": "thin fills as rules",
    "d13": "turned page, moved origin",
    "d14": "drawn sideways",
    "d15": "white, invisible, double print",
    "d16": "nested forms",
    "d17": "radicals in the text layer",
    "d18": "no text mapping",
    "d19": "encrypted, no extraction right",
    "d20": "full-width signs",
    "d21": "dotted rules",
    "d22": "bands of colour only",
}

CORPUS: Final = """\
## Every real document

One pass over the whole corpus of real disclosures, one process, from cold; for ours and the fastest peers."""

METHOD: Final = """\
## How it was measured

Every engine runs in a process and an environment of its own (`benchmarks/extract/requirements-peers.txt`
pins every package) through an adapter of a few lines (`benchmarks/extract/peers`) that does what the
engine's manual says. Putting tables into a common form is off the clock. Peak memory is the kernel's
high-water mark of the process or of its largest child. Accuracy of peers is measured once per version and
kept; speed is measured anew in every run. `pdfplumber, tuned` leaves out fills larger than a rule, slanted
and white characters, takes doubled characters once and replaces radicals.

Where engines give only rows of texts, merged cells are unknown and cost them neighbours, not cells. Long
documents of the speed sample and the pages of labelled tables were cut out by PDFium, content untouched
(which also removes permissions; the encrypted synthetic document is read as it is).

### Not installed
{missing}

### Ended early
{stopped}

### Documents an engine could not read
{failed}

### Sample for speed
{sample}"""
