"""The gate before the warehouse: what changed code does to the figures of a release is seen before it counts.

Belongs here: whether there is an effect, whether it was accepted. Does not: the word itself (see
`effect_verdict`), comparing rows (see `reports/effect`), reading documents (see `rooms`), Dagster.

    warehouse/effect/<key>/changes.parquet    every row that is not as before
    warehouse/effect/<key>/effect.html        the same for people
    warehouse/effect/<key>/effect.json        written last: the counts, the digest

`key` stands for the release, both versions and the parts that were compared: the same question is answered
from the file. A killed comparison leaves a folder without `effect.json` and is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipelines.collect.archive import open_archive
from pipelines.collect.files import write_atomically
from pipelines.contracts.parts import PartStore, open_parts
from pipelines.home import CHECKOUT, Home, ensure
from pipelines.orchestration.acceptance import accepted
from pipelines.orchestration.effect_verdict import CHANGES, GATE_VARIABLE, PAGE, State, Verdict
from pipelines.orchestration.plan import DOCUMENT_ROOMS, done_documents, versions
from pipelines.publish.current import Release, current_release
from pipelines.publish.settings import SettingError
from pipelines.reports import effect as comparing
from pipelines.reports import effect_rows
from pipelines.reports.effect import Effect

_INDEX: Final = "effect.json"


class NotRead(RuntimeError):  # noqa: N818 - a state, not a fault
    """Documents of the release are not read with the present code yet: there is no effect to speak of."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be compared: documents with parts on both sides, and those without."""

    release: Release
    before: Mapping[str, str]
    after: Mapping[str, str]
    compared: Mapping[str, tuple[str, str]]  # document → source, file name
    uncompared: tuple[str, ...]
    key: str


def asks_first() -> bool:
    """Whether an effect must be accepted, as GONGKAI_EFFECT_GATE says. Raises `SettingError`."""
    said = os.environ.get(GATE_VARIABLE, "").strip() or "hold"
    if said not in ("hold", "tell"):
        raise SettingError(f"{GATE_VARIABLE}={said!r}: hold (the default) or tell is needed")
    return said == "hold"


def judge(home: Home) -> Verdict:
    """The gate's word on the present code; compares if nobody has yet. Call while holding the run lock.

    Raises `NotRead` when documents of the release are still to be read, `SettingError`, `OSError`.
    """
    verdict, question = _without_comparing(home)
    if question is None:
        return verdict
    found = _remembered(home, question) or _work_out(home, question)
    return _spoken(home, question, found)


def known(home: Home) -> Verdict | None:
    """The same, but only if it is known without comparing anything."""
    try:
        verdict, question = _without_comparing(home)
    except NotRead:
        return None
    if question is None:
        return verdict
    found = _remembered(home, question)
    return _spoken(home, question, found) if found is not None else None


def released_versions(release: Release) -> dict[str, str]:
    """Versions of the document rooms that the release was made by; "" where its manifest does not say."""
    return {room: str(release.manifest["source_versions"].get(room, "")) for room in DOCUMENT_ROOMS}


def _without_comparing(home: Home) -> tuple[Verdict, _Question | None]:
    """The verdict where nothing needs comparing, else the question. While versions are the same: no cost."""
    asks_first()
    release = current_release(home.releases)
    if release is None:
        return Verdict(State.FIRST), None
    now = versions()
    before, after = released_versions(release), {room: now[room] for room in DOCUMENT_ROOMS}
    if before == after:
        return Verdict(State.SAME_CODE, release.release_id, before, after), None
    return Verdict(State.HELD), _question(home, release, before, after)


