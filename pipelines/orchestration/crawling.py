"""The asset that crawls: Scrapy in a process of its own, its progress and results in the asset's metadata.

Belongs here: the asset, its job. Does not: crawling (see `collect/`), when (see `calendar`).
It is no part of the job that builds a release: nothing is asked of the internet unless somebody asks for it.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import dagster as dg

from pipelines.collect.absence import expected_disclosures, season_alert
from pipelines.collect.campaign import contact_of, crawl_sources, why_not
from pipelines.collect.fetches import address_states, manual_list, read_fetches
from pipelines.collect.launch import Event
from pipelines.collect.sources import load_sources
from pipelines.orchestration.labels import OWNER
from pipelines.orchestration.lock import exclusive
from pipelines.orchestration.workshop import HOLDS_LOCK, Workshop

CRAWL: Final = dg.AssetKey(["collect", "crawl"])
CRAWL_JOB: Final = "crawl_sources"
_SAY_EVERY: Final = 100
_SHOWN: Final = 50


class CrawlConfig(dg.Config):
    """`source_ids` empty means all. `contact` empty means GONGKAI_CONTACT."""

    source_ids: list[str] = []  # noqa: RUF012 - a pydantic field
    recheck: bool = False
    since: str | None = None
    contact: str = ""


@dg.asset(
    key=CRAWL,
    group_name="collect",
    owners=[OWNER],
    kinds={"python", "scrapy"},
    description="采集. Crawls the registered sources into raw/archive, politely, in a process of its own.",
    check_specs=[
        dg.AssetCheckSpec(
            "nothing_missing",
            asset=CRAWL,
            description="Every department on a roster has published; no silent season (应公开未公开).",
        )
    ],
)
def crawl_asset(
    context: dg.AssetExecutionContext, config: CrawlConfig, workshop: Workshop
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:  # type: ignore[type-arg]
    """Crawl what is ready; a crawl that breaks off fails the step, and the next goes on from there."""
    loaded = load_sources(workshop.place.sources).sources
    chosen = [s for s in loaded if not config.source_ids or s.source_id in config.source_ids]
    ready = [s for s in chosen if why_not(s) is None]
    for source in chosen:
        if reason := why_not(source):
            context.log.warning(f"{source.source_id} is not crawled: {reason}")
    if not ready:
        raise dg.Failure("no source is ready to be crawled")
    with exclusive(workshop.place.warehouse / "collect.lock"):
        result = crawl_sources(
            workshop.archive,
            ready,
            contact_of(config.contact),
            _teller(context),
            since=config.since,
            recheck=config.recheck,
        )
    problems = [f"{p['code']}: {p['url']}: {p['detail']}" for p in result.problems]
    metadata: dict[str, Any] = {
        "sources": [s.source_id for s in ready],
        "documents_new": result.documents_new,
        "documents_changed": result.documents_changed,
        "bytes_received": result.bytes_received,
        "fetches_by_code": dict(result.counts),
        "problems": problems[:_SHOWN],
        "run_id": result.run_id,
    }
    if not result.ended:
        raise dg.Failure(f"the crawl broke off: {result.cause}", metadata=metadata)
    yield dg.MaterializeResult(asset_key=CRAWL, metadata=metadata)
    fetches, today = list(read_fetches(workshop.archive)), datetime.now(UTC).date()
    expected = [e for s in ready for e in expected_disclosures(s, fetches, today)]
    missing = [f"{e.unit_name} {e.fiscal_year} {e.kind}" for e in expected if e.state == "missing"]
    alerts = [a for s in ready if (a := season_alert(s, fetches, today))]
    yield dg.AssetCheckResult(
        asset_key=CRAWL,
        check_name="nothing_missing",
        passed=not missing and not alerts,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "expected": len(expected),
            "missing": missing[:_SHOWN],
            "late": [f"{e.unit_name}: {e.days_late}" for e in expected if e.state == "late"][:_SHOWN],
            "season": alerts,
            "to_fetch_by_hand": [r.url for r in manual_list(address_states(fetches))][:_SHOWN],
        },
    )


def _teller(context: dg.AssetExecutionContext) -> Any:
    count = 0

    def tell(event: Event) -> None:
        nonlocal count
        if event["event"] == "fetch":
            count += 1
            if count % _SAY_EVERY == 0:
                context.log.info(f"{count} addresses; last {event['code']} {event['url']}")

    return tell


crawl_job = dg.define_asset_job(
    CRAWL_JOB,
    selection=dg.AssetSelection.assets(CRAWL),
    description="采集. Crawls the registered sources: what `gongkai collect` does.",
    tags={HOLDS_LOCK: "writes the archive only"},
)
