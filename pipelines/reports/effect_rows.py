"""One table of two versions of the parts: which rows are the same, changed, new or gone.

Belongs here: what a row says and where it stands, matching, telling a change in words. Does not: adding up
(see `effect`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pipelines.contracts.tables import PART_TABLES
from pipelines.publish.statements import sql_text

# Where a row stands and how sure the reader was, not what it says: a table found before it moves all ids.
_PLACE: Final = frozenset(
    {
        "line_id", "claim_id", "project_key", "item_key", "indicator_key", "procurement_key", "headcount_key",
        "annual_budget_line_id", "table_index", "block_index", "row", "column", "row_number", "column_number",
        "parent_row_number", "outcome_index", "quarantine_index", "figure_start", "figure_end", "bbox",
        "locator", "column_measures", "identified_by", "confidence", "evidence", "quality_note", "detail",
        "record",
    }
)  # fmt: skip
# Rows that have no place of their own: of such, there is one more or one less, never another.
UNPLACED: Final = frozenset({"outcomes", "quarantine"})
_KIND: Final = {"outcomes": "code", "quarantine": "reason_code"}
_MONEY: Final = {"projects": "annual_budget_yuan"}
_LABEL: Final[dict[str, tuple[str, ...]]] = {
    "documents": ("title",),
    "tables": ("title",),
    "lines": ("row_label", "code", "measure", "basis"),
    "claims": ("subject_text", "item", "basis"),
    "projects": ("project_name",),
    "project_items": ("project_name", "item_name"),
    "indicators": ("project_name", "indicator_name"),
    "procurements": ("project_name", "catalogue_name"),
    "headcounts": ("category", "label"),
    "outcomes": ("room", "severity"),
    "quarantine": ("source_table",),
}
COUNTED: Final = """
create temp table counted (
    table_name varchar, kind varchar, document_id varchar, same bigint, changed bigint, added bigint,
    removed bigint, moved decimal(38, 2)
)
"""
CHANGED: Final = """
create temp table changed (
    table_name varchar, kind varchar, change varchar, document_id varchar, file_name varchar, source varchar,
    page bigint, label varchar, columns varchar, before varchar, after varchar, amount_before decimal(20, 2),
    amount_after decimal(20, 2)
)
"""


@dataclass(frozen=True, slots=True)
class _Side:
    """One version's rows of a table, before (`was`) or after (`now`)."""

    name: str
    files: list[str]
    is_empty: bool

    @property
    def rows(self) -> str:
        """The rows of the documents that count, as SQL with one parameter: the files."""
        nothing = " where false" if self.is_empty else ""
        return (
            "(select * from read_parquet(?, union_by_name = true) semi join source using (document_id)"  # noqa: S608
            f"{nothing})"
        )


def compare_table(connection: Any, table: str, before: list[str], after: list[str]) -> list[str]:
    """Count the table's rows in `counted`, keep those that differ in `changed`.

    Returns the columns that only one side has. The connection needs `source` (document_id, source,
    file_name): only its documents count.
    """
    # Where one side has no row, it has the other's columns.
    had, has = _types(connection, before or after), _types(connection, after or before)
    told = [name for name in PART_TABLES[table].field_names if name not in _PLACE]
    shared = [name for name in told if name in had and name in has]
    # Text where a type changed: what people read is compared.
    plain = {c: f'"{c}"' if had[c] == has[c] else f'"{c}"::varchar' for c in shared}
    sides = (_Side("was", before or after, not before), _Side("now", after or before, not after))
    _set_same_documents_apart(connection, table, plain, *sides)
    # Without its key on both sides no row of one can be said to stand where one of the other stands.
    key = [c for c in PART_TABLES[table].key if c in had and c in has]
    is_placed = table not in UNPLACED and len(key) == len(PART_TABLES[table].key)
    for side in sides:
        _load(connection, side, plain, key, is_placed=is_placed)
    _match(connection, table, shared)
    return [
        *(f"{table}.{name} new" for name in told if name in has and name not in had),
        *(f"{table}.{name} gone" for name in sorted(had) if name not in has and name not in _PLACE),
    ]


def _types(connection: Any, files: list[str]) -> dict[str, str]:
    rows = connection.execute("describe select * from read_parquet(?, union_by_name = true)", [files])
    return {str(row[0]): str(row[1]) for row in rows.fetchall()}


