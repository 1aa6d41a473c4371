"""What a reviewer should look at first: amount at stake × doubt about the reading.

Belongs here: gathering doubtful spots of a release and ranking them. Does not: deciding anything about them,
layout. A spot nothing is known of counts with the whole disclosure: what is hidden may be as large.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from pipelines.home import Home
from pipelines.publish.current import current_release
from pipelines.publish.query import NoReleaseError, connect

# How much of the amount is at stake: what is not understood at all counts whole.
_DOUBTS: Final = {
    "MONEY_UNIT_UNKNOWN": 1.0,
    "MONEY_UNIT_CONTRADICTORY": 1.0,
    "TABLE_UNIDENTIFIED": 1.0,
    "UNKNOWN_HEADER": 1.0,
    "ROW_HAS_SURPLUS_FIELDS": 1.0,
    "FORM_LAYOUT_UNKNOWN": 0.8,
    "FORM_LABEL_UNKNOWN": 0.5,
    "AMOUNT_UNREADABLE": 1.0,
    "AMOUNT_OUT_OF_RANGE": 1.0,
    "ENGINES_DIFFER": 0.5,
    "FIGURES_NOT_CONSERVED": 0.5,
}
_TARGETS: Final = {
    "MONEY_UNIT_UNKNOWN": "unit_line",
    "MONEY_UNIT_CONTRADICTORY": "unit_line",
    "TABLE_UNIDENTIFIED": "title",
    "UNKNOWN_HEADER": "header",
}
REPAIRED_DOUBT: Final = 0.3

_OUTCOMES: Final = """
select
    outcome.code, any_value(outcome.code_zh) as code_zh, outcome.document_id, outcome.table_index,
    case when outcome.code in ('UNKNOWN_HEADER', 'AMOUNT_UNREADABLE') then outcome.column_index end
        as at_column,
    case when outcome.code = 'AMOUNT_UNREADABLE' then outcome.row_index end as at_row,
    min(outcome.page) as page, count(*) as places,
    any_value(outcome.text) filter (where outcome.text <> '') as reads, any_value(outcome.detail) as detail,
    sum(abs(try_cast(replace(replace(outcome.text, ',', ''), '，', '') as decimal(30, 6)))) as printed
from fct_outcome as outcome
where outcome.code in ({codes}) and coalesce(outcome.source_table, '') = ''
group by all
"""
_REPAIRED: Final = """
select
    'REPAIRED' as code, quality_note as detail, document_id, table_index, row_number, min(page) as page,
    count(*) as places, max(abs(amount_yuan)) as stake_yuan, arg_max(amount_text, abs(amount_yuan)) as reads,
    arg_max(column_number, abs(amount_yuan)) as column_number, arg_max(line_id, abs(amount_yuan)) as line_id
from fct_line_item
where quality in ('repaired', 'inferred')
group by document_id, table_index, row_number, quality_note
"""
_FLAGGED: Final = """
select
    cell.flags, cell.confidence, line.document_id, line.table_index, line.row_number, line.column_number,
    line.page, line.amount_text as reads, abs(line.amount_yuan) as stake_yuan, line.line_id
from read_parquet(?) as cell
inner join fct_line_item as line
    on line.document_id = cell.document_id and line.table_index = cell.table_index
    and line.page = cell.page and line.bbox = cell.bbox
where cell.part = 'body' and cell.flags is not null and cell.confidence < 1 and line.amount_yuan is not null
    and line.quality <> 'corrected'
"""
_CONTEXT: Final = """
select
    document.document_id, document.file_name, disclosure.unit_id, disclosure.unit_name,
    disclosure.fiscal_year, disclosure.kind, overview.total_budget_yuan
from dim_document as document
left join dim_disclosure as disclosure using (disclosure_id)
left join mart_department_overview as overview using (disclosure_id)
"""
_TABLES: Final = "select document_id, table_index, title, money_unit, money_unit_text from fct_table"
_FACTORS: Final = {
    "yuan": Decimal(1),
    "thousand_yuan": Decimal(1000),
    "wan_yuan": Decimal(10_000),
    "yi_yuan": Decimal(100_000_000),
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One spot to look at. `row` and `column` count from 1 as ids of figures do.

    `stake_yuan` is the amount there, or the whole disclosure's where the amount cannot be known; `weight` is
    stake × doubt, what the queue is ordered by. `target` is what a correction would correct.
    """

    code: str
    cause: str
    document_id: str
    file_name: str
    unit_name: str
    fiscal_year: int | None
    kind: str
    table_index: int | None
    table_title: str
    page: int | None
    row: int | None
    column: int | None
    target: str
    reads: str
    places: int
    stake_yuan: Decimal
    is_stake_known: bool
    doubt: float
    line_id: str | None = None

    @property
    def weight(self) -> Decimal:
        return self.stake_yuan * Decimal(str(round(self.doubt, 4)))

    @property
    def where(self) -> str:
        """The spot as `gongkai correct` takes it; empty where none is known."""
        if self.line_id:
            return self.line_id
        if self.table_index is None:
            return ""
        where = f"{self.document_id[:12]} --table {self.table_index} --target {self.target}"
        where += f" --row {self.row}" if self.row and self.target == "cell" else ""
        return where + (
            f" --column {self.column}" if self.column and self.target in ("cell", "header") else ""
        )

    @property
    def is_promotable(self) -> bool:
        """Whether a decision here can be taught to the catalogue (`--promote`)."""
        return not self.line_id and self.target in ("header", "unit_line")

    @property
    def command(self) -> str:
        """The command that would correct it, to be completed."""
        if not self.where:
            return ""
        return (
            f"gongkai correct {self.where} --should-read '…' --reason '…' --evidence 'p. {self.page or '?'}'"
        )


