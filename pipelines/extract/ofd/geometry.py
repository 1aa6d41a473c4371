"""Numbers, matrices and paths as OFD writes them.

Belongs here: parsing and applying them. Does not: objects of a page.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERATOR = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MAX_COORDINATE = 1e6
MAX_STEPS = 100_000

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Matrix:
    """`x' = a·x + c·y + e`, `y' = b·x + d·y + f`."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def apply(self, x: float, y: float) -> Point:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Matrix) -> Matrix:
        """This one first, then `other`."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )


IDENTITY = Matrix(1, 0, 0, 1, 0, 0)


def numbers(text: str) -> list[float]:
    """All numbers of an attribute; absurd ones count as 0."""
    values = (float(n) for n in _NUMBER.findall(text))
    return [v if math.isfinite(v) and abs(v) < _MAX_COORDINATE else 0.0 for v in values]


def matrix(text: str | None) -> Matrix:
    """A CTM attribute; identity where there is none or it is malformed."""
    values = numbers(text or "")
    return Matrix(*values) if len(values) == 6 else IDENTITY


def deltas(text: str | None, count: int) -> list[float]:
    """Steps between characters; `g 3 4.2` stands for three steps of 4.2. At most `count` of them."""
    steps: list[float] = []
    words = (text or "").split()
    at = 0
    while at < len(words) and len(steps) < min(count, MAX_STEPS):
        if words[at] == "g" and at + 2 < len(words):
            times, value = words[at + 1], numbers(words[at + 2])
            if times.isdigit() and value:
                steps += [value[0]] * min(int(times[:9]), count)
            at += 3
        else:
            steps += numbers(words[at])[:1]
            at += 1
    return steps[:count]


def segments(data: str) -> list[list[Point]]:
    """The subpaths of abbreviated path data as runs of points; a curve counts only as its end."""
    paths: list[list[Point]] = []
    words = _OPERATOR.findall(data)
    at = 0
    while at < len(words):
        operator = words[at]
        if operator not in _ARGUMENTS:
            at += 1
            continue
        size = _ARGUMENTS[operator]
        values = numbers(" ".join(words[at + 1 : at + 1 + size]))
        at += 1
        if operator == "C":
            if paths and paths[-1]:
                paths[-1].append(paths[-1][0])
            continue
        if len(values) < size:
            break
        at += size
        point = values[-2], values[-1]
        if operator in ("M", "S"):
            paths.append([point])
        elif operator == "L" and paths:
            paths[-1].append(point)
        elif paths:
            paths.append([point])  # a curve is no rule: what follows it begins anew
    return paths
