"""How a source may be crawled: its columns, hosts, pace, terms, and when its budgets were approved.

Belongs here: reading and checking these parts of `source.yaml`. Does not: roster and documents (see
`sources`), obeying the rules (see `crawl/`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from pipelines.collect.addresses import HostRules, absolute, host_of, refusal
from pipelines.collect.checked import Checked
from pipelines.collect.families import FAMILIES, Column

KINDS: Final = ("budget", "final", "both")
TLS_CHOICES: Final = ("verified", "unverified")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Pace:
    """Politeness: seconds between two requests to a host, days until an archived address is asked again,
    largest file in bytes, most requests of one crawl, whether certificates are checked."""

    delay_seconds: float = 3.0
    recheck_days: float = 30.0
    max_file_bytes: int = 512 * 1024 * 1024
    max_requests: int = 20_000
    tls: str = "verified"


@dataclass(frozen=True, slots=True)
class Approval:
    """The day on which the finance office approved a year's budgets (or accounts), with its evidence.

    Units publish within 20 days of it (预算法第十四条). `unit_id` is None when it holds for all units.
    """

    fiscal_year: int
    kind: str
    approved_on: date
    evidence: str
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What the site says of re-use, who read it and when. A source without it is not crawled."""

    licence: str
    notes: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class CrawlRules:
    """Everything a crawl has to know of a source. `terms` is None while nobody has read them."""

    columns: tuple[Column, ...]
    hosts: HostRules
    pace: Pace
    terms: Terms | None
    approvals: tuple[Approval, ...]
    expect_from_year: int | None


def read_crawl_rules(top: Checked) -> CrawlRules:
    """The rules in a source record. Raises `SourceProblem` naming the key."""
    columns = tuple(_column(item) for item in top.items("columns"))
    crawl = top.optional_mapping("crawl")
    crawl.only(
        "hosts", "attachment_hosts", "delay_seconds", "recheck_days", "max_file_mb", "max_requests", "tls"
    )
    hosts, files = crawl.texts("hosts"), crawl.texts("attachment_hosts")
    for key, names in (("hosts", hosts), ("attachment_hosts", files)):
        for name in names:
            if not _HOST.fullmatch(name) or refusal(f"http://{name}/"):
                raise crawl.problem(key, f"{name!r} is no host name of the public internet")
    own = frozenset(hosts) | {host_of(c.url) for c in columns}
    pace = Pace(
        delay_seconds=crawl.number("delay_seconds", 3.0, 1.0, 3600.0),
        recheck_days=crawl.number("recheck_days", 30.0, 1.0, 3650.0),
        max_file_bytes=int(crawl.number("max_file_mb", 512, 1, 4096) * 1024 * 1024),
        max_requests=int(crawl.number("max_requests", 20_000, 1, 1_000_000)),
        tls=crawl.optional_text("tls") or "verified",
    )
    if pace.tls not in TLS_CHOICES:
        raise crawl.problem("tls", f"{pace.tls!r} is none of {', '.join(TLS_CHOICES)}")
    return CrawlRules(
        columns=columns,
        hosts=HostRules(own, frozenset(files)),
        pace=pace,
        terms=_terms(top),
        approvals=tuple(_approval(item) for item in top.items("approvals")),
        expect_from_year=top.optional_year("expect_from_year"),
    )


def _column(item: Checked) -> Column:
    item.only("url", "family", "kind", "fiscal_year", "options")
    text = item.text("url")
    url = absolute(text, text)
    if url is None:
        raise item.problem("url", f"{text!r} is no http(s) address")
    if reason := refusal(url):
        raise item.problem("url", f"{text!r} is not asked: {reason}")
    family = item.choice("family", tuple(FAMILIES))
    options = item.text_mapping("options")
    known = FAMILIES[family].option_names
    for name in options:
        if name not in known:
            raise item.problem(f"options.{name}", f"{family} knows {', '.join(known) or 'no options'}")
    # `#` carries the category on some platforms and never reaches a server; `absolute` drops it.
    if "#" in text and family == "gkmlpt" and "column_id" not in options:
        options["column_id"] = text.rsplit("#", 1)[1]
    kind = item.choice("kind", KINDS) if item.has("kind") else "both"
    return Column(url, family, kind, item.optional_year("fiscal_year"), options)


def _approval(item: Checked) -> Approval:
    item.only("fiscal_year", "kind", "approved_on", "evidence", "unit_id")
    year = item.optional_year("fiscal_year")
    if year is None:
        raise item.problem("fiscal_year", "is missing")
    return Approval(
        fiscal_year=year,
        kind=item.choice("kind", KINDS[:2]),
        approved_on=item.day("approved_on"),
        evidence=item.text("evidence"),
        unit_id=item.optional_text("unit_id"),
    )


def _terms(top: Checked) -> Terms | None:
    if not top.has("terms"):
        return None
    terms = top.mapping("terms")
    terms.only("licence", "notes", "reviewed_on")
    return Terms(terms.text("licence"), terms.optional_text("notes") or "", terms.day("reviewed_on"))
