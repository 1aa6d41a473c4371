"""What a change of code does to the figures: parts of two versions, row by row.

Belongs here: matching and counting. Does not: making the parts, wording on screen (see `commands/effect`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import duckdb

# What a figure means to whoever uses it. A row is the same when all of it is, wherever it stands.
_CONTENT: Final = (
    "document_id", "table_type", "measure", "row_label", "code", "is_total", "amount_yuan", "amount_text",
    "money_unit", "page",
)  # fmt: skip
# What is told of a figure that stands where another stood.
_TOLD: Final = ("table_type", "measure", "row_label", "code", "amount_yuan", "money_unit")


@dataclass(frozen=True, slots=True)
class Change:
    """Figures of one table type from one source. `moved_yuan` adds up |after − before| of what changed,
    came or went."""

    table_type: str
    source: str
    before: int
    same: int
    changed: int
    added: int
    removed: int
    moved_yuan: Decimal


@dataclass(frozen=True, slots=True)
class Example:
    """One figure that is not as before. `before` is empty when it came, `after` when it went."""

    document_id: str
    page: int | None
    table_type: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """The whole effect. `outcomes` are (code, before, after) where the numbers differ."""

    changes: tuple[Change, ...]
    outcomes: tuple[tuple[str, int, int], ...]
    examples: tuple[Example, ...]

    @property
    def is_none(self) -> bool:
        """Whether every figure and every outcome is as before."""
        return not self.outcomes and not any(c.changed or c.added or c.removed for c in self.changes)


def effect_of(
    lines: tuple[str, str],
    outcomes: tuple[Sequence[str], Sequence[str]],
    sources: dict[str, str],
    examples: int = 3,
) -> Effect:
    """Compare parts: `lines` are the patterns of the figures before and after, `outcomes` likewise.

    Only documents in `sources` (document → source) count. Raises duckdb.Error when parts cannot be read.
    """
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false")
        connection.execute("create table source (document_id varchar, source varchar)")
        connection.executemany("insert into source values (?, ?)", [*sources.items()])
        for name, pattern in zip(("before", "after"), lines, strict=True):
            _load(connection, name, pattern)
        _match(connection)
        changes = connection.execute(_CHANGES).fetchall()
        shown = connection.execute(_EXAMPLES, [examples]).fetchall() if examples else []
        codes = _outcomes(connection, outcomes)
    return Effect(
        tuple(Change(t, s, b, same, c, a, r, Decimal(m)) for t, s, b, same, c, a, r, m in changes),
        tuple(codes),
        tuple(Example(*row) for row in shown),
    )


def _load(connection: Any, name: str, pattern: str) -> None:
    """Rows numbered among those of the same content, so that each is matched once."""
    content = ", ".join(_CONTENT)
    connection.execute(
        f"create table {name} as select line_id, {content}, row_number() over "  # noqa: S608 - our own names
        f"(partition by {content} order by line_id) as copy "
        "from read_parquet(?, union_by_name = true) semi join source using (document_id)",
        [pattern],
    )


def _match(connection: Any) -> None:
    """First rows of the same content, then, among the others, rows that stand in the same place."""
    equal = " and ".join(f"b.{c} is not distinct from a.{c}" for c in (*_CONTENT, "copy"))
    told = ", ".join(f"b.{c} as {c}_before, a.{c} as {c}_after" for c in _TOLD)
    connection.execute(f"create table same as select b.* from before b semi join after a on {equal}")  # noqa: S608
    connection.execute(
        "create table other as select coalesce(a.document_id, b.document_id) as document_id, "  # noqa: S608
        f"coalesce(a.page, b.page) as page, b.line_id as line_before, a.line_id as line_after, {told} from "
        f"(select * from before b anti join after a on {equal}) b full join "
        f"(select * from after a anti join before b on {equal}) a using (line_id)"
    )


_CHANGES: Final = """
with counted as (
    select
        document_id, table_type, 1 as same, 0 as changed, 0 as added, 0 as removed, 0::decimal(38, 2) as moved
    from same
    union all
    select
        document_id,
        coalesce(table_type_after, table_type_before),
        0,
        (line_before is not null and line_after is not null)::integer,
        (line_before is null)::integer,
        (line_after is null)::integer,
        abs(coalesce(amount_yuan_after, 0) - coalesce(amount_yuan_before, 0))
    from other
)
select
    table_type,
    source,
    sum(same + changed + removed)::bigint,
    sum(same)::bigint,
    sum(changed)::bigint,
    sum(added)::bigint,
    sum(removed)::bigint,
    sum(moved)::varchar
from counted inner join source using (document_id)
group by table_type, source
order by sum(changed + added + removed) desc, table_type, source
"""

_EXAMPLES: Final = """
with told as (
    select
        document_id,
        page,
        coalesce(table_type_after, table_type_before) as table_type,
        case when line_before is null then '' else concat_ws(
            ' ', table_type_before, measure_before, code_before, row_label_before, amount_yuan_before,
            money_unit_before) end as before,
        case when line_after is null then '' else concat_ws(
            ' ', table_type_after, measure_after, code_after, row_label_after, amount_yuan_after,
            money_unit_after) end as after
    from other
)
select document_id, page, table_type, before, after
from told
qualify row_number() over (
    partition by table_type, before = '', after = '' order by document_id, page, before, after) <= ?
order by table_type, document_id, page, before, after
"""


def _outcomes(connection: Any, outcomes: tuple[Sequence[str], Sequence[str]]) -> list[tuple[str, int, int]]:
    sql = """
    select code, count(*) filter (side = 0), count(*) filter (side = 1) from (
        select code, document_id, 0 as side from read_parquet($before, union_by_name = true)
        union all
        select code, document_id, 1 as side from read_parquet($after, union_by_name = true)
    ) semi join source using (document_id)
    group by code having count(*) filter (side = 0) <> count(*) filter (side = 1) order by code
    """
    given = {"before": list(outcomes[0]), "after": list(outcomes[1])}
    return [(str(code), int(b), int(a)) for code, b, a in connection.execute(sql, given).fetchall()]
