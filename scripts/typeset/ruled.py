"""A ruled table before it is drawn: cells with spans on columns of given width.

Belongs here: the record, wrapping text into a cell, row heights. Does not: drawing, page breaks.
All lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]
Measure = Callable[[str, float], float]

_NO_LINE_START = set("。，、；：？！）)》〉”’」』】〕%％…·.,;:")
_NO_LINE_END = set("（(《〈“‘「『【〔")


@dataclass(slots=True)
class RuledCell:
    """One cell: place, text, spans and how the text stands in it."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    align: Align = "center"


@dataclass(slots=True)
class RuledTable:
    """A table to draw. The first `header_rows` rows are printed again on every page it goes on to."""

    widths: list[float]
    cells: list[RuledCell] = field(default_factory=list)
    header_rows: int = 0
    size: float = 9.0
    padding: float = 3.0
    line_gap: float = 1.3

    @property
    def row_count(self) -> int:
        return max(c.row + c.row_span for c in self.cells)

    @property
    def leading(self) -> float:
        """Distance between two lines of text in a cell."""
        return self.size * self.line_gap

    def lines_of(self, cell: RuledCell, measure: Measure) -> list[str]:
        """The cell's text wrapped to its width."""
        width = sum(self.widths[cell.column : cell.column + cell.column_span]) - 2 * self.padding
        return [line for part in cell.text.split("\n") for line in wrap(part, width, self.size, measure)]

    def row_heights(self, measure: Measure) -> list[float]:
        """Height of every row: the tallest cell; what a spanning cell lacks is added to its last row."""
        heights = [self.leading + 2 * self.padding] * self.row_count
        for cell in sorted(self.cells, key=lambda c: c.row_span):
            needed = len(self.lines_of(cell, measure)) * self.leading + 2 * self.padding
            last = cell.row + cell.row_span - 1
            present = sum(heights[cell.row : last + 1])
            heights[last] += max(0.0, needed - present)
        return heights


def wrap(text: str, width: float, size: float, measure: Measure, first_indent: float = 0.0) -> list[str]:
    """Break text into lines of at most `width`: between Chinese characters, not inside words and numbers.

    No closing mark begins a line and no opening bracket ends one; nothing hangs over the edge.
    A word wider than the line is cut where the line ends, as in a narrow cell in print.
    """
    lines: list[str] = []
    line = ""
    for token in _tokens(text):
        room = width - (first_indent if not lines else 0.0)
        if measure(line + token, size) <= room:
            line += token
            continue
        if line.strip():
            line, token = _carry_over(line, token)
            lines.append(line.rstrip())
        line = token.lstrip()
        while measure(line, size) > width and len(line) > 1:
            cut = max(n for n in range(1, len(line)) if n == 1 or measure(line[:n], size) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def _carry_over(line: str, token: str) -> tuple[str, str]:
    """Move characters to the next line until neither line breaks the rules for marks."""
    while len(line) > 1 and (token[0] in _NO_LINE_START or line[-1] in _NO_LINE_END):
        token = line[-1] + token
        line = line[:-1]
    return line, token


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for char in text:
        if tokens and _in_word(char) and _in_word(tokens[-1][-1]):
            tokens[-1] += char
        else:
            tokens.append(char)
    return tokens


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".%-*/")
