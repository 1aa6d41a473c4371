"""A reviewer's decision about a header, made for every document: a row of the catalogue.

Belongs here: which row a decision becomes, and adding it. Does not: corrections of one document (`records`).

Promoting changes the code's data, as a person editing header_words.csv would: the version of the room
changes, and the next run conforms every document again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pipelines.conform.catalogue import header_words
from pipelines.conform.corrections.records import HEADER_PATH, Correction
from pipelines.conform.header_words import read_label

HEADER_WORDS: Final = Path(__file__).resolve().parents[1] / "catalogue" / "header_words.csv"


class CannotPromote(ValueError):  # noqa: N818 - the message says why
    """The decision is none that the catalogue can hold."""


def header_row(correction: Correction) -> tuple[str, str, str]:
    """(facet, value, pattern) for a header correction whose levels differ in exactly one label.

    The label as read gets the meaning of the label it should read. Raises `CannotPromote` where the label is
    known already, or the one it should read is not.
    """
    if correction.target != "header":
        raise CannotPromote(f"a {correction.target} is no header: only meanings of headers are promoted")
    read, wanted = correction.reads.split(HEADER_PATH), correction.should_read.split(HEADER_PATH)
    changed = [(a, b) for a, b in zip(read, wanted, strict=False) if a != b]
    if len(read) != len(wanted) or len(changed) != 1:
        raise CannotPromote("exactly one label of the header must differ")
    label, meaning = (read_label(text) for text in changed[0])
    if label is None or meaning is None or meaning.word is None:
        raise CannotPromote(f"the catalogue knows no header {changed[0][1]!r}")
    if label.word is not None:
        raise CannotPromote(f"{changed[0][0]!r} means {label.word.facet}:{label.word.value} already")
    return meaning.word.facet, meaning.word.value, re.escape(label.key)


def promote(correction: Correction, path: Path = HEADER_WORDS) -> tuple[str, str, str]:
    """Add the row to the catalogue and return it. Raises `CannotPromote`."""
    row = header_row(correction)
    text = path.read_text(encoding="utf-8")
    pattern = f'"{row[2]}"' if "," in row[2] or '"' in row[2] else row[2]
    end = "" if text.endswith("\n") else "\n"
    path.write_text(f"{text}{end}{row[0]},{row[1]},{pattern}\n", encoding="utf-8")
    header_words.cache_clear()
    read_label.cache_clear()
    return row
