"""Crawling in tests: a home with a source, the crawl through the test web, what the archive holds afterwards.

Belongs here: these short ways. Does not: single scenarios.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from pipelines.collect.archive import Archive, content_id
from pipelines.collect.crawl.task import CrawlTask
from pipelines.collect.fetches import FetchRecord, read_fetches
from pipelines.collect.launch import CrawlResult, Event, crawl
from tests.integration.collect.web import Web


def write_source(folder: Path, columns: list[dict[str, Any]], **extra: Any) -> Path:
    """A source record named `999999-test` with the given columns; returns its file."""
    record = {
        "source_id": "999999-test",
        "region": {"division_code": "999999", "division_name": "测试区"},
        "column_url": columns[0]["url"],
        "columns": columns,
        "terms": {"licence": "test", "notes": "a test", "reviewed_on": "2026-11-01"},
        "crawl": {"delay_seconds": 1},
        **extra,
    }
    file = folder / "raw" / "sources" / "999999-test" / "source.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    return file


def archive_of(home: Path) -> Archive:
    return Archive(home / "raw" / "archive")


def task_for(home: Path, file: Path, web: Web, **options: Any) -> CrawlTask:
    """The task of a crawl that goes through the test web without delay."""
    defaults = {
        "archive": str(home / "raw" / "archive"),
        "proxy": web.proxy,
        "delay_seconds": 0.0,
        "longest_wait_seconds": 1.0,
    }
    return CrawlTask(source_files=(str(file),), contact="tests@example.org", **{**defaults, **options})


def environment(web: Web | None = None) -> dict[str, str]:
    """The environment of the crawling process: it trusts the test web's authority."""
    own = {"SSL_CERT_FILE": str(web.authority.file)} if web is not None else {}
    return {**os.environ, **own}


def run_crawl(home: Path, file: Path, web: Web, *, tls: bool = False, **options: Any) -> CrawlResult:
    """Crawl to the end; fails when the process did not get there."""
    events: list[Event] = []
    result = crawl(task_for(home, file, web, **options), events.append, environment(web if tls else None))
    assert result.ended, result.cause
    return result


def fetches_of(home: Path) -> list[FetchRecord]:
    return list(read_fetches(archive_of(home)))


def by_code(records: Iterable[FetchRecord]) -> dict[str, list[str]]:
    """Addresses by code."""
    found: dict[str, list[str]] = {}
    for record in records:
        found.setdefault(record.code, []).append(record.url)
    return found


def check_archive(home: Path) -> set[str]:
    """Every object's bytes have its name, nothing is left in the spool; returns the ids of the documents."""
    root = home / "raw" / "archive"
    objects = [p for p in (root / "objects").rglob("*") if p.is_file()]
    for path in objects:
        assert path.name == content_id(path.read_bytes()), f"torn: {path}"
    spool = root / "spool"
    assert not spool.is_dir() or not list(spool.iterdir())
    return {record.document_id for record in archive_of(home).documents()}
