"""Who should have published what by now, and who has not, or late.

Belongs here: expectations from roster, years and approvals, and what fetches say of them. Does not: what a
document turns out to be when it is read (see `fct_coverage`); here only words beside links are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from pipelines.collect.crawl_rules import Approval
from pipelines.collect.fetches import CHECKED, FetchRecord
from pipelines.collect.sources import Source, SourceUnit

STATUTORY_DAYS: Final = 20
"""Departments publish within 20 days of the approval (预算法第十四条)."""

State = Literal["published", "late", "missing", "not_due"]
KINDS: Final = ("budget", "final")


@dataclass(frozen=True, slots=True)
class Expected:
    """One disclosure that should exist: a unit's budget or accounts of a year. `published_on` is what the
    list says, `days_late` is counted from `due_on` and None while either is unknown."""

    source_id: str
    unit_id: str
    unit_name: str
    fiscal_year: int
    kind: str
    state: State
    approved_on: date | None
    due_on: date | None
    published_on: date | None
    days_late: int | None
    url: str | None
    first_seen_at: str | None


def expected_disclosures(source: Source, fetches: Iterable[FetchRecord], today: date) -> list[Expected]:
    """Every disclosure the roster lets one expect by `today`, from the source's `expect_from_year`, else from
    the first year any link speaks of. Units that belong to a department are its business."""
    found: dict[tuple[str, int, str], list[FetchRecord]] = {}
    years = set()
    for record in fetches:
        if record.source_id != source.source_id or record.code not in CHECKED:
            continue
        if record.purpose not in ("page", "attachment", "ingest"):
            continue
        if record.unit_id and record.fiscal_year and record.kind:
            found.setdefault((record.unit_id, record.fiscal_year, record.kind), []).append(record)
            years.add(record.fiscal_year)
    first = source.crawl.expect_from_year or min(years, default=today.year)
    return [
        _expected(source, unit, year, kind, found.get((unit.unit_id, year, kind), []), today)
        for unit in source.units
        if unit.parent_unit_id is None
        for year in range(first, today.year + 1)
        if _exists(unit, year)
        for kind in KINDS
        if kind == "budget" or year < today.year
    ]


def _exists(unit: SourceUnit, year: int) -> bool:
    return (unit.valid_from_year or year) <= year <= (unit.valid_to_year or year)


def _expected(
    source: Source, unit: SourceUnit, year: int, kind: str, found: list[FetchRecord], today: date
) -> Expected:
    approval = _approval(source.crawl.approvals, unit.unit_id, year, kind)
    due = approval.approved_on + timedelta(days=STATUTORY_DAYS) if approval else None
    dates = sorted(r.published_on for r in found if r.published_on)
    published = date.fromisoformat(dates[0]) if dates else None
    late = (published - due).days if published and due else None
    earliest = min(found, key=lambda r: r.fetched_at, default=None)
    state: State
    if found:
        state = "late" if late is not None and late > 0 else "published"
    else:
        late = (today - due).days if due and today > due else None
        state = "missing" if today > (due or season_end(kind, year)) else "not_due"
    return Expected(
        source_id=source.source_id,
        unit_id=unit.unit_id,
        unit_name=unit.name,
        fiscal_year=year,
        kind=kind,
        state=state,
        approved_on=approval.approved_on if approval else None,
        due_on=due,
        published_on=published,
        days_late=max(late, 0) if late is not None else None,
        url=earliest.url if earliest else None,
        first_seen_at=earliest.fetched_at if earliest else None,
    )


def _approval(approvals: Iterable[Approval], unit_id: str, year: int, kind: str) -> Approval | None:
    fitting = [
        a for a in approvals if (a.fiscal_year, a.kind) == (year, kind) and a.unit_id in (None, unit_id)
    ]
    return max(fitting, key=lambda a: a.unit_id is not None, default=None)


# ---- the calendar of publication: budgets cluster from January to April, accounts from August to October


def season_end(kind: str, fiscal_year: int) -> date:
    """The day after which a disclosure is called missing where the day of approval is not known."""
    return date(fiscal_year, 4, 30) if kind == "budget" else date(fiscal_year + 1, 10, 31)


def season_of(day: date) -> str | None:
    """`budget` or `final` when it is the season of one, else None."""
    if (1, 15) <= (day.month, day.day) <= (4, 30):
        return "budget"
    return "final" if (8, 1) <= (day.month, day.day) <= (10, 31) else None


QUIET_DAYS: Final = 14


def season_alert(source: Source, fetches: Iterable[FetchRecord], today: date) -> str | None:
    """What is odd: the season is on, the source has been crawled for two weeks of it, and nothing new came.

    None out of season, before two weeks of it have passed, and while nobody crawls.
    """
    season = season_of(today)
    since = today - timedelta(days=QUIET_DAYS)
    if season is None or season_of(since) != season:
        return None
    recent = [
        r for r in fetches if r.source_id == source.source_id and r.fetched_at[:10] >= since.isoformat()
    ]
    days = {r.fetched_at[:10] for r in recent}
    spread = (date.fromisoformat(max(days)) - date.fromisoformat(min(days))).days if days else 0
    if spread < QUIET_DAYS // 2 or any(_is_new_document(r) for r in recent):
        return None
    return (
        f"{source.source_id}: no new document since {since} although it is the season of "
        f"{'budgets' if season == 'budget' else 'final accounts'} ({len(days)} days with crawls)"
    )


def _is_new_document(record: FetchRecord) -> bool:
    return record.role in ("document", "container") and record.code in ("FETCH_NEW", "FETCH_CHANGED")


# ---- changes after publication


@dataclass(frozen=True, slots=True)
class Change:
    """An address that brought other bytes than before. Both revisions are in the archive."""

    source_id: str
    url: str
    old_document_id: str
    new_document_id: str
    old_fetched_at: str
    seen_at: str
    role: str


def changes(fetches: Iterable[FetchRecord]) -> Iterator[Change]:
    """Changes of documents after publication, in the order in which they were seen."""
    before: dict[str, FetchRecord] = {}
    for record in fetches:
        known = before.get(record.key)
        if record.code == "FETCH_CHANGED" and known and known.document_id and record.document_id:
            yield Change(
                record.source_id, record.url, known.document_id, record.document_id, known.fetched_at,
                record.fetched_at, record.role,
            )  # fmt: skip
        if record.code in CHECKED and record.document_id:
            before[record.key] = record
