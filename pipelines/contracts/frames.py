"""Records to frames, and the gate: what keeps the contract goes on, what breaks it goes to quarantine.

Belongs here: building a table's frame from records, splitting it by its contract.
Does not: writing anything (see `parts`), describing tables (see `tables/`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.contracts.model import Table
from pipelines.contracts.schemas import CHECK_CODES, pandera_schema
from pipelines.contracts.types import polars_schema
from pipelines.contracts.values import WrongTypeError, convert, to_json

Record = Mapping[str, Any]
Failures = dict[int, list[tuple[str, str]]]

_SHOWN = 200  # characters of a bad value quoted in a detail


class UnknownFieldError(KeyError):
    """A record carries a field that its table does not describe."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Admitted:
    """`frame` keeps the contract; `quarantined` are `quarantine` records, one per row that does not.

    Rows of both together are the rows that came in.
    """

    frame: pl.DataFrame
    quarantined: list[dict[str, Any]]


def empty_frame(table: Table) -> pl.DataFrame:
    """No rows, every column."""
    return pl.DataFrame(schema=polars_schema(table))


def to_frame(table: Table, records: Iterable[Record]) -> pl.DataFrame:
    """The records as a frame with the table's columns and types; a missing key becomes null.

    Raises `UnknownFieldError` for a key the table does not have and `WrongTypeError` for a value its field
    cannot hold without loss. Values are not checked against the contract: see `admit`.
    """
    rows = [_converted(table, record) for record in records]
    return pl.DataFrame(rows, schema=polars_schema(table), orient="row")


def admit(table: Table, records: Sequence[Record], part: str = "") -> Admitted:
    """Split `records` by the table's contract. Order is kept; a row with several faults is named once.

    `part` names the document or source in quarantine records whose own document id is not text.

    Every row of a duplicated key is quarantined: which one is right cannot be told.
    Raises `UnknownFieldError`: an undescribed field is a fault of the code, not of the data.
    """
    rows: list[list[Any]] = []
    positions: list[int] = []
    failures: Failures = defaultdict(list)
    for position, record in enumerate(records):
        try:
            rows.append(_converted(table, record))
            positions.append(position)
        except WrongTypeError as error:
            failures[position].append(("CONTRACT_TYPE", str(error)))
    frame = pl.DataFrame(rows, schema=polars_schema(table), orient="row")
    bad_rows = _contract_failures(table, frame)
    for row, faults in bad_rows.items():
        failures[positions[row]].extend(faults)
    keep = [row not in bad_rows for row in range(frame.height)]
    quarantined = [
        _quarantine_record(table, index, records[position], failures[position], part)
        for index, position in enumerate(sorted(failures), start=1)
    ]
    return Admitted(frame.filter(pl.Series(keep, dtype=pl.Boolean)), quarantined)


def _converted(table: Table, record: Record) -> list[Any]:
    if unknown := record.keys() - set(table.field_names):
        raise UnknownFieldError(f"{table.name} has no field {', '.join(sorted(unknown))}")
    values = []
    for field in table.fields:
        try:
            values.append(convert(field.type, record.get(field.name)))
        except WrongTypeError as error:
            raise WrongTypeError(f"{field.name}: {str(error)[:_SHOWN]}") from None
    return values


def _contract_failures(table: Table, frame: pl.DataFrame) -> Failures:
    """Row of `frame` → the faults pandera finds in it."""
    from pandera.errors import SchemaErrors

    failures: Failures = defaultdict(list)
    if frame.is_empty():
        return {}
    try:
        pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.iter_rows(named=True):
            check = str(case["check"])
            code = CHECK_CODES[check.split("(", 1)[0]]
            if code == "CONTRACT_DUPLICATE_KEY":
                key = {name: frame[name][case["index"]] for name in table.key}
                detail = f"key {to_json(key)} occurs more than once"
            else:
                detail = f"{case['column']}: {str(case['failure_case'])[:_SHOWN]!r} breaks {check[:_SHOWN]}"
            failures[case["index"]].append((code, detail))
    return dict(failures)


def _quarantine_record(
    table: Table, index: int, record: Record, faults: list[tuple[str, str]], part: str
) -> dict[str, Any]:
    document_id, page = record.get("document_id"), record.get("page")
    return {
        "document_id": document_id if isinstance(document_id, str) else part,
        "source_table": table.name,
        "quarantine_index": index,
        "reason_code": faults[0][0],
        "detail": "; ".join(f"{code} {detail}" for code, detail in faults),
        "record": to_json({key: _plain(value) for key, value in record.items()}),
        "page": page if isinstance(page, int) and not isinstance(page, bool) and page >= 1 else None,
    }


def _plain(value: Any) -> Any:
    """A value as JSON can say it; what it cannot is quoted as Python shows it."""
    try:
        to_json(value)
    except (TypeError, ValueError):
        return repr(value)
    return value
