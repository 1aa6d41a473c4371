"""Figures that are wider or narrower in print than the characters read in them: a sign was overlooked.

Belongs here: comparing widths within one table, whose figures are set in one size. Does not: reading.
The model overlooks a point or a minus and is sure of the rest; the paper it took is still there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extract.ocr.lines import LineRead

_FIGURE = re.compile(r"^[-(]?[\d,]+(?:\.\d+)?\)?$")
# Widths of signs in digits; nearly the same in all fonts in which figures are set.
_NARROW = {",": 0.5, ".": 0.5, "-": 0.62, "(": 0.6, ")": 0.6}
# Ink begins and ends within its signs; a 1 at either end has more white beside it.
_WHITE_BESIDE, _WHITE_BESIDE_ONE = 0.12, 0.12
# A figure may differ by this many digits and no more.
_TOLERANCE = 0.42
# The usual width of a digit needs this many figures of this many signs; lines of other height are of
# another size of print.
_FEWEST, _SHORTEST = 8, 4
_SAME_HEIGHT = 0.15


def odd_widths(lines: Sequence[LineRead]) -> list[bool]:
    """For each line of one table: whether it is a figure whose width does not fit what was read."""
    figures = [line for line in lines if _FIGURE.match(line.text)]
    long = [line for line in figures if len(line.text) >= _SHORTEST]
    if len(long) < _FEWEST:
        return [False] * len(lines)
    digit = _median([_width(line) / _digits(line.text) for line in long])
    height = _median([float(line.line.height) for line in long])
    return [
        bool(_FIGURE.match(line.text))
        and abs(line.line.height - height) <= _SAME_HEIGHT * height
        and abs(_width(line) - digit * _digits(line.text)) > _TOLERANCE * digit
        for line in lines
    ]


def _width(read: LineRead) -> float:
    x0, _, x1, _ = read.line.box
    return float(x1 - x0)


def _digits(text: str) -> float:
    ends = sum(_WHITE_BESIDE_ONE for char in (text[0], text[-1]) if char == "1")
    return sum(_NARROW.get(char, 1.0) for char in text) - _WHITE_BESIDE - ends


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
