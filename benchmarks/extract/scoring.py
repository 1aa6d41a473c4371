"""How well tables were read: cells at their place, neighbours, whole rows, whole tables.

Belongs here: measures on plain tables, whatever engine read them. Does not: engines, documents.

A table is a dict: `nrows`, `ncols` and `cells`, each with `r`, `c`, `rs`, `cs` and `text`.
Cell measure: rows of truth and reading are aligned in order (an engine may cut a table in two); a cell
counts when its row's partner holds the same text in the same column. Adjacency measure: that of the ICDAR
2013 table competition, pairs of texts that are next to each other to the right or below, blanks skipped.
White space is left out of every comparison. In forms (`kind` is `form`), whose columns mean nothing, the
texts of a row are compared in order, blanks left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Any

Table = dict[str, Any]
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, so that scores of several documents can be added."""

    cells_true: int = 0
    cells_read: int = 0
    cells_right: int = 0
    pairs_true: int = 0
    pairs_read: int = 0
    pairs_right: int = 0
    rows: int = 0
    rows_right: int = 0
    tables: int = 0
    tables_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    @property
    def cell_recall(self) -> float:
        """Share of true cells read at their place."""
        return _share(self.cells_right, self.cells_true)

    @property
    def cell_precision(self) -> float:
        """Share of cells read that are true."""
        return _share(self.cells_right, self.cells_read)

    @property
    def cell_f(self) -> float:
        """Harmonic mean of the two."""
        return _harmonic(self.cell_precision, self.cell_recall)

    @property
    def adjacency_f(self) -> float:
        """Harmonic mean of precision and recall of neighbouring texts."""
        right = self.pairs_right
        return _harmonic(_share(right, self.pairs_read), _share(right, self.pairs_true))

    def line(self) -> str:
        """For a report."""
        return (
            f"cell R {self.cell_recall:.4f} P {self.cell_precision:.4f} F {self.cell_f:.4f}"
            f"  adjacency F1 {self.adjacency_f:.4f}"
            f"  rows {self.rows_right}/{self.rows}  tables {self.tables_right}/{self.tables}"
        )


def score(true: list[Table], read: list[Table]) -> Score:
    """Compare the tables of one document."""
    true_rows = [(i, row) for i, table in enumerate(true) for row in _rows(table)]
    read_rows = [row for table in read for row in _rows(table)]
    is_form = [true[i].get("kind") == "form" for i, _ in true_rows]
    partner = dict(_aligned([row for _, row in true_rows], read_rows, is_form))
    cells_right = 0
    row_is_right = [False] * len(true_rows)
    for i, (_, row) in enumerate(true_rows):
        if i not in partner:
            row_is_right[i] = not any(row)
            continue
        other = read_rows[partner[i]]
        if is_form[i]:
            row, other = list(_texts(row)), list(_texts(other))
        cells_right += sum(1 for a, b in zip(row, other, strict=False) if a and a == b)
        width = max(len(row), len(other))
        row_is_right[i] = _padded(row, width) == _padded(other, width)
    headings = _headings(true)
    used = set(partner.values())
    # A header printed again on the next page is no invention.
    counted = [row for j, row in enumerate(read_rows) if j in used or _texts(row) not in headings]
    true_pairs, read_pairs = _all_pairs(true), _all_pairs(read)
    right_tables = sum(
        all(ok for ok, (number, _) in zip(row_is_right, true_rows, strict=True) if number == i)
        for i in range(len(true))
    )
    return Score(
        cells_true=sum(1 for _, row in true_rows for text in row if text),
        cells_read=sum(1 for row in counted for text in row if text),
        cells_right=cells_right,
        pairs_true=true_pairs.total(),
        pairs_read=read_pairs.total(),
        pairs_right=(true_pairs & read_pairs).total(),
        rows=len(true_rows),
        rows_right=sum(row_is_right),
        tables=len(true),
        tables_right=right_tables,
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _plain(text: str) -> str:
    return _WHITE.sub("", text or "")


def _rows(table: Table) -> list[list[str]]:
    rows = [[""] * table["ncols"] for _ in range(table["nrows"])]
    for cell in table["cells"]:
        rows[cell["r"]][cell["c"]] = _plain(cell["text"])
    return rows


def _texts(row: list[str]) -> tuple[str, ...]:
    return tuple(text for text in row if text)


def _headings(tables: list[Table]) -> set[tuple[str, ...]]:
    return {_texts(row) for t in tables for row in _rows(t)[: max(t.get("header_rows") or 1, 1)]}


def _padded(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))


def _aligned(true: list[list[str]], read: list[list[str]], is_form: list[bool]) -> Iterable[tuple[int, int]]:
    """Pairs of row numbers in order, so that the number of equal cells is greatest."""
    n, m = len(true), len(read)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    packed = [list(_texts(row)) for row in read]
    places, packed_places = _places(read), _places(packed)
    alike = [
        _alike(list(_texts(a)), packed, packed_places) if form else _alike(a, read, places)
        for a, form in zip(true, is_form, strict=True)
    ]
    for i in range(1, n + 1):
        above, here, gain = best[i - 1], best[i], alike[i - 1]
        for j in range(1, m + 1):
            here[j] = max(above[j], here[j - 1], above[j - 1] + gain[j - 1])
    pairs = []
    i, j = n, m
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return reversed(pairs)


def _places(rows: list[list[str]]) -> dict[tuple[int, str], list[int]]:
    """Numbers of the rows that hold a text in a column."""
    found: dict[tuple[int, str], list[int]] = {}
    for number, row in enumerate(rows):
        for place in enumerate(row):
            if place[1]:
                found.setdefault(place, []).append(number)
    return found


def _alike(row: list[str], others: list[list[str]], places: dict[tuple[int, str], list[int]]) -> list[float]:
    """How many cells the row shares with each of the others."""
    # The crumb lets blank rows of the same width find each other.
    shared = [0.01 * (len(row) == len(other)) for other in others]
    for place in enumerate(row):
        for number in places.get(place, ()):
            shared[number] += 1
    return shared


def _all_pairs(tables: list[Table]) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for table in tables:
        found += _pairs(table)
    return found


def _pairs(table: Table) -> Counter[tuple[str, str, str]]:
    """Each text with its next text to the right and below, once per pair of cells."""
    rows, columns, cells = table["nrows"], table["ncols"], table["cells"]
    texts = [_plain(cell["text"]) for cell in cells]
    owner: dict[tuple[int, int], int] = {}
    for index, cell in enumerate(cells):
        for r in range(cell["r"], cell["r"] + cell["rs"]):
            for c in range(cell["c"], cell["c"] + cell["cs"]):
                owner[r, c] = index
    found: set[tuple[int, int, str]] = set()
    for index, cell in enumerate(cells):
        if not texts[index]:
            continue
        end_row, end_column = cell["r"] + cell["rs"], cell["c"] + cell["cs"]
        ways = [("right", [(r, c) for c in range(end_column, columns)]) for r in range(cell["r"], end_row)]
        ways += [("below", [(r, c) for r in range(end_row, rows)]) for c in range(cell["c"], end_column)]
        for way, path in ways:
            following = (owner.get(place, -1) for place in path)
            if (other := next((o for o in following if o >= 0 and texts[o]), None)) is not None:
                found.add((index, other, way))
    return Counter((texts[a], texts[b], way) for a, b, way in found)