def _set_same_documents_apart(
    connection: Any, table: str, plain: dict[str, str], was: _Side, now: _Side
) -> None:
    """Count the documents whose rows are all the same, and name the others in `touched`.

    As a rule that is nearly all of them: they are read once, in a stream, and never matched.
    """
    content = ", ".join(plain.values())
    for side in (was, now):
        connection.execute(
            f"create or replace temp table {side.name}_sums as select document_id, count(*) as many, "  # noqa: S608 - our own names
            f"sum(hash({content})::hugeint) as total from {side.rows} group by document_id",
            [side.files],
        )
    connection.execute(
        "create or replace temp table touched as select document_id from was_sums w "
        "full join now_sums n using (document_id) "
        "where w.many is distinct from n.many or w.total is distinct from n.total"
    )
    connection.execute(
        f"insert into counted select {sql_text(table)}, {_kind([*plain], table)}, document_id, count(*), "  # noqa: S608
        f"0, 0, 0, 0 from {now.rows} anti join touched using (document_id) group by all",
        [now.files],
    )


def _load(connection: Any, side: _Side, plain: dict[str, str], key: list[str], *, is_placed: bool) -> None:
    """Rows of the other documents, numbered among those of the same content: each is matched once."""
    order = ", ".join(f'"{c}"' for c in key) or "document_id"
    place = f"json_array({order})::varchar" if is_placed else sql_text(side.name)
    content = ", ".join(f"{expression} as {name}" for name, expression in plain.items())
    among = ", ".join(plain.values())
    connection.execute(
        f"create or replace temp table {side.name} as select {place} as place, {content}, "  # noqa: S608
        f"row_number() over (partition by {among} order by {order}) as copy_number "
        f"from {side.rows} semi join touched using (document_id)",
        [side.files],
    )


def _match(connection: Any, table: str, columns: list[str]) -> None:
    """First rows of the same content, then, among the others, rows that stand in the same place."""
    equal = " and ".join(f'b."{c}" is not distinct from a."{c}"' for c in (*columns, "copy_number"))
    kind = _kind(columns, table)
    connection.execute(
        f"insert into counted select {sql_text(table)}, {kind}, document_id, count(*), 0, 0, 0, 0 "  # noqa: S608
        f"from was b semi join now a on {equal} group by all"
    )
    connection.execute(f"create or replace temp table lost as select * from was b anti join now a on {equal}")  # noqa: S608
    connection.execute(f"create or replace temp table won as select * from now a anti join was b on {equal}")  # noqa: S608
    connection.execute(_told(table, columns))
    connection.execute(
        "insert into counted select table_name, kind, document_id, 0, (change = 'changed')::int, "
        "(change = 'new')::int, (change = 'gone')::int, "
        "abs(coalesce(amount_after, 0) - coalesce(amount_before, 0)) from changed where table_name = ?",
        [table],
    )


def _told(table: str, columns: list[str]) -> str:
    """The statement that keeps each row that differs, in words: of a changed row what changed."""

    def either(expression: str) -> str:
        now, was = expression.format("a"), expression.format("b")
        return f"case when a.place is not null then {now} else {was} end"

    differs = {c: f'b."{c}" is distinct from a."{c}"' for c in columns}
    names = ", ".join(f"case when {d} then {sql_text(c)} end" for c, d in differs.items())
    words = [c for c in columns if c != "document_id"]

    def said(side: str) -> str:
        told = {c: f"{sql_text(c + '=')} || coalesce({side}.\"{c}\"::varchar, '∅')" for c in words}
        return ", ".join(f"case when {differs[c]} then {text} end" for c, text in told.items())

    def whole(side: str) -> str:
        return ", ".join(f"{sql_text(c + '=')} || nullif({side}.\"{c}\"::varchar, '')" for c in words)

    label = ", ".join(f'{{0}}."{c}"::varchar' for c in _LABEL[table] if c in columns) or "''"
    page = next((c for c in ("page", "first_page") if c in columns), None)
    money = _MONEY.get(table, "amount_yuan")
    amounts = [f'{s}."{money}"::decimal(20, 2)' if money in columns else "null" for s in "ba"]
    both = "b.place is not null and a.place is not null"
    return f"""
        insert into changed select
            {sql_text(table)},
            {either(_kind(columns, table, "{0}."))},
            case when {both} then 'changed' when a.place is not null then 'new' else 'gone' end,
            {either("{0}.document_id")},
            s.file_name,
            s.source,
            {either(f'{{0}}."{page}"') if page else "null"},
            {either(f"concat_ws(' ', {label})")},
            case when {both} then concat_ws(', ', {names}) else '' end,
            case when {both} then concat_ws('; ', {said("b")})
                when b.place is not null then concat_ws('; ', {whole("b")}) else '' end,
            case when {both} then concat_ws('; ', {said("a")})
                when a.place is not null then concat_ws('; ', {whole("a")}) else '' end,
            {amounts[0]},
            {amounts[1]}
        from lost b full join won a on b.place = a.place
        inner join source s on s.document_id = coalesce(a.document_id, b.document_id)
    """  # noqa: S608 - our own names


def _kind(columns: Sequence[str], table: str, side: str = "") -> str:
    name = _KIND.get(table, "table_type")
    return f"coalesce({side}\"{name}\"::varchar, '')" if name in columns else "''"
