"""Header cells of a table without upright rules: stacked texts over one column or over several.

Belongs here: joining the lines of a heading, how many columns it stands over, how many rows it fills.
Does not: finding the columns, the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.extract.page.rules import Rules
from pipelines.extract.unruled.row_bands import column_of
from pipelines.extract.unruled.words import TEXT_GAP, Line, Word, merged

# In font sizes.
_TIGHT: Final = 0.38
_CENTRED: Final = 0.6
_SPREAD: Final = 0.6
_SPACE: Final = 0.35
_OVER: Final = 0.3
_LEVEL: Final = 0.12


Inks = list[tuple[float, float] | None]


@dataclass(slots=True)
class Block:
    """One heading: its text's place, the columns `first`..`last` and the rows `level`..`end` it covers."""

    text: Word
    first: int
    last: int
    last_line: Word
    level: int = 0
    end: int = 0

    @property
    def middle(self) -> float:
        """Its centre from top to bottom."""
        return (self.text.top + self.text.bottom) / 2

    def meets(self, other: Block) -> bool:
        """Whether the two share a column."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Header:
    """Headings and the places of the lines between header rows (`edges`, one fewer than rows)."""

    blocks: list[Block]
    edges: list[float]


def header_of(
    lines: list[Line], xs: list[float], inks: Inks, zone: tuple[float, float], partial: Rules
) -> Header:
    """Headings between the two heights of `zone`.

    `xs` are the edges of the columns, `inks` from where to where each is printed; `partial` are level rules
    inside that part only some columns.
    """
    middle = sum(zone) / 2
    blocks = _blocks([p for line in lines for p in _pieces(line, xs[1:-1])], xs, partial)
    _widen(blocks, xs, inks, middle, partial)
    _place(blocks, middle)
    return Header(blocks, _edges(blocks, partial))


def _pieces(line: Line, parts: list[float]) -> list[Word]:
    found = [line.words[0]]
    for word in line.words[1:]:
        before = found[-1]
        gap = (word.x0 - before.x1) / max(word.size, before.size)
        limit = TEXT_GAP
        if any(before.middle < x < word.middle for x in parts):
            # 收 入 is one word, spread out.
            limit = _SPREAD if max(before.chars, word.chars) == 1 else _SPACE
        if gap <= limit:
            found[-1] = merged(before, word)
        else:
            found.append(word)
    return found


def _covered(text: Word, xs: list[float]) -> tuple[int, int]:
    reach = _OVER * text.size
    columns = [i for i in range(len(xs) - 1) if min(text.x1, xs[i + 1]) - max(text.x0, xs[i]) > reach] or [
        column_of(text, xs[1:-1])
    ]
    return columns[0], columns[-1]


def _blocks(pieces: list[Word], xs: list[float], partial: Rules) -> list[Block]:
    blocks: list[Block] = []
    for piece in sorted(pieces, key=lambda p: (p.top, p.x0)):
        first, last = _covered(piece, xs)
        over = [b for b in blocks if b.first <= last and first <= b.last]
        above = max(over, key=lambda b: b.text.bottom, default=None)
        if above is not None and _continues(above, piece, (first, last), partial):
            above.text = merged(above.text, piece)
            above.last_line = piece
        else:
            blocks.append(Block(piece, first, last, piece))
    return blocks


def _continues(above: Block, piece: Word, columns: tuple[int, int], partial: Rules) -> bool:
    if (above.first, above.last) != columns:
        return False
    before = above.last_line
    if piece.top - before.bottom > _TIGHT * piece.size:
        return False
    for y, start, end in partial.tolist():
        if before.bottom - 1 < y < piece.top + 1 and start < piece.middle < end:
            return False
    edges = ((before.middle, piece.middle), (before.x0, piece.x0), (before.x1, piece.x1))
    return any(abs(a - b) < _CENTRED * piece.size for a, b in edges)


def _widen(blocks: list[Block], xs: list[float], inks: Inks, zone_middle: float, partial: Rules) -> None:
    """Headings with others below them stand over as many columns as they are centred over."""
    for block in sorted((b for b in blocks if _has_below(b, blocks, partial)), key=lambda b: b.text.x0):
        barred = _barred(block, blocks, zone_middle, partial)
        limits = (0, len(xs) - 2)
        if ruled := _range_of_rule(block, xs, partial):
            if not barred & set(range(ruled[0], ruled[1] + 1)):
                block.first, block.last = ruled
                continue
            # One rule under several headings says only how far all of them reach together.
            limits = ruled
        block.first, block.last = _centred_range(block, xs, inks, barred, limits)


def _barred(block: Block, blocks: list[Block], zone_middle: float, partial: Rules) -> set[int]:
    """Columns that belong to other headings."""
    below = _below(block, blocks)
    leaf = min((b.middle for b in below), default=zone_middle)
    barred: set[int] = set()
    for other in blocks:
        if other is block or other in below:
            continue
        is_level = abs(other.middle - block.middle) < other.text.size
        # A heading over the whole height of the header is centred in it; one of the lower row is not.
        is_high = abs(other.middle - zone_middle) < abs(other.middle - leaf)
        if is_level or (is_high and not _has_below(other, blocks, partial)):
            barred |= set(range(other.first, other.last + 1))
    return barred


def _centred_range(
    block: Block, xs: list[float], inks: Inks, barred: set[int], limits: tuple[int, int]
) -> tuple[int, int]:
    """The most columns around a heading over which it is centred."""
    best = (block.first, block.last)
    least = float("inf")
    for first in range(block.first, limits[0] - 1, -1):
        if first in barred:
            break
        for last in range(block.last, limits[1] + 1):
            if last in barred:
                break
            off = _off_centre(block, xs, inks, first, last)
            if off > _SPACE * block.text.size or last - first < best[1] - best[0]:
                continue
            if last - first > best[1] - best[0] or off < least:
                best, least = (first, last), off
    if best[0] < best[1]:
        return best
    # With another heading below it, it hardly stands over one column alone: the better neighbour joins.
    ranges = [(best[0] - 1, best[1]), best, (best[0], best[1] + 1)]
    fit = [r for r in ranges if limits[0] <= r[0] and r[1] <= limits[1] and not barred & {r[0], r[1]}]
    return min(fit or [best], key=lambda r: _off_centre(block, xs, inks, *r))


def _off_centre(block: Block, xs: list[float], inks: Inks, first: int, last: int) -> float:
    """How far a heading is from the middle of some columns, or of what is printed in them."""
    off = abs((xs[first] + xs[last + 1]) / 2 - block.text.middle)
    left, right = inks[first], inks[last]
    if left and right:
        off = min(off, abs((left[0] + right[1]) / 2 - block.text.middle))
    return off


def _below(block: Block, blocks: list[Block]) -> list[Block]:
    return [b for b in blocks if b is not block and b.meets(block) and b.middle > block.middle]


def _has_below(block: Block, blocks: list[Block], partial: Rules) -> bool:
    if _below(block, blocks):
        return True
    return any(start < block.text.middle < end and y > block.middle for y, start, end in partial.tolist())


def _range_of_rule(block: Block, xs: list[float], partial: Rules) -> tuple[int, int] | None:
    for y, start, end in partial.tolist():
        if not (start < block.text.middle < end and -1 < y - block.text.bottom < 1.5 * block.text.size):
            continue
        columns = [
            i
            for i in range(len(xs) - 1)
            if min(end, xs[i + 1]) - max(start, xs[i]) > 0.5 * (xs[i + 1] - xs[i])
        ]
        if columns:
            return columns[0], columns[-1]
    return None


def _place(blocks: list[Block], zone_middle: float) -> None:
    """Rows of the header from what stands on what."""
    ordered = sorted(blocks, key=lambda b: b.middle)
    for i, block in enumerate(ordered):
        block.level = max((b.level + 1 for b in ordered[:i] if b.meets(block)), default=0)
    depth = max((b.level for b in blocks), default=0) + 1
    for block in blocks:
        lower = [b.level for b in blocks if b is not block and b.meets(block) and b.level > block.level]
        block.end = min(lower, default=depth)
    for block in blocks:
        if block.end - block.level > 1:
            _settle(block, blocks, zone_middle)


def _settle(block: Block, blocks: list[Block], zone_middle: float) -> None:
    """A heading on the baseline of one header row belongs to that row, unless it is centred over all."""
    reach = _LEVEL * block.text.size
    if abs(block.middle - zone_middle) < reach:
        return
    for level in range(block.level, block.end):
        if any(
            b.level == level
            and b.end == level + 1
            and b is not block
            and abs(b.last_line.bottom - block.last_line.bottom) < reach
            for b in blocks
        ):
            block.level, block.end = level, level + 1
            return


def _edges(blocks: list[Block], partial: Rules) -> list[float]:
    edges = []
    for level in range(1, max((b.end for b in blocks), default=1)):
        upper = [b.text.bottom for b in blocks if b.end == level]
        lower = [b.text.top for b in blocks if b.level == level]
        high, low = max(upper, default=None), min(lower, default=None)
        if high is None or low is None:
            known = high if high is not None else low
            edges.append(known if known is not None else 0.0)
            continue
        ruled = [y for y, _, _ in partial.tolist() if high - 2 < y < low + 2]
        edges.append(ruled[0] if ruled else (high + low) / 2)
    return edges
