"""An official code book (政府收支分类科目) → code and name pairs.

Belongs here: finding codes and names in tables and lines, however a book lays them out: one code column,
类│款│项 in columns of their own (upper ones blank below the first row), or lines of text.
Does not: reading files (see `extract`), keeping the pairs (see `collect/code_books.py`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.extract.model import ExtractedDocument

_WHOLE: Final = re.compile(r"\d{3}|\d{5}|\d{7}")
_CLASS: Final = re.compile(r"\d{3}")
_PART: Final = re.compile(r"\d{2}")
_NAME: Final = re.compile(r"[一-鿿][一-鿿（）()、“”《》·0-9A-Za-z-]*")
_LINE: Final = re.compile(r"(\d{3})\s*(\d{2})?\s*(\d{2})?(?!\d)\s*([一-鿿][一-鿿（）()、“”《》·]*)")
_FIRST_DIGIT: Final = {"function": "2", "dept_economic": "3", "gov_economic": "5"}


@dataclass(frozen=True, slots=True)
class CodeBook:
    """Names by code, and rows that contradict others as (code, name kept, name refused)."""

    names: dict[str, str]
    contradictions: tuple[tuple[str, str, str], ...]


def read_code_book(documents: Iterable[ExtractedDocument], scheme: str) -> CodeBook:
    """Pairs of the scheme in tables; where tables hold none, in lines of text.

    Codes of other classifications in the same book (income, the other economic one) are left out: every
    scheme has its own first digit.
    """
    read = list(documents)
    pairs = [pair for d in read for table in d.tables for pair in rows_to_pairs(_texts(table.rows()))]
    if not any(_belongs(code, scheme) for code, _ in pairs):
        pairs = [pair for d in read for block in d.blocks for pair in _line_pairs(block.text)]
    return _collect(pairs, scheme)


def read_code_csv(text: str, scheme: str) -> CodeBook:
    """The same for a CSV, with or without a header line."""
    return _collect(rows_to_pairs(list(csv.reader(io.StringIO(text)))), scheme)


def rows_to_pairs(rows: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """Code and name of every row that has both; rows that have neither (headers, notes) say nothing."""
    found: list[tuple[str, str]] = []
    above = ["", ""]
    for row in rows:
        cells = [re.sub(r"\s+", "", cell) for cell in row]
        code, place = _code_of(cells, above)
        if code:
            above = [code[:3], code[3:5]]
            name = next((m.group() for c in cells[place + 1 :] if (m := _NAME.match(c))), "")
            if name:
                found.append((code, name))
    return found


def _code_of(cells: Sequence[str], above: Sequence[str]) -> tuple[str, int]:
    """The row's code and the place of its last cell; empty when the row has none."""
    for place, cell in enumerate(cells):
        if not cell:
            continue
        parts = _parts(cells, place)
        if _CLASS.fullmatch(cell):
            return "".join([cell, *parts]), place + len(parts)
        if _WHOLE.fullmatch(cell):
            return cell, place
        if _PART.fullmatch(cell) and above[0]:
            # 款 or 项 below a blank 类: how many columns were left blank says which it is.
            if place >= 2 and above[1]:
                return above[0] + above[1] + cell, place
            return "".join([above[0], cell, *parts[:1]]), place + len(parts[:1])
        return "", place
    return "", 0


def _parts(cells: Sequence[str], place: int) -> list[str]:
    parts = []
    for cell in cells[place + 1 : place + 3]:
        if not _PART.fullmatch(cell):
            break
        parts.append(cell)
    return parts


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if cell is None else str(getattr(cell, "text", "")) for cell in row]


def _line_pairs(text: str) -> Iterator[tuple[str, str]]:
    match = _LINE.match(text.strip())
    if match and not (match[3] and not match[2]):
        yield "".join(part for part in match.groups()[:3] if part), match[4]


def _belongs(code: str, scheme: str) -> bool:
    return code.startswith(_FIRST_DIGIT[scheme])


def _collect(pairs: Iterable[tuple[str, str]], scheme: str) -> CodeBook:
    names: dict[str, str] = {}
    contradictions = []
    for code, name in pairs:
        if not _belongs(code, scheme):
            continue
        if names.setdefault(code, name) != name:
            contradictions.append((code, names[code], name))
    return CodeBook(names, tuple(contradictions))
