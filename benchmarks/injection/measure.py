"""What the rules find of each change: one document, many copies of it, one change in each.

Belongs here: making copies, running the rules on a batch of them, comparing with the untouched copy.
Does not: choosing documents, adding up, printing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from benchmarks.injection.changes import KINDS, Change, Changer, apply
from benchmarks.injection.identities import Identity, identities
from pipelines.extract.document import extract_document
from pipelines.extract.model import ExtractedDocument
from pipelines.reconcile.records import document_records
from pipelines.reconcile.runner import CheckRun, check

Records = dict[str, list[dict[str, Any]]]
_BATCH: Final = 60
_FETCHED: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Injection:
    """One change and what became of it.

    `breaks` says whether a sum or a statement that held no longer holds (see `identities`); `found` whether a
    rule fails that did not fail before, `named` whether such a result rests on the changed figure; `healed`
    whether arithmetic repair put the old figure back, `doubted` whether a rule that had judged now says it
    cannot.
    """

    file: str
    kind: str
    before: str
    after: str
    evidence: tuple[str, ...]
    breaks: bool
    found: bool
    named: bool
    healed: bool
    doubted: bool
    rules: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Original:
    """The untouched document: its failing results, and whether a copy under another name gives the same."""

    file: str
    figures: int
    identities: int
    under_identity: int
    failing: tuple[str, ...]
    is_stable: bool


def inject(path: Path, count: int, seed: int) -> tuple[Original, list[Injection]]:
    """Measure `count` changes of one file. Raises what reading the file raises."""
    content = path.read_bytes()
    return inject_document(extract_document(content, "application/pdf"), path.name, count, seed)


def inject_document(
    document: ExtractedDocument, name: str, count: int, seed: int
) -> tuple[Original, list[Injection]]:
    """Measure `count` changes of a document, the kinds in turn."""
    records = document_records(document)
    sums = identities(records["lines"])
    changes = list(_changes(Changer(document, records, seed), count))
    runs = _run(document, changes)
    base = next(runs)
    twin = next(runs)
    original = Original(
        name,
        len(records["lines"]),
        len(sums),
        len({line for identity in sums for line in (identity.whole, *identity.parts)}),
        tuple(sorted(base.failing)),
        base.failing == twin.failing,
    )
    injections = [
        _injection(name, change, sums, records, base, changed)
        for change, changed in zip(changes, runs, strict=True)
    ]
    return original, injections


def _changes(changer: Changer, count: int) -> Iterator[Change]:
    kinds = list(KINDS)
    made: set[tuple[str, str, str]] = set()
    while kinds and len(made) < count:
        for kind in tuple(kinds):
            change = changer.draw(kind)
            key = (kind, change.before, change.after) if change else None
            if change is None or key is None or key in made:
                kinds.remove(kind)
            elif len(made) < count:
                made.add(key)
                yield change


@dataclass(frozen=True, slots=True)
class _Copy:
    """What the rules said of one copy: failing results by rule and place with their difference."""

    failing: frozenset[str]
    judged: frozenset[str]
    doubted: frozenset[str]
    evidence: dict[str, frozenset[str]]
    rules: dict[str, str]
    amounts: dict[str, tuple[Decimal | None, str]]


def _run(document: ExtractedDocument, changes: Sequence[Change]) -> Iterator[_Copy]:
    """First the untouched document twice, then one copy per change."""
    whole: list[Change | None] = [None, None, *changes]
    for start in range(0, len(whole), _BATCH):
        batch = whole[start : start + _BATCH]
        copies = [_copied(document, change, start + n) for n, change in enumerate(batch)]
        tables: Records = {}
        for records in copies:
            for name, rows in records.items():
                tables.setdefault(name, []).extend(rows)
        run = check(tables)
        yield from (_copy_of(run, records) for records in copies)


def _copied(document: ExtractedDocument, change: Change | None, number: int) -> Records:
    document_id = hashlib.sha256(f"{document.document_id}/{number}".encode()).hexdigest()
    copy = apply(document, change or Change("", "", "", (), {}, ()), document_id)
    records = document_records(copy)
    for record in records["documents"]:
        # A publisher of its own, so that no copy is taken for a revision of another.
        record["unit_name"] = _publisher(number)
        record["unit_name_full"] = None
    records["archived_documents"] = [
        {
            "document_id": document_id,
            "file_name": f"{number}.pdf",
            "media_type": "application/pdf",
            "byte_size": 0,
            "fetched_at": _FETCHED,
            "publication_id": None,
        }
    ]
    return records


def _publisher(number: int) -> str:
    return f"第{number}号测试局"


def _copy_of(run: CheckRun, records: Records) -> _Copy:
    document_id = records["documents"][0]["document_id"]
    short = document_id[:12]
    name = records["documents"][0]["unit_name"]
    (own,) = (d["disclosure_id"] for d in run.disclosures if d["unit_name"] == name)
    failing, judged, doubted = set(), set(), set()
    evidence, rules = {}, {}
    for result in run.results:
        if result["disclosure_id"] != own:
            continue
        place = result["result_id"].removeprefix(own)
        key = f"{place} {result['difference_yuan'] or ''} {result['left_value'] or ''}".strip()
        if result["outcome"] == "fail":
            failing.add(key)
            spots = [*result["line_ids"], *(spot["id"] for spot in result["spots"])]
            evidence[key] = frozenset(spot.replace(short, "") for spot in spots)
            rules[key] = result["rule_id"]
        elif result["outcome"] in ("pass", "rounding"):
            judged.add(place)
        elif result["outcome"] == "cannot_tell":
            doubted.add(result["rule_id"])
    amounts = {
        line["line_id"].replace(short, ""): (line["amount_yuan"], line["quality"])
        for line in records["lines"]
    }
    return _Copy(frozenset(failing), frozenset(judged), frozenset(doubted), evidence, rules, amounts)


def _injection(
    name: str, change: Change, sums: list[Identity], records: Records, base: _Copy, changed: _Copy
) -> Injection:
    short = records["documents"][0]["document_id"][:12]
    before = {
        line["line_id"]: line["amount_yuan"] for line in records["lines"] if line["amount_yuan"] is not None
    }
    after = {**before, **change.amounts}
    touched = [s for s in sums if {s.whole, *s.parts} & set(change.amounts)]
    breaks = not change.amounts or any(not s.holds(after) for s in touched)
    new = changed.failing - base.failing
    marks = {mark.replace(short, "") for mark in change.evidence}
    healed = bool(change.amounts) and all(
        changed.amounts.get(line.replace(short, ""), (None, ""))[0] == before[line] for line in change.amounts
    )
    return Injection(
        file=name,
        kind=change.kind,
        before=change.before,
        after=change.after,
        evidence=change.evidence,
        breaks=breaks,
        found=bool(new),
        named=any(changed.evidence[key] & marks for key in new),
        healed=healed,
        doubted=bool(changed.doubted - base.doubted),
        rules=tuple(sorted({changed.rules[key] for key in new})),
    )
