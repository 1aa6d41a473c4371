"""Totals over the corpus: by region, by table type, overall.

Belongs here: adding up document measures. Does not: reading documents, printing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from benchmarks.corpus.measure import STATUTORY

Totals = dict[str, dict[str, float]]
Measure = dict[str, Any]


def table_counts(table: Measure) -> Counter[str]:
    """Countable facts of one table."""
    children, identities = table["children"], table["identities"]
    tested = Counter(children) + Counter(identities)
    return Counter(
        {
            "tables": 1,
            "typed": int(bool(table["layout"])),
            "columns": table["columns"],
            "columns unknown": len(table["unknown_columns"]),
            "unit unknown": int(table["money_unit"] == "unknown" and table["numbers_quarantined"] > 0),
            "rows": table["rows"],
            "numbers": table["numbers"],
            "fact": table["numbers_fact"],
            "label": table["numbers_label"],
            "excluded": table["numbers_excluded"],
            "quarantined": table["numbers_quarantined"],
            "lost": table["numbers_lost"],
            "sums": sum(tested.values()),
            "sums exact": tested["exact"],
            "sums rounding": tested["rounding"],
            "sums failed": tested["fail"],
            "repaired rows": table["repaired_rows"],
        }
    )


def totals(documents: Iterable[Measure]) -> Totals:
    """Counts by region, by table type, and of the whole corpus (`*`)."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        keys = (f"region {document['region']}", "*")
        for key in keys:
            found[key]["documents"] += 1
            found[key]["unread"] += int(bool(document["code"]))
            found[key]["claims"] += document["claims"]
            found[key]["claims unknown"] += document["claims_unknown"]
            for name, count in document.get("claims_money", {}).items():
                found[key][f"claims {name}"] += count
            found[key]["indicators"] += document["indicators"]
            found[key]["projects"] += document["projects"]
            if document["content"] in ("tables", "both"):
                types = {t["table_type"] for t in document["tables"]}
                found[key]["statutory due"] += len(STATUTORY) if _has_set(types) else 0
                found[key]["statutory found"] += len(types & set(STATUTORY)) if _has_set(types) else 0
        for table in document["tables"]:
            for key in (*keys, f"type {table['table_type']}"):
                found[key].update(table_counts(table))
    return {key: dict(counts) for key, counts in sorted(found.items())}


def _has_set(types: set[str]) -> bool:
    """Whether a file carries a set of tables at all, not a single form or list."""
    return len(types & set(STATUTORY)) > 1


def share(counts: dict[str, float], part: str, whole: str) -> str:
    """A percentage, or a dash where there is nothing to divide by."""
    return f"{100 * counts.get(part, 0) / counts[whole]:.2f}%" if counts.get(whole) else "–"
