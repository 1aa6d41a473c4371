"""The desk where every answer is received: kept in the archive, written into the journal, told.

Belongs here: records of fetches. Does not: the way through the pages (`spider`), storage (`archive`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response

from pipelines.collect.archive import Archive, BrokenRecord, now
from pipelines.collect.crawl.refusals import failure_of
from pipelines.collect.crawl.spooling import SPOOLED, Spooled
from pipelines.collect.crawl.trip import Trip
from pipelines.collect.fetches import (
    KEPT_HEADERS,
    AddressState,
    FetchRecord,
    Journal,
    address_states,
    fetch_key,
    read_fetches,
)
from pipelines.collect.file_names import file_name
from pipelines.collect.hints import read_hints
from pipelines.collect.intake import (
    Arrival,
    Taken,
    is_inline_disclosure,
    keep_page,
    page_media_type,
    take_document,
)
from pipelines.collect.web_page import WebPage, decode, read_page

Told = Callable[[dict[str, Any]], None]


class Desk:
    """Knows the archive and what earlier runs fetched. `tell` hears of every record, as a dictionary."""

    def __init__(self, archive: Archive, journal: Journal, tell: Told) -> None:
        self.archive = archive
        self._journal = journal
        self._tell = tell
        self._states = address_states(read_fetches(archive))
        self.counts: Counter[str] = Counter()

    # ---- what is known

    def is_due(self, key: str, days: float) -> bool:
        """The address is not archived, or has not been looked at for so many days."""
        state = self._states.get(key)
        return state is None or self._held(state) is None or state.is_due(datetime.now(UTC), days)

    def conditions(self, url: str) -> dict[str, str]:
        """`If-None-Match` and `If-Modified-Since` for an address whose bytes are archived."""
        state = self._states.get(fetch_key(url))
        if state is None or state.checked is None or self._held(state) is None:
            return {}
        headers = state.checked.headers
        conditions = {"If-None-Match": headers.get("etag"), "If-Modified-Since": headers.get("last-modified")}
        return {name: value for name, value in conditions.items() if value}

    def kept_page(self, key: str) -> tuple[str, bytes, str] | None:
        """Address, bytes and content type of an archived page; None when it is no page."""
        state = self._states.get(key)
        if state is None or state.got is None or self._held(state) is None:
            return None
        got = state.got
        if got.media_type not in ("text/html", "text/plain") or got.document_id is None:
            return None
        return (
            got.final_url or got.url,
            self.archive.read(got.document_id),
            got.headers.get("content-type", ""),
        )

    def _held(self, state: AddressState) -> str | None:
        """The id of the bytes an address brought last, if the archive still has them, members included."""
        got = state.got
        if got is None or got.document_id is None:
            return None
        try:
            whole = self.archive.find(got.document_id) is not None
        except BrokenRecord:
            return None
        return got.document_id if whole and all(self.archive.holds(m) for m in got.members) else None

    # ---- what comes

    def receive(self, request: Request, response: Response, trip: Trip) -> WebPage | None:
        """Keep an answer and write it down; returns the page when it is one that leads further."""
        record = self._begin(trip, request, response)
        spooled: Spooled | None = request.meta.pop(SPOOLED, None)
        try:
            return self._judge(request, response, trip, record, spooled)
        finally:
            if spooled is not None:
                spooled.path.unlink(missing_ok=True)

    def _judge(
        self, request: Request, response: Response, trip: Trip, record: FetchRecord, spooled: Spooled | None
    ) -> WebPage | None:
        status = response.status
        if block := request.meta.get("block"):
            self._end(replace(record, code="FETCH_BLOCKED", detail=block))
        elif status == 304:
            return self._unmodified(record)
        elif status in (404, 410):
            self._end(replace(record, code="FETCH_GONE", detail=f"HTTP {status}"))
        elif status >= 300 or status < 200:
            self._end(replace(record, code="FETCH_HTTP_ERROR", detail=f"HTTP {status}"))
        elif spooled is None or spooled.size == 0:
            self._end(replace(record, code="FETCH_EMPTY", detail="no bytes"))
        else:
            return self._keep(response, trip, record, spooled)
        return None

    def _keep(self, response: Response, trip: Trip, record: FetchRecord, spooled: Spooled) -> WebPage | None:
        name = file_name(response.url, response.headers.get("content-disposition"), _first(trip.said))
        arrival = Arrival(spooled.path, spooled.sha256, spooled.size, name, record.fetched_at)
        record = replace(
            record, document_id=spooled.sha256, byte_size=spooled.size, file_name=name,
            detail="" if spooled.length_known else "its length was not announced",
        )  # fmt: skip
        media_type = page_media_type(arrival) if trip.purpose in ("list", "page") else None
        if media_type is None or record.headers.get("content-disposition", "").lower().startswith(
            "attachment"
        ):
            taken = take_document(self.archive, arrival)
            self._end(self._with_taken(record, taken))
            return None
        page = read_page(response.url, spooled.path.read_bytes(), record.headers.get("content-type", ""))
        is_document = trip.purpose == "page" and media_type == "text/html" and is_inline_disclosure(page)
        known = self._states.get(record.key)
        record = replace(record, fingerprint=page.fingerprint)
        if known and known.got and known.got.fingerprint == page.fingerprint and self._held(known):
            # Only its counters or clocks differ: no new revision of it.
            taken = Taken(known.got.role, media_type, is_known=True)  # type: ignore[arg-type]
            record = replace(record, document_id=known.got.document_id)
        else:
            taken = keep_page(self.archive, arrival, media_type, is_document=is_document)
        self._end(self._with_taken(record, taken))
        return page

    def _with_taken(self, record: FetchRecord, taken: Taken) -> FetchRecord:
        known = self._states.get(record.key)
        before = known.got.document_id if known and known.got else None
        if taken.code:
            code = taken.code
        elif before == record.document_id:
            code = "FETCH_UNCHANGED"
        elif before is not None:
            is_document = taken.role in ("document", "container")
            code = "FETCH_CHANGED" if is_document else "FETCH_PAGE_CHANGED"
        else:
            code = "FETCH_KNOWN_CONTENT" if taken.is_known else "FETCH_NEW"
        detail = taken.detail or (f"before: {before}" if code == "FETCH_CHANGED" else record.detail)
        return replace(
            record,
            code=code,
            detail=detail,
            role=taken.role,
            media_type=taken.media_type,
            members=taken.members,
        )

    def _unmodified(self, record: FetchRecord) -> WebPage | None:
        state = self._states[record.key]
        assert state.got is not None
        got = state.got
        headers = {**got.headers, **record.headers}
        self._end(
            replace(
                record,
                code="FETCH_NOT_MODIFIED",
                headers=headers,
                document_id=got.document_id,
                role=got.role,
                media_type=got.media_type,
                byte_size=got.byte_size,
                file_name=got.file_name,
                fingerprint=got.fingerprint,
                members=got.members,
            )
        )
        kept = self.kept_page(record.key) if record.purpose in ("list", "page") else None
        return read_page(*kept) if kept else None

    def keep_robots(self, request: Request, response: Response) -> str:
        """Archive a robots.txt as evidence of what was allowed when; returns its text."""
        spooled: Spooled | None = request.meta.pop(SPOOLED, None)
        record = self._blank("robots", request, response)
        if response.status == 304:
            self._unmodified(record)
            kept = self.kept_page(record.key)
            return decode(kept[1]) if kept else ""
        if spooled is None or response.status != 200 or spooled.size == 0:
            if spooled:
                spooled.path.unlink(missing_ok=True)
            code = "FETCH_GONE" if response.status in (404, 410) else "FETCH_HTTP_ERROR"
            self._end(
                replace(
                    record,
                    code="FETCH_EMPTY" if response.status == 200 else code,
                    detail=f"HTTP {response.status}",
                )
            )
            return ""
        content = spooled.path.read_bytes()
        arrival = Arrival(spooled.path, spooled.sha256, spooled.size, "robots.txt", record.fetched_at)
        taken = keep_page(self.archive, arrival, page_media_type(arrival) or "application/octet-stream")
        record = replace(record, document_id=spooled.sha256, byte_size=spooled.size, file_name="robots.txt")
        self._end(self._with_taken(record, replace(taken, role="page")))
        return decode(content)

    # ---- what does not come

    def fail(self, request: Request, error: BaseException) -> None:
        """Write down that a request was refused or brought no whole answer."""
        spooled: Spooled | None = request.meta.pop(SPOOLED, None)
        if spooled is not None:
            spooled.path.unlink(missing_ok=True)
        code, detail = failure_of(error)
        trip: Trip | None = request.meta.get("trip")
        record = self._begin(trip, request, None) if trip else self._blank("robots", request, None)
        self._end(replace(record, code=code, detail=detail))

    def note(self, trip: Trip, code: str, detail: str) -> None:
        """Write down something about an address that is no answer of its server."""
        record = self._begin(trip, None, None)
        self._end(replace(record, code=code, detail=detail))

    def count(self, what: str) -> None:
        """Count an address that was not asked."""
        self.counts[what] += 1

    # ---- records

    def _begin(self, trip: Trip, request: Request | None, response: Response | None) -> FetchRecord:
        record = self._blank(trip.purpose, request, response)
        hints = read_hints(trip.said, trip.source.units)
        kind = trip.column.kind if trip.column.kind != "both" else None
        return replace(
            record,
            source_id=trip.source.source_id,
            url=trip.asked.url,
            form=urlencode(trip.asked.form),
            referrer=trip.referrer,
            link_text=_first(trip.said),
            published_on=trip.published_on,
            unit_id=hints.unit_id,
            fiscal_year=hints.fiscal_year or trip.column.fiscal_year,
            kind=hints.kind or kind,
        )

    def _blank(self, purpose: str, request: Request | None, response: Response | None) -> FetchRecord:
        meta = request.meta if request is not None else {}
        first = (meta.get("redirect_urls") or [request.url if request is not None else ""])[0]
        conditional = bool(
            request is not None
            and (b"If-None-Match" in request.headers or b"If-Modified-Since" in request.headers)
        )
        return FetchRecord(
            fetch_id=self._journal.next_id(),
            source_id=str(meta.get("source_id", "")),
            purpose=purpose,
            url=first,
            fetched_at=now(),
            code="",
            final_url=response.url if response is not None and response.url != first else "",
            seconds=round(float(meta.get("download_latency", 0.0)), 3),
            attempts=1 + int(meta.get("retry_times", 0)),
            status=response.status if response is not None else None,
            headers=_kept(response) if response is not None else {},
            is_conditional=conditional,
        )

    def _end(self, record: FetchRecord) -> None:
        self._journal.add(record)
        self._states.setdefault(record.key, AddressState()).add(record)
        self.counts[record.code] += 1
        self._tell(
            {
                "event": "fetch",
                "source_id": record.source_id,
                "purpose": record.purpose,
                "code": record.code,
                "url": record.url,
                "name": record.file_name or record.link_text,
                "detail": record.detail,
                "role": record.role,
                "bytes": record.byte_size if record.status == 200 else 0,
            }
        )


def _first(said: tuple[str, ...]) -> str:
    return said[0] if said else ""


def _kept(response: Response) -> dict[str, str]:
    found = {}
    for name in KEPT_HEADERS:
        value = response.headers.get(name)
        if value is not None:
            found[name] = value.decode("utf-8", "replace")[:1000]
    return found
