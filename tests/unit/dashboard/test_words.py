"""The dashboard's words: each in both languages, each used, none missing."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.dashboard import numbers
from pipelines.dashboard.words import word, words
from tests.paths import ROOT

DASHBOARD = ROOT / "pipelines" / "dashboard"
CLOSED = {"doubt", "kind", "report_level", "severity", "outcome", "money_unit", "row_kind", "quality", "method"} | {
    "three_public", "coverage", "fact", "flag", "change", "table_type", "function", "indicator", "text", "publication"
}  # fmt: skip


def sources() -> str:
    files = [p for p in DASHBOARD.rglob("*") if p.suffix in (".py", ".j2", ".js")]
    return "\n".join(Path(p).read_text(encoding="utf-8") for p in files)


def test_every_key_asked_for_is_there() -> None:
    asked = set(
        re.findall(r"""(?<![\w.])(?:t|ask\.word|word)\((?:language, )?["']([a-z_.]+)["']""", sources())
    )
    missing = {key for key in asked if key not in words() and not key.endswith((".", "_"))}
    assert len(asked) > 80
    assert not missing


def test_no_word_is_left_over() -> None:
    text = sources()
    unused = []
    for key in words():
        head, _, tail = key.partition(".")
        joined = f"'{head}.' ~" in text or f"'{key.rsplit('_', 1)[0]}_' ~" in text
        if head not in CLOSED and not joined and f'"{key}"' not in text and f"'{key}'" not in text:
            unused.append((key, tail))
    assert not unused


def test_both_languages_fill_in_the_same() -> None:
    for key, (chinese, english) in words().items():
        assert chinese.strip(), key
        assert english.strip(), key
        holes = re.findall(r"\{(\w+)\}", chinese)
        assert sorted(holes) == sorted(re.findall(r"\{(\w+)\}", english)), key
    assert word("zh", "pages", n=3) == "3 页"


def test_money_is_rounded_only_to_be_read() -> None:
    from decimal import Decimal

    assert numbers.table_money(Decimal("8703000.00"), "zh") == "870.30"
    assert numbers.table_money(Decimal("8703000.00"), "en") == "8.70"
    assert numbers.headline_money(Decimal("128261768155.32"), "zh") == ("1,282.62", "亿元")
    assert numbers.headline_money(Decimal("-5000000.00"), "en") == ("-5.00", "million yuan")
    assert numbers.short_money(None, "zh") == "—"
    assert numbers.growth_percent(Decimal(1), Decimal(0)) is None
    assert numbers.ratio_percent(Decimal(1), Decimal(4)) == Decimal(25)
    assert numbers.exact(Decimal("0.05")) == "0.05"
