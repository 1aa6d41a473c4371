"""Changes that go the whole way: into the text of the first document, typeset as a PDF, read, checked.

Belongs here: choosing figures of the dump that stand once, and checking the PDFs. Does not: typesetting.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.extract.document import extract_document
from pipelines.reconcile.records import document_records
from pipelines.reconcile.runner import check
from scripts.typeset_first_document import DUMP, typeset

# Rows of the tables of the first document: a code, a name, figures.
_ROW = re.compile(r"^\d{3,7}\t[^\t\n]+(?:\t[\d.]+)+$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Typeset:
    """One change of the dump and the rules that fail in the PDF and did not before."""

    before: str
    after: str
    found: bool
    rules: tuple[str, ...]


def typeset_changes(count: int, seed: int, folder: Path) -> list[Typeset]:
    """`count` changed PDFs of the first document, each read and checked like any other file."""
    dump = DUMP.read_text(encoding="utf-8")
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    before = _failing(dump, folder) if count else set()
    changes = []
    for row in draw.sample([row for row in _ROW.finditer(dump) if _figures(row[0])], count):
        fields = row[0].split("\t")
        place = draw.choice(_figures(row[0]))
        printed = fields[place]
        digit = draw.choice([d for d in "123456789" if d != printed[0]])
        fields[place] = digit + printed[1:]
        changed = "\t".join(fields)
        new = _failing(dump[: row.start()] + changed + dump[row.end() :], folder) - before
        rules = tuple(sorted({rule for rule, _, _ in new}))
        changes.append(Typeset(row[0].replace("\t", " "), fields[place], bool(new), rules))
    return changes


def _figures(row: str) -> list[int]:
    """Places of the figures of a row that are not zero."""
    return [n for n, text in enumerate(row.split("\t")) if n > 1 and float(text)]


def _failing(dump: str, folder: Path) -> set[tuple[str, str, str]]:
    target = folder / "changed.pdf"
    typeset(dump, target)
    document = extract_document(target.read_bytes(), "application/pdf")
    run = check(document_records(document))
    return {
        (result["rule_id"], result["place"], str(result["difference_yuan"]))
        for result in run.results
        if result["outcome"] == "fail"
    }
