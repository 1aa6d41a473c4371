"""`gongkai sources`: who is registered, whether records and sites are in order, what needs a person.

Belongs here: the commands. Does not: records themselves (see `collect/`).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

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
from pipelines.commands.bars import bars, waiting
from pipelines.commands.collect import watch_report
from pipelines.commands.failures import FAILING_RESULTS, OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home

_MANUAL: Final = ("source_id", "url", "asked_at", "reason", "link_text", "referrer")


def add(
    home: Home,
    region: str,
    name: str | None,
    urls: list[str],
    family: str | None,
    addresses: Path | None,
    *,
    as_json: bool,
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
    output = Output(as_json=as_json)
    output.say(f"Wrote {source.file}. Next: read the site's terms and fill in `terms`; list the units;")
    output.say(
        f"then gongkai sources check {code}, gongkai collect --source {code} --contact you@example.org"
    )
    columns = [c.url for c in source.crawl.columns]
    output.result({"source_id": source.source_id, "file": str(source.file), "columns": columns})
    return OK


def check(home: Home, source_ids: list[str], *, as_json: bool) -> int:
    """Say of every source whether its record is valid and what the last crawls found. Returns 1 when a record
    has a mistake or a source needs a person."""
    loaded, output = load_sources(home.sources), Output(as_json=as_json)
    for problem in loaded.problems:
        output.say(f"SOURCE_INVALID  {problem}")
    known = {s.source_id: s for s in loaded.sources}
    if unknown := sorted(set(source_ids) - known.keys()):
        raise CommandFailure(f"no source {', '.join(unknown)} under {home.sources}")
    archive = open_archive(home.archive)
    with waiting("Reading the records of fetches"):
        fetches = list(read_fetches(archive))
    chosen = [s for s in loaded.sources if not source_ids or s.source_id in source_ids]
    found = []
    for source in chosen:
        found.append(state := _state(source, fetches, archive))
        _show(state, output)
    output.result({"problems": [str(p) for p in loaded.problems], "sources": found})
    return FAILING_RESULTS if loaded.problems or any(s["remarks"] for s in found) else OK


def _state(source: Source, fetches: list[FetchRecord], archive: Archive) -> dict[str, Any]:
    """What the record and the last crawls say of a source."""
    own = [f for f in fetches if f.source_id == source.source_id]
    today = datetime.now(UTC).date()
    remarks = []
    if reason := why_not(source):
        remarks.append(f"not crawled: {reason}")
    if not source.units:
        remarks.append("the roster is empty: nothing can be missed")
    remarks += [r for c in source.crawl.columns for r in _check_column(c, own, archive)]
    remarks += watch_report([source], own, today)
    return {
        "source_id": source.source_id,
        "name": source.division_name,
        "units": len(source.units),
        "columns": len(source.crawl.columns),
        "hosts": sorted(source.crawl.hosts.hosts),
        "last_asked": max((f.fetched_at for f in own), default=None),
        "documents": len({f.document_id for f in own if f.role in ("document", "container")}),
        "changes": sum(1 for _ in changes(own)),
        "expected": dict(Counter(e.state for e in expected_disclosures(source, own, today))) if own else {},
        "remarks": remarks,
    }


def _show(state: dict[str, Any], output: Output) -> None:
    output.say(
        f"{state['source_id']}  {state['name']}: {state['units']} units, {state['columns']} columns "
        f"on {', '.join(state['hosts'])}"
    )
    if state["last_asked"]:
        output.say(
            f"  last asked {state['last_asked']}; {state['documents']} documents, "
            f"{state['changes']} changes after publication"
        )
        expected = ", ".join(f"{n} {name}" for name, n in sorted(state["expected"].items()))
        output.say(f"  expected: {expected or 'none'}")
    for remark in state["remarks"]:
        output.say(f"  {remark}")


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


def manual(home: Home, *, as_json: bool) -> int:
    """Print, as CSV (or JSON), the addresses that blocked robots and have to be fetched by hand."""
    blocked = manual_list(address_states(read_fetches(open_archive(home.archive))))
    rows = [(r.source_id, r.url, r.fetched_at, r.detail, r.link_text, r.referrer) for r in blocked]
    if as_json:
        Output(as_json=True).result([dict(zip(_MANUAL, row, strict=True)) for row in rows])
    else:
        csv.writer(sys.stdout, lineterminator="\n").writerows([_MANUAL, *rows])
    return OK


def warc(home: Home, file: Path, source_ids: list[str], *, as_json: bool) -> int:
    """Write the fetches (of the sources, or all) with their bodies as a WARC file."""
    from pipelines.collect.warc import export_warc

    archive, output = open_archive(home.archive), Output(as_json=as_json)
    fetches = [f for f in read_fetches(archive) if not source_ids or f.source_id in source_ids]
    if not fetches:
        raise CommandFailure("nothing has been fetched that could be exported")
    try:
        with bars({"fetches": "Fetches"}) as progress:
            bodies, others = export_warc(archive, _counted(fetches, progress), file)
    except OSError as error:
        raise CommandFailure(f"{file}: cannot be written: {error.strerror or error}") from error
    output.say(f"{file}: {bodies} bodies, {others} records about them")
    output.result({"file": str(file), "bodies": bodies, "others": others})
    return OK


def _counted(fetches: list[FetchRecord], progress: Callable[[str, int, int], None]) -> Iterator[FetchRecord]:
    for number, fetch in enumerate(fetches, start=1):
        yield fetch
        progress("fetches", number, len(fetches))