def _question(home: Home, release: Release, before: Mapping[str, str], after: Mapping[str, str]) -> _Question:
    store = open_parts(home.parts)
    released = _released_documents(release)
    there = {r.document_id for r in open_archive(home.archive).documents()} & released.keys()
    done = done_documents(store, versions(), home)
    if pending := {d for d in there if any(d not in known for known in done.values())}:
        raise NotRead(f"{len(pending)} document(s) of release {release.release_id} are still to be read")
    was = [{} if not before[room] else store.stamps(room, before[room]) for room in DOCUMENT_ROOMS]
    now = [store.stamps(room, after[room]) for room in DOCUMENT_ROOMS]
    compared = {d: released[d] for d in sorted(there) if all(d in stamps for stamps in was)}
    digest = hashlib.sha256()
    for module in (comparing, effect_rows):  # compared in another way, it is another question
        digest.update(Path(str(module.__file__)).read_bytes())
    digest.update(json.dumps([release.release_id, dict(before), dict(after), sorted(there)]).encode())
    for document in compared:
        digest.update(json.dumps([stamps[document] for stamps in (*was, *now)]).encode())
    uncompared = tuple(sorted(there - compared.keys()))
    return _Question(release, before, after, compared, uncompared, digest.hexdigest()[:16])


def _released_documents(release: Release) -> dict[str, tuple[str, str]]:
    """Documents of the release, each with its source and its file's name."""
    import duckdb

    with duckdb.connect(str(release.database), read_only=True) as connection:
        # An old release may lack what tells where a file came from; its id is promised.
        asked = "select columns('^(document_id|source_id|file_name)$') from marts.dim_document"
        cursor = connection.execute(asked)
        names = [column[0] for column in cursor.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {r["document_id"]: (r.get("source_id") or "-", r.get("file_name") or "") for r in rows}


def _remembered(home: Home, question: _Question) -> Effect | None:
    try:
        said = json.loads((home.effects / question.key / _INDEX).read_text(encoding="utf-8"))
        return Effect.from_json(said["effect"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _work_out(home: Home, question: _Question) -> Effect:
    from pipelines.reports.effect_page import effect_page

    folder = home.effects / question.key
    shutil.rmtree(folder, ignore_errors=True)  # what a killed comparison left
    scratch = ensure(folder / ".scratch")
    store = open_parts(home.parts)
    before = _files(store, question.before, question.compared, ensure(scratch / "before"))
    after = _files(store, question.after, question.compared, ensure(scratch / "after"))
    found = comparing.effect_of(before, after, question.compared, folder / CHANGES)
    shutil.rmtree(scratch)
    found = replace(found, uncompared=question.uncompared)
    if found.uncompared:
        # Nobody can see what happens to them: accepting holds for this code alone.
        said = json.dumps([found.digest, found.uncompared, dict(question.after)])
        found = replace(found, digest=hashlib.sha256(said.encode()).hexdigest()[:12])
    if not found.is_none:
        told = (question.release.release_id, question.before, question.after, program_for(home))
        write_atomically(folder / PAGE, effect_page(found, folder / CHANGES, *told).encode())
    index = {
        "release_id": question.release.release_id,
        "before": dict(question.before),
        "after": dict(question.after),
        "effect": found.as_json(),
    }
    write_atomically(folder / _INDEX, json.dumps(index, ensure_ascii=False, indent=1).encode())
    return found


def _files(
    store: PartStore, room_versions: Mapping[str, str], documents: Mapping[str, object], scratch: Path
) -> dict[str, list[str]]:
    """The compared tables' parts of these documents, as local files."""
    found: dict[str, list[str]] = {}
    for room in DOCUMENT_ROOMS if documents else ():
        for table in comparing.tables_of(room):
            there = store.with_rows(room, room_versions[room], table) & documents.keys()
            files = store.bring(room, room_versions[room], table, sorted(there), ensure(scratch / room))
            found.setdefault(table, []).extend(str(file) for file in files)
    return found


def _spoken(home: Home, question: _Question, effect: Effect) -> Verdict:
    folder = home.effects / question.key
    acceptance = None
    if effect.is_none:
        state = State.NO_EFFECT
    elif acceptance := accepted(home, effect.digest, question.before):
        state = State.ACCEPTED
    else:
        state = State.HELD if asks_first() else State.TOLD
    return Verdict(
        state,
        question.release.release_id,
        question.before,
        question.after,
        effect,
        folder,
        len(question.compared),
        acceptance,
        program_for(home),
    )


def program_for(home: Home) -> str:
    """How a person calls Gongkai for this home, whatever their shell has set."""
    return "gongkai" if home.root == CHECKOUT else f"gongkai --home {shlex.quote(str(home.root))}"
