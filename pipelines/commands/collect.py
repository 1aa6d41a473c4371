"""`gongkai collect`: the registered sources into the archive.

Belongs here: the command. Does not: crawling (see `collect/`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime

from pipelines.collect.absence import expected_disclosures, season_alert
from pipelines.collect.archive import open_archive
from pipelines.collect.campaign import NoContact, contact_of, crawl_sources, why_not
from pipelines.collect.fetches import FetchRecord, address_states, manual_list, read_fetches
from pipelines.collect.register import register_sources
from pipelines.collect.sources import Source
from pipelines.commands.crawl_screen import CrawlScreen, summary
from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.commands.ingest import report
from pipelines.home import Home
from pipelines.orchestration.lock import Busy, exclusive


def collect(home: Home, source_ids: list[str], since: str | None, recheck: bool, contact: str | None) -> int:
    """Archive the documents registered with the sources, then crawl their column pages.

    Returns 2 when a registered file could not be taken or the crawl did not come to its end; what single
    addresses gave is reported and does not change the code.
    """
    _check_date(since)
    collected = register_sources(home, source_ids or None)
    known = {s.source_id: s for s in collected.sources.sources}
    if unknown := sorted(set(source_ids) - known.keys()):
        there = ", ".join(sorted(known)) or "none"
        raise CommandFailure(f"no source {', '.join(unknown)} under {home.sources}; registered are: {there}")
    code = report(collected.results)
    chosen = [known[i] for i in source_ids] if source_ids else list(known.values())
    ready = [s for s in chosen if why_not(s) is None]
    for source in chosen:
        if source not in ready:
            print(f"{source.source_id} is not crawled: {why_not(source)}")
    if not ready:
        return code
    try:
        address = contact_of(contact)
    except NoContact as error:
        raise CommandFailure(str(error)) from error
    try:
        with exclusive(home.warehouse / "collect.lock"):
            return max(code, _crawl(home, ready, since, recheck, address))
    except Busy as busy:
        raise CommandFailure(f"another crawl is going on: {busy}") from busy


def _crawl(home: Home, sources: list[Source], since: str | None, recheck: bool, contact: str) -> int:
    archive = open_archive(home.archive)
    print(f"Crawling {', '.join(s.source_id for s in sources)} …", flush=True)
    result = crawl_sources(archive, sources, contact, CrawlScreen().show, since=since, recheck=recheck)
    for line in summary(result):
        print(line)
    fetches = list(read_fetches(archive))
    for line in watch_report(sources, fetches, datetime.now(UTC).date()):
        print(line)
    if not result.ended:
        print(f"gongkai: the crawl broke off: {result.cause}; run it again to go on", file=sys.stderr)
        return NOT_READ
    return OK


def watch_report(sources: Iterable[Source], fetches: list[FetchRecord], today: date) -> list[str]:
    """Missing and late disclosures, odd silence, and what has to be fetched by hand, in lines."""
    lines = []
    for source in sources:
        expected = expected_disclosures(source, fetches, today)
        missing = [e for e in expected if e.state == "missing"]
        late = [e for e in expected if e.state == "late"]
        for code, found in (("DISCLOSURE_MISSING", missing), ("DISCLOSURE_LATE", late)):
            if found:
                lines.append(f"{code}: {len(found)} of {len(expected)} in {source.source_id}")
                lines += [
                    f"    {e.unit_name} {e.fiscal_year} {e.kind}"
                    + (f", {e.days_late} days late" if e.days_late else "")
                    for e in found[:10]
                ]
        if alert := season_alert(source, fetches, today):
            lines.append(f"SEASON_WITHOUT_NEW: {alert}")
    by_hand = manual_list(address_states(fetches))
    if by_hand:
        lines.append(f"{len(by_hand)} addresses have to be fetched by hand: gongkai sources manual")
    return lines


def _check_date(since: str | None) -> None:
    if since is not None:
        try:
            date.fromisoformat(since)
        except ValueError:
            raise CommandFailure(f"--since {since!r} is not a date like 2026-01-31") from None
