"""The reviewed list of failing results: well formed, and counted as it says."""

from __future__ import annotations

import pytest

from benchmarks.reconcile.review import COLUMNS, REVIEWS, Failure, precision, read_reviews, review_of
from pipelines.reconcile.catalogue import load_catalogue


def test_reviews_are_well_formed() -> None:
    assert REVIEWS.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)
    reviews = read_reviews()
    assert reviews
    for (rule, document, _), review in reviews.items():
        assert rule in load_catalogue()
        assert len(document) == 8
        assert review.verdict in ("true", "ours")
        assert review.reason


def test_precision_counts_by_severity_and_by_the_nearest_review() -> None:
    failures = [
        Failure("NT-08", "35b6ffa7", "anywhere", "error", ""),
        Failure("NT-08", "00000000", "anywhere", "error", ""),
        Failure("B01-01", "11111111", "x", "warning", ""),
    ]
    reviews = read_reviews()
    assert review_of(failures[0], reviews) is not None
    assert review_of(failures[1], reviews) is None
    error, warning, info = precision(failures, reviews)
    assert (error.true, error.ours, error.unreviewed, error.share) == (1, 0, 1, pytest.approx(1.0))
    assert (warning.unreviewed, info.share) == (1, None)
