"""Every decimal figure printed on a page must come out again, once: in a cell or in a line of text.

Belongs here: the figures of a page in the order of the file, compared with those of what was built.
Does not: building pages. The two ways share the glyphs and nothing else: no cells, no lines, no sorting.
This is what notices a figure lost between cells, counted twice, or with its digits in another order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np

from pipelines.extract.model import Grid, TextLine
from pipelines.extract.page.glyphs import CleanGlyphs

_FIGURE = re.compile(r"\d[\d,]*\.\d+")
_ON_ONE_LINE: Final = 0.1
_ADJACENT: Final = 0.3
_BREAK: Final = 10
_SHOWN: Final = 6

Figures = Counter[str]


def difference(glyphs: CleanGlyphs, items: Iterable[TextLine | Grid]) -> str:
    """What was lost (`-1.20`) and what was added (`+1.02`) between the file and the page; empty if nothing.

    A figure may be written in one go or digit by digit, and two figures of neighbouring cells may touch:
    text objects are taken as joined or as apart, whichever leaves less to explain.
    """
    found = _FIGURE.findall("\n".join(_printed_texts(items)))
    found.sort()
    left: list[tuple[Figures, Figures]] = []
    for joined in (True, False):
        in_file = _written(glyphs, across_objects=joined)
        in_file.sort()
        if in_file == found:
            return ""
        written, built = Counter(in_file), Counter(found)
        lost, added = written - built, built - written
        left.append((lost, added))
    lost, added = min(left, key=lambda pair: pair[0].total() + pair[1].total())
    named = [f"-{figure}" for figure in lost.elements()] + [f"+{figure}" for figure in added.elements()]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    return " ".join(named[:_SHOWN]) + more


def _printed_texts(items: Iterable[TextLine | Grid]) -> Iterable[str]:
    """Printed lines, before the lines of a cell were joined."""
    for item in items:
        if isinstance(item, TextLine):
            yield item.text
        else:
            for cell in item.cells:
                if cell.reading.lines:
                    yield from cell.reading.lines
                elif cell.text:
                    yield cell.text


def _written(glyphs: CleanGlyphs, *, across_objects: bool) -> list[str]:
    c = glyphs.columns
    if len(glyphs) == 0:
        return []
    end, begin, base = c["x1"], c["x0"], c["base"]
    if c["quarter"].any():
        turned = c["quarter"] != 0
        # Text across the page is followed along its own direction.
        begin = np.where(turned, c["top"], begin)
        end = np.where(turned, c["bottom"], end)
        base = np.where(turned, c["ox"], base)
    size = c["size"][1:]
    together = np.abs(base[1:] - base[:-1]) <= _ON_ONE_LINE * size
    together &= np.minimum(np.abs(begin[1:] - end[:-1]), np.abs(end[1:] - begin[:-1])) <= _ADJACENT * size
    if not across_objects:
        together &= c["run"][1:] == c["run"][:-1]
    breaks = np.flatnonzero(~together) + 1
    text = np.insert(c["code"].astype(np.uint32), breaks, _BREAK)
    decoded = text.astype("<u4").tobytes().decode("utf-32-le", "replace")
    return _FIGURE.findall(decoded)
