"""`gongkai ingest`: files into the archive.

Belongs here: the command and its report. Does not: the archive (see `collect/`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pipelines.collect.archive import open_archive
from pipelines.collect.ingest import IngestResult
from pipelines.collect.ingest import ingest as ingest_files
from pipelines.commands.failures import NOT_READ, OK
from pipelines.home import Home

_WORDS = {"ARCHIVED": "archived", "ALREADY_ARCHIVED": "known already", "CONTAINER_OPENED": "opened"}


def ingest(home: Home, paths: list[Path]) -> int:
    """Archive every file under `paths`; returns 2 when any could not be taken, else 0."""
    return report(ingest_files(paths, open_archive(home.archive)))


def report(results: Iterable[IngestResult]) -> int:
    """Print one line a file as results come in, then the sums."""
    counts: Counter[str] = Counter()
    faults = 0
    for result in results:
        counts[result.code] += 1
        faults += not result.is_harmless
        words = _WORDS.get(result.code, result.code)
        identity = f"  {result.document_id[:12]}" if result.is_taken and result.document_id else ""
        detail = f": {result.detail}" if result.detail and not result.is_taken else ""
        print(f"{words:<16}{identity:<16}{result.path}{detail}")
    print(", ".join(f"{n} {_WORDS.get(c, c)}" for c, n in counts.most_common()) or "no file found")
    return NOT_READ if faults else OK