def review_queue(home: Home) -> list[ReviewItem]:
    """All doubtful spots of the current release, the heaviest first. Raises `NoReleaseError`."""
    release = current_release(home.releases)
    if release is None:
        raise NoReleaseError("nothing has been published yet; run `gongkai run` first")
    with connect(home.releases) as connection:
        context = {r["document_id"]: r for r in _rows(connection, _CONTEXT)}
        tables = {(r["document_id"], r["table_index"]): r for r in _rows(connection, _TABLES)}
        codes = ", ".join(f"'{code}'" for code in _DOUBTS)
        found = [_of_outcome(r, tables, context) for r in _rows(connection, _OUTCOMES.format(codes=codes))]
        for row in _rows(connection, _REPAIRED):
            found.append(_of_line(row, "REPAIRED", row["detail"], REPAIRED_DOUBT, tables, context))
        version = str(release.manifest.get("source_versions", {}).get("extract", ""))
        cells = home.parts / "extract" / version / "cells"
        if any(Path(cells).glob("*.parquet")):
            for row in _rows(connection, _FLAGGED, str(cells / "*.parquet")):
                flags = ", ".join(json.loads(row["flags"]))
                found.append(_of_line(row, "DOUBTFUL_CELL", flags, 1 - row["confidence"], tables, context))
    return sorted(
        found, key=lambda i: (-i.weight, i.document_id, i.table_index or 0, i.row or 0, i.column or 0)
    )


def _of_outcome(row: dict[str, Any], tables: dict[Any, Any], context: dict[str, Any]) -> ReviewItem:
    table = tables.get((row["document_id"], row["table_index"]), {})
    about = context.get(row["document_id"], {})
    factor = _FACTORS.get(table.get("money_unit", ""))
    known = row["printed"] is not None and factor is not None
    stake = row["printed"] * factor if known and factor else about.get("total_budget_yuan") or Decimal(0)
    target = _TARGETS.get(row["code"], "cell")
    reads = {
        "unit_line": table.get("money_unit_text") or "",
        "title": table.get("title") or "",
    }.get(target, row["reads"] or "")
    return _item(
        row,
        about,
        table,
        code=row["code"],
        cause=f"{row['code_zh'] or ''}: {row['detail']}",
        row_number=None if row["at_row"] is None else row["at_row"] + 1,
        column=None if row["at_column"] is None else row["at_column"] + 1,
        target=target,
        reads=reads,
        stake=Decimal(stake),
        is_known=known,
        doubt=_DOUBTS[row["code"]],
    )


def _of_line(
    row: dict[str, Any], code: str, cause: str, doubt: float, tables: dict[Any, Any], context: dict[str, Any]
) -> ReviewItem:
    return _item(
        {"places": 1, **row},
        context.get(row["document_id"], {}),
        tables.get((row["document_id"], row["table_index"]), {}),
        code=code,
        cause=cause,
        row_number=row["row_number"],
        column=row["column_number"],
        target="cell",
        reads=row["reads"] or "",
        stake=row["stake_yuan"] or Decimal(0),
        is_known=True,
        doubt=doubt,
    )


def _item(
    row: dict[str, Any],
    about: dict[str, Any],
    table: dict[str, Any],
    *,
    code: str,
    cause: str,
    row_number: int | None,
    column: int | None,
    target: str,
    reads: str,
    stake: Decimal,
    is_known: bool,
    doubt: float,
) -> ReviewItem:
    return ReviewItem(
        code=code,
        cause=cause,
        document_id=row["document_id"],
        file_name=about.get("file_name") or row["document_id"],
        unit_name=about.get("unit_name") or "",
        fiscal_year=about.get("fiscal_year"),
        kind=about.get("kind") or "unknown",
        table_index=row["table_index"],
        table_title=table.get("title") or "",
        page=row["page"],
        row=row_number,
        column=column,
        target=target,
        reads=reads,
        places=row["places"],
        stake_yuan=stake.quantize(Decimal("0.01")),
        is_stake_known=is_known,
        doubt=doubt,
        line_id=row.get("line_id"),
    )


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, list(values))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
