"""`gongkai collect`: the registered sources into the archive.

Belongs here: the command. Does not: crawling, which the collection room does not do yet.
"""

from __future__ import annotations

from pipelines.collect.register import register_sources
from pipelines.commands.failures import CommandFailure
from pipelines.commands.ingest import report
from pipelines.home import Home


def collect(home: Home, source_ids: list[str], since: str | None) -> int:
    """Archive the documents registered with the sources; says that column pages are not crawled yet."""
    collected = register_sources(home, source_ids or None)
    known = {s.source_id for s in collected.sources.sources}
    if unknown := sorted(set(source_ids) - known):
        there = ", ".join(sorted(known)) or "none"
        raise CommandFailure(f"no source {', '.join(unknown)} under {home.sources}; registered are: {there}")
    code = report(collected.results)
    since_note = " (--since has nothing to act on)" if since else ""
    print(
        f"{len(source_ids or known)} source(s): registered documents archived. "
        f"Column pages are not crawled: this version takes only files that lie under raw/{since_note}."
    )
    return code
