"""`gongkai correct` and `gongkai corrections`: what was misread, and what became of saying so.

Belongs here: the commands. Does not: records, applying, promoting (see `conform/corrections`).
"""

from __future__ import annotations

import getpass
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from pipelines.collect.archive import open_archive
from pipelines.commands.bars import waiting
from pipelines.commands.failures import FAILING_RESULTS, OK, CommandFailure
from pipelines.commands.output import Output
from pipelines.conform.corrections.apply import APPLIED, apply, current_reading
from pipelines.conform.corrections.promote import CannotPromote, promote
from pipelines.conform.corrections.promote_unit import promote_unit, unit_rule
from pipelines.conform.corrections.records import (
    Correction,
    InvalidCorrection,
    parse,
    read_corrections,
)
from pipelines.conform.corrections.writing import add
from pipelines.contracts.parts import PartStore
from pipelines.contracts.versions import room_version
from pipelines.extract.document import from_records
from pipelines.extract.model import ExtractedDocument
from pipelines.home import Home
from pipelines.publish.current import current_release

_LINE_ID: Final = re.compile(r"([0-9a-f]{12})-t(\d+)-r(\d+)-c(\d+)")
_TABLES: Final = ("pages", "blocks", "extracted_tables", "cells", "outcomes")
_YEAR: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed."""

    where: str
    table: int | None
    target: str
    row: int | None
    column: int | None
    reads: str | None
    should_read: str
    reason: str
    evidence: str
    author: str | None
    until: str | None


def correct(home: Home, wish: Wish, *, promoted: bool, as_json: bool) -> int:
    """Check a correction against what is read now, write it down, and say what the next run will do."""
    today = datetime.now(UTC).date()
    document_id, wish = _place(home, wish)
    document = extracted(home, document_id)
    correction = _correction(document_id, wish, today, document)
    if document is not None:
        _must_apply(document, correction)
    known = read_corrections(home.corrections, today)
    if any(c.key == correction.key for c in known.records):
        raise CommandFailure(
            f"{correction.spot} of {document_id[:12]} is corrected already: see `gongkai corrections`"
        )
    path = add(home.corrections, correction)
    said: dict[str, Any] = {"file": str(path), "correction": correction.as_row()}
    if promoted:
        try:
            said["promoted"] = _promote(home, correction, document)
        except CannotPromote as error:
            raise CommandFailure(f"written to {path}, but not promoted: {error}") from error
    output = Output(as_json=as_json)
    output.result(said)
    if not as_json:
        change = f"{correction.reads!r} → {correction.should_read!r}"
        output.say(f"{correction.spot}: {change}, until {correction.expires_on}")
        if promoted:
            output.say(_promoted_words(said["promoted"]))
        output.say(f"Written to {path}. `gongkai run` applies it.")
        if promoted:
            output.say("It counts for every document: `gongkai effect` shows what that changes.")
    return OK


_PRINTED: Final = """
select printed.money_unit, document.file_name || ', p. ' || printed.first_page as place
from fct_table as printed
inner join dim_document as document using (document_id)
inner join dim_disclosure as disclosure on disclosure.disclosure_id = printed.disclosure_id
where disclosure.unit_name = ? and printed.table_type = ? and printed.document_id <> ?
order by place
"""


def _promote(home: Home, correction: Correction, document: ExtractedDocument | None) -> dict[str, str]:
    """The row of the catalogue that the decision became."""
    if correction.target == "header":
        return dict(zip(("facet", "value", "pattern"), promote(correction), strict=True))
    if document is None:
        raise CannotPromote("the file has not been read: its template is not known")
    from pipelines.publish.query import NoReleaseError, connect

    rule = unit_rule(correction, document)
    try:
        with connect(home.releases) as connection:
            values = [rule.publisher, rule.table_type, rule.document_id]
            printed = connection.execute(_PRINTED, values).fetchall()
    except NoReleaseError:
        printed = []
    return promote_unit(rule, printed).as_row()


def _promoted_words(row: dict[str, str]) -> str:
    if "pattern" in row:
        meaning = f"{row['facet']}:{row['value']}"
        return f"The catalogue now reads {row['pattern']!r} as {meaning}, in every document."
    return (
        f"Tables of this template by {row['publisher']} that print no unit are now in {row['money_unit']} "
        f"({row['table_type']}; conform/catalogue/unit_rules.csv)."
    )


def corrections(home: Home, *, as_json: bool) -> int:
    """List all corrections and what each would do now. Returns 1 when one is not in order."""
    today = datetime.now(UTC).date()
    known = read_corrections(home.corrections, today)
    with waiting("Comparing with what is read now"):
        states = _states(home, known.records, today)
    rows = [{"state": state, "detail": detail, **record.as_row()} for record, state, detail in states]
    faults = [{"state": "CORRECTION_INVALID", "detail": f"{place}: {cause}"} for place, cause in known.faults]
    output = Output(as_json=as_json)
    output.result([*rows, *faults])
    if not as_json:
        for row in rows:
            output.say(f"{row['state']:<28}{row['document_id'][:12]} {row['detail']}")
        for fault in faults:
            output.say(f"{fault['state']:<28}{fault['detail']}")
        if not rows and not faults:
            output.say(f"No corrections in {home.corrections}.")
    return FAILING_RESULTS if faults or any(r["state"] != APPLIED for r in rows) else OK


def _states(home: Home, records: tuple[Correction, ...], today: date) -> list[tuple[Correction, str, str]]:
    told = []
    documents: dict[str, ExtractedDocument | None] = {}
    for record in records:
        if record.document_id not in documents:
            documents[record.document_id] = extracted(home, record.document_id)
        document = documents[record.document_id]
        if document is None:
            told.append((record, "NOT_READ_YET", f"{record.spot}: the file is not archived, or not read yet"))
            continue
        expired = {0} if record.is_expired(today) else set()
        (outcome,) = apply(document, [record], expired).outcomes
        told.append((record, outcome.code, outcome.detail))
    return told


def extracted(home: Home, document_id: str) -> ExtractedDocument | None:
    """What the reader reads now, or read for the current release; None where it never read the document."""
    record = open_archive(home.archive).find(document_id)
    if record is None:
        return None
    store, release = PartStore(str(home.parts)), current_release(home.releases)
    versions = [room_version("extract")]
    if release is not None:
        versions.append(str(release.manifest.get("source_versions", {}).get("extract", "")))
    for version in filter(None, versions):
        if store.is_done("extract", version, document_id):
            rows = {t: store.read("extract", version, document_id, t).to_dicts() for t in _TABLES}
            methods = {page["method"] for page in rows["pages"]}
            method = methods.pop() if len(methods) == 1 else "mixed"
            return from_records(document_id, record.media_type, method, rows) if rows["pages"] else None
    return None


def _place(home: Home, wish: Wish) -> tuple[str, Wish]:
    """The document meant, and the spot of a figure that was named by its id."""
    match = _LINE_ID.fullmatch(wish.where)
    start = match[1] if match else wish.where.lower()
    if not re.fullmatch(r"[0-9a-f]{6,64}", start):
        raise CommandFailure(
            f"{wish.where!r} is neither the id of a figure nor the beginning of a file's SHA-256"
        )
    found = [r.document_id for r in open_archive(home.archive).documents() if r.document_id.startswith(start)]
    if len(found) != 1:
        raise CommandFailure(f"{len(found)} archived files have a SHA-256 that begins with {start}")
    if match:
        spot = _cell_of_line(home, wish.where) or (int(match[3]), int(match[4]))
        wish = replace(wish, table=int(match[2]), target="cell", row=spot[0], column=spot[1])
    return found[0], wish


def _cell_of_line(home: Home, line_id: str) -> tuple[int, int] | None:
    """Row and column of the cell a figure was read from: panes side by side number their rows on."""
    from pipelines.publish.query import NoReleaseError, connect

    try:
        with connect(home.releases) as connection:
            line = connection.execute(
                "select document_id, table_index, page, bbox, locator from fct_line_item where line_id = ?",
                [line_id],
            ).fetchone()
    except NoReleaseError:
        return None
    document = extracted(home, line[0]) if line else None
    if line is None or document is None:
        return None
    spot = (line[2], line[3], line[4] or "")
    for table in document.tables:
        for cell in table.cells if table.index == line[1] else ():
            box = cell.spot.box.as_list() if cell.spot.box else None
            if cell.text and (cell.spot.page, box, cell.spot.locator) == spot:
                return cell.row + 1, cell.column + 1
    return None


def _correction(document_id: str, wish: Wish, today: date, document: ExtractedDocument | None) -> Correction:
    said = {
        "document_id": document_id,
        "table_index": str(wish.table or ""),
        "target": wish.target,
        "row": str(wish.row or ""),
        "column": str(wish.column or ""),
        "reads": wish.reads or "",
        "should_read": wish.should_read,
        "author": wish.author or getpass.getuser(),
        "reason": wish.reason,
        "evidence": wish.evidence,
        "decided_on": today.isoformat(),
        "expires_on": wish.until or (today + _YEAR).isoformat(),
    }
    try:
        correction = parse(said)
        if wish.reads is None and document is None:
            raise InvalidCorrection("the file has not been read: `gongkai run` first, or say --reads")
        if wish.reads is None and document is not None:
            now = current_reading(document, correction)
            if now is None:
                raise InvalidCorrection(f"{correction.spot}: nothing is read there")
            correction = parse({**said, "reads": now})
    except InvalidCorrection as error:
        raise CommandFailure(str(error)) from error
    return correction


def _must_apply(document: ExtractedDocument, correction: Correction) -> None:
    (outcome,) = apply(document, [correction], set()).outcomes
    if outcome.code != APPLIED:
        raise CommandFailure(f"{outcome.code}: {outcome.detail}")
