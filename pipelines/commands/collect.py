"""`gongkai collect`: the registered sources into the archive.

Belongs here: the command. Does not: crawling (see `collect/`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from pipelines.collect.absence import expected_disclosures, season_alert
from pipelines.collect.archive import open_archive
from pipelines.collect.campaign import NoContact, contact_of, crawl_sources, why_not
from pipelines.collect.fetches import FetchRecord, address_states, manual_list, read_fetches
from pipelines.collect.launch import CrawlResult, Event
from pipelines.collect.register import register_sources
from pipelines.collect.sources import Source
from pipelines.commands.bars import bars
from pipelines.commands.crawl_screen import CrawlScreen, summary
from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.commands.ingest import report
from pipelines.commands.output import Output
from pipelines.home import Home
from pipelines.orchestration.lock import Busy, exclusive


def collect(
    home: Home,
    source_ids: list[str],
    since: str | None,
    recheck: bool,
    contact: str | None,
    *,
    as_json: bool = False,
) -> int:
    """Archive the documents registered with the sources, then crawl their column pages.

    Returns 2 when a registered file could not be taken or the crawl did not come to its end; what single
    addresses gave is reported and does not change the code.
    """
    _check_date(since)
    output = Output(as_json=as_json)
    collected = register_sources(home, source_ids or None)
    known = {s.source_id: s for s in collected.sources.sources}
    if unknown := sorted(set(source_ids) - known.keys()):
        there = ", ".join(sorted(known)) or "none"
        raise CommandFailure(f"no source {', '.join(unknown)} under {home.sources}; registered are: {there}")
    code, counts = report(collected.results, output)
    chosen = [known[i] for i in source_ids] if source_ids else list(known.values())
    ready = []
    for source in chosen:
        if reason := why_not(source):
            output.line("not_crawled", {"source_id": source.source_id, "reason": reason})
            output.say(f"{source.source_id} is not crawled: {reason}")
        else:
            ready.append(source)
    end: dict[str, Any] = {"files": counts, "crawl": None, "remarks": []}
    if ready:
        try:
            address = contact_of(contact)
        except NoContact as error:
            raise CommandFailure(str(error)) from error
        try:
            with exclusive(home.warehouse / "collect.lock"):
                result = _crawl(home, ready, since, recheck, address, output)
        except Busy as busy:
            raise CommandFailure(f"another crawl is going on: {busy}") from busy
        code = max(code, OK if result.ended else NOT_READ)
        end |= {"crawl": _said(result), "remarks": _remarks(home, ready, output)}
        if not result.ended:
            print(f"gongkai: the crawl broke off: {result.cause}; run it again to go on", file=sys.stderr)
    output.line("end", end)
    return code


def _crawl(
    home: Home, sources: list[Source], since: str | None, recheck: bool, contact: str, output: Output
) -> CrawlResult:
    output.say(f"Crawling {', '.join(s.source_id for s in sources)} …")
    screen, asked = CrawlScreen(output), 0
    with bars({"addresses": "Addresses"}) as progress:

        def watch(event: Event) -> None:
            nonlocal asked
            asked += event["event"] == "fetch"
            progress("addresses", asked, 0)  # a site does not say how many there will be
            screen.show(event)

        result = crawl_sources(
            open_archive(home.archive), sources, contact, watch, since=since, recheck=recheck
        )
    for line in summary(result):
        output.say(line)
    return result


def _said(result: CrawlResult) -> dict[str, Any]:
    """How the crawl went, for programs."""
    numbers = ("documents_new", "documents_changed", "bytes_received", "ended", "cause", "run_id")
    return {"counts": dict(result.counts), **{name: getattr(result, name) for name in numbers}}


def _remarks(home: Home, sources: list[Source], output: Output) -> list[str]:
    fetches = list(read_fetches(open_archive(home.archive)))
    remarks = watch_report(sources, fetches, datetime.now(UTC).date())
    for line in remarks:
        output.say(line)
    return remarks


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
