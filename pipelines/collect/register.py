"""Everything that lies under `raw/` into the archive: the sources' own documents, then the inbox.

Belongs here: which files are taken from where, and whether they are the ones the source record means.
Does not: crawling (files that still have to be fetched).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipelines.collect.archive import Archive, content_id, open_archive
from pipelines.collect.ingest import IngestResult, ingest
from pipelines.collect.sources import Source, Sources, load_sources
from pipelines.home import Home


@dataclass(frozen=True, slots=True)
class Collected:
    """What lay under `raw/`: the sources, and one result per file and per problem found on the way."""

    sources: Sources
    results: tuple[IngestResult, ...]

    @property
    def faults(self) -> tuple[IngestResult, ...]:
        """Results a person should look at."""
        return tuple(r for r in self.results if not r.is_harmless)


def register_sources(home: Home, only: Collection[str] | None = None) -> Collected:
    """Archive the documents of every source, or of those in `only`. A missing file is a result."""
    loaded = load_sources(home.sources)
    archive = open_archive(home.archive)
    results = [
        IngestResult(str(p.file), p.code, f"{p.key}: {p.detail}" if p.key else p.detail)
        for p in loaded.problems
    ]
    for source in loaded.sources:
        if only is not None and source.source_id not in only:
            continue
        results.extend(_documents_of(source, archive))
    return Collected(loaded, tuple(results))


def collect_raw(home: Home) -> Collected:
    """`register_sources`, and the inbox. Cheap when nothing is new: files are hashed, not read."""
    registered = register_sources(home)
    dropped = ingest([home.inbox], open_archive(home.archive)) if home.inbox.is_dir() else ()
    return Collected(registered.sources, (*registered.results, *dropped))


def _documents_of(source: Source, archive: Archive) -> list[IngestResult]:
    results: list[IngestResult] = []
    for document in source.documents:
        if not document.file.is_file():
            detail = f"registered in {source.file}, but not there"
            results.append(IngestResult(str(document.file), "SOURCE_FILE_MISSING", detail))
            continue
        found = content_id(document.file.read_bytes())
        if found != document.sha256:
            detail = f"registered as {document.sha256[:12]}… in {source.file}, is {found[:12]}…"
            results.append(IngestResult(str(document.file), "SOURCE_FILE_CHANGED", detail))
            continue
        results.extend(ingest([document.file], archive))
    return results
