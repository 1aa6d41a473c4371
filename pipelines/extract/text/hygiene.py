"""How often the text of a document was made readable or comparable, by page and kind of change.

Belongs here: counting what engines changed on the page, and what is folded when labels are compared.
Does not: changing anything (engines and `cjk` do): the printed text stays in the cells.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from pipelines.extract.model import ExtractedDocument
from pipelines.extract.text.cjk import CJK

Record = dict[str, Any]

TEXT_CHANGES: Final[dict[str, str]] = {
    "radical": "radicals and compatibility forms that became the character a reader sees",
    "double": "characters printed more than once for boldness, read once (what PDFium itself leaves out "
    "is not known)",
    "hyphen": "control characters that stand for a hyphen",
    "hidden": "white, invisible or clipped characters (watermarks, cells too small for their text) left out",
    "closed_up": "cells whose printed lines held spaces between Chinese characters",
    "space": "blanks inside the text of cells and paragraphs that comparing leaves out",
    "fullwidth_digit": "full-width digits that comparing reads as plain ones",
    "fullwidth_mark": "full-width letters, brackets and marks that comparing reads as plain ones",
    "compatibility": "other characters that NFKC folds when texts are compared",
}
"""Kinds of changes. The first five were made in reading; the others only when labels are compared."""

_FULLWIDTH_DIGIT: Final = re.compile(r"[\uff10-\uff19]")
_FULLWIDTH_MARK: Final = re.compile(r"[\uff01-\uff0f\uff1a-\uff5e\u3000]")
_SPACE: Final = re.compile(rf"(?<={CJK})[ \t\u00a0]+(?={CJK})")


def _folded_characters() -> str:
    """All characters of the basic plane that NFKC changes and that no other kind counts, as a class."""
    spans: list[list[int]] = []
    for code in range(0x80, min(0xFFFF, sys.maxunicode)):
        char = chr(code)
        if 0xD800 <= code < 0xE000 or 0xFF01 <= code <= 0xFF5E or code in (0x3000, 0xA0):
            continue
        if unicodedata.normalize("NFKC", char) != char:
            if spans and spans[-1][1] == code - 1:
                spans[-1][1] = code
            else:
                spans.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in spans)


_COMPATIBILITY: Final = re.compile(f"[{_folded_characters()}]")
_FOLDED: Final = {
    "space": _SPACE,
    "fullwidth_digit": _FULLWIDTH_DIGIT,
    "fullwidth_mark": _FULLWIDTH_MARK,
    "compatibility": _COMPATIBILITY,
}


def text_changes(document: ExtractedDocument) -> list[Record]:
    """Records of the contract table `text_changes`: how often, and the first text concerned as printed."""
    counts: dict[tuple[int, str], int] = {}
    examples: dict[tuple[int, str], str] = {}
    for page in document.pages:
        for kind, number in page.changes:
            counts[page.number, kind] = number
    for number, text, printed, changes in _texts(document):
        if "space" in changes:
            counts[number, "closed_up"] = counts.get((number, "closed_up"), 0) + 1
            examples.setdefault((number, "closed_up"), " ".join(printed) or text)
        if "radical" in changes or "double" in changes or "hyphen" in changes:
            for kind in ("radical", "double", "hyphen"):
                if kind in changes:
                    examples.setdefault((number, kind), text)
        if text.isascii():
            continue
        for kind, pattern in _FOLDED.items():
            if found := len(pattern.findall(text)):
                counts[number, kind] = counts.get((number, kind), 0) + found
                examples.setdefault((number, kind), text)
    return [
        {
            "document_id": document.document_id,
            "page": number,
            "change": kind,
            "count": count,
            "example": examples.get((number, kind), "")[:80],
        }
        for (number, kind), count in sorted(counts.items())
        if count
    ]


def _texts(document: ExtractedDocument) -> Iterator[tuple[int, str, tuple[str, ...], tuple[str, ...]]]:
    """Page, text, printed lines and changes of every cell and paragraph."""
    for table in document.tables:
        for cell in (*table.header_cells, *table.cells):
            if cell.text:
                yield cell.spot.page, cell.text, cell.reading.lines, cell.reading.changes
    for block in document.blocks:
        yield block.spot.page, block.text, (), ()
