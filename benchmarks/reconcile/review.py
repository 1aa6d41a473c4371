"""The reviewed list of failing results, and what it says of a run.

Belongs here: reading `docs/reviews/failing_results.csv`, counting. Does not: running rules (see `measure`).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

REVIEWS = Path(__file__).resolve().parents[2] / "docs" / "reviews" / "failing_results.csv"
COLUMNS = ("rule_id", "document", "place", "verdict", "reason")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failing result. `document` is the first 8 digits of a document's SHA-256."""

    rule_id: str
    document: str
    place: str
    severity: str
    message: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.rule_id, self.document, self.place


@dataclass(frozen=True, slots=True)
class Review:
    """What a person saw on the page: `true` (the document contradicts itself) or `ours`, and why."""

    verdict: str
    reason: str


def read_reviews(path: Path = REVIEWS) -> dict[tuple[str, str, str], Review]:
    """Reviews by rule, document and place; `*` stands for every place of that rule and document."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(r["rule_id"], r["document"], r["place"]): Review(r["verdict"], r["reason"]) for r in rows}


def review_of(failure: Failure, reviews: dict[tuple[str, str, str], Review]) -> Review | None:
    """The review of this very place, else the one of all places of the rule in the document."""
    return reviews.get(failure.key) or reviews.get((failure.rule_id, failure.document, "*"))


@dataclass(frozen=True, slots=True)
class Precision:
    """How many failing results of one severity are true, ours, or not reviewed yet."""

    severity: str
    true: int
    ours: int
    unreviewed: int

    @property
    def share(self) -> float | None:
        """True among reviewed; None when nothing was reviewed."""
        reviewed = self.true + self.ours
        return self.true / reviewed if reviewed else None


def precision(failures: Iterable[Failure], reviews: dict[tuple[str, str, str], Review]) -> list[Precision]:
    """One row per severity, worst first."""
    counts: Counter[tuple[str, str]] = Counter()
    for failure in failures:
        review = review_of(failure, reviews)
        counts[failure.severity, review.verdict if review else "unreviewed"] += 1
    return [
        Precision(s, counts[s, "true"], counts[s, "ours"], counts[s, "unreviewed"])
        for s in ("error", "warning", "info")
    ]
