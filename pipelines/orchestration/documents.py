"""The assets of the rooms that write parts: collect, extract, conform.

Belongs here: one multi-asset per room. Does not: the work on a document (see `work`).
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from pipelines.collect.code_books import read_code_books
from pipelines.collect.fetches import read_fetches
from pipelines.collect.records import (
    archived_documents,
    change_rows,
    expected_rows,
    fetch_rows,
    source_units,
)
from pipelines.collect.register import collect_raw
from pipelines.contracts.tables import PART_TABLES
from pipelines.orchestration.crawling import CRAWL
from pipelines.orchestration.labels import column_schema, key_of, keys, own_tables, part_specs
from pipelines.orchestration.plan import PART_ROOMS, versions
from pipelines.orchestration.previews import scan, table_metadata
from pipelines.orchestration.progress import progress
from pipelines.orchestration.rooms import work_through
from pipelines.orchestration.work import Task, keep
from pipelines.orchestration.workshop import Workshop

REGISTER = "register"
"""Name under which the collect room writes its parts: they are about all documents, not about one."""

# A full disk or a store that is gone may pass; a fault of the code does not, but costs two more tries.
_RETRY = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS)


@dg.multi_asset(
    name="collect",
    specs=part_specs("collect", [CRAWL]),
    check_specs=[
        dg.AssetCheckSpec(
            "raw_files_in_order",
            asset=key_of(PART_TABLES["archived_documents"]),
            description="Every source record is valid, every file under raw/ could be taken (原始文件齐全).",
        )
    ],
    retry_policy=_RETRY,
)
def collect_assets(workshop: Workshop) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:  # type: ignore[type-arg]
    """What lies under raw/ goes into the archive; the archive and the roster become parts."""
    home, store, now = workshop.place, workshop.parts, versions()
    progress().step("collect", 0)
    collected = collect_raw(home)
    sources = collected.sources.sources
    fetches = list(read_fetches(workshop.archive))
    books = read_code_books(home.codes)
    task = Task("collect", REGISTER, "", "", str(workshop.archive.root), store.root, now)
    keep(
        task,
        {
            "archived_documents": archived_documents(workshop.archive, sources, fetches),
            "source_units": source_units(sources),
            "fetches": fetch_rows(fetches),
            "document_changes": change_rows(fetches),
            "expected_disclosures": expected_rows(sources, fetches, datetime.now(UTC).date()),
            "official_codes": list(books.rows),
        },
    )
    store.sweep("collect", now["collect"], {REGISTER})
    gathered = workshop.compaction
    gathered.gather(store, "collect", now["collect"])
    for room in PART_ROOMS:  # outcomes are read over all rooms, also before the later ones ran
        store.prepare(room, now[room])
        gathered.readable.prepare(room, now[room])
    for table in own_tables("collect"):
        rows = scan(gathered.readable, now, table, ["collect"])
        yield dg.MaterializeResult(asset_key=key_of(table), metadata=table_metadata(table, rows))
    yield dg.AssetCheckResult(
        asset_key=key_of(PART_TABLES["archived_documents"]),
        check_name="raw_files_in_order",
        passed=not collected.faults and not books.faults,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "files_looked_at": len(collected.results),
            "faults": len(collected.faults),
            "first_faults": [f"{r.path}: {r.code}: {r.detail}" for r in collected.faults[:20]],
            "code_book_faults": [f"{path}: {cause}" for path, cause in books.faults[:20]],
        },
    )


def _document_assets(room: str, upstream: list[dg.AssetKey], doing: str) -> dg.AssetsDefinition:
    @dg.multi_asset(name=room, specs=part_specs(room, upstream), description=doing, retry_policy=_RETRY)
    def assets(context: dg.AssetExecutionContext, workshop: Workshop) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        errors = work_through(room, workshop.place, workshop.jobs, workshop.scheduler)
        for file_name, code, page, detail in errors:
            where = f", page {page}" if page else ""
            context.log.warning(f"{file_name}{where}: {code}: {detail}")
        gathered, now = workshop.compaction, versions()
        gathered.gather(workshop.parts, room, now[room])
        rooms = PART_ROOMS[: PART_ROOMS.index(room) + 1]
        for table in own_tables(room):
            rows = scan(gathered.readable, now, table, rooms)
            yield dg.MaterializeResult(
                asset_key=key_of(table),
                metadata={**table_metadata(table, rows), "dagster/column_schema": column_schema(table)},
            )

    return assets


extract_assets = _document_assets(
    "extract", keys(["collect"]), "Bytes become pages, paragraphs and tables of cells, each with its place."
)
conform_assets = _document_assets(
    "conform", keys(["extract"]), "Tables get a type, columns a meaning, figures a unit; nothing is skipped."
)
