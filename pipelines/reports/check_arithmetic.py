"""Which figures stand on which side of a comparison, and the sum written out.

Belongs here: working backwards from a result's two sides to its figures. Does not: judging, layout.
A result names its figures left side first; where they split lies is found by adding them up, and where no
split adds up (a rule that subtracts, or compares an average) nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pipelines.reconcile.runner import CheckRun

LEFT, RIGHT, EITHER = "left", "right", ""
_MOST_TERMS: Final = 12


def sides(run: CheckRun, result: Mapping[str, Any]) -> list[str]:
    """`left`, `right` or `` for every id in `line_ids`, then for every spot, in order."""
    amounts = [run.lines[line_id]["amount_yuan"] for line_id in result["line_ids"]]
    on_lines = _split(amounts, result["left_yuan"], result["right_yuan"])
    others = {RIGHT: LEFT, LEFT: RIGHT}
    only = set(on_lines)
    # Table figures all on one side: what stands outside tables is the other.
    on_spots = others.get(on_lines[0], EITHER) if on_lines and len(only) == 1 else EITHER
    return [*on_lines, *(on_spots for _ in result["spots"])]


def terms(run: CheckRun, result: Mapping[str, Any], side: str) -> list[Decimal]:
    """The amounts (yuan) that add up to one side; empty unless there are at least two and not too many.

    Zeros are left out: they add nothing for a reader to follow.
    """
    found = [
        run.lines[line_id]["amount_yuan"]
        for line_id, where in zip(result["line_ids"], sides(run, result), strict=False)
        if where == side and run.lines[line_id]["amount_yuan"]
    ]
    return found if 2 <= len(found) <= _MOST_TERMS else []


def _split(amounts: Sequence[Decimal | None], left: Decimal | None, right: Decimal | None) -> list[str]:
    known = [amount if amount is not None else Decimal(0) for amount in amounts]
    if left is None or right is None:
        return [EITHER] * len(known)
    total, added = sum(known, Decimal(0)), Decimal(0)
    for count in range(len(known) + 1):
        if (count == 0 or added == left) and (count == len(known) or total - added == right):
            return [LEFT] * count + [RIGHT] * (len(known) - count)
        if count < len(known):
            added += known[count]
    return [EITHER] * len(known)
