"""Every rule over every document of a home, without building a warehouse.

Belongs here: a home's parts, running the rules, listing what failed. Does not: judging (see `review`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.reconcile.review import Failure
from pipelines.reconcile.catalogue import load_catalogue
from pipelines.reconcile.runner import CheckRun, check

_TABLES = {
    "collect": ("archived_documents", "source_units", "expected_disclosures"),
    "extract": ("blocks", "extracted_tables", "outcomes"),
    "conform": (
        *("documents", "tables", "lines", "claims", "headcounts", "indicators"),
        *("procurements", "project_items", "projects", "outcomes"),
    ),
}

Records = dict[str, list[dict[str, Any]]]


def records_of_home(home: Path) -> Records:
    """Part tables of the newest version of every room of the home."""
    records: Records = {}
    for room, names in _TABLES.items():
        versions = sorted((home / "warehouse" / "parts" / room).iterdir(), key=lambda p: p.stat().st_mtime)
        for name in names:
            parts = sorted((versions[-1] / name).glob("**/*.parquet"))
            for part in parts:
                records.setdefault(name, []).extend(pl.read_parquet(part).to_dicts())
    return records


def failures(run: CheckRun) -> Iterator[Failure]:
    """The failing results, each under the document that its evidence or its disclosure names."""
    severity = {rule.rule_id: rule.severity for rule in load_catalogue().values()}
    documents = _documents(run)
    for result in run.results:
        if result["outcome"] == "fail":
            named = [i[:8] for i in result["line_ids"]] + [s["document_id"][:8] for s in result["spots"]]
            yield Failure(
                result["rule_id"],
                (named or [documents.get(result["disclosure_id"], "")])[0],
                result["place"],
                severity[result["rule_id"]],
                result["message_zh"],
            )


def _documents(run: CheckRun) -> dict[str, str]:
    """A document of each disclosure, for results that rest on what is not there."""
    found: dict[str, str] = {}
    for result in run.results:
        for name in (*result["line_ids"], *(spot["document_id"] for spot in result["spots"])):
            found.setdefault(result["disclosure_id"], name[:8])
    return found


def run_home(home: Path) -> CheckRun:
    """Every rule on every document of the home, disclosures of one unit beside each other."""
    return check(records_of_home(home))
