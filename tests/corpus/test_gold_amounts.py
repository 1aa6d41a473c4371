"""Every amount of the gold tables is a line with the right yuan, and every line of theirs is such an amount.

22 tables of eleven regions, in 元 and 万元, labelled by eye as texts with their unit of money. What is no amount
there stands in columns headed as such: codes, row numbers, targets, remarks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.corpus.test_gold_documents import conform_file
from tests.paths import SHARED, needs_shared_corpus

pytestmark = needs_shared_corpus

GOLD = SHARED / "corpus" / "gold" / "tables"
NAMES = sorted(path.stem for path in GOLD.glob("*.json")) if GOLD.is_dir() else []
YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
NO_MONEY = re.compile(r"编码|代码|^[类款项]$|行次|指标值|备注")
Amounts = Counter[tuple[str, Decimal]]


@cache
def tables() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Each gold table with the records of its document."""
    labels = {name: json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")) for name in NAMES}
    files = sorted({label["file"] for label in labels.values()})
    with ProcessPoolExecutor(max_workers=2) as pool:
        read = dict(zip(files, pool.map(conform_file, files), strict=True))
    return {name: (label, read[label["file"]]) for name, label in labels.items()}


def labelled(gold: dict[str, Any]) -> Amounts:
    """Amounts of a gold table as printed, with what they are in yuan."""
    unit = YUAN[gold["unit_printed"]]
    found: Amounts = Counter()
    for row in gold["rows"]:
        for column, text in enumerate(row):
            header = gold["columns"][column] if column < len(gold["columns"]) else []
            if NUMBER.fullmatch(text) and not any(NO_MONEY.search(level) for level in header):
                found[text, (Decimal(text.replace(",", "")) * unit).quantize(Decimal("0.01"))] += 1
    return found


@pytest.mark.parametrize("name", NAMES)
def test_amounts_are_right_in_yuan(name: str) -> None:
    gold, records = tables()[name]
    lines = [r for r in records["lines"] if r["page"] in gold["pages"] and r["amount_yuan"] is not None]
    read: Amounts = Counter((r["amount_text"], r["amount_yuan"]) for r in lines)
    wanted = labelled(gold)
    assert dict(wanted - read) == {}, "amounts of the label that are no line"
    assert dict(read - wanted) == {}, "lines that are no amount of the label"


def test_the_labels_hold_amounts_of_both_units() -> None:
    totals = Counter(gold["unit_printed"] for gold, _ in tables().values())
    assert len(NAMES) == 22
    assert set(totals) == set(YUAN)
    assert sum(sum(labelled(gold).values()) for gold, _ in tables().values()) == 620
