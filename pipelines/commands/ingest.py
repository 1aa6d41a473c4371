"""`gongkai ingest`: files into the archive.

Belongs here: the command and its report. Does not: the archive (see `collect/`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pipelines.collect.addresses import absolute
from pipelines.collect.archive import now, open_archive
from pipelines.collect.fetches import FetchRecord, Journal, new_run_id
from pipelines.collect.ingest import IngestResult, count_files
from pipelines.collect.ingest import ingest as ingest_files
from pipelines.commands.bars import bars
from pipelines.commands.failures import NOT_READ, OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.home import Home

Progress = Callable[[str, int, int], None]
_WORDS = {"ARCHIVED": "archived", "ALREADY_ARCHIVED": "known already", "CONTAINER_OPENED": "opened"}


def ingest(home: Home, paths: list[Path], url: str | None = None, *, as_json: bool = False) -> int:
    """Archive every file under `paths`, with a record each; returns 2 when any could not be taken, else 0.

    `url` says where one file was fetched by hand: it leaves the list of addresses that block robots.
    """
    if url is not None and (len(paths) != 1 or not paths[0].is_file()):
        raise CommandFailure("--url tells where one file comes from: give exactly one file")
    address = absolute(url, url) if url is not None else None
    if url is not None and address is None:
        raise CommandFailure(f"--url {url!r} is no http(s) address")
    archive, output = open_archive(home.archive), Output(as_json=as_json)
    with Journal(archive, new_run_id()) as journal, bars({"files": "Files"}) as progress:
        results = _recorded(
            _watched(ingest_files(paths, archive), count_files(paths), progress), journal, address
        )
        code, counts = report(results, output)
    output.line("end", {"counts": counts})
    return code


def _watched(results: Iterable[IngestResult], whole: int, progress: Progress) -> Iterator[IngestResult]:
    """The results, and a word of each file done; what lies in a container counts with it."""
    done, last = 0, ""
    for result in results:
        file = result.path.partition(" › ")[0]
        done += file != last
        last = file
        progress("files", min(done, whole), whole)
        yield result


def _recorded(results: Iterable[IngestResult], journal: Journal, url: str | None) -> Iterator[IngestResult]:
    for result in results:
        if result.document_id is not None:
            journal.add(_record(result, journal.next_id(), url))
        yield result


def _record(result: IngestResult, fetch_id: str, url: str | None) -> FetchRecord:
    name = result.path.replace("\\", "/").rsplit("/", 1)[-1]
    is_whole = url is not None and " › " not in result.path and result.is_harmless
    return FetchRecord(
        fetch_id=fetch_id,
        source_id="",
        purpose="ingest",
        # Where a file lay on somebody's machine is nobody's business; its name is.
        url=url if url is not None and is_whole else f"file:{name}",
        referrer="" if is_whole else _folder(result.path),
        fetched_at=now(),
        code="FETCH_NEW" if is_whole else result.code,
        detail=result.detail,
        document_id=result.document_id,
        role="container"
        if result.code.startswith("CONTAINER")
        else "document"
        if result.is_taken
        else "aside",
        media_type=result.media_type or "",
        file_name=name,
    )


def _folder(path: str) -> str:
    """Tells files of one folder from those of another, and not which folder it was."""
    folder = str(Path(path.split(" › ", 1)[0]).absolute().parent)
    return f"folder:{hashlib.sha256(folder.encode()).hexdigest()[:16]}"


def report(results: Iterable[IngestResult], output: Output) -> tuple[int, dict[str, int]]:
    """Print one line a file as results come in, then the sums. Returns the exit code and the sums by code."""
    counts: Counter[str] = Counter()
    faults = 0
    for result in results:
        counts[result.code] += 1
        faults += not result.is_harmless
        words = _WORDS.get(result.code, result.code)
        identity = f"  {result.document_id[:12]}" if result.is_taken and result.document_id else ""
        detail = f": {result.detail}" if result.detail and not result.is_taken else ""
        if output.as_json:
            output.line("file", {**asdict(result), "is_taken": result.is_taken})
        else:
            output.say(f"{words:<16}{identity:<16}{result.path}{detail}")
    output.say(", ".join(f"{n} {_WORDS.get(c, c)}" for c, n in counts.most_common()) or "no file found")
    return NOT_READ if faults else OK, dict(counts)
