"""`gongkai check`: one disclosure through extraction, conforming and every rule that applies.

Belongs here: the command. Does not: rules (see `reconcile/`), the report (see `reports/check_report`).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.collect.archive import now
from pipelines.collect.records import source_units
from pipelines.collect.sources import Source, load_sources
from pipelines.commands.bars import bars, waiting
from pipelines.commands.failures import NOT_READ
from pipelines.commands.output import Output
from pipelines.commands.reading import ReadFile, read_files
from pipelines.home import Home
from pipelines.reconcile.catalogue import load_catalogue
from pipelines.reconcile.records import document_records
from pipelines.reconcile.runner import check as run_rules
from pipelines.reports.check_report import exit_code, render
from pipelines.reports.check_view import CheckedFile

if TYPE_CHECKING:
    from pipelines.reports.check_crops import PageSource

Records = dict[str, list[dict[str, Any]]]


def check(home: Home, paths: list[Path], output_format: str, language: str) -> int:
    """Print the report. Returns 0 no failing result, 1 failing results, 2 when a file could not be read."""
    with bars({"files": "Files"}) as progress:
        files = list(read_files(paths, keep_content=output_format == "html", report=progress))
    read = [f for f in files if f.document is not None]
    unread = [f for f in files if f.document is None]
    for file in unread:
        print(f"gongkai: {file.complaint}", file=sys.stderr)
    if not read:
        Output(as_json=output_format == "json").result(
            {"error": "; ".join(f.complaint for f in unread), "exit_code": NOT_READ}
        )
        return NOT_READ
    records = records_of(read, load_sources(home.sources).sources)
    strangers = _no_disclosures(records)
    for file in read:
        if file.document and (reason := strangers.get(file.document.document_id)):
            print(f"gongkai: {file.name}: NOT_A_DISCLOSURE: {reason}; it is not checked", file=sys.stderr)
    if output_format == "text" and all(f.document.document_id in strangers for f in read if f.document):
        return NOT_READ
    with waiting("Checking"):
        run = run_rules(records)
    checked = [
        CheckedFile(
            f.document.document_id, f.name, f.document.media_type, len(f.document.pages), f.document.method
        )
        for f in read
        if f.document
    ]
    catalogue = load_catalogue()
    if output_format == "html":
        from pipelines.reports.check_html import to_html

        with waiting("Drawing the report"):
            page = to_html(run, checked, catalogue, language, sources_of(read))
        sys.stdout.write(page)
    else:
        terminal = sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if terminal else 100
        sys.stdout.write(
            render(run, checked, catalogue, output_format, language, width=width, color=terminal)
        )
    return exit_code(run, unread_files=len(unread) + len(strangers))


def _no_disclosures(records: Records) -> dict[str, str]:
    """What the files are that are no disclosure, by document: nothing of them is judged."""
    return {
        o["document_id"]: o["detail"]
        for o in records.get("outcomes", [])
        if o["code"] == "NOT_A_DISCLOSURE" and o["room"] == "conform"
    }


def sources_of(files: list[ReadFile]) -> dict[str, PageSource]:
    """What pictures of pages are made from, by document."""
    from pipelines.reports.check_crops import PageSource
    from pipelines.reports.privacy import private_boxes

    return {
        f.document.document_id: PageSource(f.content, private_boxes(f.document)) for f in files if f.document
    }


def records_of(files: list[ReadFile], sources: tuple[Source, ...]) -> Records:
    """The records the rules work on, as the rooms would have written them for these files.

    What the registered sources know of a unit's names, and of files that are renditions of one
    publication, counts here as it does in a run.
    """
    publications = {d.sha256: d.publication_id for s in sources for d in s.documents}
    records: Records = {"source_units": source_units(sources), "archived_documents": []}
    seen: set[str] = set()
    for file in files:
        if file.document is None or file.document.document_id in seen:
            continue
        seen.add(file.document.document_id)
        records["archived_documents"].append(
            {
                "document_id": file.document.document_id,
                "file_name": file.name,
                "media_type": file.document.media_type,
                "byte_size": file.byte_size,
                "fetched_at": now(),
                "publication_id": publications.get(file.document.document_id),
            }
        )
        for table, rows in document_records(file.document).items():
            records.setdefault(table, []).extend(rows)
    return records
