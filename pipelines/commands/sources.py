"""`gongkai sources`: who is registered, whether records and sites are in order, what needs a person.

Belongs here: the commands. Does not: records themselves (see `collect/`).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from pipelines.collect.absence import changes, expected_disclosures
from pipelines.collect.address_book import find_addresses, known_addresses
from pipelines.collect.archive import Archive, open_archive
from pipelines.collect.campaign import why_not
from pipelines.collect.checked import SourceProblem
from pipelines.collect.families import FAMILIES, Column, detect_family
from pipelines.collect.fetches import FetchRecord, address_states, fetch_key, manual_list, read_fetches
from pipelines.collect.registry import new_source
from pipelines.collect.sources import Source, load_sources
from pipelines.collect.web_page import read_page
from pipelines.commands.collect import watch_report
from pipelines.commands.failures import FAILING_RESULTS, OK, CommandFailure
from pipelines.home import Home


def add(
    home: Home, region: str, name: str | None, urls: list[str], family: str | None, addresses: Path | None
) -> int:
    """Write the record of a region from known addresses or those given."""
    try:
        known = find_addresses(region, known_addresses(addresses))
    except (OSError, ValueError) as error:
        raise CommandFailure(str(error)) from error
    code = region if region.isdigit() else next((a.division_code for a in known if a.division_code), "")
    title = name or next((a.division_name for a in known if a.division_name), "")
    chosen = urls or list(dict.fromkeys(a.url for a in known))
    if len({a.division_name for a in known}) > 1 and not urls:
        names = ", ".join(f"{a.division_code} {a.division_name}" for a in known)
        raise CommandFailure(f"{region} may be any of {names}: give the code")
    if len(code) != 6 or not title or not chosen:
        raise CommandFailure(
            f"no address of {region} is known: give its six-digit GB/T 2260 code, --name and --url "
            "(or --addresses FILE with more of them)"
        )
    there = [s.source_id for s in load_sources(home.sources).sources if s.division_code == code]
    if there:
        raise CommandFailure(f"{code} {title} is registered already, as {', '.join(there)}")
    if family is not None and family not in FAMILIES:
        raise CommandFailure(f"family {family!r} is none of {', '.join(FAMILIES)}")
    try:
        source = new_source(home.sources, code, code, title, chosen, family)
    except (FileExistsError, SourceProblem) as error:
        raise CommandFailure(str(error)) from error
    print(f"Wrote {source.file}. Next: read the site's terms and fill in `terms`; list the units;")
    print(f"then gongkai sources check {code}, gongkai collect --source {code} --contact you@example.org")
    return OK


def check(home: Home, source_ids: list[str]) -> int:
    """Say of every source whether its record is valid and what the last crawls found. Returns 1 when a record
    has a mistake or a source needs a person."""
    loaded = load_sources(home.sources)
    for problem in loaded.problems:
        print(f"SOURCE_INVALID  {problem}")
    known = {s.source_id: s for s in loaded.sources}
    if unknown := sorted(set(source_ids) - known.keys()):
        raise CommandFailure(f"no source {', '.join(unknown)} under {home.sources}")
    archive = open_archive(home.archive)
    fetches = list(read_fetches(archive))
    needs = bool(loaded.problems)
    for source in loaded.sources:
        if not source_ids or source.source_id in source_ids:
            needs |= _check_source(source, fetches, archive)
    return FAILING_RESULTS if needs else OK


def _check_source(source: Source, fetches: list[FetchRecord], archive: Archive) -> bool:
    own = [f for f in fetches if f.source_id == source.source_id]
    today = datetime.now(UTC).date()
    print(f"{source.source_id}  {source.division_name}: {len(source.units)} units, ", end="")
    print(f"{len(source.crawl.columns)} columns on {', '.join(sorted(source.crawl.hosts.hosts))}")
    remarks = []
    if reason := why_not(source):
        remarks.append(f"not crawled: {reason}")
    if not source.units:
        remarks.append("the roster is empty: nothing can be missed")
    if own:
        documents = {f.document_id for f in own if f.role in ("document", "container")}
        print(f"  last asked {max(f.fetched_at for f in own)}; {len(documents)} documents", end="")
        print(f", {sum(1 for _ in changes(own))} changes after publication")
        states = Counter(e.state for e in expected_disclosures(source, own, today))
        print("  expected: " + (", ".join(f"{n} {state}" for state, n in sorted(states.items())) or "none"))
    remarks += [r for c in source.crawl.columns for r in _check_column(c, own, archive)]
    remarks += watch_report([source], own, today)
    for remark in remarks:
        print(f"  {remark}")
    return bool(remarks)


def _check_column(column: Column, fetches: list[FetchRecord], archive: Archive) -> list[str]:
    """What the last look at a column page says of its record."""
    first = FAMILIES[column.family].first(column)[0]
    state = address_states(fetches).get(fetch_key(first.url))
    if state is None or state.last is None:
        return [f"{column.url}: not asked yet"] if fetches else []
    if state.last.code == "LIST_WITHOUT_ENTRIES" or state.checked is None:
        return [f"{column.url}: {state.last.code}: {state.last.detail}"]
    got = state.got
    if got is None or got.document_id is None or not archive.holds(got.document_id):
        return []
    page = read_page(got.final_url or got.url, archive.read(got.document_id))
    seen = detect_family(page).name
    if seen != column.family and seen != "plain" and column.family not in ("grid", "platform"):
        return [f"{column.url}: registered as {column.family}, looks like {seen}"]
    return []


def manual(home: Home) -> int:
    """Print, as CSV, the addresses that blocked robots and have to be fetched by hand."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("source_id", "url", "asked_at", "reason", "link_text", "referrer"))
    for r in manual_list(address_states(read_fetches(open_archive(home.archive)))):
        writer.writerow((r.source_id, r.url, r.fetched_at, r.detail, r.link_text, r.referrer))
    return OK


def warc(home: Home, file: Path, source_ids: list[str]) -> int:
    """Write the fetches (of the sources, or all) with their bodies as a WARC file."""
    from pipelines.collect.warc import export_warc

    archive = open_archive(home.archive)
    fetches = [f for f in read_fetches(archive) if not source_ids or f.source_id in source_ids]
    if not fetches:
        raise CommandFailure("nothing has been fetched that could be exported")
    bodies, others = export_warc(archive, fetches, file)
    print(f"{file}: {bodies} bodies, {others} records about them")
    return OK
