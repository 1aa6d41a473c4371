"""Precision of failing results: every rule over a home, against the reviewed list.

`python -m benchmarks.reconcile --home DIR [--rule ID…] [--unreviewed] [--severity error]`

Belongs here: the command. Does not: running (`measure`), counting (`review`).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.reconcile.measure import failures, run_home
from benchmarks.reconcile.review import precision, read_reviews, review_of


def main() -> int:
    """Print failing results and precision; 1 when error-severity results are below 97 % true."""
    options = _options()
    run = run_home(options.home)
    reviews = read_reviews()
    failing = list(failures(run))
    for failure in failing:
        review = review_of(failure, reviews)
        if options.severity not in ("", failure.severity) or (
            options.rule and failure.rule_id not in options.rule
        ):
            continue
        if review is None or not options.unreviewed:
            verdict = review.verdict if review else "unreviewed"
            print("\t".join((*failure.key, failure.severity, verdict, failure.message)))
    outcomes = Counter(result["outcome"] for result in run.results)
    print(f"\n{len(run.disclosures)} disclosures, {len(run.results)} results: {dict(outcomes)}")
    shares = precision(failing, reviews)
    for row in shares:
        share = "-" if row.share is None else f"{row.share:.1%}"
        counted = f"{row.true} true, {row.ours} ours, {row.unreviewed} not reviewed"
        print(f"{row.severity}: {counted}; precision {share}")
    worst = shares[0]
    return int(bool(worst.unreviewed) or worst.share is None or worst.share < 0.97)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reconcile", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a home whose documents were run")
    parser.add_argument("--rule", nargs="*", default=[], help="only these rules")
    parser.add_argument("--severity", default="", help="only this severity")
    parser.add_argument("--unreviewed", action="store_true", help="only what nobody has reviewed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
