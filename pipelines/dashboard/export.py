"""The dashboard as files: opens from disk, can be put on any web server.

Belongs here: which files there are, writing them whole or not at all. Does not: pages (see `site`).

The export is written beside its place and put there by renaming, so that no reader, and no kill, meets half
of it. Only an earlier export is ever replaced: a folder with anything else in it is refused.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipelines.collect.archive import Archive, open_archive
from pipelines.collect.media_types import PDF
from pipelines.dashboard.asking import PageNotFound
from pipelines.dashboard.images import draw_pages
from pipelines.dashboard.links import LANGUAGES, image_path
from pipelines.dashboard.pages.compare import DATA, data_script
from pipelines.dashboard.pages.document import known_documents
from pipelines.dashboard.pages.search import shards
from pipelines.dashboard.pages.viewer import shown_pages
from pipelines.dashboard.site import STATIC, Site
from pipelines.dashboard.source import Source
from pipelines.home import Home
from pipelines.workers import Lost, run_all

MARKER: Final = "gongkai-export.json"
Report = Callable[[str, int, int], None]
"""Told of progress: what is being done, how much is done, of how much."""


class CannotExport(ValueError):  # noqa: N818 - the message says why
    """The folder is not one that may be written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written. `missing` names documents whose pages could not be drawn, each with its cause."""

    folder: Path
    pages: int
    pictures: int
    bytes: int
    missing: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of one document to be drawn, for a process of its own."""

    document_id: str
    file_name: str
    pages: tuple[int, ...]
    archive: str
    folder: str


def export(
    home: Home, source: Source, folder: Path, jobs: int, report: Report, *, pictures: bool
) -> Exported:
    """Write everything below `folder`. Raises `CannotExport`."""
    folder = folder.absolute()
    _check(folder)
    unfinished = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    shutil.copytree(STATIC, unfinished / "static")
    site = Site(source, home, from_disk=True)
    _write(unfinished / "index.html", site.door())
    pages = _write_pages(site, unfinished, report)
    _write_data(source, home, unfinished, report)
    drawn, missing = _draw(home, source, unfinished, jobs, report) if pictures else (0, [])
    size = sum(p.stat().st_size for p in unfinished.rglob("*") if p.is_file())
    said = {"release_id": source.release.release_id, "pages": pages, "pictures": drawn, "bytes": size}
    _write(unfinished / MARKER, json.dumps(said, indent=1) + "\n")
    _put(unfinished, folder)
    return Exported(folder, pages, drawn, size, tuple(missing))


def _check(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CannotExport(f"{folder} is not a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise CannotExport(f"{folder} holds other files (no {MARKER}); choose an empty folder or a new one")


def _put(unfinished: Path, folder: Path) -> None:
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    unfinished.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write_pages(site: Site, folder: Path, report: Report) -> int:
    paths = list(site.paths())
    whole = len(paths) * len(LANGUAGES)
    done = 0
    for path in paths:
        for language in LANGUAGES:
            _write(folder / language / path / "index.html", site.page(language, path))
            done += 1
            report("pages", done, whole)
    return done


def _write_data(source: Source, home: Home, folder: Path, report: Report) -> None:
    _write(folder / DATA, data_script(source))
    number = 0
    for number, script in enumerate(shards(source, home), start=1):
        _write(folder / f"data/search-{number}.js", script)
        report("texts", number, number)
    _write(folder / "data/search.js", f"window.GONGKAI_SHARDS = {number};\n")


def _draw(
    home: Home, source: Source, folder: Path, jobs: int, report: Report
) -> tuple[int, list[tuple[str, str]]]:
    """Pictures of all pages shown, document by document, each in a process with limits."""
    tasks = list(_sheets(home, source, folder))
    whole, drawn = sum(len(task.pages) for task in tasks), 0
    missing: list[tuple[str, str]] = []
    done = 0
    for task, count, cause in run_all(_draw_document, tasks, jobs, _lost):
        drawn += count
        done += len(task.pages)
        if cause:
            missing.append((task.file_name, cause))
        report("pictures", done, whole)
    return drawn, missing


def _sheets(home: Home, source: Source, folder: Path) -> Iterator[Sheets]:
    archive = str(open_archive(home.archive).root)
    shown = shown_pages(source)
    for short, document in known_documents(source).items():
        pages = shown.get(document["document_id"])
        if pages and document["media_type"] == PDF:
            target = (folder / image_path(document["document_id"], 1)).parent
            assert target.name == short
            yield Sheets(
                document["document_id"], document["file_name"], tuple(sorted(pages)), archive, str(target)
            )


def _draw_document(task: Sheets) -> tuple[Sheets, int, str]:
    target = Path(task.folder)
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    try:
        content = Archive(task.archive).read(task.document_id)
        for page, picture in draw_pages(content, task.pages):
            (target / f"{page}.webp").write_bytes(picture)
            count += 1
    except (PageNotFound, FileNotFoundError) as error:
        return task, count, str(error)
    return task, count, ""


def _lost(task: Sheets, why: Lost) -> tuple[Sheets, int, str]:
    return task, 0, f"{why.code}: {why.detail}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
